// The order of the steps, notice and hearing, legal review, discussion, the term to decide, orders to correct.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/facts.h"
#include "domain/cases/procedure.h"
#include "domain/review/materials.h"
#include "domain/review/points.h"
#include "domain/supervision/file_review_checks.h"

namespace mingjing::supervision::checks {
namespace {

using cases::Act;
using cases::ReviewOutcome;

struct DoneStep {
  std::string_view zh;
  Instant at;
  RecordId record{};
};

Instant until(const ReviewedFile& file) {
  return file.decided() ? file.c.decision->decided_at : Instant::beijing(file.around.today + 1);
}

const cases::ReviewRound* passed_round(const ReviewedFile& file, Instant by) {
  const cases::ReviewRound* out = nullptr;
  for (const auto& round : file.c.reviews) {
    if (round.outcome == ReviewOutcome::passed && round.decided_at && *round.decided_at <= by) out = &round;
  }
  return out;
}

std::vector<DoneStep> steps_of(const ReviewedFile& file) {
  const auto& c = file.c;
  std::vector<DoneStep> out;
  const Instant by = until(file);
  const auto add = [&](std::string_view zh, const cases::Record* record) {
    if (record != nullptr) out.push_back({zh, record->occurred_at, record->id});
  };
  add("立案", file.last(Act::file_case, by));
  add("调查终结", file.last(Act::conclude_investigation, by));
  add("告知", file.last(Act::serve_prior_notice, by));
  add("听取陈述申辩", c.statement_heard_at ? file.last(Act::hear_statement, by) : nullptr);
  for (const auto& hearing : c.hearings) {
    if (hearing.held_at && *hearing.held_at <= by && hearing.outcome == "held")
      out.push_back({"举行听证", *hearing.held_at});
  }
  if (const auto* round = passed_round(file, by)) out.push_back({"法制审核通过", *round->decided_at});
  if (c.discussed_version > 0) add("集体讨论", file.last(Act::hold_collective_discussion, by));
  if (file.decided()) {
    out.push_back({"作出决定", c.decision->decided_at});
    if (c.decision->served_at) out.push_back({"送达决定", *c.decision->served_at});
  }
  return out;
}

bool waiver_recorded(const cases::Record& record) { return !record.data.text("waiver_record").empty(); }

std::vector<cases::PenaltyKind> more_kinds(const std::vector<cases::PenaltyKind>& kinds,
                                           const std::vector<cases::PenaltyKind>& told) {
  std::vector<cases::PenaltyKind> out;
  for (const auto kind : kinds) {
    if (std::find(told.begin(), told.end(), kind) == told.end()) out.push_back(kind);
  }
  return out;
}

}  // namespace

Checked steps_in_order(const ReviewedFile& file) {
  if (!file.filed()) return not_applicable("还没有立案。");
  const auto steps = steps_of(file);
  Look look;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const auto& before = steps[i - 1];
    const auto& after = steps[i];
    if (after.at >= before.at) continue;
    look.found({"“" + std::string(after.zh) + "”（" + after.at.text_zh() + "）在“" + std::string(before.zh) + "”（" +
                    before.at.text_zh() + "）之前。",
                after.record});
  }
  std::string text;
  for (const auto& step : steps)
    text += (text.empty() ? "" : " → ") + std::string(step.zh) + " " + step.at.date().text();
  look.seen({text});
  return std::move(look).done("");
}

Checked notice_and_statement(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.penalty()) return not_applicable(file.decided() ? "没有给予处罚。" : "还没有作出决定。");
  const Instant at = c.decision->decided_at;
  Look look;
  if (!c.notice || c.notice->served_at >= at) {
    look.found({"作出决定（" + at.date().text() + "）前没有送达处罚告知书。"});
    return std::move(look).done("");
  }
  look.seen({"告知书于 " + c.notice->served_at.date().text() + " 送达。"});
  const auto* heard = file.last(Act::hear_statement, at);
  if (c.statement_waived) {
    if (heard == nullptr || !waiver_recorded(*heard))
      look.found({"登记为放弃陈述申辩，没有当事人签名的记录。", heard ? heard->id : RecordId()});
    else
      look.seen(of_record(*heard, heard->occurred_at.date().text() + " 当事人明确放弃陈述申辩，有记录。"));
  } else if (const auto* term = c.obligation(cases::rule::statement)) {
    const std::string text = "陈述申辩期 " + term->due.text() + " 届满，" + at.date().text() + " 作出决定";
    if (at.date() <= term->due)
      look.found({text + "，期限未满，也没有放弃的记录。"});
    else
      look.seen({text + "。"});
  } else {
    look.ask("没有登记陈述申辩的期限，作出决定前是否给了合理的时间？");
  }
  return std::move(look).done("");
}

