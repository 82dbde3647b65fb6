// Which law, which range, how old the act is.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/facts.h"
#include "domain/supervision/file_review_checks.h"
#include "law/citation.h"

namespace mingjing::supervision::checks {
namespace {

using cases::PenaltyKind;

// The day by whose law the act is judged (APL 37).
Date act_day(const cases::Case& c) {
  return c.violation_ended_on.value_or(c.discovered_on.value_or(c.reported_at.date()));
}

std::vector<std::string> cited(const cases::Case& c) {
  std::vector<std::string> out = c.proposal->violated;
  for (const auto& one : c.proposal->basis) out.push_back(one);
  for (const auto& count : c.proposal->counts) {
    for (const auto* list : {&count.violated, &count.basis}) out.insert(out.end(), list->begin(), list->end());
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

// One penalty with the item whose range binds it.
struct Part {
  std::string item_id, name;
  std::vector<PenaltyKind> kinds;
  Fen fine;
  bool mitigated = false;
  PartyId party{};
};
std::vector<Part> parts_of(const cases::Case& c) {
  const auto& p = *c.proposal;
  if (c.decision && c.decision->counts.empty()) {
    return {{c.item.id, c.item.name, c.decision->kinds, c.decision->fine,
             !p.mitigation_ground.empty() && !p.mitigation_reason.empty()}};
  }
  const auto& counts = c.decision ? c.decision->counts : p.counts;
  if (counts.empty())
    return {{c.item.id, c.item.name, p.kinds, p.fine, !p.mitigation_ground.empty() && !p.mitigation_reason.empty()}};
  std::vector<Part> out;
  for (const auto& count : counts) {
    out.push_back({count.item_id, count.item_name, count.kinds, count.fine,
                   !count.mitigation_ground.empty() && !count.mitigation_reason.empty(), count.party});
  }
  return out;
}

bool named_in(const catalog::Item& item, PenaltyKind kind) {
  bool other = false;
  for (const auto& text : item.kinds) {
    if (text == cases::to_string(kind) || text == cases::name_zh(kind)) return true;
    const bool known = std::any_of(cases::kPenaltyKinds.begin(), cases::kPenaltyKinds.end(),
                                   [&](const auto& row) { return row.zh == text || row.id == text; });
    other |= !known;
  }
  return kind == PenaltyKind::other && other;
}

void look_at_fine(Look& look, const Part& part, const catalog::Item& item) {
  if (part.fine.count == 0 || item.fines.empty()) return;
  const bool fixed = std::all_of(item.fines.begin(), item.fines.end(),
                                 [](const auto& range) { return range.unit == catalog::FineUnit::fixed; });
  if (!fixed) {
    look.ask("“" + item.name + "”的罚款按" + text_zh(item.fines.front()) + "计算，本案罚款 " + format_yuan(part.fine) +
             " 元，请核对计算的数量和结果。");
    return;
  }
  std::int64_t low = item.fines.front().min, high = 0;
  for (const auto& range : item.fines) {
    low = std::min(low, range.min);
    high = std::max(high, range.max);
  }
  const std::string text = "罚款 " + format_yuan(part.fine) + " 元，法定范围 " + format_yuan(Fen{low}) + " 至 " +
                           format_yuan(Fen{high}) + " 元（" + item.fines.front().citation + "）";
  if (part.fine.count > high)
    look.found({text + "，高于上限。", {}, {}, {}, part.party});
  else if (part.fine.count < low && !part.mitigated)
    look.found({text + "，低于下限，没有写明减轻处罚的法定情形和理由。", {}, {}, {}, part.party});
  else if (part.fine.count < low)
    look.seen({text + "，低于下限，已写明减轻处罚的法定情形和理由。", {}, {}, {}, part.party});
  else
    look.seen({text + "。", {}, {}, {}, part.party});
}

}  // namespace

Checked law_in_force(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!c.proposal) return not_applicable("还没有写明处罚依据。");
  Look look;
  const Date then = act_day(c);
  const Date now = c.decision ? c.decision->decided_at.date() : file.around.today;
  for (const auto& text : cited(c)) {
    const auto citation = law::Citation::parse(text);
    const auto* known = citation ? file.around.laws->find(citation->law) : nullptr;
    if (known == nullptr) {
      look.found({text + "：法律库里没有这部法律，请核对名称。"});
    } else if (known->kind == law::LawKind::document) {
      look.found({text + "是内部文件，不能作为处罚依据。"});
    } else if (file.around.laws->resolve(citation->law, then)) {
      look.seen({text + "在违法行为时（" + then.text() + "）有效。"});
    } else if (file.around.laws->resolve(citation->law, now)) {
      look.ask(text + "在违法行为时（" + then.text() + "）还没有施行，决定时有效；新规定处罚是否较轻？");
    } else {
      look.found({text + "在 " + then.text() + " 没有有效的文本。"});
    }
  }
  return std::move(look).done("没有引用法律。");
}

Checked within_range(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!c.proposal) return not_applicable("还没有处理意见。");
  const std::string& outcome = c.decision ? c.decision->outcome : c.proposal->outcome;
  if (outcome != "penalty") return not_applicable("没有给予处罚。");
  Look look;
  for (const auto& part : parts_of(c)) {
    const auto item = file.around.items.find(part.item_id);
    if (item == file.around.items.end()) {
      look.ask("“" + part.name + "”不在事项清单里，请人工核对处罚范围。");
      continue;
    }
    for (const auto kind : part.kinds) {
      if (item->second.kinds.empty() || named_in(item->second, kind)) continue;
      look.found({"事项“" + item->second.name + "”没有规定“" + std::string(cases::name_zh(kind)) + "”。",
                  {},
                  {},
                  {},
                  part.party});
    }
    look_at_fine(look, part, item->second);
  }
  if (look.nothing()) look.seen({"处罚种类在事项规定之内，没有罚款。"});
  return std::move(look).done("");
}

Checked within_limitation(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.filed()) return not_applicable("还没有立案。");
  if (c.proposal && c.proposal->outcome != "penalty") return not_applicable("没有给予处罚。");
  Look look;
  if (!c.discovered_on)
    look.found({"没有登记发现违法行为的日期。"});
  else if (c.discovered_by.empty())
    look.ask("发现日期 " + c.discovered_on->text() + " 没有写明来源，是怎样发现的？");
  if (!c.violation_ended_on) {
    look.ask("没有登记违法行为终了的日期，行为是否有连续或者继续状态？");
  } else if (c.discovered_on) {
    const Date last = cases::limitation_last_day(*c.violation_ended_on, c.five_year_limitation);
    const std::string text = "违法行为 " + c.violation_ended_on->text() + " 终了，" + c.discovered_on->text() +
                             " 发现，时效" + (c.five_year_limitation ? "五年" : "二年") + "，" + last.text() + " 届满";
    if (*c.discovered_on > last)
      look.found({text + "，发现时已超过时效。"});
    else
      look.seen({text + "。"});
  }
  return std::move(look).done("");
}

