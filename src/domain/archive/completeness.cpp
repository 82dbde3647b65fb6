// SPDX-License-Identifier: Apache-2.0
#include "domain/archive/completeness.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "domain/cases/account.h"

namespace mingjing::archive {
namespace {

using cases::Act;
using cases::Stage;

// What a check finds of one item.
struct Found {
  bool applies = true;
  std::vector<std::string> missing{};
};
Found does_not_apply() { return {false, {}}; }
void want(Found& out, bool there, std::string what) {
  if (!there) out.missing.push_back(std::move(what));
}

const cases::Record* last(const cases::Case& c, Act act) {
  const auto found = std::find_if(c.records.rbegin(), c.records.rend(), [&](const auto& r) { return r.act == act; });
  return found == c.records.rend() ? nullptr : &*found;
}

// Never filed, or ended before a decision: what belongs to a decision is not to be had.
bool not_filed(const cases::Case& c) { return c.stage() == Stage::not_filed || (c.stage() == Stage::archived && !c.filed_on); }
bool ended_undecided(const cases::Case& c) {
  const bool over = c.stage() == Stage::closed || c.stage() == Stage::archived || c.stage() == Stage::transferred;
  return not_filed(c) || (over && !c.decision);
}
bool penalty(const cases::Case& c) { return c.decision && c.decision->outcome == "penalty"; }
// The proposal says before there is a decision.
bool to_be_penalty(const cases::Case& c) {
  return c.decision ? penalty(c) : !c.proposal || c.proposal->outcome == "penalty";
}

Found ground(const cases::Case& c) {
  Found out;
  want(out, !c.summary.empty(), "没有写明线索摘要。");
  want(out, !c.cause.empty(), "没有写明案由。");
  return out;
}

Found source(const cases::Case& c) {
  Found out;
  want(out, !c.source.empty(), "没有写明案件来源。");
  return out;
}

Found filing(const cases::Case& c) {
  Found out;
  const auto* record = not_filed(c) ? last(c, Act::decline_filing) : last(c, Act::file_case);
  want(out, record != nullptr, "没有立案或者不予立案的审批。");
  if (record != nullptr) want(out, !record->data.text("opinion").empty() || !record->data.text("reason").empty(), "立案审批没有写意见。");
  return out;
}

Found officers(const cases::Case& c) {
  if (not_filed(c)) return does_not_apply();
  Found out;
  want(out, c.officers.size() >= 2, "承办人员不足两名。");
  for (const auto& officer : c.officers) want(out, !officer.certificate_no.empty(), officer.name + "没有登记执法证号。");
  return out;
}

std::string day_of(const cases::Record& record) {
  return record.occurred_at.date().text() + " " + std::string(cases::name_zh(record.act));
}

bool of_minutes(const cases::Record& record) { return record.act == Act::record_inquiry || record.act == Act::record_on_site; }

Found certificates(const cases::Case& c) {
  Found out = does_not_apply();
  for (const auto& record : c.records) {
    if (!of_minutes(record)) continue;
    out.applies = true;
    want(out, record.certificate_shown, day_of(record) + "，没有记明出示证件。");
  }
  return out;
}

Found minutes(const cases::Case& c) {
  if (not_filed(c)) return does_not_apply();
  Found out;
  want(out, std::any_of(c.records.begin(), c.records.end(), of_minutes), "没有询问笔录，也没有现场检查笔录。");
  return out;
}

Found evidence(const cases::Case& c) {
  if (not_filed(c)) return does_not_apply();
  Found out;
  const auto usable = std::count_if(c.evidence.begin(), c.evidence.end(), [](const auto& e) { return !e.excluded; });
  want(out, usable > 0, "没有登记证据。");
  for (const auto& piece : c.evidence) {
    if (piece.excluded || piece.kind != cases::EvidenceKind::av_evidence) continue;
    want(out, !piece.sha256.empty(), "视听资料“" + piece.name + "”没有上传文件。");
  }
  return out;
}

Found statement(const cases::Case& c) {
  if (ended_undecided(c) || !to_be_penalty(c)) return does_not_apply();
  Found out;
  for (const auto* party : c.present_parties()) {
    const bool heard = std::any_of(c.statements.begin(), c.statements.end(),
                                   [&](const auto& s) { return s.party == party->id || s.party.is_nil(); });
    const bool only_one = c.present_parties().size() == 1 && !c.statements.empty();
    want(out, heard || only_one, party->name + "的陈述申辩没有记录。");
  }
  for (const auto& made : c.statements) {
    want(out, made.result != "made" || made.answered, made.heard_at.date().text() + " 的陈述申辩没有复核意见。");
  }
  return out;
}

Found experts(const cases::Case& c) {
  Found out = does_not_apply();
  out.applies = !c.samplings.empty() || !c.entrustments.empty();
  for (const auto& entrusted : c.entrustments) {
    want(out, !entrusted.conclusion.empty(), "委托" + entrusted.organisation + "的鉴定没有登记意见。");
  }
  return out;
}

Found hearing(const cases::Case& c) {
  using cases::HearingState;
  const auto state = c.notice ? cases::hearing_state_of(*c.notice) : c.hearing;
  if (state != HearingState::requested && state != HearingState::notified && state != HearingState::held &&
      state != HearingState::reported) {
    return does_not_apply();
  }
  Found out;
  const auto* held = c.hearings.empty() ? nullptr : &c.hearings.back();
  want(out, held != nullptr && held->held_at, "当事人申请了听证，没有听证笔录。");
  want(out, held != nullptr && held->reported_at, "没有听证报告。");
  return out;
}

Found proposal(const cases::Case& c) {
  if (ended_undecided(c)) return does_not_apply();
  Found out;
  want(out, c.proposal.has_value(), "没有调查终结报告和处理意见。");
  if (!c.proposal) return out;
  want(out, !c.proposal->facts.empty(), "处理意见没有写事实。");
  want(out, !c.proposal->reasons.empty(), "处理意见没有写理由。");
  if (to_be_penalty(c)) want(out, !c.proposal->basis.empty(), "处理意见没有写依据。");
  return out;
}

Found unit_review(const cases::Case& c) {
  if (ended_undecided(c)) return does_not_apply();
  Found out;
  const auto* record = last(c, Act::review_by_unit);
  want(out, record != nullptr && record->data.text("outcome") == "approve", "没有办案机构负责人的审核意见。");
  return out;
}

Found legal_review(const cases::Case& c) {
  if (c.reviews.empty()) return does_not_apply();
  Found out;
  const auto& round = c.reviews.back();
  want(out, round.outcome == cases::ReviewOutcome::passed, "法制审核没有通过的结论。");
  if (round.outcome == cases::ReviewOutcome::passed) want(out, !round.opinion.empty(), "法制审核没有书面意见。");
  return out;
}

Found discussion(const cases::Case& c) {
  const auto* record = last(c, Act::hold_collective_discussion);
  if (record == nullptr && (!c.discussion_required || ended_undecided(c) || !to_be_penalty(c))) return does_not_apply();
  Found out;
  want(out, record != nullptr, "应当集体讨论，没有讨论记录。");
  return out;
}

Found leaders(const cases::Case& c) {
  if (ended_undecided(c)) return does_not_apply();
  Found out;
  want(out, last(c, Act::submit_for_approval) != nullptr, "没有报请审批的记录。");
  want(out, last(c, Act::decide) != nullptr || last(c, Act::remake_decision) != nullptr, "没有负责人的决定意见。");
  return out;
}

Found result(const cases::Case& c) {
  if (ended_undecided(c)) return does_not_apply();
  Found out;
  want(out, c.decision.has_value(), "没有作出决定。");
  if (!c.decision) return out;
  const auto* document = c.document(c.decision->document);
  want(out, document != nullptr, "没有决定书。");
  want(out, document == nullptr || document->status == "rendered", "决定书还没有制成文件。");
  return out;
}

Found served(const cases::Case& c, std::string_view of, std::string_view what) {
  Found out;
  for (const auto* party : c.present_parties()) {
    const auto row = std::find_if(c.services.rbegin(), c.services.rend(), [&](const auto& s) {
      return s.of == of && s.delivered_at && (s.party == party->id || s.party.is_nil());
    });
    if (row == c.services.rend()) {
      out.missing.push_back(party->name + "没有" + std::string(what) + "的送达记录。");
    } else if (row->receipt.empty() && row->method != "announcement") {
      out.missing.push_back(party->name + "的" + std::string(what) + "没有登记送达凭证。");
    }
  }
  return out;
}

Found notice_served(const cases::Case& c) {
  if (ended_undecided(c) || !to_be_penalty(c)) return does_not_apply();
  return served(c, "notice", "告知书");
}

Found decision_served(const cases::Case& c) {
  if (ended_undecided(c)) return does_not_apply();
  return served(c, "decision", "决定书");
}

Found performance(const cases::Case& c) {
  if (!c.decision || !penalty(c) || cases::fell(*c.decision)) return does_not_apply();
  Found out;
  const bool told = !c.decision->performance.empty() && c.decision->performance != "none";
  want(out, told || !c.payments.empty() || !c.closing_reason.empty(), "没有登记当事人的履行情况。");
  return out;
}

Found publication(const cases::Case& c) {
  if (!c.decision) return does_not_apply();
  using cases::PublicationState;
  Found out;
  const auto state = c.publication.state;
  want(out, state == PublicationState::approved || state == PublicationState::withheld || state == PublicationState::taken_down,
       "决定没有公示，也没有登记不予公示。");
  return out;
}

Found closing(const cases::Case& c) {
  if (not_filed(c)) return does_not_apply();
  Found out;
  want(out, last(c, Act::close_case) != nullptr || last(c, Act::revoke_filing) != nullptr, "还没有结案审批。");
  return out;
}

using Check = Found (*)(const cases::Case&);
constexpr std::pair<std::string_view, Check> kChecks[] = {
    {"ground", ground}, {"source", source}, {"filing", filing}, {"officers", officers}, {"certificates", certificates},
    {"minutes", minutes}, {"evidence", evidence}, {"statement", statement}, {"experts", experts}, {"hearing", hearing},
    {"proposal", proposal}, {"unit_review", unit_review}, {"legal_review", legal_review}, {"discussion", discussion},
    {"leaders", leaders}, {"result", result}, {"notice_served", notice_served}, {"decision_served", decision_served},
    {"performance", performance}, {"publication", publication}, {"closing", closing}};

struct Item {
  RecordItem item;
  Check check;
};
struct StageOfData {
  std::string id, name;
  std::vector<Item> items;
};

const std::vector<StageOfData>& stages() {
  static const auto all = [] {
    const auto json = parse_json(embedded("archive/completeness.json"));
    MJ_CHECK(json.has_value());
    std::vector<StageOfData> out;
    for (const auto& stage : json->items("stages")) {
      out.push_back({stage.text("id"), stage.text("name"), {}});
      for (const auto& row : stage.items("items")) {
        const auto found = std::find_if(std::begin(kChecks), std::end(kChecks),
                                        [name = row.text("check")](const auto& known) { return known.first == name; });
        MJ_CHECK(found != std::end(kChecks));
        out.back().items.push_back({{row.text("id"), row.text("name"), row.text("citation"), true, {}}, found->second});
      }
    }
    return out;
  }();
  return all;
}

}  // namespace

std::vector<RecordStage> check_record(const cases::Case& c) {
  std::vector<RecordStage> out;
  for (const auto& stage : stages()) {
    out.push_back({stage.id, stage.name, {}});
    for (const auto& [item, check] : stage.items) {
      auto found = check(c);
      out.back().items.push_back({item.id, item.name, item.citation, found.applies, std::move(found.missing)});
    }
  }
  return out;
}

std::vector<LateEntry> late_entries(const cases::Case& c, std::int64_t hours) {
  std::vector<LateEntry> out;
  for (const auto& record : c.records) {
    if (record.recorded_at.unix_ms() - record.occurred_at.unix_ms() <= hours * 3'600'000) continue;
    out.push_back({record.id, record.act, record.occurred_at, record.recorded_at, record.late_reason});
  }
  return out;
}

std::vector<std::string> missing_of(const std::vector<RecordStage>& all) {
  std::vector<std::string> out;
  for (const auto& stage : all) {
    for (const auto& item : stage.items) out.insert(out.end(), item.missing.begin(), item.missing.end());
  }
  return out;
}

}  // namespace mingjing::archive