Checked hearing_granted(const ReviewedFile& file) {
  const auto& c = file.c;
  const auto& why = file.around.hearing_right;
  const bool asked = c.hearing == cases::HearingState::requested || c.hearing == cases::HearingState::notified;
  if (why.empty() && !(c.notice && c.notice->hearing_right_told)) return not_applicable("没有达到听证标准。");
  if (!c.notice) return not_applicable("还没有告知。");
  Look look;
  const std::string reason = why.empty() ? std::string() : why.front().explanation + "（" + why.front().citation + "）";
  const std::string told = c.notice->served_at.date().text() + " 的告知书";
  if (!c.notice->hearing_right_told)
    look.found({told + "没有告知听证权利：" + reason + "。"});
  else
    look.seen({told + "告知了听证权利。" + (reason.empty() ? "" : reason + "。")});
  if (asked && file.penalty()) look.found({"当事人申请了听证，没有举行就作出了决定。"});
  for (const auto& hearing : c.hearings) {
    if (hearing.held_at) look.seen({hearing.held_at->date().text() + " 举行听证。"});
  }
  if (c.notice->hearing_right_told && file.penalty() && c.hearing == cases::HearingState::right_told) {
    const auto* term = c.obligation(cases::rule::request_hearing);
    if (term != nullptr && c.decision->decided_at.date() <= term->due) {
      look.found({"申请听证的期限 " + term->due.text() + " 届满，期满前就作出了决定。"});
    }
  }
  return std::move(look).done("");
}

Checked not_heavier_than_told(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.penalty()) return not_applicable(file.decided() ? "没有给予处罚。" : "还没有作出决定。");
  if (!c.notice) return not_applicable("没有告知书，见“决定前已告知”。");
  Look look;
  const auto compare = [&](std::string_view what, Fen decided, Fen told) {
    if (decided > told)
      look.found(
          {std::string(what) + "告知 " + format_yuan(told) + " 元，决定 " + format_yuan(decided) + " 元，重于告知。"});
    else if (told.count > 0)
      look.seen({std::string(what) + "告知 " + format_yuan(told) + " 元，决定 " + format_yuan(decided) + " 元。"});
  };
  compare("罚款", c.decision->fine, c.notice->fine);
  compare("没收违法所得", c.decision->illegal_gains, c.notice->illegal_gains);
  compare("没收非法财物", c.decision->property_value, c.notice->property_value);
  for (const auto kind : more_kinds(c.decision->kinds, c.notice->kinds)) {
    look.found({"决定的“" + std::string(cases::name_zh(kind)) + "”没有告知。"});
  }
  if (look.nothing()) look.seen({"决定的处罚种类都已告知。"});
  return std::move(look).done("");
}

Checked review_passed(const ReviewedFile& file) {
  const auto& c = file.c;
  const auto& why = file.around.review_required;
  if (why.empty()) return not_applicable("不在应当法制审核的范围之内。");
  if (!file.decided()) return not_applicable("还没有作出决定。");
  Look look;
  const std::string reason = why.front().explanation + "（" + why.front().citation + "）";
  const auto* round = passed_round(file, c.decision->decided_at);
  if (round == nullptr) {
    look.found({"应当法制审核：" + reason + "，" + c.decision->decided_at.date().text() + " 作出决定前没有审核通过。"});
  } else if (c.proposal && round->substance_version != c.proposal->substance_version) {
    look.found(
        {"法制审核 " + round->decided_at->date().text() + " 通过以后，认定的事实或者处理意见又有变动，没有重新审核。"});
  } else if (c.statement_heard_at && *c.statement_heard_at > *round->decided_at &&
             *c.statement_heard_at < c.decision->decided_at) {
    look.found({"法制审核 " + round->decided_at->date().text() + " 通过以后又听取了陈述申辩，没有重新审核。"});
  } else {
    look.seen({"法制审核于 " + round->decided_at->date().text() + " 通过。" + reason + "。"});
  }
  return std::move(look).done("");
}

Checked discussion_held(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.penalty()) return not_applicable(file.decided() ? "没有给予处罚。" : "还没有作出决定。");
  Look look;
  const auto* discussion = file.last(Act::hold_collective_discussion, c.decision->decided_at);
  if (discussion != nullptr) {
    const auto members = discussion->data.items("members").size();
    const std::string text =
        discussion->occurred_at.date().text() + " 集体讨论，" + std::to_string(members) + " 名负责人参加";
    if (c.proposal && c.discussed_version != c.proposal->substance_version)
      look.found(of_record(*discussion, text + "，讨论以后处理意见又有变动。"));
    else
      look.seen(of_record(*discussion, text + "。"));
  } else if (c.discussion_required) {
    look.found({"本案标明情节复杂或者重大违法行为，作出决定前没有集体讨论。"});
  } else if (!file.around.hearing_right.empty()) {
    look.ask("处罚达到听证标准，没有集体讨论。是否属于情节复杂或者重大违法行为？");
  }
  return std::move(look).done("没有标明情节复杂或者重大违法行为。");
}

