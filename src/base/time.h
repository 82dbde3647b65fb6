// Time: instants are UTC milliseconds; civil dates are Beijing time (UTC+8, no daylight saving since 1991).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mingjing {

// A civil day. Arithmetic through `days()`; prints 2026-11-20.
class Date {
 public:
  constexpr Date() = default;
  explicit constexpr Date(std::chrono::sys_days days) : days_(days) {}
  constexpr Date(int year, unsigned month, unsigned day)
      : days_(std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)) {}

  static std::optional<Date> parse(std::string_view text);  // YYYY-MM-DD, valid days of 1900–2199 only
  std::string text() const;
  std::string text_zh() const;                              // 2026年11月20日
  constexpr std::chrono::sys_days days() const { return days_; }
  constexpr std::chrono::year_month_day ymd() const { return days_; }
  constexpr int year() const { return static_cast<int>(ymd().year()); }
  constexpr unsigned month() const { return static_cast<unsigned>(ymd().month()); }
  constexpr unsigned day() const { return static_cast<unsigned>(ymd().day()); }
  constexpr unsigned weekday() const { return std::chrono::weekday{days_}.iso_encoding(); }  // 1 Monday … 7 Sunday
  constexpr Date operator+(int n) const { return Date(days_ + std::chrono::days{n}); }
  constexpr Date operator-(int n) const { return Date(days_ - std::chrono::days{n}); }
  constexpr int operator-(Date other) const { return static_cast<int>((days_ - other.days_).count()); }
  constexpr auto operator<=>(const Date&) const = default;

 private:
  std::chrono::sys_days days_{};
};

// A point in time, UTC, milliseconds.
class Instant {
 public:
  constexpr Instant() = default;
  explicit constexpr Instant(std::int64_t unix_ms) : ms_(unix_ms) {}
  static std::optional<Instant> parse(std::string_view rfc3339);  // an offset is required
  // Midnight of a civil day in Beijing plus an offset in minutes.
  static constexpr Instant beijing(Date date, int hour = 0, int minute = 0, int second = 0) {
    const std::int64_t day = date.days().time_since_epoch().count();
    return Instant((day * 86400 + hour * 3600 + minute * 60 + second - 8 * 3600) * 1000);
  }
  constexpr std::int64_t unix_ms() const { return ms_; }
  Date date() const;              // the civil day in Beijing
  std::string text() const;       // 2026-03-02T09:00:00+08:00 (milliseconds only when not zero)
  std::string text_zh() const;    // 2026年3月2日9时05分
  constexpr Instant plus_ms(std::int64_t ms) const { return Instant(ms_ + ms); }
  constexpr Instant plus_hours(std::int64_t hours) const { return Instant(ms_ + hours * 3600000); }
  constexpr std::int64_t operator-(Instant other) const { return ms_ - other.ms_; }
  constexpr auto operator<=>(const Instant&) const = default;

 private:
  std::int64_t ms_ = 0;
};

// The legal clock. Injected everywhere; leases, sessions and rate limits use `SystemClock` whatever the legal clock.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
  Date today() const { return now().date(); }
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

// Set by hand, forward only; runs on from the moment it was set when `running`.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start, bool running = false);
  Instant now() const override;
  bool advance_to(Instant later);  // false, and unchanged, when `later` lies in the past
  void set(Instant at);            // either way; for tests and the demo maker

 private:
  std::atomic<std::int64_t> offset_ms_;
  bool running_;
};

}  // namespace mingjing
