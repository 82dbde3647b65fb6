// A socket that says exactly what a test tells it to, and a server to say it to.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/server.h"

namespace mingjing::http {

struct RawResponse {
  int status = 0;  // 0: the connection ended without an answer
  std::string head;
  std::string body;
  std::string header(std::string_view name) const;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  bool send(std::string_view bytes);  // false when the other side has closed
  // One answer, with the body its Content-Length announces (none for `bodiless`).
  RawResponse read(bool bodiless = false, std::chrono::milliseconds wait = std::chrono::milliseconds(5000));
  // Everything until the other side closes; empty optional is a timeout.
  bool closed_within(std::chrono::milliseconds wait);
  void shut_down_writing();

 private:
  bool fill(std::chrono::steady_clock::time_point until);
  int fd_;
  std::string buffer_;
};

// Says `request`, reads one answer, closes.
RawResponse ask(std::uint16_t port, std::string_view request);

class TestServer {
 public:
  explicit TestServer(Router router, ServerOptions options = {});
  std::uint16_t port() const { return server.port(); }
  Server server;
};

}  // namespace mingjing::http
