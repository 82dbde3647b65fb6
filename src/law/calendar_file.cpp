// The file of one year's notice: reading with all reasons at once, and writing.
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "law/calendar.h"

namespace mingjing::law {
namespace {

constexpr int kYearMin = 1990, kYearMax = 2190;
constexpr std::size_t kBytesMax = 64 << 10, kDaysMax = 150, kReasonsMax = 20;

struct Reading {
  CalendarYear year;
  std::vector<Reason> reasons;

  void wrong(std::string field, std::string message) {
    if (reasons.size() < kReasonsMax) reasons.push_back({"calendar_file", std::move(message), {}, std::move(field)});
  }
};

void read_day(const Json& json, std::size_t at, Reading& reading) {
  const std::string field = fmt::format("days[{}]", at);
  const std::string number = fmt::format("第 {} 天", at + 1);
  const auto date = Date::parse(json.text("date"));
  const Json* off = json.find("isOffDay");
  const std::string name = json.text("name");
  if (!date) {
    return reading.wrong(field + ".date", number + "的日期读不懂，请写成 2027-01-01 这样。");
  }
  const int year = reading.year.year;
  if (*date < Date(year - 1, 12, 20) || *date > Date(year + 1, 1, 10)) {
    return reading.wrong(field + ".date",
                         fmt::format("{}是 {}，不在 {} 年的安排里，请核对年份。", number, date->text(), year));
  }
  if (off == nullptr || off->as_bool() == nullptr) {
    return reading.wrong(field + ".isOffDay", fmt::format("{}没有写明放假（true）还是补班（false）。", date->text()));
  }
  if (trim(name).empty() || count_chars(name) > 20 || has_control(name)) {
    return reading.wrong(field + ".name", fmt::format("{}没有节日名称，或者名称超过 20 个字。", date->text()));
  }
  reading.year.days.push_back({*date, std::string(trim(name)), *off->as_bool()});
}

void read_papers(const Json& json, Reading& reading) {
  for (const Json& paper : json.items("papers")) {
    const std::string* text = paper.as_string();
    if (text == nullptr || text->size() > 500 || has_control(*text) || reading.year.papers.size() >= 10) {
      return reading.wrong("papers", "通知的地址应当是文字，每个不超过 500 个字符，最多 10 个。");
    }
    reading.year.papers.push_back(*text);
  }
}

void check_days(Reading& reading) {
  auto& days = reading.year.days;
  std::stable_sort(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (days[i].date == days[i - 1].date) {
      reading.wrong("days", fmt::format("{} 写了两次，请只留一次。", days[i].date.text()));
    }
  }
  const auto off = std::count_if(days.begin(), days.end(), [](const CalendarDay& day) { return day.off; });
  if (reading.reasons.empty() && off == 0) {
    reading.wrong("days", "文件里没有一个放假日，不像是一年的放假安排。");
  }
}

}  // namespace

Result<CalendarYear> parse_calendar_year(std::string_view text) {
  if (text.size() > kBytesMax) return refuse(ErrorCode::too_large, "放假安排文件超过 64 KB，请确认是否选错了文件。");
  const auto json = parse_json(text);
  if (!json) return refuse(ErrorCode::invalid, "文件不是合格的 JSON，没有导入：" + json.error().message);
  if (json->as_object() == nullptr) return invalid("文件应当是一个 JSON 对象，含 year 和 days。");
  Reading reading;
  const Json* year = json->find("year");
  if (year == nullptr || year->as_int() == nullptr || *year->as_int() < kYearMin || *year->as_int() > kYearMax) {
    return invalid("没有写明是哪一年的放假安排（year），或者年份不对。", "year");
  }
  reading.year.year = static_cast<int>(*year->as_int());
  const Json* version = json->find("version");
  if (version != nullptr && (version->as_int() == nullptr || *version->as_int() < 1 || *version->as_int() > 1000)) {
    reading.wrong("version", "版本（version）应当是 1 到 1000 的整数。");
  } else if (version != nullptr) {
    reading.year.version = static_cast<int>(*version->as_int());
  }
  read_papers(*json, reading);
  const auto& days = json->items("days");
  if (days.empty()) reading.wrong("days", "文件里没有日期（days）。");
  if (days.size() > kDaysMax) return invalid("一年的放假和补班日不会超过 150 天，请核对文件。", "days");
  for (std::size_t i = 0; i < days.size(); ++i) read_day(days[i], i, reading);
  check_days(reading);
  if (reading.reasons.empty()) return std::move(reading.year);
  Error error{
      ErrorCode::invalid, fmt::format("{} 年的放假安排没有导入，请改正后再试。", reading.year.year), "", {}, {}};
  error.reasons = std::move(reading.reasons);
  return refuse(std::move(error));
}

std::string to_json(const CalendarYear& year) {
  JsonWriter out;
  out.open_object().member("year", year.year).member("version", year.version).key("papers").open_array();
  for (const auto& paper : year.papers) out.value(paper);
  out.close_array().key("days").open_array();
  for (const auto& day : year.days) {
    out.open_object().member("date", day.date.text()).member("name", day.name);
    out.member("isOffDay", day.off).close_object();
  }
  out.close_array().close_object();
  return out.take();
}

}  // namespace mingjing::law
