// Guards of notice, statement and the right to a hearing. Joint parties are judged one by one: nobody is punished who
// was not told, could not speak, or may still ask for a hearing.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/guard_judges.h"

namespace mingjing::cases::judges {

namespace {

// The only party of an ordinary case, from the facts of the case itself.
PartyFacts only_party(const Facts& f) {
  PartyFacts out;
  out.kinds = f.kinds;
  out.fine = f.fine;
  out.illegal_gains = f.illegal_gains;
  out.property_value = f.property_value;
  if (f.notice) {
    out.told.emplace();
    out.told->served_at = f.notice->served_at;
    out.told->kinds = f.notice->kinds;
    out.told->fine = f.notice->fine;
    out.told->illegal_gains = f.notice->illegal_gains;
    out.told->property_value = f.notice->property_value;
    out.told->facts_version = f.notice->told.empty() ? f.facts_version : f.notice->told.front().facts_version;
    out.hearing_right_told = f.notice->hearing_right_told;
  }
  out.hearing_right_due = f.hearing_right_due;
  out.hearing_right_why = f.hearing_right_why;
  out.hearing = f.hearing;
  out.hearing_request_until = f.hearing_request_until;
  out.statement_until = f.statement_until;
  out.statement_heard = f.statement_heard;
  out.statement_waived = f.statement_waived;
  return out;
}

std::vector<PartyFacts> parties_of(const Facts& f) {
  if (f.parties.empty()) return {only_party(f)};
  std::vector<PartyFacts> out;
  for (const PartyFacts& party : f.parties) {
    // Who is not punished need not be told; without counts everybody is meant.
    if (!party.has_counts || !party.kinds.empty()) out.push_back(party);
  }
  return out;
}

using OneParty = Verdict (*)(const Facts&, const PartyFacts&);

// Must hold for every party.
Verdict of_each(const Facts& f, OneParty judge) {
  const auto all = parties_of(f);
  for (const PartyFacts& party : all) {
    auto verdict = judge(f, party);
    if (!verdict) continue;
    if (all.size() > 1) verdict->message = party.name + "：" + verdict->message;
    return verdict;
  }
  return {};
}

// Must hold for the party the act names; for a button, for any.
Verdict of_named(const Facts& f, OneParty judge) {
  const auto all = parties_of(f);
  if (f.input && !f.input->party.is_nil()) {
    for (const PartyFacts& party : all) {
      if (party.id == f.input->party) return judge(f, party);
    }
  }
  for (const PartyFacts& party : all) {
    if (!judge(f, party)) return {};
  }
  return all.empty() ? Verdict{} : judge(f, all.front());
}

Verdict told_enough(const Facts& f, const PartyFacts& party) {
  if (!party.told) return found("还没有告知当事人拟处罚的内容、事实、理由和依据。请先送达处罚告知书。");
  const Told& told = *party.told;
  if (const auto extra = beyond(party.kinds, told.kinds); !extra.empty()) {
    return found("“" + kinds_zh(extra) + "”没有告知过。要增加，须重新告知并听取意见；因当事人申辩而加重的，不可以。");
  }
  const struct {
    Fen now, told;
    std::string_view what;
  } amounts[] = {{party.fine, told.fine, "罚款"},
                 {party.illegal_gains, told.illegal_gains, "没收违法所得"},
                 {party.property_value, told.property_value, "没收非法财物价值"}};
  for (const auto& amount : amounts) {
    if (amount.now <= amount.told) continue;
    return found(std::string(amount.what) + " " + money(amount.now) + "高于已告知的 " + money(amount.told) +
                 "。要加重，须重新告知并听取意见；因当事人申辩而加重的，不可以。");
  }
  if (told.facts_version < f.facts_version) {
    return found("告知以后，认定的事实或者处罚依据又有变化，当事人还不知道。请重新送达告知书并听取意见。");
  }
  if (party.hearing_right_due && !party.hearing_right_told) {
    return found("还没有告知要求听证的权利。" + party.hearing_right_why + "请重新告知。", {},
                 "《行政处罚法》第六十三条第一款");
  }
  return {};
}

Verdict heard(const Facts&, const PartyFacts& party) {
  if (party.statement_heard || party.statement_waived) return {};
  return found("还没有听取当事人的陈述、申辩。请登记陈述申辩的情况；当事人明确放弃的，登记放弃记录。");
}

Verdict statement_over(const Facts& f, const PartyFacts& party) {
  if (party.statement_waived || !party.statement_until || day(f) > *party.statement_until) return {};
  return found("陈述申辩期还没有届满，" + party.statement_until->text() +
               " 24:00 到期。期满后可以继续；当事人明确放弃的除外。");
}

Verdict silence(const Facts& f, const PartyFacts& party) {
  if (!party.statement_until || day(f) > *party.statement_until) return {};
  return found(
      "陈述申辩期还没有届满，" + party.statement_until->text() + " 24:00 到期。期满仍未提出的，次日起可以登记。",
      "result");
}

Verdict right_told(const Facts&, const PartyFacts& party) {
  if (party.hearing != HearingState::none) return {};
  return found("拟作出的处罚没有达到听证标准，告知书没有告知听证权利。认为应当告知的，请重新送达告知书。");
}

Verdict in_time(const Facts& f, const PartyFacts& party) {
  if (!party.hearing_request_until || day(f) <= *party.hearing_request_until) return {};
  return found("申请听证的期限已于 " + party.hearing_request_until->text() +
                   " 届满。当事人的意见可以作为陈述申辩登记并复核。",
               "occurred_at");
}

Verdict not_requested(const Facts&, const PartyFacts& party) {
  switch (party.hearing) {
    case HearingState::requested:
    case HearingState::notified:
      return found("已经登记过听证申请，不需要重复登记。请按听证程序办理。");
    case HearingState::held:
    case HearingState::reported:
      return found("已经举行过听证。处罚内容或者事实有变化的，重新告知后可以再申请。");
    case HearingState::terminated:
      return found("当事人无正当理由不出席或者中途退出，听证已经终止，视为放弃。", {},
                   "《行政处罚法》第六十四条第六项");
    default:
      return {};
  }
}

Verdict waivable(const Facts&, const PartyFacts& party) {
  const bool open = party.hearing == HearingState::right_told || party.hearing == HearingState::requested ||
                    party.hearing == HearingState::notified;
  if (open) return {};
  if (party.hearing == HearingState::none) return found("没有告知过听证权利，不需要登记放弃。");
  return found("听证权利已经行使、放弃或者撤回，不需要再登记。");
}

Verdict request_over(const Facts& f, const PartyFacts& party) {
  if (party.hearing != HearingState::right_told) return {};
  if (!party.hearing_request_until || day(f) > *party.hearing_request_until) return {};
  return found("当事人还可以申请听证，" + party.hearing_request_until->text() +
               " 24:00 到期。期满未申请，或者明确放弃后，可以继续。");
}

Verdict none_open(const Facts& f, const PartyFacts& party) {
  if (party.hearing == HearingState::held) {
    return found("听证已经举行，还没有听证报告。提交报告后，根据听证笔录继续办理。", {}, "《行政处罚法》第六十五条");
  }
  if (!penalty(f)) return {};
  if (party.hearing == HearingState::requested)
    return found("当事人已申请听证，应当组织听证，听证前不能继续。当事人撤回申请的，登记后可以继续。");
  if (party.hearing == HearingState::notified)
    return found("听证已经通知，还没有举行。听证结束并提交报告，或者当事人撤回申请后，可以继续。");
  return {};
}

Verdict waiting(const Facts&, const PartyFacts& party) {
  if (party.hearing == HearingState::requested) return {};
  return found("没有待办的听证申请。当事人申请听证并登记后，再通知听证。");
}

}  // namespace

Verdict penalty_intended(const Facts& f) {
  if (penalty(f)) return {};
  return found("本案拟不予行政处罚，不需要送达处罚告知书，可以直接报请审批。");
}
Verdict notice_covers(const Facts& f) { return penalty(f) ? of_each(f, told_enough) : Verdict{}; }
Verdict statement_answered(const Facts& f) {
  if (f.input->statement_result != "made" || f.input->statement_answered) return {};
  return found("对当事人提出的事实、理由和证据，还没有写复核意见。写明是否采纳和理由后再提交。", "review_opinion");
}
Verdict statement_waiver_express(const Facts& f) {
  if (f.input->statement_result != "waived" || f.input->express_waiver_recorded) return {};
  return found("放弃权利须当事人明确表示。请登记书面记录或者录音录像。", "waiver_record");
}
Verdict silence_after_term(const Facts& f) {
  return f.input->statement_result == "not_made" ? of_named(f, silence) : Verdict{};
}
Verdict defence_heard(const Facts& f) { return penalty(f) ? of_each(f, heard) : Verdict{}; }
Verdict statement_term(const Facts& f) { return penalty(f) ? of_each(f, statement_over) : Verdict{}; }
Verdict hearing_right_told(const Facts& f) { return of_named(f, right_told); }
Verdict hearing_request_in_time(const Facts& f) { return of_named(f, in_time); }
Verdict hearing_not_requested(const Facts& f) { return of_named(f, not_requested); }
Verdict hearing_request_open(const Facts& f) { return of_named(f, waivable); }
Verdict hearing_term(const Facts& f) { return penalty(f) ? of_each(f, request_over) : Verdict{}; }
Verdict no_open_hearing(const Facts& f) { return of_each(f, none_open); }
Verdict hearing_waiting(const Facts& f) {
  if (f.hearing_facts.planned) {
    return found("已经通知 " + f.hearing_facts.planned_at.text_zh() + " 举行听证。要改期，请先办理改期听证。");
  }
  const auto all = parties_of(f);
  const bool any =
      std::any_of(all.begin(), all.end(), [&](const PartyFacts& party) { return !waiting(f, party).has_value(); });
  return any ? Verdict{} : waiting(f, PartyFacts{});
}

}  // namespace mingjing::cases::judges
