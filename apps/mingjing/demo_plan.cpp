// SPDX-License-Identifier: Apache-2.0
#include "demo_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/check.h"
#include "demo_courses.h"
#include "demo_endings.h"
#include "domain/review/points.h"

namespace mingjing::app::demo {
namespace {

using cases::Act;
using identity::Role;

// Walks the course day by day; each `then` is the next act of the case.
class Walk : Endings {
 public:
  using Endings::Endings;

  std::vector<Step> run() {
    clue();
    plan_assessment();
    if (course_.declined) {
      pass(1, 6);
      add(Act::decline_filing, leader(), Json::object({{"reason", fmt::format("经核查，{}属于合法用地，没有违法事实。", story_.place)}}));
      pass(5, 15);
      archive();
      return std::move(steps_);
    }
    if (!investigate()) return std::move(steps_);
    if (course_.outcome == "penalty") notice();
    review();
    decision();
    publication();
    performance();
    return std::move(steps_);
  }

 private:
  void clue() {
    Json body = Json::object({{"source", story_.source},
                              {"source_detail", story_.source_detail},
                              {"summary", story_.summary},
                              {"cause", story_.cause},
                              {"item_id", item_.text()},
                              {"unit_id", unit_->id.text()},
                              {"discovered_on", story_.found.text()},
                              {"discovered_by", story_.source_detail},
                              {"party", story_.party}});
    const Date ended = std::max(story_.began, story_.found - static_cast<int>(random_.between(1, 20)));
    body.set("violation_ended_on", std::min(ended, story_.found).text());
    add(Act::register_clue, random_.chance(70) ? one(Role::intake) : lead_, std::move(body));
  }

