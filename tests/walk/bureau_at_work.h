// What a test of a case's course begins with: the demo's bureau in a system of its own, and a clock that stands.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "mingjing/demo_bureau.h"
#include "mingjing/system.h"

namespace mingjing::app {

class BureauAtWork : public testing::Test {
 protected:
  // In a folder that begins with `folder`; without `database` on SQLite in that folder. `sm`: in the SM profile.
  void open_bureau(const std::string& folder, const std::string& database = {}, bool sm = false) {
    options_.data = std::filesystem::temp_directory_path() / (folder + std::to_string(::getpid()));
    std::filesystem::remove_all(options_.data);
    options_.db = database;
    const auto made = create_system(options_, "walk.example/log", true);
    ASSERT_TRUE(made) << made.error().message;
    if (sm) {
      ASSERT_TRUE(add_sm_profile(options_));
    }
    OpenOptions how;
    how.clock_start = Instant::beijing(Date(2026, 3, 2), 9);
    how.clock_stands = true;
    auto opened = System::open(options_, how);
    ASSERT_TRUE(opened) << opened.error().message;
    system_ = std::move(*opened);
    auto bureau = demo::make_bureau(*system_, made->set_up_code, *how.clock_start, Date(2026, 3, 2));
    ASSERT_TRUE(bureau) << bureau.error().message;
    bureau_ = std::move(*bureau);
  }
  void TearDown() override {
    system_.reset();
    if (!options_.data.empty()) std::filesystem::remove_all(options_.data);
  }

  const ports::Actor& who(std::string_view username) { return bureau_.by_username(username).actor; }
  void at(Date day, int hour = 9) { system_->manual_clock()->set(Instant::beijing(day, hour)); }
  Json both() { return Json::array({who("zhou.lan").officer.text(), who("he.shaofeng").officer.text()}); }

  Options options_;
  std::unique_ptr<System> system_;
  demo::Bureau bureau_;
  CaseId id_;
  std::int64_t version_ = 0;
};

}  // namespace mingjing::app
