// Guards of service 「送达」 in its seven ways (APL 61; CPL 87–95): who may receive, what proves it, and its date, from
// which the limits run.
// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/guard_judges.h"

namespace mingjing::cases::judges {

namespace {

bool by_hand(std::string_view method) { return method == "direct" || method == "lien"; }

std::string_view day_of_receipt(std::string_view method) {
  if (method == "postal") return "邮寄回执上的收件日期";
  if (method == "electronic") return "到达受送达人系统的日期";
  if (method == "entrusted") return "受托机关送达回证上的签收日期";
  return "转交后的签收日期";
}

}  // namespace

Verdict service_officers(const Facts& f) {
  if (!by_hand(f.input->service_method)) return {};
  const auto valid = valid_officers(f);
  if (valid < 2)
    return found("当面送达要有 2 名持有效证件的执法人员。请补充送达人。", "officers", "《行政处罚法》第四十二条第一款");
  if (!f.input->certificate_shown) return found("没有记录出示执法证件。送达时已出示的，请勾选。", "certificate_shown");
  return {};
}
Verdict service_consent(const Facts& f) {
  if (f.input->service_method != "electronic" || f.e_service_consent) return {};
  return found("当事人没有签订电子送达确认书，不能用传真、电子邮件等方式送达。请改用其他方式，或者先登记确认书。",
               "method");
}
Verdict service_witness(const Facts& f) {
  if (f.input->service_method != "lien") return {};
  if (!f.input->service.reason_given) return found("留置送达要记明拒收事由。请补充。", "reason");
  if (!f.input->witness_or_video)
    return found("留置送达要有见证人签名，或者用拍照、录像记录送达过程。请补充。", "witness");
  if (f.input->service.left_at_domicile) return {};
  return found("留置送达要把文书留在受送达人的住所。已留置的，请勾选并写明地点。", "left_at_domicile");
}
Verdict service_receipt(const Facts& f) {
  const auto& method = f.input->service_method;
  if (method == "announcement" || method == "lien" || f.input->receipt_recorded) return {};
  return found(method == "postal" ? "还没有登记邮寄回执。" : "还没有登记送达回证或者到达记录。", "receipt");
}
Verdict service_announcement(const Facts& f) {
  if (f.input->service_method != "announcement") return {};
  if (!f.input->announcement_reason || !f.input->service.ground_given) {
    return found("受送达人下落不明，或者用其他方式无法送达的，才可以公告送达。请选择情形并写明经过。",
                 f.input->announcement_reason ? "announcement_ground" : "reason");
  }
  if (!f.input->announced_on) return found("请填写公告发出的日期。", "announced_on");
  if (f.input->outcome == "started") return {};
  if (const auto& until = f.input->service.announced_until; until && day(f) < *until) {
    return found("公告期满（" + until->text() + "）才视为送达。到期后再登记。", "announced_on");
  }
  return {};
}
// Nobody else may take the document in the party's place (CPL 88).
Verdict service_recipient(const Facts& f) {
  if (f.input->service_method != "direct") return {};
  const ServiceInput& in = f.input->service;
  if (!in.recipient_given) return found("请登记签收人的姓名。", "recipient");
  const auto& who = in.recipient_relation;
  if (who.empty()) return found("请登记签收人的身份。", "recipient_relation");
  const bool of_person = who == "self" || who == "adult_relative";
  const bool of_body = who == "legal_representative" || who == "mail_room";
  if (in.party_kind == PartyKind::natural && of_body) {
    return found("受送达人是自然人，由本人、同住成年家属、代理人或者指定代收人签收。请核对签收人。",
                 "recipient_relation");
  }
  if (in.party_kind == PartyKind::organisation && of_person) {
    return found("受送达人是单位，由法定代表人、负责人、收发部门、代理人或者指定代收人签收。请核对签收人。",
                 "recipient_relation");
  }
  return {};
}
Verdict service_sent_through(const Facts& f) {
  const auto& method = f.input->service_method;
  if ((method != "entrusted" && method != "forwarded") || f.input->service.sent_through) return {};
  if (method == "entrusted") return found("请写明受托送达的机关。", "sent_through");
  return found("请写明转交的部队机关、监所或者强制性教育机构。", "sent_through", "《民事诉讼法》第九十四条");
}
Verdict service_online_channel(const Facts& f) {
  if (f.input->service_method != "electronic" || !f.input->service.of_decision) return {};
  if (f.input->service.online_channel) return {};
  return found("通过互联网送达决定书的，应当同时提供提交行政复议申请书的互联网渠道。请写明已告知的渠道。",
               "online_channel");
}
Verdict service_date(const Facts& f) {
  const ActInput& in = *f.input;
  if (in.outcome == "started" || in.service_method.empty()) return {};
  const auto& on = in.delivered_on;
  if (in.service_method == "announcement") {
    if (!on || !in.service.announced_until || *on == *in.service.announced_until) return {};
    return found("公告送达的，送达日期是公告期满之日 " + in.service.announced_until->text() + "。请核对。",
                 "delivered_on", "《民事诉讼法》第九十五条");
  }
  if (by_hand(in.service_method)) {
    if (!on || *on == day(f)) return {};
    return found("当面送达的，送达日期就是交付当日（" + day(f).text() + "）。请核对送达日期或者办理时间。",
                 "delivered_on");
  }
  if (!on)
    return found("请填写" + std::string(day_of_receipt(in.service_method)) + "，期限从这一日起算。", "delivered_on");
  if (*on > day(f)) return found("送达日期在办理时间之后。请核对。", "delivered_on");
  if (*on < in.service.basis_on)
    return found("送达日期早于文书作出的日期（" + in.service.basis_on.text() + "）。请核对。", "delivered_on");
  return {};
}
Verdict service_once(const Facts& f) {
  if (!f.input->service.already_served) return {};
  return found("决定书已经送达这名当事人，不需要再次送达。", "party_id");
}

}  // namespace mingjing::cases::judges
