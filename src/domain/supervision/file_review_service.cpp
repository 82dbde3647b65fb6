// Service of the decision, service by announcement, publication.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/account.h"
#include "domain/cases/procedure.h"
#include "domain/supervision/file_review_checks.h"

namespace mingjing::supervision::checks {
namespace {

using cases::Act;

// One delivery, whether it stands as a row of its own or in the record of the act.
struct Delivery {
  std::string_view zh;  // of what
  std::string method, recipient, receipt, reason;
  bool witnessed = false;
  std::optional<Date> announced_on;
  Date on;
  PartyId party{};
  RecordId record{};
};

std::string_view of_zh(std::string_view of) {
  if (of == "notice") return "告知书";
  if (of == "decision") return "决定书";
  if (of == "hearing_notice") return "听证通知书";
  if (of == "correction") return "责令改正通知书";
  if (of == "demand") return "催告书";
  return "通知书";
}

Delivery of_record_data(const cases::Record& record, std::string_view zh) {
  const auto& data = record.data;
  const Date on = Date::parse(data.text("delivered_on")).value_or(record.occurred_at.date());
  return {zh,
          data.text("method"),
          data.text("recipient"),
          data.text("receipt"),
          data.text("reason"),
          !data.text("witness").empty() || data.flag("recorded_on_video"),
          Date::parse(data.text("announced_on")),
          on,
          {},
          record.id};
}

std::vector<Delivery> deliveries(const ReviewedFile& file) {
  std::vector<Delivery> out;
  bool notice_rows = false, decision_rows = false;
  for (const auto& service : file.c.services) {
    notice_rows |= service.of == "notice";
    decision_rows |= service.of == "decision";
    if (!service.delivered_at) continue;
    out.push_back({of_zh(service.of),
                   service.method,
                   service.recipient,
                   service.receipt,
                   service.reason,
                   !service.witness.empty() || service.recorded_on_video,
                   service.announced_on,
                   service.delivered_at->date(),
                   service.party,
                   {}});
  }
  for (const auto& record : file.c.records) {
    if (!notice_rows && record.act == Act::serve_prior_notice) out.push_back(of_record_data(record, of_zh("notice")));
    if (!decision_rows && record.act == Act::serve_decision && record.data.text("outcome") == "delivered") {
      out.push_back(of_record_data(record, of_zh("decision")));
    }
  }
  return out;
}

bool consents(const ReviewedFile& file, PartyId id) {
  for (const auto& party : file.c.parties) {
    if (party.id == id || (id.is_nil() && party.id == file.c.parties.front().id)) return party.e_service_consent;
  }
  return false;
}

void look_at_way(Look& look, const ReviewedFile& file, const Delivery& one) {
  const std::string text = one.on.text() + " 送达" + std::string(one.zh);
  const auto found = [&](std::string_view what) {
    look.found({text + "，" + std::string(what), one.record, {}, {}, one.party});
  };
  if (one.method == "direct" && one.recipient.empty()) return found("没有写明签收人。");
  if (one.method == "lien" && !one.witnessed) return found("留置送达没有见证人，也没有拍照、录像。");
  if (one.method == "electronic" && !consents(file, one.party)) return found("电子送达没有当事人的同意和确认书。");
  const bool needs_receipt = one.method != "lien" && one.method != "announcement";
  if (needs_receipt && one.receipt.empty()) return found("没有登记送达凭证。");
  look.seen({text + "，凭证齐全。", one.record, {}, {}, one.party});
}

}  // namespace

Checked served_properly(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.decided()) return not_applicable("还没有作出决定。");
  Look look;
  for (const auto& limit : c.obligations) {
    if (limit.rule != cases::rule::serve) continue;
    const std::string text = limit.start.date().text() + " 作出决定，应于 " + limit.due.text() + " 前送达";
    if (limit.fulfilled_on && *limit.fulfilled_on > limit.due)
      look.found({text + "，" + limit.fulfilled_on->text() + " 才送达。"});
    else if (limit.is_open() && file.around.today > limit.due)
      look.found({text + "，至今没有送达。"});
    else
      look.seen({text + (limit.fulfilled_on ? "，" + limit.fulfilled_on->text() + " 已办理。" : std::string("。"))});
  }
  for (const auto& one : deliveries(file)) {
    if (one.zh == of_zh("decision")) look_at_way(look, file, one);
  }
  return std::move(look).done("还没有送达。");
}

Checked announcement_last(const ReviewedFile& file) {
  Look look;
  for (const auto& one : deliveries(file)) {
    if (one.method != "announcement") continue;
    const auto found = [&](std::string what) { look.found({std::move(what), one.record, {}, {}, one.party}); };
    const std::string text = std::string(one.zh) + "公告送达";
    if (one.reason.empty()) found(text + "，没有写明其他方式不能送达的原因和经过。");
    if (!one.announced_on) {
      found(text + "，没有写明公告日期。");
    } else if (one.on < *one.announced_on + 30) {
      found(text + "，" + one.announced_on->text() + " 公告，" + one.on.text() + " 登记送达，不满三十日。");
    } else {
      look.seen({text + "，" + one.announced_on->text() + " 公告，" + one.on.text() + " 视为送达。",
                 one.record,
                 {},
                 {},
                 one.party});
    }
  }
  return std::move(look).done("没有公告送达。");
}

Checked published_in_term(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.decided()) return not_applicable("还没有作出决定。");
  Look look;
  for (const auto& limit : c.obligations) {
    const bool withdraw = limit.rule == cases::rule::withdraw;
    if (limit.rule != cases::rule::publish && !withdraw) continue;
    const std::string text = "应于 " + limit.due.text() + " 前" + (withdraw ? "撤回公示" : "公示");
    if (limit.fulfilled_on && *limit.fulfilled_on > limit.due)
      look.found({text + "，" + limit.fulfilled_on->text() + " 才办理。"});
    else if (limit.is_open() && file.around.today > limit.due)
      look.found({text + "，至今没有办理。"});
    else
      look.seen({text + (limit.fulfilled_on ? "，" + limit.fulfilled_on->text() + " 已办理。" : std::string("。"))});
  }
  const auto live = [](const cases::Publication& publication) {
    return publication.state == cases::PublicationState::approved;
  };
  if (live(c.publication) && !c.publication.findings.empty()) {
    look.found({"公示的内容里还有 " + std::to_string(c.publication.findings.size()) + " 处应当隐去的信息。"});
  }
  const auto overturned = [&](const cases::Decision& decision, const cases::Publication& publication) {
    if (decision.overturned.empty() || !decision.overturned_at || !live(publication)) return;
    if (cases::shows_the_change(publication, decision)) return;
    const auto due = file.last_day(cases::rule::withdraw, decision.overturned_at->date());
    if (due && file.around.today > *due)
      look.found({decision.number + "已于 " + decision.overturned_at->date().text() +
                  " 被撤销、变更或者确认违法，应于 " + due->text() + " 前撤回公示，至今没有撤回。"});
  };
  overturned(*c.decision, c.publication);
  for (const auto& past : c.past_decisions) overturned(past.decision, past.publication);
  if (c.publication.state == cases::PublicationState::withheld) look.seen({"依法不予公示，理由已登记。"});
  return std::move(look).done("还没有开始计算公示的期限。");
}

}  // namespace mingjing::supervision::checks