  // False when the case ends here: transferred, or its filing revoked.
  bool investigate() {
    pass(1, 6);
    Json filing = Json::object({{"opinion", random_.chance(50) ? "同意立案。" : "符合立案条件，同意立案调查。"}});
    if (course_.discussion) filing.set("discussion_required", true);
    add(Act::file_case, leader(), std::move(filing));
    pass(0, 1);
    const auto named = [](const Person& person, std::string_view role) {
      return Json::object({{"officer_id", person.actor.officer.text()}, {"role", role}});
    };
    Json handlers = Json::array({named(bureau_.people[lead_], "lead"), named(bureau_.people[assist_], "assist")});
    const Person& lapsed = bureau_.by_username("shen.mo");
    if (course_.idle_officer && now_.date() <= *lapsed.certificate_until) handlers.push(named(lapsed, "assist"));
    const bool recusal = course_.turn == Turn::recusal;
    if (recusal) handlers.push(named(bureau_.people[one_more()], "assist"));
    add(Act::assign_officers, head_, Json::object({{"officers", std::move(handlers)}}));
    if (recusal) recuse(true);
    if (course_.turn == Turn::recusal_refused) recuse(false);
    pass(1, 4);
    on_site();
    if (course_.turn == Turn::preservation || course_.turn == Turn::seizure) preserve();
    if (course_.turn == Turn::sampling) sample();
    if (course_.turn == Turn::correction) order_correction();
    if (course_.turn == Turn::expert) entrust_expert();
    pass(1, 5);
    const Instant recorded = course_.late_record ? now_.plus_hours(71) : Instant{};
    inquiry(recorded);
    if (course_.late_record) now_ = recorded;
    register_pieces();
    if (course_.turn == Turn::joint_party) join_and_release();
    if (course_.turn == Turn::joint_case) join_second_party();
    if (course_.turn == Turn::exclusion) exclude_evidence();
    if (course_.turn == Turn::expert) expert_opinion();
    if (course_.turn == Turn::longer_term) lengthen_term();
    if (course_.turn == Turn::correction) recheck_correction();
    if (course_.turn == Turn::revoked) {
      revoke_filing();
      pass(5, 15);
      archive();
      return false;
    }
    if (is_transfer(course_.turn) && transfer()) {
      pass(2, 6);
      close_transferred();
      pass(5, 15);
      archive();
      return false;
    }
    if (course_.slow_decision) pass(50, 60);
    pass(4, 18);
    conclude();
    pass(1, 3);
    if (course_.unit_return) {
      add(Act::review_by_unit, head_, Json::object({{"outcome", "return"}, {"opinion", "请" + story_.supplement.substr(0, story_.supplement.find("，")) + "。"}}));
      pass(1, 5);
      inquiry({});
      pass(1, 4);
      conclude();
      pass(1, 2);
    }
    add(Act::review_by_unit, head_, Json::object({{"outcome", "approve"}, {"opinion", random_.chance(50) ? "同意承办人意见。" : "事实清楚，同意。"}}));
    return true;
  }
  void on_site() {
    const Instant ended = now_.plus_ms(random_.between(20, 95) * 60'000);
    was_on_site(now_, ended);
    add(Act::record_on_site, lead_,
        Json::object({{"officers", officers()}, {"certificate_shown", true}, {"place", story_.place},
                      {"started_at", now_.text()}, {"ended_at", ended.text()},
                      {"party_present", true}, {"signed", true}, {"text", story_.on_site}}));
    if (course_.filmed) film_step(Act::record_on_site, "现场检查录像", now_, ended);
  }
  void inquiry(Instant recorded) {
    const Instant ended = now_.plus_ms(random_.between(25, 120) * 60'000);
    Json body = Json::object({{"officers", officers()}, {"certificate_shown", true}, {"subject", story_.person},
                              {"subject_role", "party"}, {"place", "本局询问室"}, {"started_at", now_.text()},
                              {"ended_at", ended.text()}, {"rights_told", true}, {"signed", true}, {"text", story_.inquiry}});
    if (course_.turn == Turn::recorded || course_.unrecorded) body.set("in_room", true);
    was_questioned(now_, ended);
    add(Act::record_inquiry, lead_, std::move(body), recorded);
    if (course_.turn == Turn::recorded) record_inquiry_on_film(ended);
    else if (course_.filmed) record_sound(now_);
  }
  void conclude() {
    Json body = Json::object({{"officers", officers()},
                              {"report", fmt::format("本案现已调查终结。{}承办人认为，{}", story_.facts, story_.reasons)},
                              {"proposal", proposal(story_)}});
    if (random_.chance(6)) body.set("tags", Json::array({"complex"}));
    add(Act::conclude_investigation, lead_, std::move(body));
  }
  void notice() {
    pass(1, 4);
    serve_notice();
    const Date told = now_.date();
    const int turn = static_cast<int>(random_.between(1, 100));
    if (course_.hearing) {
      pass(1, 3);
      add(Act::request_hearing, lead_, Json::object({{"applicant", story_.person}, {"text", "请求就" + story_.area + "的认定和数额听证。"}}));
      if (course_.last == Act::request_hearing) return;
      if (is_hearing(course_.turn)) {
        hear_publicly();
      } else {
        pass(3, 6);
        add(Act::waive_hearing, lead_, Json::object({{"waiver_record", fmt::format("撤回听证申请书{}", random_.between(100, 999))}}));
      }
    }
    for (const auto& receiver : receivers_) hear(receiver, turn, told);
    pass_until(calendar_.add_working_days(told, 6));
  }
  void hear(const Receiver& receiver, int turn, Date told) {
    Json body = Json::object({{"result", "not_made"}});
    int low = 6, high = 8;
    if (turn <= 38) {
      low = 1, high = 4;
      body = Json::object({{"result", "made"}, {"text", story_.statement}, {"review_opinion", story_.answer},
                           {"adopted", random_.chance(20) ? "part" : "none"}});
    } else if (turn <= 52) {
      low = 1, high = 3;
      body = Json::object({{"result", "waived"}, {"waiver_record", fmt::format("放弃陈述申辩声明{}", random_.between(100, 999))}});
    }
    pass_until(calendar_.add_working_days(told, static_cast<int>(random_.between(low, high))));
    add(Act::hear_statement, lead_, for_party(receiver, std::move(body)));
  }

  Json points(std::string_view flawed) const {
    Json out(Json::Array{});
    for (const auto& point : review::kReviewPoints) {
      const bool bad = point.id == flawed;
      std::string text = bad ? story_.returned : std::string(point.id == "crime" ? "未发现涉嫌犯罪的情形。" : "符合要求。");
      if (point.id == "facts" && !bad) text = story_.place + "的情况有记录印证。";
      out.push(Json::object({{"id", point.id}, {"verdict", bad ? "flawed" : "sound"}, {"text", text}}));
    }
    return out;
  }
  void submit() {
    add(Act::submit_for_review, lead_,
        Json::object({{"materials", Json::array({"explanation", "draft_decision", "legal_basis", "evidence"})},
                      {"explanation", fmt::format("{}一案，{}现送审。", story_.cause, story_.reasons)}}));
  }
  void accept(std::size_t reviewer) {
    pass(0, 0);
    add(Act::accept_review, reviewer, Json::object({{"reviewers", Json::array({bureau_.people[reviewer].actor.user.text()})}}));
  }
  std::size_t another(std::size_t reviewer) const {
    for (const auto one : bureau_.with_role(Role::legal_reviewer)) {
      if (one != reviewer) return one;
    }
    return reviewer;
  }
  // Registered and allocated; the reviewer who then gives the opinion.
  std::size_t taken_up(std::size_t reviewer) {
    if (course_.turn == Turn::materials_returned) {
      pass(0, 1);
      add(Act::return_review_materials, reviewer,
          Json::object({{"missing", Json::array({"证据材料"})}, {"reason", "卷内没有勘测成果，补齐后再送审。"}}));
      pass(1, 2);
      submit();
    }
    accept(reviewer);
    if (course_.turn == Turn::supplement) ask_for_supplement(reviewer);
    if (course_.turn != Turn::reassigned) return reviewer;
    const std::size_t other = another(reviewer);
    pass(0, 1);
    add(Act::assign_reviewer, reviewer,
        Json::object({{"reviewers", Json::array({bureau_.people[other].actor.user.text()})}, {"reason", "原审核人员外出培训。"}}));
    return other;
  }
  void review() {
    assess();
    pass(1, 3);
    submit();
    std::size_t reviewer = one(Role::legal_reviewer);
    if (course_.review_extended) {
      pass(3, 4);
      add(Act::extend_review, leader(), Json::object({{"working_days", 5}, {"reason", "需要补充了解现场情况。"}}));
      pass(3, 5);
    }
    if (course_.slow_review) pass(5, 7);
    reviewer = taken_up(reviewer);
    pass(1, 4);
    if (course_.review_return) {
      add(Act::give_review_opinion, reviewer,
          Json::object({{"outcome", "returned"}, {"points", points("evidence")}, {"opinion", story_.returned}}));
      if (course_.last == Act::give_review_opinion) return;
      if (course_.turn == Turn::dispute) settle_dispute();
      pass(1, 3);
      add(Act::reply_to_review, lead_,
          Json::object({{"reply", "已按意见补充。" + story_.supplement},
                        {"points", Json::array({Json::object({{"id", "evidence"}, {"adopted", true}, {"text", story_.supplement}})})}}));
      pass(1, 2);
      Story amended = story_;
      amended.facts += story_.supplement;
      add(Act::correct_facts, lead_,
          Json::object({{"reason", "按法制审核意见补充。"}, {"facts_change", "words"}, {"proposal", proposal(amended)}}));
      assess();  // what was assessed before is of the former facts
      pass(0, 1);
      submit();
      accept(reviewer);
      pass(1, 3);
    }
    Json opinion = Json::object({{"outcome", "passed"}, {"points", points("")}, {"opinion", story_.review}});
    if (random_.chance(24)) opinion.set("counsel", "常年法律顾问");
    add(Act::give_review_opinion, reviewer, std::move(opinion));
  }

  void decision() {
    const auto heads = bureau_.with_role(Role::agency_head);
    if (course_.discussion) {
      pass(1, 4);
      Json members(Json::Array{});
      for (auto i : heads) members.push(Json::object({{"name", bureau_.people[i].name}, {"opinion", "同意。"}}));
      add(Act::hold_collective_discussion, heads.front(),
          Json::object({{"outcome", "agree"}, {"place", "局会议室"}, {"host", bureau_.people[heads.front()].name}, {"members", std::move(members)},
                        {"recorder", "段闻"}, {"conclusion", "一致同意拟处理意见。"}}));
    }
    pass(0, 2);
    add(Act::submit_for_approval, lead_, Json::object({{"opinion", "建议按拟处理意见作出决定。" + story_.reasons}}));
    pass(0, 3);
    Json decided = Json::object({{"outcome", course_.outcome}, {"opinion", "同意。"}});
    if (course_.outcome == "no_penalty") decided.set("education", "已当面进行教育，当事人表示今后依法办理。");
    add(Act::decide, leader(), std::move(decided));
    decided_ = now_.date();
    pass(1, 5);
    serve_decision();
  }

  void publication() {
    if (course_.late_publication) pass(7, 10);
    pass(0, 1);
    const std::size_t approver = one(Role::publicity_approver);
    if (course_.minor || course_.slight) {
      add(Act::withhold_publication, approver,
          Json::object({{"ground", course_.minor ? "minor" : "slight"},
                        {"reason", course_.minor ? "当事人是未成年人。" : "违法行为轻微并已改正，不予处罚，依法不公开。"}}));
    } else {
      add(Act::propose_publication, one(Role::publicity_clerk), Json(Json::Object{}));
      pass(0, 1);
      if (course_.sent_back) {
        add(Act::return_publication, approver, Json::object({{"reason", "摘要太长，看不出结论，请写短一些再提请。"}}));
        pass(0, 1);
        add(Act::propose_publication, one(Role::publicity_clerk),
            Json::object({{"facts_summary", "当事人的违法行为经现场检查、询问和书证查清。"}}));
        pass(0, 1);
      }
      add(Act::approve_publication, approver, Json::object({{"opinion", "同意公示。"}}));
      if (course_.corrected) correction(approver);
    }
  }

  void correction(std::size_t approver) {
    pass(2, 6);
    add(Act::correct_publication, one(Role::publicity_clerk), Json::object({{"reason", "公开的摘要漏写了违法行为的时间。"}}));
    pass(0, 1);
    add(Act::approve_publication, approver, Json::object({{"opinion", "同意更正。"}}));
  }

  void performance() {
    const Instant published = now_;
    now_ = served_;
    std::string reason = course_.outcome == "penalty" ? "performed" : course_.outcome;
    if (is_ending(course_.turn)) {
      if (!special_ending(published, reason)) return;
    } else if (!pay_in_time()) {
      return sort_steps();
    }
    if (reason == "performed") other_duties();
    now_ = std::max({now_, published, delivered_});
    pass(1, 9);
    add(Act::close_case, leader(),
        Json::object({{"reason", reason}, {"summary", reason == "performed" ? "决定已执行完毕，同意结案。" : "同意结案。"}}));
    const Instant closed = now_;
    if (course_.taken_down) {
      pass(10, 40);
      add(Act::take_down_publication, one(Role::publicity_approver),
          Json::object({{"reason", "changed"}, {"text", "行政复议期间，原决定的数额被变更，原公示信息撤下。"},
                        {"basis_document", "行政复议决定书"}}));
    }
    now_ = closed;
    pass(5, 25);
    archive();
    if (course_.turn == Turn::recorded) keep_and_destroy(closed);
    sort_steps();
  }
  // False when the course ends unpaid.
  bool pay_in_time() {
    const std::int64_t owed = course_.outcome == "penalty" ? due() : 0;
    if (course_.no_payment) return false;
    if (owed == 0) return true;
    pass(2, 9);
    if (receivers_.size() > 1) {
      for (const auto& receiver : receivers_) {
        pay(receiver.due, paid_in_time());
        steps_.back().body = for_party(receiver, std::move(steps_.back().body));
      }
      return true;
    }
    if (!course_.part_payment) {
      pay(owed, paid_in_time());
      return true;
    }
    pay(owed / 200 * 100, paid_in_time());
    if (course_.last == Act::record_payment) return false;
    pass(8, 40);
    pay(owed - owed / 200 * 100, paid_in_time());
    return true;
  }
  void other_duties() {
    const auto has = [this](std::string_view kind) { return std::find(story_.kinds.begin(), story_.kinds.end(), kind) != story_.kinds.end(); };
    if (!has("other") && !has("confiscate_property")) return;
    pass(6, 35);
    if (has("confiscate_property")) {
      add(Act::dispose_goods, lead_,
          Json::object({{"things", Json::array({Json::object({{"name", "没收的涉案财物"}, {"quantity", "1"}, {"unit", "批"}})})},
                        {"way", "auction"}, {"on", now_.date().text()}, {"receipt", "拍卖成交确认书"}}));
    }
    add(Act::record_performance_update, lead_, Json::object({{"state", "performed"}, {"on", now_.date().text()}}));
  }
  // False when the case has been decided anew and ended by that decision.
  bool special_ending(Instant published, std::string& reason) {
    const bool after_publication = course_.turn == Turn::changed || course_.turn == Turn::remade || course_.turn == Turn::self_revoked;
    if (after_publication) now_ = published;
    switch (course_.turn) {
      case Turn::instalments: pay_by_instalments(); break;
      case Turn::late_payment: pay_late(); break;
      case Turn::on_the_spot: pay_on_the_spot(); break;
      case Turn::litigation: litigate(); break;
      case Turn::changed: reconsider_changed(); break;
      case Turn::court: enforce_by_court(); reason = "enforced"; break;
      case Turn::self_revoked: revoke_own_decision(); reason = "overturned"; break;
      default: return decide_anew();
    }
    return true;
  }
  bool decide_anew() {
    reconsider_remade();
    pass(2, 5);
    conclude();
    pass(1, 2);
    add(Act::review_by_unit, head_, Json::object({{"outcome", "approve"}, {"opinion", "同意承办人意见。"}}));
    notice();
    review();
    decision();
    publication();
    now_ = std::max(now_, served_);
    const Instant published = now_;
    now_ = served_;
    pass(2, 9);
    pay(due(), paid_in_time());
    other_duties();
    now_ = std::max({now_, published, delivered_});
    pass(1, 9);
    add(Act::close_case, leader(), Json::object({{"reason", "performed"}, {"summary", "重新作出的决定已执行完毕，同意结案。"}}));
    pass(5, 25);
    archive();
    sort_steps();
    return false;
  }
  void archive() {
    add(Act::archive_case, one(Role::archivist),
        Json::object({{"volume_no", fmt::format("{}-罚-{}", now_.date().year(), random_.between(10000, 99999))},
                      {"retention", random_.chance(70) ? "30y" : "10y"}, {"location", fmt::format("库房{}架", random_.between(1, 40))}}));
  }
  // Publication and payment go side by side.
  void sort_steps() {
    std::stable_sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) { return a.recorded < b.recorded; });
  }
};

// Drops what lies beyond the course's end or the day of the demo. True when everything wanted has happened.
bool cut(std::vector<Step>& steps, const Course& course, Instant end) {
  bool whole = true;
  if (course.last) {
    int seen = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (steps[i].act != *course.last || ++seen < course.last_count) continue;
      steps.resize(i + 1);
      break;
    }
  }
  while (!steps.empty() && steps.back().recorded >= end) {
    steps.pop_back();
    whole = false;
  }
  return whole;
}

}  // namespace

