// SPDX-License-Identifier: Apache-2.0
#include "demo_side_acts.h"

#include <fmt/format.h>

#include "domain/catalog/discretion.h"
#include "domain/catalog/term_grounds.h"

namespace mingjing::app::demo {

using cases::Act;
using identity::Role;

namespace {

constexpr std::int64_t kMarkFine = 200'000;  // fen, within what the item of survey marks allows

}  // namespace

std::size_t SideActs::one_more() const {
  for (const std::size_t officer : squad().officers) {
    if (officer != lead_ && officer != assist_) return officer;
  }
  return assist_;
}

bool SideActs::term_ground(std::string_view id) const {
  const auto granted = catalog::TermGrounds::built_in().granted(story_.basis, bureau_.name, now_.date());
  return std::any_of(granted.begin(), granted.end(), [&](const auto& ground) { return ground.id == id; });
}

Json SideActs::things() const {
  const bool instrument = course_.turn == Turn::seizure;
  return Json::array({Json::object({{"name", instrument ? "全站仪" : "挖掘机"}, {"specification", instrument ? "2秒级，含三脚架" : "履带式"},
                                    {"quantity", "1"}, {"unit", "台"}, {"state", "可以使用"}, {"place", story_.place}})});
}

void SideActs::recuse(bool granted) {
  pass(0, 1);
  const Person& officer = bureau_.people[granted ? one_more() : lead_];
  add(Act::apply_recusal, head_,
      Json::object({{"subject", "officer"}, {"officer_id", officer.actor.officer.text()}, {"asked_by", "party"},
                    {"applicant", story_.person},
                    {"reason", granted ? "与本案相邻地块的使用人是近亲属，可能影响公正执法。" : "认为承办人态度生硬，可能影响公正执法。"}}));
  pass(1, 2);
  add(Act::decide_recusal, leader(),
      Json::object({{"recusal_id", "@recusal"}, {"verdict", granted ? "granted" : "refused"},
                    {"reason", granted ? "关系属实，可能影响公正执法，准予回避。" : "没有证据证明与本案有利害关系，不予回避。"}}));
}

void SideActs::preserve() {
  pass(0, 0);
  add(Act::propose_preservation, lead_,
      Json::object({{"officers", officers()}, {"reason", course_.turn == Turn::seizure ? "仪器可能被转移，以后难以取得。" : "机械可能被转移，以后难以取得。"}, {"things", things()}}));
  pass(0, 0);
  add(Act::approve_preservation, leader(),
      Json::object({{"preservation_id", "@preservation"}, {"verdict", "granted"}, {"opinion", "同意先行登记保存。"}}));
  pass(0, 0);
  add(Act::preserve_evidence, lead_,
      Json::object({{"officers", officers()}, {"certificate_shown", true}, {"preservation_id", "@preservation"},
                    {"place", story_.place}, {"custodian", story_.person}, {"party_present", true}, {"signed", true}}));
  if (course_.filmed) film_step(Act::preserve_evidence, "登记保存录像", now_, now_.plus_ms(9 * 60'000));
  pass(2, 5);
  if (course_.turn == Turn::seizure) {  // 《测绘法》第四十九条第二项
    add(Act::dispose_preservation, lead_,
        Json::object({{"preservation_id", "@preservation"}, {"outcome", "seizure"}, {"receipt", "扣押清单"},
                      {"note", "全站仪与涉嫌违法测绘行为直接相关，依照《测绘法》第四十九条第二项扣押，当场清点、封存。"}}));
    film_step(Act::dispose_preservation, "扣押录像", now_, now_.plus_ms(11 * 60'000));
    return;
  }
  add(Act::dispose_preservation, lead_,
      Json::object({{"preservation_id", "@preservation"}, {"outcome", "return"}, {"note", "已拍照、测量，返还当事人。"},
                    {"receipt", "返还清单"}}));
}

void SideActs::record_inquiry_on_film(Instant ended) {
  constexpr int kAhead = 95;
  const Instant began = now_, broke = began.plus_ms(12 * 60'000), resumed = broke.plus_ms(3 * 60'000);
  // What somebody filmed on the way there is on no list.
  now_ = ended;
  film_step(Act::file_case, "途中录像", began.plus_ms(-40 * 60'000), began.plus_ms(-25 * 60'000), kAhead);
  steps_.back().body.set("note", "去现场途中的录像，与案情无关。");
  film_step(Act::record_inquiry, "询问录像1", began, broke, kAhead);
  add(Act::mark_recording, lead_, Json::object({{"recording_id", "@recording"}, {"at_ms", 4'000}, {"quote", "已告知当事人的权利和义务。"}}));
  film_step(Act::record_inquiry, "询问录像2", resumed, ended, kAhead);
  add(Act::explain_recording, lead_,
      Json::object({{"record_id", "@record:record_inquiry"}, {"from", broke.text()}, {"to", resumed.text()}, {"reason", "battery_low"},
                    {"text", "记录仪电量不足，更换电池，其间没有提问；恢复后口头说明了中断的原因。"}}));
  pass(0, 1);
  add(Act::decide_recording_gap, head_,
      Json::object({{"recording_gap_id", "@recording_gap"}, {"verdict", "granted"}, {"opinion", "情况属实。"}}));
}

void SideActs::keep_and_destroy(Instant closed) {
  const std::size_t archivist = one(Role::archivist), reviewer = one(Role::legal_reviewer);
  const auto whole = [](Json body) {
    body.set("recording_id", "@recording");
    return body;
  };
  const auto brief = [](Json body) {
    body.set("recording_id", "@first_recording");
    return body;
  };
  pass(2, 6);
  add(Act::lengthen_retention, head_, whole(Json::object({{"kept_for", "permanent"}, {"reason", "询问过程规范，作为培训案例长期保存。"}})));
  pass(5, 20);
  add(Act::hold_recording, reviewer, brief(Json::object({{"reason", "当事人来信询问执法过程，答复之前留存。"}})));
  pass(10, 20);
  add(Act::lift_recording_hold, reviewer, brief(Json::object({{"reason", "已经答复，当事人没有异议。"}})));
  now_ = std::max(now_, closed.plus_hours(24 * 190));
  pass(1, 3);
  add(Act::propose_destruction, archivist, brief(Json::object({{"reason", "保管期限已满，与案情无关，没有继续保存的价值。"}})));
  pass(1, 3);
  add(Act::decide_destruction, leader(), brief(Json::object({{"outcome", "granted"}, {"opinion", "同意销毁。"}})));
  pass(1, 2);
  add(Act::carry_out_destruction, archivist, brief(Json::object({{"sha256", "@first_recording_sha256"}})));
  pass(0, 0);
  add(Act::witness_destruction, reviewer, brief(Json::object({{"sha256", "@first_recording_sha256"}})));
}

void SideActs::sample() {
  pass(0, 0);
  add(Act::take_sample, lead_,
      Json::object({{"officers", officers()}, {"certificate_shown", true}, {"place", story_.place}, {"method", "五点取样"},
                    {"things", Json::array({Json::object({{"name", "表层土样"}, {"quantity", "5"}, {"unit", "袋"}})})},
                    {"retained", "备份样品一份，存样品室。"}, {"party_present", true}, {"signed", true}}));
}

void SideActs::entrust_expert() {
  pass(0, 1);
  add(Act::entrust_expert, lead_,
      Json::object({{"officers", officers()}, {"organisation", "澜州测绘院"}, {"qualification", "甲级测绘资质"},
                    {"matter", "占地面积和地类"}, {"days", 20}, {"period_told_on", now_.date().text()},
                    {"told_how", "书面告知"}}));
  if (!term_ground("resources_expert")) return;
  pass(0, 0);
  add(Act::suspend_term, leader(), Json::object({{"ground", "resources_expert"}, {"reason", "委托鉴定期间不计入办案期限。"}}));
  suspended_ = true;
}

void SideActs::expert_opinion() {
  pass(6, 14);
  add(Act::record_expert_opinion, lead_,
      Json::object({{"entrustment_id", "@entrustment"}, {"opinion_no", fmt::format("测鉴{}号", random_.between(100, 999))},
                    {"conclusion", "面积和地类与现场勘测一致。"}, {"given_on", now_.date().text()},
                    {"told_on", now_.date().text()}, {"told_how", "书面告知"}}));
  if (!suspended_) return;
  pass(0, 0);
  add(Act::resume_term, leader(), Json::object({{"reason", "鉴定意见已出具，恢复计算。"}}));
}

void SideActs::join_and_release() {
  pass(1, 3);
  const std::string region = "619900";
  Json party = Json::object({{"kind", "organisation"}, {"name", fmt::format("澜州汇川第{}工程有限公司", random_.between(10, 9999))},
                             {"uscc", credit_code(random_, region, false)}, {"legal_representative", "葛立新"},
                             {"address", "澜州市云栖区金川镇"}});
  add(Act::add_party, lead_, Json::object({{"party", std::move(party)}, {"reason", "经查，可能参与施工，需要查明其责任。"}}));
  pass(3, 8);
  add(Act::release_party, lead_,
      Json::object({{"party_id", "@party"}, {"reason", "经查，只提供设备租赁，没有参与违法行为。"}}));
}

void SideActs::join_second_party() {
  pass(1, 3);
  const std::string name = fmt::format("澜州汇川第{}工程有限公司", random_.between(10, 9999));
  Json party = Json::object({{"kind", "organisation"}, {"name", name}, {"uscc", credit_code(random_, "619900", false)},
                             {"legal_representative", "葛立新"}, {"address", "澜州市云栖区金川镇"}});
  add(Act::add_party, lead_, Json::object({{"party", std::move(party)}, {"reason", "经查，与登记的当事人共同占用土地、共同出资。"}}));
  receivers_ = {{"@party:0", story_.person, false, false, story_.fine.count + kMarkFine},
                {"@party:1", "葛立新", false, false, story_.fine.count / 200 * 100}};
}

// Both occupied the land; the first also broke a survey mark, which is another item.
Json SideActs::proposal(const Story& story) const {
  Json whole = story.proposal(course_.outcome);
  if (receivers_.size() < 2) return whole;
  Json land = Json::object({{"party_id", receivers_[0].party}, {"kinds_text", story.measure + "；"}});
  for (const char* same : {"facts", "kinds", "fine_fen", "property_value_fen", "violated", "basis", "benchmark"}) {
    if (const Json* value = whole.find(same)) land.set(same, *value);
  }
  Json part = Json::object({{"party_id", receivers_[1].party},
                            {"facts", fmt::format("与{}共同占用上述土地，出资修建其中的附属设施。", story.party.text("name"))},
                            {"kinds", Json::array({"fine"})}, {"fine_fen", receivers_[1].due}});
  for (const char* same : {"violated", "basis", "benchmark"}) part.set(same, *whole.find(same));
  Json mark = Json::object({{"party_id", receivers_[0].party},
                            {"item_id", bureau_.items.at("LZR-CF-041").first.text()},
                            {"facts", "平整场地时损毁永久性测量标志水准点标石1座，标石断裂，不能继续使用。"},
                            {"kinds", Json::array({"warning", "fine"})}, {"fine_fen", kMarkFine},
                            {"violated", Json::array({"《测绘法》第四十一条第一款"})},
                            {"basis", Json::array({"《测绘法》第六十四条第一款第一项"})},
                            {"benchmark", story.benchmark}});
  Json out = Json::object({{"outcome", course_.outcome}});
  for (const char* same : {"facts", "reasons", "benchmark", "benchmark_reason"}) out.set(same, *whole.find(same));
  out.set("counts", Json::array({std::move(land), std::move(part), std::move(mark)}));
  return out;
}

void SideActs::exclude_evidence() {
  pass(1, 3);
  add(Act::exclude_evidence, lead_,
      Json::object({{"evidence_id", "@evidence"}, {"reason", "取得时没有两名执法人员在场，不作为认定事实的根据。"}}));
}

void SideActs::order_correction() {
  pass(0, 0);
  add(Act::order_correction, lead_,
      Json::object({{"officers", officers()}, {"certificate_shown", true}, {"content", "停止违法行为，恢复土地原状。"},
                    {"basis", Json::array({"《行政处罚法》第二十八条第一款"})}, {"due", (now_.date() + 10).text()},
                    {"method", "direct"}, {"recipient", story_.person},
                    {"recipient_relation", story_.natural ? "self" : "legal_representative"}, {"place", story_.place},
                    {"receipt", fmt::format("送{}号", random_.between(1000, 9999))}}));
}

void SideActs::recheck_correction() {
  pass(8, 12);
  add(Act::recheck_correction, lead_,
      Json::object({{"officers", officers()}, {"certificate_shown", true}, {"correction_id", "@correction"},
                    {"result", "corrected"}, {"text", "现场已停工，场地已清理。"}}));
}

void SideActs::lengthen_term() {
  pass(10, 20);
  if (!term_ground("resources_complex")) return;
  add(Act::extend_term, leader(),
      Json::object({{"ground", "resources_complex"}, {"days", 30}, {"reason", "涉及地块权属需要向多个单位核实。"}}));
}

bool SideActs::transfer() {
  pass(2, 6);
  add(Act::propose_transfer, lead_,
      Json::object({{"kind", "crime"}, {"officers", officers()}, {"receiver", "澜州市公安局"},
                    {"report", "违法行为可能达到刑事立案追诉标准，建议移送。" + story_.facts}}));
  pass(1, 1);
  const auto heads = bureau_.with_role(identity::Role::agency_head);
  const bool refused = course_.turn == Turn::transfer_refused;
  add(Act::decide_transfer, heads.front(),
      Json::object({{"transfer_id", "@transfer"}, {"outcome", refused ? "refused" : "granted"}, {"in_person", true},
                    {"reason", refused ? "数额没有达到立案追诉标准，不移送。" : "涉嫌犯罪，同意移送。"}}));
  if (refused) return false;
  pass(0, 0);
  add(Act::hand_over_transfer, lead_,
      Json::object({{"transfer_id", "@transfer"}, {"officers", officers()}, {"materials", Json::array({"report", "goods_list"})},
                    {"receipt", fmt::format("接收{}号", random_.between(100, 999))}}));
  const bool back = course_.turn == Turn::transfer_back;
  pass(2, 3);
  add(Act::record_transfer_answer, lead_,
      Json::object({{"transfer_id", "@transfer"}, {"outcome", back ? "refused" : "accepted"},
                    {"number", fmt::format("澜公立字{}号", random_.between(100, 999))}, {"on", now_.date().text()},
                    {"text", back ? "没有达到立案追诉标准，不予立案，退回案件材料。" : "已立案侦查。"}}));
  return !back;
}

void SideActs::close_transferred() {
  add(Act::close_case, leader(), Json::object({{"reason", "transferred"}, {"summary", "公安机关已立案，同意结案。"}}));
}

void SideActs::revoke_filing() {
  pass(3, 9);
  add(Act::revoke_filing, leader(), Json::object({{"reason", "经查，违法事实不能成立，用地手续齐全，撤销立案。"}}));
}

Instant SideActs::notify_hearing(std::size_t host) {
  Date day = calendar_.add_working_days(now_.date(), 9);
  if (course_.hearing_now) day = std::max(day, hearing_on_);
  add(Act::notify_hearing, host,
      Json::object({{"planned_at", Instant::beijing(day, 9).text()}, {"place", "局听证室"}, {"public", true},
                    {"host_id", bureau_.people[host].actor.user.text()}, {"recorder", "段闻"}, {"method", "direct"},
                    {"officers", officers()}, {"certificate_shown", true}, {"recipient", story_.person},
                    {"recipient_relation", "legal_representative"}, {"service_place", "当事人办公场所"},
                    {"receipt", fmt::format("听送{}号", random_.between(100, 999))}}));
  return Instant::beijing(day, 9);
}

void SideActs::hear_publicly() {
  const std::size_t host = one(identity::Role::hearing_host);
  pass(1, 2);
  Instant planned = notify_hearing(host);
  if (course_.turn == Turn::hearing_postponed) {
    pass(2, 3);
    add(Act::postpone_hearing, host, Json::object({{"cause", "agency"}, {"reason", "听证室设备检修，改期举行。"}}));
    pass(0, 1);
    planned = notify_hearing(host);
  }
  now_ = planned.plus_ms(95 * 60'000);
  const bool absent = course_.turn == Turn::hearing_absent;
  if (absent) {
    add(Act::hold_hearing, host, Json::object({{"outcome", "absent"}, {"attendees", "主持人、记录人、调查人员到场"}}));
    return;
  }
  add(Act::hold_hearing, host,
      Json::object({{"outcome", "held"}, {"started_at", planned.text()}, {"ended_at", now_.text()},
                    {"attendees", "当事人、调查人员"}, {"signed", true},
                    {"minutes", "调查人员说明事实、证据和处罚建议；当事人申辩：" + story_.statement + "双方质证。"}}));
  pass(1, 3);
  add(Act::report_hearing, host,
      Json::object({{"report", "听证依法举行，双方充分陈述。" + story_.facts}, {"opinion", "事实清楚，建议维持拟处理意见。"}}));
}

void SideActs::ask_for_supplement(std::size_t reviewer) {
  pass(0, 1);
  add(Act::request_review_supplement, reviewer, Json::object({{"question", "请补充地类和面积的依据。"}}));
  pass(0, 1);
  add(Act::supply_review_supplement, lead_, Json::object({{"answer", story_.supplement}}));
}

void SideActs::settle_dispute() {
  pass(0, 1);
  add(Act::escalate_review, lead_, Json::object({{"reason", "对证据是否充分与审核机构意见不一致。"}}));
  pass(1, 2);
  add(Act::decide_review_dispute, leader(),
      Json::object({{"forum", "leader"}, {"result", "adopt_opinion"}, {"opinion", "按法制审核意见补充后重新送审。"}}));
}

// Land that was not given back: the fine of every story lies in the lowest step, which is that of less than thirty days;
// a course that deviates has more days, and with them the step above (data/catalog/discretion_standards.json).
void SideActs::plan_assessment() {
  // Both the act and the decision want a benchmark in force; a demo of an early day has none yet.
  const bool known = catalog::DiscretionBook::built_in().find(story_.item_code, story_.found - 40) != nullptr;
  if (story_.item_code != "LZR-CF-013" || course_.outcome != "penalty" || !known) return;
  const bool deviates = course_.turn == Turn::deviation;
  overdue_days_ = deviates ? random_.between(35, 80) : random_.between(3, 28);
  story_.benchmark = deviates ? "“临时使用土地期满拒不归还”裁量基准“一般”阶次，经批准低于该阶次"
                              : "“临时使用土地期满拒不归还”裁量基准“轻微”阶次";
  if (deviates) story_.benchmark_reason = "当事人已自行腾退大部分土地，按该阶次罚款明显偏重。" + story_.reasons;
}

void SideActs::assess() {
  if (overdue_days_ == 0) return;
  pass(0, 1);
  const auto measured = [](std::string_view id, std::int64_t value) { return Json::object({{"id", id}, {"value", value}}); };
  Json body = Json::object({{"measures", Json::array({measured("land_area", story_.quantity), measured("overdue_days", overdue_days_)})},
                            {"reasons", story_.reasons}});
  const bool deviates = course_.turn == Turn::deviation;
  if (deviates) body.set("deviation_reason", story_.benchmark_reason);
  add(Act::assess_discretion, lead_, std::move(body));
  if (!deviates) return;
  pass(0, 1);
  add(Act::approve_deviation, leader(), Json::object({{"discretion_id", "@discretion"}, {"opinion", "情况属实，同意偏离。"}}));
}

}  // namespace mingjing::app::demo
