// An answer as handlers make it. The edge adds Date, Content-Length, Connection and the route's security headers.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace mingjing::http {

// Which policy protects the reader's browser; see security_headers.h.
enum class Csp : std::uint8_t { none, portal, portal_script, workbench, api, sandbox };

// An open file, closed with its last owner.
class OpenFile {
 public:
  // None when the file does not exist or is no regular file; throws Unavailable otherwise.
  static std::shared_ptr<const OpenFile> open(const std::string& path);
  OpenFile(int descriptor, std::uint64_t bytes, std::int64_t changed)
      : fd(descriptor), size(bytes), modified(changed) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  const int fd;
  const std::uint64_t size;
  const std::int64_t modified;  // seconds since 1970
};

struct FileRange {
  std::shared_ptr<const OpenFile> file;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
};

// A page that is sent many times: head lines and body are made once and shared by all connections without a copy.
struct PreparedResponse {
  int status = 200;
  std::string head;  // header lines, each ending in CRLF, Content-Length among them
  std::string body;
  std::string etag;  // with quotes; empty: none
};

class Response {
 public:
  Response() = default;
  explicit Response(int code) : status(code) {}
  static Response text(int status, std::string body);  // text/plain; charset=utf-8
  static Response html(int status, std::string body);  // text/html; charset=utf-8
  static Response json(int status, std::string body);  // application/json; no-store
  static Response redirect(int status, std::string_view location);
  static Response prepared(std::shared_ptr<const PreparedResponse> page);
  static Response from_file(std::shared_ptr<const OpenFile> file, std::string_view content_type);

  // Replaces a header of that name. Control characters in the value become spaces, so no value splits a response.
  Response& set(std::string_view name, std::string_view value);
  Response& add(std::string_view name, std::string_view value);  // a further one: Set-Cookie
  std::string_view header(std::string_view name) const;
  std::uint64_t body_size() const;

  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::shared_ptr<const std::string> shared_body;  // instead of `body`
  std::optional<FileRange> file;                   // instead of both
  std::shared_ptr<const PreparedResponse> whole;   // instead of everything
  std::optional<Csp> csp;                          // another policy than the route's
  bool close = false;                              // end the connection after this answer
};

std::string_view reason_phrase(int status);

// `Set-Cookie` value: HttpOnly, Secure, Path=/, SameSite=Lax; `max_age` 0 deletes.
std::string session_cookie(std::string_view name, std::string_view value, long max_age);

// `attachment; filename*=UTF-8''…` for any file name (RFC 6266).
std::string attachment(std::string_view filename);

// Makes the shared form. `etag` is the quoted tag, or empty.
std::shared_ptr<const PreparedResponse> prepare(int status, std::string_view content_type, std::string body,
                                                std::string_view cache_control, std::string_view etag);

}  // namespace mingjing::http
