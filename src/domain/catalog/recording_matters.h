// The list of matters of recording 「音像记录事项清单」 (R-LST-010): which steps must, should or may be recorded in sound and
// pictures, wholly or in part, by which means. Dated, cited data (data/catalog/recording_matters.json); founding
// document 002, indicators 56–59; APL 47.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"

namespace mingjing::catalog {

enum class RecordingDuty : std::uint8_t { must, should, may };

struct RecordingMatter {
  std::string id;
  std::string name;
  std::vector<std::string> acts;  // ids of acts whose rows of the timeline it is about
  Json when;                      // members that the act's form must carry, all of them; empty: any
  RecordingDuty duty = RecordingDuty::may;
  bool whole = false;             // 全程; else in part
  std::vector<std::string> ways;  // photo 拍照, audio 录音, video 录像
  std::string citation;  // of an agency's own: what it cites, in its words
  Date from;
  std::optional<Date> approved_on;  // of an agency's own list: when its head approved it; absent: of the program's
  bool operator==(const RecordingMatter&) const = default;
};
// As stored with the row that fell under it, and as an agency's list keeps it.
Json to_json(const RecordingMatter& matter);
std::optional<RecordingMatter> matter_from_json(const Json& json);
std::string_view to_string(RecordingDuty duty);  // must, should, may
std::string_view name_zh(RecordingDuty duty);    // 应当, 按需要, 可以

class RecordingMatters {
 public:
  static const RecordingMatters& built_in();  // a broken file stops the program at start
  static Result<RecordingMatters> parse(std::string_view json);
  RecordingMatters(RecordingMatters&&) = default;

  // The first matter that a step falls under; null: none. `form` is what the act carried.
  const RecordingMatter* of(std::string_view act, const Json& form, Date day) const;
  const std::vector<RecordingMatter>& all() const { return all_; }
  const RecordingMatter* find(std::string_view id) const;
  // Acts for which an agency's own list may name a further matter: steps that no matter here takes in, or not always.
  const std::vector<std::string>& further_acts() const { return further_acts_; }
  std::int64_t gap_ms() const { return gap_ms_; }  // what is shorter is no interruption

 private:
  RecordingMatters() = default;
  std::vector<RecordingMatter> all_;
  std::vector<std::string> further_acts_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_act_;  // every act asks: places in `all_`
  std::int64_t gap_ms_ = 0;
};

}  // namespace mingjing::catalog
