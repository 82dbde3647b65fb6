// Guards of what is intended, party by party and violation by violation: each count stands on its own basis and in its
// own range; the whole is their sum.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/guard_judges.h"

namespace mingjing::cases::judges {

namespace {

// Whose kinds, amounts and range are judged; `who` opens the sentence.
struct Intended {
  std::string who;
  const std::vector<PenaltyKind>& kinds;
  Fen fine;
  const std::vector<PenaltyKind>& possible;
  std::optional<Fen> min, max;
  bool mitigated = false;
};

Verdict in_range(const Intended& one) {
  if (!one.possible.empty()) {
    if (const auto extra = beyond(one.kinds, one.possible); !extra.empty()) {
      return found(one.who + "本事项没有设定“" + kinds_zh(extra) + "”。请在法定种类内选择。", "proposal",
                   "《行政处罚法》第七十六条第一款第二项");
    }
  }
  if (one.max && one.fine > *one.max) {
    return found(
        one.who + "拟罚款 " + money(one.fine) + "，高于法定上限 " + money(*one.max) + "。请在法定幅度内确定。",
        "proposal", "《行政处罚法》第七十六条第一款第二项");
  }
  if (has(one.kinds, PenaltyKind::fine) && one.min && one.fine < *one.min && !one.mitigated) {
    return found(one.who + "拟罚款 " + money(one.fine) + "，低于法定下限 " + money(*one.min) +
                     "。减轻处罚须写明法定情形和理由。",
                 "proposal", "《行政处罚法》第三十二条");
  }
  return {};
}

Verdict one_count(const Facts& f, const CountFacts& count) {
  const bool known = std::any_of(f.parties.begin(), f.parties.end(),
                                 [&](const PartyFacts& party) { return party.id == count.party; });
  if (!known) return found(count.label + "的当事人不在本案，或者已不再列为当事人。请更正处理意见。", "proposal");
  if (has(count.kinds, PenaltyKind::fine) != (count.fine.count > 0)) {
    return found(count.label + "的罚款种类和数额不一致。请核对。", "proposal");
  }
  if (!count.kinds.empty() && !count.based) {
    return found(count.label + "还没有写明处罚依据。没有法定依据的，不得处罚。", "proposal");
  }
  return {};
}

}  // namespace

Verdict counts_add_up(const Facts& f) {
  if (!penalty(f) || !f.has_proposal) return {};
  if (f.counts.empty()) {
    if (f.parties.size() < 2) return {};
    return found("本案有 " + std::to_string(f.parties.size()) +
                     " 名当事人，处罚意见还没有分别写明。请按当事人和违法行为逐项写明。",
                 "proposal");
  }
  std::vector<PenaltyKind> kinds;
  Fen fine, gains, property;
  for (const CountFacts& count : f.counts) {
    if (auto wrong = one_count(f, count)) return wrong;
    for (PenaltyKind kind : count.kinds) {
      if (!has(kinds, kind)) kinds.push_back(kind);
    }
    fine = fine + count.fine;
    gains = gains + count.illegal_gains;
    property = property + count.property_value;
  }
  for (const PartyFacts& party : f.parties) {
    if (party.has_counts) continue;
    return found(party.name + "还没有处理意见。请补充；不应列为当事人的，先办理不再列为当事人。", "proposal");
  }
  const bool same = beyond(kinds, f.kinds).empty() && beyond(f.kinds, kinds).empty() && fine == f.fine &&
                    gains == f.illegal_gains && property == f.property_value;
  if (same) return {};
  return found("各项处罚合计罚款 " + money(fine) + "、没收违法所得 " + money(gains) +
                   "，与处理意见的种类或者合计数额不一致。请核对。",
               "proposal");
}

Verdict range(const Facts& f) {
  if (!penalty(f)) return {};
  if (f.counts.empty()) return in_range({{}, f.kinds, f.fine, f.kinds_possible, f.fine_min, f.fine_max, f.mitigated});
  for (const CountFacts& count : f.counts) {
    if (auto wrong = in_range({count.label + "，", count.kinds, count.fine, count.kinds_possible, count.fine_min,
                               count.fine_max, count.mitigated})) {
      return wrong;
    }
  }
  return {};
}

}  // namespace mingjing::cases::judges