namespace {

// A fine of the same party for the same item of the same day is the same act twice, as far as the files tell; another
// day is a question for a person.
void fined_elsewhere(const ReviewedFile& file, Look& look) {
  if (!file.around.elsewhere) return;
  const auto& c = file.c;
  const std::string ended = c.violation_ended_on ? c.violation_ended_on->text() : std::string();
  for (const auto& fine : intended_fines(c)) {
    for (const auto& other : file.around.elsewhere->fines) {
      if (other.party_name != fine.party_name || other.item_code != fine.item_code) continue;
      const std::string text = "案件 " + other.case_no + " 已对" + fine.party_name + "就“" + fine.item_name + "”处以罚款";
      if (!ended.empty() && other.ended_on == ended)
        look.found({text + "，违法行为终了的日期同为 " + ended + "。", {}, {}, {}, fine.party});
      else
        look.ask(text + (other.ended_on.empty() ? "" : "（违法行为于 " + other.ended_on + " 终了）") + "，是不是同一违法行为？");
    }
  }
}

}  // namespace

Checked fined_once(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!c.proposal || c.proposal->fine.count == 0) return not_applicable("没有罚款。");
  Look look;
  const auto& counts = c.proposal->counts;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (std::size_t k = i + 1; k < counts.size(); ++k) {
      const bool same = counts[i].party == counts[k].party && counts[i].item_id == counts[k].item_id &&
                        counts[i].facts == counts[k].facts && counts[i].fine.count > 0 && counts[k].fine.count > 0;
      if (same)
        look.found({"对同一当事人的同一行为“" + counts[i].item_name + "”列了两项罚款。", {}, {}, {}, counts[i].party});
    }
  }
  fined_elsewhere(file, look);
  look.ask("本机关或者其他机关是否已就同一违法行为给予罚款？");
  return std::move(look).done("");
}