Course Planner::course_of(Random& random, std::int64_t number) const {
  const auto& all = shown_courses();
  if (number < static_cast<std::int64_t>(all.size())) return all[static_cast<std::size_t>(number)];
  Course out;
  const int turn = static_cast<int>(random.between(1, 1000));
  if (turn <= 50) out.declined = true;
  else if (turn <= 85) out.outcome = "no_penalty", out.slight = random.chance(60);
  else if (turn <= 98) out.outcome = "not_established";
  else if (turn <= 106) out.minor = true;
  else if (turn <= 120) out.hearing = true;
  out.unit_return = random.chance(4);
  out.review_return = random.chance(8);
  out.review_extended = !out.review_return && random.chance(3);
  out.discussion = random.chance(10);
  out.slow_review = random.chance(2);
  out.slow_decision = random.chance(2);
  out.late_publication = random.chance(3);
  out.late_record = random.chance(3);
  out.taken_down = out.outcome == "penalty" && !out.minor && random.chance(2);
  out.corrected = out.outcome == "penalty" && !out.minor && !out.taken_down && random.chance(1);
  out.part_payment = random.chance(6);
  out.no_payment = random.chance(3);
  out.idle_officer = random.chance(8);
  if (!out.declined && random.chance(6)) out.turn = random.pick(kTurns);
  if (out.turn == Turn::none && random.chance(2)) out.served_by = random.chance(70) ? "announcement" : "entrusted";
  suit(out);
  return out;
}

