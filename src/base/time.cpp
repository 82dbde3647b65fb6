// SPDX-License-Identifier: Apache-2.0
#include "base/time.h"

#include <fmt/format.h>

namespace mingjing {
namespace {

// Reads exactly `count` digits at `at`; -1 when they are not there.
int digits(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

void put_two(std::string& out, std::size_t at, int value) {
  out[at] = static_cast<char>('0' + value / 10);
  out[at + 1] = static_cast<char>('0' + value % 10);
}

std::int64_t system_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int y = digits(text, 0, 4), m = digits(text, 5, 2), d = digits(text, 8, 2);
  if (y < 1900 || y > 2199 || m < 1 || d < 1) return std::nullopt;
  const std::chrono::year_month_day ymd{std::chrono::year{y}, std::chrono::month{static_cast<unsigned>(m)},
                                        std::chrono::day{static_cast<unsigned>(d)}};
  if (!ymd.ok()) return std::nullopt;
  return Date(std::chrono::sys_days{ymd});
}

std::string Date::text() const {
  const auto civil = ymd();
  const int y = static_cast<int>(civil.year());
  if (y < 0 || y > 9999) return fmt::format("{:04d}-{:02d}-{:02d}", year(), month(), day());
  std::string out(10, '-');
  put_two(out, 0, y / 100);
  put_two(out, 2, y % 100);
  put_two(out, 5, static_cast<int>(static_cast<unsigned>(civil.month())));
  put_two(out, 8, static_cast<int>(static_cast<unsigned>(civil.day())));
  return out;
}
std::string Date::text_zh() const { return fmt::format("{}年{}月{}日", year(), month(), day()); }

std::optional<Instant> Instant::parse(std::string_view text) {
  // 2026-03-02T09:00[:00[.123]](Z|+08:00)
  if (text.size() < 17) return std::nullopt;
  const auto date = Date::parse(text.substr(0, 10));
  if (!date || (text[10] != 'T' && text[10] != 't') || text[13] != ':') return std::nullopt;
  const int hour = digits(text, 11, 2), minute = digits(text, 14, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  std::size_t at = 16;
  int second = 0, milli = 0;
  if (at < text.size() && text[at] == ':') {
    second = digits(text, at + 1, 2);
    if (second < 0 || second > 59) return std::nullopt;
    at += 3;
    if (at < text.size() && text[at] == '.') {
      int scale = 100;
      std::size_t count = 0;
      for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, ++count) {
        milli += (text[at] - '0') * scale;
        scale /= 10;
      }
      if (count == 0 || count > 9) return std::nullopt;
    }
  }
  int offset = 0;
  if (at < text.size() && (text[at] == 'Z' || text[at] == 'z') && at + 1 == text.size()) {
    offset = 0;
  } else if (at + 6 == text.size() && (text[at] == '+' || text[at] == '-') && text[at + 3] == ':') {
    const int h = digits(text, at + 1, 2), m = digits(text, at + 4, 2);
    if (h < 0 || h > 14 || m < 0 || m > 59) return std::nullopt;
    offset = (h * 60 + m) * (text[at] == '-' ? -1 : 1);
  } else {
    return std::nullopt;
  }
  const std::int64_t day = date->days().time_since_epoch().count();
  return Instant((day * 86400 + hour * 3600 + minute * 60 + second - offset * 60) * 1000 + milli);
}

Date Instant::date() const {
  return Date(std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::milliseconds>{std::chrono::milliseconds{ms_ + 8 * 3600000}}));
}

std::string Instant::text() const {
  const Date day = date();
  const std::int64_t ms = ms_ - Instant::beijing(day).unix_ms();
  std::string out = day.text() + "T00:00:00";
  const std::size_t clock = out.size() - 8;
  put_two(out, clock, static_cast<int>(ms / 3600000));
  put_two(out, clock + 3, static_cast<int>(ms / 60000 % 60));
  put_two(out, clock + 6, static_cast<int>(ms / 1000 % 60));
  if (ms % 1000 != 0) out += fmt::format(".{:03d}", ms % 1000);
  return out + "+08:00";
}

std::string Instant::text_zh() const {
  const Date day = date();
  const std::int64_t ms = ms_ - Instant::beijing(day).unix_ms();
  return fmt::format("{}{}时{:02d}分", day.text_zh(), ms / 3600000, ms / 60000 % 60);
}

Instant SystemClock::now() const { return Instant(system_ms()); }

ManualClock::ManualClock(Instant start, bool running)
    : offset_ms_(start.unix_ms() - (running ? system_ms() : 0)), running_(running) {}

Instant ManualClock::now() const { return Instant(offset_ms_.load() + (running_ ? system_ms() : 0)); }

bool ManualClock::advance_to(Instant later) {
  if (later < now()) return false;
  set(later);
  return true;
}

void ManualClock::set(Instant at) { offset_ms_.store(at.unix_ms() - (running_ ? system_ms() : 0)); }

}  // namespace mingjing
