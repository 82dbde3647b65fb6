// The evidence of a demo case as it is registered, with its files where the case has some: minutes and statements from the
// scanner, photographs of the place, the land from above. SPDX-License-Identifier: Apache-2.0
#pragma once

#include "demo_files.h"
#include "demo_service.h"

namespace mingjing::app::demo {

class Pieces : public Services {
 public:
  using Services::Services;

 protected:
  struct Span {
    Instant from, until;
  };
  void register_pieces();
  // The minutes whose times the pieces carry.
  void was_on_site(Instant from, Instant until) { on_site_ = {from, until}; }
  void was_questioned(Instant from, Instant until) { questioned_ = {from, until}; }
  Scene scene();
  // Recordings, as the handler brings them in some minutes after the step: `device_ahead_s` is what its clock is ahead.
  void film_step(cases::Act of, const std::string& name, Instant from, Instant until, int device_ahead_s = 0);
  void record_sound(Instant from);  // of how the rights were told, the part of an inquiry that is to be recorded

 private:
  void piece(std::string_view kind, const std::string& name, const std::string& proves, Instant obtained,
             std::optional<DemoFile> file = std::nullopt);
  void photographs(const std::string& proves);
  Paper minutes(const std::string& title, const Span& when, const std::string& place, const std::string& text) const;
  Paper survey_report() const;
  Span on_site_, questioned_;
  std::uint64_t seed_ = 0;
};

}  // namespace mingjing::app::demo