CasePlan Planner::plan(std::int64_t number, std::int64_t) const {
  Random random(seed_, static_cast<std::uint64_t>(number));
  CasePlan out;
  out.course = course_of(random, number);
  out.course.with_files = number < kCasesWithFiles;
  out.course.filmed = out.course.turn == Turn::seizure || (out.course.with_files && number % 4 == 0 && out.course.turn != Turn::recorded);
  // A deviation is shown on the item whose measures every story of it tells: the area and the days.
  const bool by_area = out.course.hearing || out.course.turn == Turn::deviation;
  StoryWishes wishes{.minor = out.course.minor, .small = out.course.slight, .hearing = by_area};
  wishes.natural = out.course.served_by == "forwarded";
  wishes.survey = out.course.turn == Turn::seizure;
  wishes.joint = out.course.turn == Turn::joint_case;
  // Shown courses start as late as they can and still end before the day of the demo; the others any day of two years.
  const bool shown_one = number < static_cast<std::int64_t>(shown_courses().size());
  const int first = shown_one ? std::max(out.course.rest, 1) : static_cast<int>(random.between(3, 730));
  const std::uint64_t stream = random.next();
  for (int back = first; back <= first + 420; back += shown_one ? 4 : 1000) {
    Random again(stream, 7);
    const Date start = as_of_ - back;
    out.story = teller_.tell(again, number + 1, start - static_cast<int>(again.between(0, 5)), wishes);
    Walk walk(bureau_, calendar_, again, out.course, out.story, start, as_of_);
    out.steps = walk.run();
    out.whole = cut(out.steps, out.course, end());
    if (!shown_one) break;
    if (out.whole && out.steps.back().recorded <= end().plus_hours(-24LL * out.course.rest)) break;
  }
  MJ_CHECK(!out.steps.empty());
  for (const auto& step : out.steps) {
    if (step.act == cases::Act::decide) out.decided_at = step.recorded;
  }
  return out;
}

}  // namespace mingjing::app::demo
