// What another server may do to us when we ask it: be slow, be long, send us elsewhere.
// SPDX-License-Identifier: Apache-2.0
#include "http/fetch.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

namespace mingjing::http {
namespace {

// Answers one connection with fixed bytes, then keeps it open for a while when told to.
class OneAnswer {
 public:
  OneAnswer(std::string bytes, int keep_ms) : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
    ::listen(listener_, 4);
    socklen_t length = sizeof(address);
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, bytes = std::move(bytes), keep_ms] {
      const int one = ::accept(listener_, nullptr, nullptr);
      char request[4096];
      if (::recv(one, request, sizeof(request), 0) > 0) {
        for (std::size_t sent = 0; sent < bytes.size();) {
          const auto n = ::send(one, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
          if (n <= 0) break;
          sent += static_cast<std::size_t>(n);
        }
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(keep_ms));
      ::close(one);
    });
  }
  ~OneAnswer() {
    thread_.join();
    ::close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/x"; }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

TEST(Fetch, GivesStatusAndBodyAndFollowsNobody) {
  {
    const OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 0);
    const auto got = fetch(server.url());
    ASSERT_TRUE(got) << got.error().message;
    EXPECT_EQ(got->status, 200);
    EXPECT_EQ(got->body, "hello");
  }
  const OneAnswer server("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 0);
  const auto got = fetch(server.url());
  ASSERT_TRUE(got) << got.error().message;
  EXPECT_EQ(got->status, 302);
}

TEST(Fetch, StopsAtTheLimitWhateverLengthIsClaimed) {
  const std::string long_body(200'000, 'x');
  for (const std::string head : {"Content-Length: 200000\r\n", "Connection: close\r\n"}) {
    const OneAnswer server("HTTP/1.1 200 OK\r\n" + head + "\r\n" + long_body, 0);
    const auto got = fetch(server.url());
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, ErrorCode::too_large);
  }
}

TEST(Fetch, WaitsNoLongerThanItSays) {
  const OneAnswer server("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe", 600);
  FetchLimits limits;
  limits.total = std::chrono::milliseconds(200);
  const auto begun = std::chrono::steady_clock::now();
  const auto got = fetch(server.url(), limits);
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(550));
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().code, ErrorCode::unavailable);
}

TEST(Fetch, RefusesWhatIsNoWebAddress) {
  for (const auto* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "", "http://", "gopher://x"}) {
    const auto got = fetch(url);
    ASSERT_FALSE(got) << url;
    EXPECT_EQ(got.error().code, ErrorCode::bad_request) << url;
  }
  const auto silent = fetch("http://127.0.0.1:1/");
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace mingjing::http
