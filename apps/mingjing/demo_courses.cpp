// SPDX-License-Identifier: Apache-2.0
#include "demo_courses.h"

namespace mingjing::app::demo {
namespace {

using cases::Act;

Course shown(std::optional<Act> last, int rest = 1, int count = 1) {
  Course out;
  out.last = last;
  out.rest = rest;
  out.last_count = count;
  return out;
}
template <class Change>
Course with(Course course, Change change) {
  change(course);
  return course;
}

}  // namespace

void suit(Course& c) {
  if (is_hearing(c.turn)) c.hearing = true;
  if (c.turn == Turn::dispute) c.review_return = true;
  if (c.turn == Turn::recorded) c.late_record = false;  // the recording comes in after the record
  // These speak of a penalty that is shown and has no other end.
  if (is_hearing(c.turn) || is_ending(c.turn) || c.turn == Turn::deviation) {
    c.outcome = "penalty";
    c.minor = c.slight = c.taken_down = c.corrected = c.sent_back = c.part_payment = c.no_payment = c.late_publication = false;
  }
  if (is_ending(c.turn)) c.hearing = false;
  // These have a story of their own, which no other wish fits.
  if (c.turn == Turn::joint_case || c.turn == Turn::seizure) {
    c = Course{.turn = c.turn, .discussion = c.discussion, .last = c.last, .last_count = c.last_count, .rest = c.rest};
  }
}

namespace {

std::vector<Course> make_shown() {
  std::vector<Course> out;
  const auto add = [&](Course c) { out.push_back(std::move(c)); };
  add(shown({}, 1));
  add(with(shown({}, 1), [](Course& c) { c.review_return = true; }));
  add(with(shown({}, 1), [](Course& c) { c.taken_down = true; }));
  add(with(shown({}, 1), [](Course& c) { c.corrected = true; }));
  add(with(shown({}, 1), [](Course& c) { c.sent_back = true; }));
  add(with(shown({}, 1), [](Course& c) { c.outcome = "no_penalty", c.slight = true; }));
  add(with(shown({}, 1), [](Course& c) { c.minor = true; }));
  add(with(shown(Act::request_hearing, 2), [](Course& c) { c.hearing = true; }));
  add(shown(Act::submit_for_review, 3));
  add(with(shown(Act::submit_for_review, 12), [](Course&) {}));
  add(shown(Act::serve_decision, 16));
  add(with(shown(Act::record_inquiry, 104), [](Course& c) { c.idle_officer = c.unrecorded = true; }));
  add(shown(Act::propose_publication, 1));
  add(shown(Act::decide, 2));
  add(shown(Act::register_clue, 1));
  add(shown(Act::file_case, 2));
  add(shown(Act::record_on_site, 4));
  add(with(shown(Act::conclude_investigation, 2), [](Course& c) { c.turn = Turn::recorded; }));
  add(shown(Act::review_by_unit, 2));
  add(shown(Act::serve_prior_notice, 2));
  add(shown(Act::hear_statement, 2));
  add(with(shown(Act::give_review_opinion, 2), [](Course& c) { c.review_return = true; }));
  add(with(shown(Act::hold_collective_discussion, 2), [](Course& c) { c.discussion = true; }));
  add(shown(Act::submit_for_approval, 2));
  add(with(shown(Act::record_payment, 2), [](Course& c) { c.part_payment = true; }));
  add(shown(Act::close_case, 3));
  add(with(shown({}, 1), [](Course& c) { c.late_record = true; }));
  add(with(shown({}, 1), [](Course& c) { c.late_publication = true; }));
  add(with(shown(Act::decline_filing, 5), [](Course& c) { c.declined = true; }));
  // To be held by whoever tries the demo: told long before, however many holidays lie in between.
  add(with(shown(Act::notify_hearing, 24), [](Course& c) {
    c.turn = Turn::hearing_held;
    suit(c);
    c.hearing_now = true;
  }));
  add(with(shown({}, 1), [](Course& c) { c.declined = true; }));
  add(with(shown(Act::extend_review, 2), [](Course& c) { c.review_extended = true; }));
  add(with(shown(Act::review_by_unit, 2), [](Course& c) { c.unit_return = true; }));
  add(with(shown(Act::serve_decision, 40), [](Course& c) { c.no_payment = true; }));
  add(with(shown({}, 1), [](Course& c) { c.outcome = "not_established"; }));
  for (const char* way : {"announcement", "entrusted", "forwarded"}) {
    add(with(shown({}, 1), [&](Course& c) { c.served_by = way; }));
  }
  // Under way: kept by the police, a hearing to come, waiting for the court.
  const auto until = [&](Turn turn, Act last, int rest) {
    add(with(shown(last, rest), [&](Course& c) {
      c.turn = turn;
      suit(c);
    }));
  };
  until(Turn::transferred, Act::record_transfer_answer, 2);
  until(Turn::hearing_held, Act::notify_hearing, 2);
  until(Turn::court, Act::apply_court_enforcement, 3);
  for (const Turn turn : kTurns) {
    add(with(shown({}, 1), [&](Course& c) {
      c.turn = turn;
      suit(c);
    }));
  }
  return out;
}

}  // namespace

const std::vector<Course>& shown_courses() {
  static const auto all = make_shown();
  return all;
}

}  // namespace mingjing::app::demo
