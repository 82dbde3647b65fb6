// What the parts of a demo case's course share: whose case it is, which day it is, and how a step is added.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "demo_plan.h"

namespace mingjing::app::demo {

// Whom documents of the case go to, and what each pays.
struct Receiver {
  std::string party;   // `@party:1` where a case has several, else empty
  std::string person;  // who signs
  bool natural = false, e_service_consent = false;
  std::int64_t due = 0;  // fen; of several parties only
};

class WalkBase {
 public:
  WalkBase(const Bureau& bureau, const law::Calendar& calendar, Random random, const Course& course, const Story& story,
           Date start, Date as_of)
      : bureau_(bureau), calendar_(calendar), random_(random), course_(course), story_(story),
        hearing_on_(calendar.previous_working_day(as_of)) {
    const auto& item = bureau_.items.at(story_.item_code);
    item_ = item.first;
    unit_ = &bureau_.units.at(item.second);
    lead_ = random_.pick(unit_->officers);
    do assist_ = random_.pick(squad().officers);
    while (assist_ == lead_);
    head_ = unit_->head;
    receivers_ = {{{}, story_.person, story_.natural, story_.e_service_consent, 0}};
    now_ = at(calendar_.next_working_day(start));
  }

 protected:
  const Unit& squad() const { return bureau_.units.at("自然资源执法监察支队"); }
  Instant at(Date day) {
    return Instant::beijing(day, static_cast<int>(random_.between(9, 16)), static_cast<int>(random_.between(0, 59)));
  }
  // Some working days later; none: within the next hours.
  void pass(int low, int high) {
    const int days = static_cast<int>(random_.between(low, high));
    if (days > 0) {
      now_ = at(calendar_.add_working_days(now_.date(), days));
      return;
    }
    const Instant later = now_.plus_ms(random_.between(15, 55) * 60'000);
    now_ = later < Instant::beijing(now_.date(), 18) ? later : at(calendar_.add_working_days(now_.date(), 1));
  }
  void pass_until(Date day) {
    if (now_.date() < day) now_ = at(calendar_.next_working_day(day));
  }
  void add(cases::Act act, std::size_t who, Json body, Instant recorded = {}) {
    Step step;
    step.act = act;
    step.at = now_;
    step.recorded = recorded == Instant{} ? now_ : recorded;
    step.who = who;
    step.body = std::move(body);
    step.late_reason = late_reason();
    steps_.push_back(std::move(step));
  }
  std::string late_reason() {
    static const std::vector<std::string> reasons{"现场没有网络，返回后补录。", "承办人外出办案，返回后办理。",
                                                  "当事人住院，多次联系后才能办理。", "案情复杂，需要补充核实，导致超期。",
                                                  "系统升级期间先行纸质办理，现补录。"};
    return random_.pick(reasons);
  }
  std::size_t one(identity::Role role) {
    const auto all = bureau_.with_role(role);
    return random_.pick(all);
  }
  std::size_t leader() {
    for (std::size_t i = 0; i < bureau_.people.size(); ++i) {
      if (bureau_.people[i].username == "luo.qingyi") return i;
    }
    return one(identity::Role::agency_head);
  }
  static Json for_party(const Receiver& receiver, Json body) {
    if (!receiver.party.empty()) body.set("party_id", receiver.party);
    return body;
  }
  Json officers() const {
    return Json::array({bureau_.people[lead_].actor.officer.text(), bureau_.people[assist_].actor.officer.text()});
  }

  const Bureau& bureau_;
  const law::Calendar& calendar_;
  Random random_;
  const Course& course_;
  Story story_;  // changes where a decision is made anew
  ItemId item_;
  const Unit* unit_ = nullptr;
  std::size_t lead_ = 0, assist_ = 0, head_ = 0;
  Instant now_, served_;
  Instant delivered_;  // when the last service was recorded as done: an announcement's a day after it ends
  std::optional<Date> announced_until_;  // then the term to pay runs from this day, however late the service is recorded
  Date decided_;
  const Date hearing_on_;  // of a course that is heard now
  std::vector<Receiver> receivers_;
  std::vector<Step> steps_;
};

}  // namespace mingjing::app::demo