Checked benchmark_cited(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!c.proposal || c.proposal->outcome != "penalty") return not_applicable("没有拟给予的处罚。");
  Look look;
  const auto& p = *c.proposal;
  if (p.benchmark.empty() && p.benchmark_reason.empty()) {
    look.found({"处理意见没有写明适用的裁量基准，也没有写明不适用的理由。"});
  } else {
    look.seen({p.benchmark.empty() ? "没有可以适用的裁量基准，已写明理由。" : "适用" + p.benchmark + "。"});
  }
  for (const auto& choice : c.discretion) {
    if (choice.deviation_reason.empty()) continue;
    const std::string text = choice.assessed_at.date().text() + " 偏离裁量基准";
    if (!choice.deviation_approved_at)
      look.found({text + "，没有经过批准。", {}, {}, {}, choice.party});
    else if (choice.deviation_approved_by == choice.deviation_proposed_by)
      look.found({text + "，由提出人自己批准。", {}, {}, {}, choice.party});
    else
      look.seen({text + "，" + choice.deviation_approved_at->date().text() + " 已批准。", {}, {}, {}, choice.party});
  }
  return std::move(look).done("");
}

Checked citations_precise(const ReviewedFile& file) {
  if (!file.c.proposal) return not_applicable("还没有写明处罚依据。");
  Look look;
  if (file.c.proposal->outcome == "penalty" && file.c.proposal->basis.empty() && file.c.proposal->counts.empty()) {
    look.found({"处理意见没有写明处罚依据。"});
  }
  for (const auto& text : cited(file.c)) {
    const auto citation = law::Citation::parse(text);
    if (!citation)
      look.found({"“" + text + "”不是完整的条文出处。"});
    else if (citation->article == 0)
      look.found({"“" + text + "”没有写明条。"});
    else
      look.seen({text});
  }
  return std::move(look).done("没有引用法律。");
}

}  // namespace mingjing::supervision::checks

namespace mingjing::supervision {

std::vector<IntendedFine> intended_fines(const cases::Case& c) {
  std::vector<IntendedFine> out;
  if (!c.proposal) return out;
  const auto add = [&](const cases::Party* party, Fen fine, const std::string& code, const std::string& name) {
    if (party == nullptr || fine.count == 0) return;
    const bool known = std::any_of(out.begin(), out.end(),
                                   [&](const auto& row) { return row.party == party->id && row.item_code == code; });
    if (!known) out.push_back({party->id, party->name, code, name});
  };
  for (const auto& count : c.proposal->counts) add(c.party(count.party), count.fine, count.item_code, count.item_name);
  if (c.proposal->counts.empty()) add(c.party(), c.proposal->fine, c.item.code, c.item.name);
  return out;
}

}  // namespace mingjing::supervision
