// SPDX-License-Identifier: Apache-2.0
#include "tests/http/raw_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

namespace mingjing::http {

std::string RawResponse::header(std::string_view name) const {
  for (std::size_t at = head.find("\r\n"); at != std::string::npos && at + 2 < head.size();
       at = head.find("\r\n", at + 2)) {
    const std::string_view line = std::string_view(head).substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos && equal_ignoring_case(line.substr(0, colon), name))
      return std::string(line.substr(colon + 2));
  }
  return {};
}

RawClient::RawClient(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(fd_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
}

RawClient::~RawClient() { ::close(fd_); }

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

bool RawClient::fill(std::chrono::steady_clock::time_point until) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
  pollfd watch{fd_, POLLIN, 0};
  if (::poll(&watch, 1, static_cast<int>(std::max<std::int64_t>(0, left))) != 1) return false;
  char bytes[65536];
  const ssize_t n = ::recv(fd_, bytes, sizeof bytes, 0);
  if (n <= 0) return false;
  buffer_.append(bytes, static_cast<std::size_t>(n));
  return true;
}

RawResponse RawClient::read(bool bodiless, std::chrono::milliseconds wait) {
  RawResponse out;
  const auto until = std::chrono::steady_clock::now() + wait;
  std::size_t end = 0;
  while ((end = buffer_.find("\r\n\r\n")) == std::string::npos)
    if (!fill(until)) return out;
  out.head = buffer_.substr(0, end + 2);
  buffer_.erase(0, end + 4);
  if (out.head.size() > 12) out.status = std::atoi(out.head.c_str() + 9);
  const std::string length = out.header("Content-Length");
  const std::size_t size = bodiless || length.empty() ? 0 : std::strtoull(length.c_str(), nullptr, 10);
  while (buffer_.size() < size)
    if (!fill(until)) break;
  out.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return out;
}

bool RawClient::closed_within(std::chrono::milliseconds wait) {
  const auto until = std::chrono::steady_clock::now() + wait;
  while (fill(until)) continue;
  return std::chrono::steady_clock::now() < until;
}

void RawClient::shut_down_writing() { ::shutdown(fd_, SHUT_WR); }

RawResponse ask(std::uint16_t port, std::string_view request) {
  RawClient client(port);
  client.send(request);
  return client.read(request.starts_with("HEAD "));
}

TestServer::TestServer(Router router, ServerOptions options) : server(std::move(router), std::move(options)) {
  const auto started = server.start();
  EXPECT_TRUE(started) << (started ? "" : started.error().message);
}

}  // namespace mingjing::http
