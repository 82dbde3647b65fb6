// The course of a demo case: which act on which day by whom, from the clue to the archive or to the day of the demo.
// Only lawful courses are planned; what the procedure would refuse is a fault of the plan and stops the demo.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "demo_bureau.h"
#include "demo_random.h"
#include "demo_story.h"
#include "domain/cases/stage.h"
#include "law/calendar.h"

namespace mingjing::app::demo {

struct Step {
  cases::Act act{};
  Instant at;                 // when it takes place
  Instant recorded;           // when it is typed in; later for late records
  std::size_t who = 0;        // index of Bureau::people
  Json body;
  std::string late_reason;    // used when the act turns out late or overdue
};

// Where a course turns.
struct Course {
  bool declined = false;            // 不予立案
  std::string outcome = "penalty";  // or no_penalty, not_established
  bool minor = false;               // withheld
  bool slight = false;              // withheld: no penalty
  bool unit_return = false;         // 办案机构退回补充调查
  bool review_return = false;       // 法制审核退回, replied, sent again
  bool review_extended = false;
  bool hearing = false;             // asked for; then withdrawn, unless the course ends there
  bool discussion = false;
  bool slow_review = false, slow_decision = false, late_publication = false;
  bool late_record = false;
  bool taken_down = false;
  bool part_payment = false;
  bool no_payment = false;
  bool idle_officer = false;        // the officer whose certificate ran out since is among the handlers
  // Ends after the n-th act of this kind, `rest` days or more before the day of the demo.
  std::optional<cases::Act> last;
  int last_count = 1;
  int rest = 1;
};

struct CasePlan {
  Course course;
  Story story;
  std::vector<Step> steps;          // the first registers the clue
  std::optional<Instant> decided_at;
  bool whole = false;               // reached the end of its course before the day of the demo
};

class Planner {
 public:
  Planner(const Bureau& bureau, const law::Calendar& calendar, Date as_of, std::uint64_t seed)
      : bureau_(bureau), calendar_(calendar), as_of_(as_of), seed_(seed) {}
  // `number` from 0. The first ones show each stage and each turn; the rest follow the usual shares.
  CasePlan plan(std::int64_t number, std::int64_t of) const;
  Instant end() const { return Instant::beijing(as_of_); }

 private:
  Course course_of(Random& random, std::int64_t number) const;
  const Bureau& bureau_;
  const law::Calendar& calendar_;
  const Date as_of_;
  const std::uint64_t seed_;
  StoryTeller teller_;
};

}  // namespace mingjing::app::demo