Checked crime_transferred(const ReviewedFile& file) {
  const auto& c = file.c;
  Look look;
  for (const auto& transfer : c.transfers) {
    if (transfer.kind != "crime") continue;
    const std::string text = transfer.proposed_at.date().text() + " 提请移送" + transfer.receiver;
    if (transfer.verdict == cases::Verdict::pending)
      look.ask(text + "，还没有决定是否移送。");
    else if (transfer.verdict == cases::Verdict::refused) {
      if (transfer.decision_reason.empty())
        look.found({text + "，决定不移送，没有写明理由。"});
      else
        look.seen({text + "，决定不移送，已写明理由。"});
    } else if (!transfer.handed_over_at) {
      look.found({text + "，已决定移送，还没有移送。"});
    } else {
      look.seen({text + "，" + transfer.handed_over_at->date().text() + " 已移送。"});
    }
  }
  if (!look.nothing()) return std::move(look).done("");
  const auto* round = c.last_review();
  if (round == nullptr || !round->decided_at) {
    if (!c.proposal) return not_applicable("调查还没有终结。");
    look.ask("违法行为是否涉嫌犯罪，需要移送？");
    return std::move(look).done("");
  }
  for (const auto& point : round->points) {
    if (point.id != "crime") continue;
    if (point.verdict == "flawed" || point.verdict == "unlawful") {
      look.found({round->decided_at->date().text() + " 的法制审核认为应当移送，没有移送的记录。"});
    } else {
      look.seen({round->decided_at->date().text() + " 的法制审核认为不涉嫌犯罪，或者已处理。"});
    }
  }
  if (look.nothing()) look.ask("违法行为是否涉嫌犯罪，需要移送？");
  return std::move(look).done("");
}

Checked decided_in_term(const ReviewedFile& file) {
  Look look;
  for (const auto& limit : file.c.obligations) {
    if (limit.rule != cases::rule::decide) continue;
    const std::string text = limit.start.date().text() + " 立案，应于 " + limit.due.text() + " 前作出决定";
    if (limit.fulfilled_on && *limit.fulfilled_on > limit.due)
      look.found({text + "，" + limit.fulfilled_on->text() + " 才办结，超期 " +
                  std::to_string(*limit.fulfilled_on - limit.due) + " 天。"});
    else if (limit.is_open() && file.around.today > limit.due)
      look.found({text + "，至今没有作出决定，已超期 " + std::to_string(file.around.today - limit.due) + " 天。"});
    else if (limit.fulfilled_on)
      look.seen({text + "，" + limit.fulfilled_on->text() + " 已办结。"});
    else
      look.seen({text + "。"});
    for (const auto& pause : limit.suspensions) {
      if (pause.citation.empty())
        look.found({pause.from.text() + " 起中止计算期限，没有写明依据的法律、法规或者规章。"});
    }
    if (limit.extended_by > 0 && limit.extension_reason.empty())
      look.found({"期限延长了 " + std::to_string(limit.extended_by) + " 日，没有写明理由。"});
  }
  return std::move(look).done("还没有立案。");
}

Checked statement_answered(const ReviewedFile& file) {
  Look look;
  for (const auto& record : file.c.records) {
    if (record.act != Act::hear_statement) continue;
    const std::string day = record.occurred_at.date().text();
    if (record.data.text("result") != "made") {
      look.seen(of_record(record, day + " 登记：当事人没有陈述申辩，或者明确放弃。"));
    } else if (record.data.text("text").empty()) {
      look.found(of_record(record, day + " 听取了陈述申辩，没有记录内容。"));
    } else if (record.data.text("review_opinion").empty()) {
      look.found(of_record(record, day + " 的陈述申辩没有复核意见。"));
    } else {
      look.seen(of_record(record, day + " 的陈述申辩已记录，有复核意见。"));
    }
  }
  for (const auto& statement : file.c.statements) {
    if (statement.result != "made" || statement.answered) continue;
    look.found({statement.heard_at.date().text() + " 的陈述申辩没有答复。", statement.record, {}, {}, statement.party});
  }
  if (look.nothing() && file.penalty()) look.found({"作出处罚决定前没有陈述申辩的记录。"});
  return std::move(look).done("还没有听取陈述申辩。");
}

