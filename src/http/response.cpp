// SPDX-License-Identifier: Apache-2.0
#include "http/response.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "http/request.h"

namespace mingjing::http {
namespace {

void append_clean(std::string& out, std::string_view value) {
  for (char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    out.push_back(byte < 0x20 || byte == 0x7f ? ' ' : c);
  }
}

}  // namespace

std::shared_ptr<const OpenFile> OpenFile::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) {
    if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENAMETOOLONG) return nullptr;
    throw Unavailable(std::string("cannot open a file: ") + std::strerror(errno));
  }
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(fd);
    return nullptr;
  }
  return std::make_shared<OpenFile>(fd, static_cast<std::uint64_t>(info.st_size), info.st_mtim.tv_sec);
}

OpenFile::~OpenFile() { ::close(fd); }

Response Response::text(int status, std::string body) {
  Response out(status);
  out.set("Content-Type", "text/plain; charset=utf-8");
  out.body = std::move(body);
  return out;
}

Response Response::html(int status, std::string body) {
  Response out(status);
  out.set("Content-Type", "text/html; charset=utf-8");
  out.body = std::move(body);
  return out;
}

Response Response::json(int status, std::string body) {
  Response out(status);
  out.set("Content-Type", "application/json; charset=utf-8").set("Cache-Control", "no-store");
  out.body = std::move(body);
  return out;
}

Response Response::redirect(int status, std::string_view location) {
  Response out(status);
  out.set("Location", location);
  return out;
}

Response Response::prepared(std::shared_ptr<const PreparedResponse> page) {
  Response out(page->status);
  out.whole = std::move(page);
  return out;
}

Response Response::from_file(std::shared_ptr<const OpenFile> file, std::string_view content_type) {
  Response out(200);
  out.set("Content-Type", content_type);
  const std::uint64_t size = file->size;
  out.file = FileRange{std::move(file), 0, size};
  return out;
}

Response& Response::set(std::string_view name, std::string_view value) {
  for (auto& [key, old] : headers) {
    if (!equal_ignoring_case(key, name)) continue;
    old.clear();
    append_clean(old, value);
    return *this;
  }
  return add(name, value);
}

Response& Response::add(std::string_view name, std::string_view value) {
  auto& entry = headers.emplace_back();
  append_clean(entry.first, name);
  append_clean(entry.second, value);
  return *this;
}

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (equal_ignoring_case(key, name)) return value;
  return {};
}

std::uint64_t Response::body_size() const {
  if (whole) return whole->body.size();
  if (file) return file->length;
  return shared_body ? shared_body->size() : body.size();
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 423:
      return "Locked";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 460:
      return "Checksum Mismatch";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    default:
      return "Status";
  }
}

std::string session_cookie(std::string_view name, std::string_view value, long max_age) {
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; Secure; SameSite=Lax", name, value, max_age);
}

std::string attachment(std::string_view filename) {
  std::string out = "attachment; filename*=UTF-8''";
  for (char c : filename) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '-' || c == '_';
    if (plain)
      out.push_back(c);
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::shared_ptr<const PreparedResponse> prepare(int status, std::string_view content_type, std::string body,
                                                std::string_view cache_control, std::string_view etag) {
  auto page = std::make_shared<PreparedResponse>();
  page->status = status;
  page->etag = etag;
  page->head = "Content-Type: ";
  append_clean(page->head, content_type);
  page->head += "\r\nCache-Control: ";
  append_clean(page->head, cache_control);
  if (!etag.empty()) {
    page->head += "\r\nETag: ";
    append_clean(page->head, etag);
  }
  page->head += fmt::format("\r\nContent-Length: {}\r\n", body.size());
  page->body = std::move(body);
  return page;
}

}  // namespace mingjing::http
