// SPDX-License-Identifier: Apache-2.0
#include "http/conditional.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <ctime>

#include "base/text.h"

namespace mingjing::http {
namespace {

constexpr std::string_view kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::string_view kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

template <class T>
bool to_number(std::string_view text, T& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return !text.empty() && error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string http_date(std::int64_t unix_seconds) {
  const std::time_t time = unix_seconds;
  std::tm t{};
  ::gmtime_r(&time, &t);
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[t.tm_wday], t.tm_mday, kMonths[t.tm_mon],
                     t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}

std::optional<std::int64_t> parse_http_date(std::string_view text) {
  // Only the one form that anybody sends: Sun, 06 Nov 1994 08:49:37 GMT
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT") return std::nullopt;
  int day = 0, year = 0, hour = 0, minute = 0, second = 0;
  if (!to_number(text.substr(5, 2), day) || !to_number(text.substr(12, 4), year) ||
      !to_number(text.substr(17, 2), hour) || !to_number(text.substr(20, 2), minute) ||
      !to_number(text.substr(23, 2), second))
    return std::nullopt;
  for (unsigned month = 0; month < 12; ++month) {
    if (text.substr(8, 3) != kMonths[month]) continue;
    const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month + 1},
                                          std::chrono::day{static_cast<unsigned>(day)}};
    if (!ymd.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return std::chrono::sys_days{ymd}.time_since_epoch().count() * std::int64_t{86400} + hour * 3600 + minute * 60 +
           second;
  }
  return std::nullopt;
}

std::string quoted_etag(std::string_view version) {
  std::string out = "\"";
  for (char c : version)
    if (c > 0x20 && c < 0x7f && c != '"') out.push_back(c);
  out.push_back('"');
  return out;
}

bool etag_matches(std::string_view header, std::string_view etag) {
  if (etag.empty()) return false;
  if (trim(header) == "*") return true;
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  for (std::string_view tag : split(header, ',')) {
    tag = trim(tag);
    if (tag.starts_with("W/")) tag.remove_prefix(2);
    if (tag == etag) return true;
  }
  return false;
}

bool is_not_modified(const Request& request, std::string_view etag) {
  if (request.method != Method::get && request.method != Method::head) return false;
  const auto header = request.header("If-None-Match");
  return !header.empty() && etag_matches(header, etag);
}

Response answer_prepared(const Request& request, std::shared_ptr<const PreparedResponse> page) {
  if (page->status == 200 && is_not_modified(request, page->etag)) {
    Response out(304);
    out.set("ETag", page->etag);
    return out;
  }
  return Response::prepared(std::move(page));
}

Result<std::int64_t> if_match_version(const Request& request) {
  const std::string_view text = trim(request.header("If-Match"));
  if (text.empty()) return refuse(ErrorCode::precondition_required, "缺少版本号（If-Match），请刷新页面后重试。");
  std::int64_t version = 0;
  if (text.size() < 3 || text.front() != '"' || text.back() != '"' ||
      !to_number(text.substr(1, text.size() - 2), version) || version < 0)
    return refuse(ErrorCode::bad_request, "版本号（If-Match）应为带引号的数字，请刷新页面后重试。");
  return version;
}

RangeVerdict parse_range(std::string_view header, std::uint64_t size, ByteRange& out) {
  out = {0, size};
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit) || header.find(',') != std::string_view::npos) return RangeVerdict::whole;
  header.remove_prefix(unit.size());
  header = trim(header);
  const std::size_t dash = header.find('-');
  if (dash == std::string_view::npos) return RangeVerdict::whole;
  const std::string_view first = header.substr(0, dash), last = header.substr(dash + 1);
  std::uint64_t from = 0, to = 0;
  if (first.empty()) {  // the last n bytes
    if (!to_number(last, to)) return RangeVerdict::whole;
    if (to == 0 || size == 0) return RangeVerdict::unsatisfiable;
    const std::uint64_t length = std::min(to, size);
    out = {size - length, length};
    return RangeVerdict::part;
  }
  if (!to_number(first, from) || (!last.empty() && !to_number(last, to))) return RangeVerdict::whole;
  if (!last.empty() && to < from) return RangeVerdict::whole;
  if (from >= size) return RangeVerdict::unsatisfiable;
  if (last.empty() || to >= size) to = size - 1;
  out = {from, to - from + 1};
  return RangeVerdict::part;
}

Response file_response(const Request& request, std::shared_ptr<const OpenFile> file, std::string_view content_type,
                       std::string_view etag) {
  if (is_not_modified(request, etag)) {
    Response out(304);
    out.set("ETag", etag);
    return out;
  }
  const std::uint64_t size = file->size;
  Response out = Response::from_file(std::move(file), content_type);
  out.set("Accept-Ranges", "bytes");
  if (!etag.empty()) out.set("ETag", etag);
  const auto if_range = request.header("If-Range");
  if (request.method != Method::get || (!if_range.empty() && if_range != etag)) return out;
  const auto header = request.header("Range");
  if (header.empty()) return out;
  ByteRange range;
  const auto verdict = parse_range(header, size, range);
  if (verdict == RangeVerdict::unsatisfiable) {
    Response refused = Response::text(416, "");
    refused.set("Content-Range", fmt::format("bytes */{}", size));
    return refused;
  }
  if (verdict == RangeVerdict::whole) return out;
  out.status = 206;
  out.file->offset = range.offset;
  out.file->length = range.length;
  out.set("Content-Range", fmt::format("bytes {}-{}/{}", range.offset, range.offset + range.length - 1, size));
  return out;
}

}  // namespace mingjing::http