Checked hearing_formal(const ReviewedFile& file) {
  const auto& c = file.c;
  Look look;
  if (const auto* request = file.last(Act::request_hearing)) {
    const auto* term = c.obligation(cases::rule::request_hearing);
    const Date day = request->occurred_at.date();
    if (term != nullptr && day > term->due)
      look.found(of_record(*request, day.text() + " 申请听证，已过 " + term->due.text() + " 的期限。"));
    else
      look.seen(of_record(*request, day.text() + " 当事人申请听证。"));
  }
  for (const auto& hearing : c.hearings) {
    const Date day = hearing.planned_at.date();
    const Date latest = file.last_day(cases::rule::notify_hearing, day).value_or(day);
    const std::string text = day.text() + " 的听证";
    if (hearing.notified_at.date() > latest) {
      look.found({text + "，应于 " + latest.text() + " 前通知，" + hearing.notified_at.date().text() +
                  " 才通知，不足七个工作日。"});
    } else {
      look.seen({text + "，" + hearing.notified_at.date().text() + " 通知。"});
    }
    if (!hearing.is_public && hearing.closed_ground.empty()) look.found({text + "不公开举行，没有写明理由。"});
    if (hearing.outcome != "held") continue;
    if (hearing.minutes.empty())
      look.found({text + "没有笔录。"});
    else if (!hearing.minutes_signed && hearing.refusal_note.empty())
      look.found({text + "，笔录没有签名，也没有注明拒签。"});
    if (!hearing.reported_at && file.decided()) look.found({text + "没有听证报告。"});
  }
  return std::move(look).done("没有听证。");
}

Checked review_formal(const ReviewedFile& file) {
  Look look;
  for (const auto& round : file.c.reviews) {
    const std::string text =
        "第 " + std::to_string(round.round) + " 次送审（" + round.submitted_at.date().text() + "）";
    if (round.outcome == ReviewOutcome::materials_returned) {
      look.seen({text + "材料退回。"});
      continue;
    }
    for (const auto& missing : review::missing_materials(round.materials)) look.found({text + "：" + missing.message});
    if (!round.decided_at) {
      if (round.due != Date() && file.around.today > round.due)
        look.found({text + "应于 " + round.due.text() + " 前审核，至今没有意见。"});
      else
        look.seen({text + "审核中，" + round.due.text() + " 到期。"});
      continue;
    }
    const Date decided = round.decided_at->date();
    if (round.due != Date() && decided > round.due)
      look.found({text + "应于 " + round.due.text() + " 前审核，" + decided.text() + " 才出具意见。"});
    else
      look.seen({text + decided.text() + " 出具意见，期限 " + round.due.text() + "。"});
    for (const auto& fault :
         review::check_opinion(round.points, cases::kReviewOutcomes[static_cast<std::size_t>(round.outcome)].id)) {
      look.found({text + "的意见：" + fault.message});
    }
  }
  return std::move(look).done("没有送法制审核。");
}

Checked returned_review_answered(const ReviewedFile& file) {
  const auto& reviews = file.c.reviews;
  Look look;
  for (std::size_t i = 0; i < reviews.size(); ++i) {
    const auto& round = reviews[i];
    if (round.outcome != ReviewOutcome::returned && round.outcome != ReviewOutcome::failed) continue;
    const std::string text = (round.decided_at ? round.decided_at->date().text() : std::string()) + " 退回的审核意见";
    const bool again = i + 1 < reviews.size();
    const bool answered = round.replied_at && (!round.reply.empty() || !round.point_replies.empty());
    if (!answered && (again || file.decided()))
      look.found({text + "没有书面答复。"});
    else if (!again && file.penalty())
      look.found({text + "以后没有重新送审就作出了决定。"});
    else if (answered)
      look.seen({text + "，" + round.replied_at->date().text() + " 已答复" + (again ? "并重新送审。" : "。")});
    else
      look.seen({text + "，等待答复。"});
  }
  return std::move(look).done("没有退回的审核意见。");
}

Checked correction_ordered(const ReviewedFile& file) {
  const auto& c = file.c;
  Look look;
  for (const auto& order : c.corrections) {
    const std::string text = order.ordered_at.date().text() + " 责令改正";
    const Date due = order.due.value_or(order.ordered_at.date());
    if (!order.rechecks.empty())
      look.seen({text + "，" + order.rechecks.back().at.date().text() + " 已复查。"});
    else if (file.around.today > due)
      look.found({text + "，期限 " + due.text() + "，期满没有复查。"});
    else
      look.seen({text + "，期限 " + due.text() + "。"});
  }
  if (c.corrections.empty() && file.penalty()) {
    const bool in_decision = (c.proposal && c.proposal->kinds_text.find("责令") != std::string::npos) ||
                             file.text_of(c.decision->document).find("责令") != std::string::npos;
    if (in_decision)
      look.ask("决定书责令改正，没有另发责令改正通知书。改正情况是否已经复查？");
    else
      look.found({"给予处罚，没有责令当事人改正或者限期改正的记录。"});
  }
  return std::move(look).done("还没有作出处罚决定，也没有责令改正。");
}

}  // namespace mingjing::supervision::checks
