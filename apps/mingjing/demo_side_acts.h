// What happens beside the main line of a demo case while it is investigated: recusal, preservation, samples, experts, a
// joint party, orders to correct, changes of the term, transfer. Rows that only the case knows by id are named `@kind`:
// the performer puts in the newest of its kind. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "demo_pieces.h"

namespace mingjing::app::demo {

class SideActs : public Pieces {
 public:
  using Pieces::Pieces;

 protected:
  std::size_t one_more() const;  // an officer who is neither of the two handlers
  void recuse(bool granted);
  void preserve();
  void sample();
  void record_inquiry_on_film(Instant ended);  // in two parts, with an interruption that is explained and approved
  void keep_and_destroy(Instant closed);       // after the archive: one is kept for ever, the one of no list goes when its time is over
  void entrust_expert();
  void expert_opinion();
  void join_and_release();
  void join_second_party();       // who stays: two parties, and a second violation of the first
  Json proposal(const Story& story) const;
  void exclude_evidence();
  void order_correction();
  void recheck_correction();
  void lengthen_term();
  bool transfer();  // true when the other organ keeps the case
  void close_transferred();
  void revoke_filing();
  void hear_publicly();  // after the request: notified, held, reported; or nobody came, or put off and notified again
  void ask_for_supplement(std::size_t reviewer);
  void settle_dispute();
  void plan_assessment();  // what the proposal says of the benchmark, where the item's standard is assessed
  void assess();           // and, where the course deviates, another person's approval

 private:
  bool term_ground(std::string_view id) const;  // granted to this case today
  Json things() const;
  Instant notify_hearing(std::size_t host);
  bool suspended_ = false;
  std::int64_t overdue_days_ = 0;  // 0: not assessed, the proposal gives its reasons instead
};

}  // namespace mingjing::app::demo
