// Guards of the hearing itself (APL 64, 65): notice ahead, in public, an impartial host, minutes, a report.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/guard_judges.h"

namespace mingjing::cases::judges {

// “七日前” is counted backward in working days; the last of them is the bar (DOMAIN 10.10).
Verdict hearing_notice_ahead(const Facts& f) {
  const HearingInput& in = f.input->hearing;
  const Date told = in.notified_on.value_or(day(f));
  if (!in.notice_until || told <= *in.notice_until) return {};
  return found("听证定在 " + in.planned_at.date().text() + "，最迟应于 " + in.notice_until->text() +
                   " 通知，距通知送达不足七个工作日。请把听证日期推后。",
               "planned_at");
}
// What holds of one service holds of each.
Verdict hearing_served_apart(const Facts& f) {
  for (const auto& served : f.input->hearing.served_apart) {
    Facts one = f;
    one.e_service_consent = served.e_service_consent;
    one.input->service_method = served.method;
    one.input->receipt_recorded = served.receipt_recorded;
    one.input->delivered_on = served.delivered_on;
    for (const auto judge : {service_consent, service_receipt, service_date}) {
      auto wrong = judge(one);
      if (!wrong) continue;
      wrong->message = served.name + "：" + wrong->message;
      wrong->field = "services";
      return wrong;
    }
  }
  return {};
}
Verdict hearing_closed_ground(const Facts& f) {
  const HearingInput& in = f.input->hearing;
  if (in.is_public != in.has_ground) return {};
  return found(in.is_public ? "选择了公开举行，又写了不公开的理由。请核对后保留一项。"
                            : "听证应当公开举行；涉及国家秘密、商业秘密或者个人隐私的除外。不公开的，请选择理由。",
               "closed_ground");
}
Verdict hearing_host_apart(const Facts& f) {
  const HearingInput& in = f.input->hearing;
  const auto& investigators = f.hearing_facts.investigators;
  if (std::find(investigators.begin(), investigators.end(), in.host) != investigators.end()) {
    return found("选定的主持人是本案调查人员，不能主持听证。请指定没有参加调查的人员。", "host_id");
  }
  if (is_recused(f.hearing_facts, in.host, in.host_name)) {
    return found("选定的主持人已被决定回避。请另行指定主持人。", "host_id");
  }
  if (in.host_may) return {};
  return found("选定的人员不是本机关的听证主持人。请指定有听证主持人角色的人员。", "host_id");
}
Verdict hearing_notified(const Facts& f) {
  if (f.hearing_facts.planned) return {};
  return found("没有已通知、待举行的听证。请先通知听证。");
}
Verdict hearing_by_host(const Facts& f) {
  const HearingFacts& hearing = f.hearing_facts;
  if (!hearing.planned && !hearing.to_report) return {};  // said by hearing_notified, hearing_to_report
  if (hearing.planned && hearing.host_recused) {
    return found(hearing.host_name + "已被决定回避，不能主持听证。请办理改期听证，另行指定主持人。");
  }
  if (hearing.actor_is_host) return {};
  return found("这次听证指定由" + hearing.host_name + "主持。请转由主持人办理。");
}
Verdict hearing_as_notified(const Facts& f) {
  const HearingFacts& hearing = f.hearing_facts;
  if (!hearing.planned) return {};
  if (f.input->occurred_at < hearing.planned_at) {
    return found("还没有到通知的听证时间（" + hearing.planned_at.text_zh() + "）。", "occurred_at");
  }
  if (day(f) == hearing.planned_at.date()) return {};
  return found("通知的听证日期是 " + hearing.planned_at.date().text() + "。改在其他日期举行的，请先办理改期并重新通知。",
               "occurred_at");
}
Verdict hearing_agents(const Facts& f) {
  if (f.input->hearing.most_agents <= 2) return {};
  return found("每名当事人可以委托一至二人代理。请核对代理人。", "agents");
}
Verdict hearing_minutes(const Facts& f) {
  if (f.input->outcome != "held") return {};
  if (!f.input->hearing.minutes) return found("听证应当制作笔录。请填写听证笔录。", "minutes");
  if (f.input->hearing.signed_or_noted) return {};
  return found("笔录应当交当事人或者代理人核对后签字或者盖章；拒绝的，由主持人注明情况。", "signed");
}
Verdict hearing_to_report(const Facts& f) {
  if (f.hearing_facts.to_report) return {};
  return found("没有待提交报告的听证。听证举行后再提交报告。");
}

}  // namespace mingjing::cases::judges
