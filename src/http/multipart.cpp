// SPDX-License-Identifier: Apache-2.0
#include "http/multipart.h"

#include <optional>

#include "base/text.h"
#include "http/request.h"

namespace mingjing::http {
namespace {

tl::unexpected<Error> bad() { return refuse(ErrorCode::bad_request, "表单无法识别，请刷新页面后重新填写。"); }

struct Parameter {
  std::string name;
  std::string value;
};

// Takes `; name=value` or `; name="value"` from the front of `text`; none when it is not well formed.
std::optional<Parameter> next_parameter(std::string_view& text) {
  text = trim(text);
  if (text.empty() || text.front() != ';') return std::nullopt;
  text = trim(text.substr(1));
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) return std::nullopt;
  Parameter out{std::string(trim(text.substr(0, equals))), {}};
  text.remove_prefix(equals + 1);
  if (text.empty() || text.front() != '"') {
    const std::size_t end = std::min(text.find(';'), text.size());
    out.value = trim(text.substr(0, end));
    text.remove_prefix(end);
    return out;
  }
  text.remove_prefix(1);
  while (!text.empty() && text.front() != '"') {
    if (text.front() == '\\' && text.size() > 1 && (text[1] == '"' || text[1] == '\\')) text.remove_prefix(1);
    out.value.push_back(text.front());
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;  // the quote is never closed
  text.remove_prefix(1);
  return out;
}

bool is_readable(std::string_view text) { return is_utf8(text) && !has_control(text) && text.size() <= 255; }

// Content-Disposition: form-data; name="…"[; filename="…"]
bool read_disposition(std::string_view value, FormPart& part) {
  const std::size_t end = std::min(value.find(';'), value.size());
  if (!equal_ignoring_case(trim(value.substr(0, end)), "form-data")) return false;
  value.remove_prefix(end);
  while (!trim(value).empty()) {
    const auto parameter = next_parameter(value);
    if (!parameter || !is_readable(parameter->value)) return false;
    if (equal_ignoring_case(parameter->name, "name")) {
      if (!part.name.empty()) return false;
      part.name = parameter->value;
    } else if (equal_ignoring_case(parameter->name, "filename")) {
      part.filename = parameter->value.substr(parameter->value.find_last_of("/\\") + 1);
    }
  }
  return !part.name.empty();
}

bool read_head(std::string_view head, FormPart& part) {
  bool has_disposition = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const std::string_view name = line.substr(0, colon), value = trim(line.substr(colon + 1));
    if (equal_ignoring_case(name, "Content-Disposition")) {
      if (has_disposition || !read_disposition(value, part)) return false;
      has_disposition = true;
    } else if (equal_ignoring_case(name, "Content-Type")) {
      if (!is_readable(value)) return false;
      part.content_type = value;
    } else if (equal_ignoring_case(name, "Content-Transfer-Encoding")) {
      return false;  // deprecated, and a way to say two things at once
    }
  }
  return has_disposition;
}

}  // namespace

std::string multipart_boundary(std::string_view content_type) {
  const std::size_t end = std::min(content_type.find(';'), content_type.size());
  if (!equal_ignoring_case(trim(content_type.substr(0, end)), "multipart/form-data")) return {};
  content_type.remove_prefix(end);
  std::string found;
  while (!trim(content_type).empty()) {
    const auto parameter = next_parameter(content_type);
    if (!parameter) return {};
    if (!equal_ignoring_case(parameter->name, "boundary")) continue;
    if (!found.empty() || parameter->value.empty() || parameter->value.size() > 70) return {};
    found = parameter->value;
  }
  constexpr std::string_view allowed = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=?";
  return found.find_first_not_of(allowed) == std::string::npos ? found : std::string();
}

Result<std::vector<FormPart>> parse_multipart(std::string_view content_type, std::string_view body,
                                              const MultipartLimits& limits) {
  const std::string boundary = multipart_boundary(content_type);
  if (boundary.empty()) return refuse(ErrorCode::unsupported_type, "表单类型不支持，请刷新页面后重新填写。");
  const std::string opening = "--" + boundary, delimiter = "\r\n--" + boundary;
  if (!body.starts_with(opening)) return bad();
  body.remove_prefix(opening.size());
  std::vector<FormPart> out;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return bad();
    body.remove_prefix(2);
    if (out.size() >= limits.parts) return refuse(ErrorCode::too_large, "表单项目太多，请减少后重试。");
    const std::size_t head_end = body.substr(0, limits.head_bytes).find("\r\n\r\n");
    if (head_end == std::string_view::npos) return bad();
    FormPart part;
    if (!read_head(body.substr(0, head_end), part)) return bad();
    body.remove_prefix(head_end + 4);
    // An empty body puts the delimiter right behind the head's empty line.
    const std::size_t end = body.find(delimiter);
    if (end == std::string_view::npos) return bad();
    part.body = body.substr(0, end);
    body.remove_prefix(end + delimiter.size());
    out.push_back(std::move(part));
  }
  body.remove_prefix(2);
  if (!body.empty() && body != "\r\n") return bad();
  return out;
}

}  // namespace mingjing::http
