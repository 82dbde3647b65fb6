// How documents of a demo case reach the parties: by hand, by post, online, left at the door, and, where the course says
// so, through another organ or by announcement. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "demo_walk.h"

namespace mingjing::app::demo {

class Services : public WalkBase {
 public:
  using WalkBase::WalkBase;

 protected:
  void serve_notice();
  void serve_decision();  // sets `served_`; an announcement is waited for

 private:
  std::string method_for(const Receiver& receiver);
  Json by(const std::string& method, const Receiver& receiver);
  void announce(const Receiver& receiver);
};

}  // namespace mingjing::app::demo
