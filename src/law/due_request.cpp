// SPDX-License-Identifier: Apache-2.0
#include "law/due_request.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace mingjing::law {
namespace {

constexpr std::size_t kArgsMax = 200;

Result<Date> read_date(std::string_view text, const char* field) {
  const auto date = Date::parse(text);
  if (date) return *date;
  return invalid(fmt::format("“{}”不是日期，请写成 2026-03-02 这样。", is_utf8(text) ? text : "?"), field);
}

Status read_start(std::string_view value, DueRequest& out) {
  if (const auto moment = Instant::parse(value)) {
    out.input.start = *moment;
    return {};
  }
  if (value.find_first_of("Tt") != std::string_view::npos) {
    return invalid("起算的时刻请写成 2026-03-02T09:00+08:00 这样，要带时区。", "start");
  }
  const auto date = read_date(value, "start");
  if (!date) return refuse(date.error());
  out.input.start = *date;
  return {};
}

Status read_also(std::string_view value, DueRequest& out) {
  const auto equals = value.find('=');
  if (equals == std::string_view::npos || equals == 0) return invalid("--also 请写成 名称=日期。", "also");
  const auto date = read_date(value.substr(equals + 1), "also");
  if (!date) return refuse(date.error());
  if (!out.input.also.emplace(std::string(value.substr(0, equals)), *date).second) {
    return invalid("--also 里同一个名称写了两次。", "also");
  }
  return {};
}

Status read_suspend(std::string_view value, DueRequest& out) {
  const auto dots = value.find("..");
  if (dots == std::string_view::npos)
    return invalid("--suspend 请写成 起日..止日，例如 2026-03-02..2026-03-09。", "suspend");
  const auto from = read_date(value.substr(0, dots), "suspend");
  const auto to = read_date(value.substr(dots + 2), "suspend");
  if (!from) return refuse(from.error());
  if (!to) return refuse(to.error());
  out.input.suspensions.push_back({*from, *to});
  return {};
}

Status read_extend(std::string_view value, DueRequest& out) {
  int n = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), n);
  if (error != std::errc() || end != value.data() + value.size() || n < 1 || n > 1000) {
    return invalid("--extend 应当是 1 到 1000 的整数，单位与期限相同。", "extend");
  }
  out.input.extension = n;
  return {};
}

Status read_option(std::string_view name, std::string_view value, DueRequest& out) {
  if (name == "--start") return read_start(value, out);
  if (name == "--also") return read_also(value, out);
  if (name == "--suspend") return read_suspend(value, out);
  if (name == "--extend") return read_extend(value, out);
  return refuse(ErrorCode::bad_request, fmt::format("不认识的参数 {}。", is_utf8(name) ? name : "?"), "args");
}

}  // namespace

Result<DueRequest> parse_due_args(std::span<const std::string_view> args) {
  DueRequest out;
  bool started = false;
  if (args.size() > kArgsMax) return refuse(ErrorCode::bad_request, "参数太多。", "args");
  for (std::size_t i = 0; i < args.size(); ++i) {
    const std::string_view arg = args[i];
    if (arg == "--list") {
      out.list = true;
    } else if (arg == "--strict") {
      out.strict = true;
    } else if (!arg.starts_with("--")) {
      if (!out.rule.empty()) return refuse(ErrorCode::bad_request, "一次只算一个期限。", "rule");
      out.rule = arg;
    } else {
      const auto equals = arg.find('=');
      const std::string_view name = arg.substr(0, equals);
      if (equals == std::string_view::npos && ++i == args.size()) {
        return refuse(ErrorCode::bad_request, fmt::format("{} 后面缺少内容。", is_utf8(name) ? name : "?"), "args");
      }
      const auto value = equals == std::string_view::npos ? args[i] : arg.substr(equals + 1);
      if (auto read = read_option(name, value, out); !read) return refuse(read.error());
      started = started || name == "--start";
    }
  }
  if (out.list) return out;
  if (out.rule.empty()) return refuse(ErrorCode::bad_request, "请写明算哪个期限；用 due --list 看全部。", "rule");
  if (!started) return refuse(ErrorCode::bad_request, "请用 --start 写明起算日。", "start");
  return out;
}

std::string due_list_json() { return Limits::built_in().list_json(); }

Result<DueAnswer> due_json(const DueRequest& request, const Calendar& calendar) {
  if (request.list) return DueAnswer{due_list_json(), 0};
  const auto rule = Limits::built_in().choose(request.rule, date_of(request.input.start));
  if (!rule) return refuse(rule.error());
  const auto due = compute(**rule, request.input, calendar);
  if (!due) return refuse(due.error());
  return DueAnswer{to_json(*due), request.strict && due->provisional ? 1 : 0};
}

}  // namespace mingjing::law
