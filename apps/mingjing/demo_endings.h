// How a demo case ends other than by payment in time: instalments, late payment with surcharge, collection on the spot,
// demand and court, reconsideration and litigation, a decision revoked or made anew. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "demo_side_acts.h"

namespace mingjing::app::demo {

class Endings : public SideActs {
 public:
  using SideActs::SideActs;

 protected:
  std::int64_t due() const { return story_.fine.count + story_.gains.count; }
  Date pay_until() const { return calendar_.next_working_day(served_.date() + 15); }
  // Recorded when the bank has told, which may be after a long holiday; paid within the fifteen days, without surcharge.
  Date paid_in_time() const { return std::min(now_.date(), std::min(served_.date(), announced_until_.value_or(served_.date())) + 15); }
  void pay(Json amount, Date on, std::string_view channel = {});
  void pay_by_instalments();
  void pay_late();
  void pay_on_the_spot();
  void enforce_by_court();
  void litigate();           // upheld
  void reconsider_changed();  // less to pay: withdrawn from the portal, the difference given back
  void reconsider_remade();   // revoked, to be decided anew
  void revoke_own_decision();

 private:
  void file_remedy(std::string_view kind);
  void take_down(std::string_view reason, std::string_view text);
};

}  // namespace mingjing::app::demo
