// Slow clients, many clients, full queues, and the end of the server.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/http/raw_client.h"

namespace mingjing::http {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

const std::string kGet = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";

// Handlers wait here until the test opens it.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
  }
  void wait_for(int n) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, 5s, [&] { return waiting_ >= n; });
  }
  void open() {
    std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool open_ = false;
};

Router routes(Gate* gate = nullptr) {
  Router router;
  RouteFlags flags = public_page();
  router.add("echo", Method::post, "/echo", flags, [](Request& r) { return Response::text(200, r.body); });
  router.add("wait", Method::get, "/wait", flags, [gate](Request&) {
    if (gate) gate->pass();
    return Response::text(200, "waited");
  });
  flags.runs_inline = true;
  router.add("hello", Method::get, "/hello", flags, [](Request&) { return Response::text(200, "hello"); });
  return router;
}

TEST(SlowClients, ThreeHundredSlowHeadsDelayNobodyAndAreCutOnTime) {
  ServerOptions options;
  options.limits.head = 1500ms;
  TestServer server(routes(), options);
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(std::make_unique<RawClient>(server.port()));
    slow.back()->send("GET /hello HT");
  }
  const auto begin = Clock::now();
  // A byte now and then must not buy more time: the limit is on the whole head.
  int served = 0;
  while (Clock::now() - begin < 1s) {
    for (auto& client : slow) client->send("x");
    const auto asked = Clock::now();
    EXPECT_EQ(ask(server.port(), kGet).status, 200);
    EXPECT_LT(Clock::now() - asked, 500ms);
    ++served;
  }
  EXPECT_GT(served, 5);
  for (auto& client : slow) EXPECT_TRUE(client->closed_within(3s));
  EXPECT_LT(Clock::now() - begin, 6s);
  EXPECT_EQ(ask(server.port(), kGet).status, 200);
}

TEST(SlowClients, ASlowBodyIsCut) {
  ServerOptions options;
  options.limits.transfer_grace = 500ms;
  options.limits.min_rate = 1 << 20;
  TestServer server(routes(), options);
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc");
  EXPECT_TRUE(client.closed_within(3s));
}

TEST(SlowClients, AnIdleConnectionIsClosedAndABusyOneIsNot) {
  Gate gate;
  ServerOptions options;
  options.limits.idle = 500ms;
  TestServer server(routes(&gate), options);
  RawClient busy(server.port()), idle(server.port());
  idle.send(kGet);
  EXPECT_EQ(idle.read().status, 200);
  busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(idle.closed_within(3s));
  gate.open();
  EXPECT_EQ(busy.read().body, "waited");
}

TEST(SlowClients, OneThatDoesNotReadHoldsNobody) {
  Router router;
  RouteFlags flags = public_page();
  flags.runs_inline = true;
  auto big = std::make_shared<const std::string>(std::string(20 << 20, 'x'));
  router.add("big", Method::get, "/big", flags, [big](Request&) {
    Response out = Response::text(200, "");
    out.shared_body = big;
    return out;
  });
  router.add("hello", Method::get, "/hello", flags, [](Request&) { return Response::text(200, "hello"); });
  ServerOptions options;
  options.io_threads = 1;
  options.limits.transfer_grace = 500ms;
  options.limits.min_rate = 1 << 30;
  TestServer server(std::move(router), options);
  RawClient deaf(server.port());
  deaf.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(ask(server.port(), kGet).status, 200);
  std::this_thread::sleep_for(1500ms);
  EXPECT_EQ(server.server.metrics().open_connections.load(), 0);
}

TEST(Caps, AFullQueueAnswersAtOnce) {
  Gate gate;
  ServerOptions options;
  options.pool_threads = 1;
  options.pool_queue = 1;
  TestServer server(routes(&gate), options);
  RawClient running(server.port()), queued(server.port());
  running.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  gate.wait_for(1);
  queued.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  std::this_thread::sleep_for(200ms);
  const auto busy = ask(server.port(), "GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(busy.status, 503);
  EXPECT_EQ(busy.header("Retry-After"), "1");
  EXPECT_EQ(ask(server.port(), kGet).status, 200);  // inline routes do not queue
  gate.open();
  EXPECT_EQ(running.read().body, "waited");
  EXPECT_EQ(queued.read().body, "waited");
}

TEST(Caps, ConnectionsInAllAndFromOneAddress) {
  ServerOptions options;
  options.limits.connections = 3;
  TestServer server(routes(), options);
  RawClient a(server.port()), b(server.port()), c(server.port());
  for (RawClient* client : {&a, &b, &c}) {
    client->send(kGet);
    EXPECT_EQ(client->read().status, 200);
  }
  EXPECT_EQ(ask(server.port(), kGet).status, 503);

  ServerOptions strict;
  strict.limits.connections_from_loopback = 2;
  TestServer second(routes(), strict);
  {
    RawClient d(second.port()), e(second.port());
    d.send(kGet);
    e.send(kGet);
    EXPECT_EQ(d.read().status, 200);
    EXPECT_EQ(e.read().status, 200);
    EXPECT_EQ(ask(second.port(), kGet).status, 0);
  }
  std::this_thread::sleep_for(300ms);
  EXPECT_EQ(ask(second.port(), kGet).status, 200);
}

TEST(Stop, AnswersUnderWayAreFinished) {
  Gate gate;
  auto server = std::make_unique<TestServer>(routes(&gate));
  const auto port = server->port();
  RawClient busy(port), idle(port), fresh(port);
  idle.send(kGet);
  EXPECT_EQ(idle.read().status, 200);
  busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  gate.wait_for(1);
  std::thread stopper([&] { server->server.stop(5s); });
  EXPECT_TRUE(idle.closed_within(2s));
  EXPECT_TRUE(fresh.closed_within(2s)) << "a browser's spare connection must not hold up the end";
  gate.open();
  const auto answer = busy.read();
  EXPECT_EQ(answer.body, "waited");
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_TRUE(busy.closed_within(2s));
  stopper.join();
}

TEST(Stop, DoesNotWaitForeverForSomebody) {
  ServerOptions options;
  auto server = std::make_unique<TestServer>(routes(), options);
  RawClient half(server->port());
  half.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n");
  std::this_thread::sleep_for(100ms);
  const auto begin = Clock::now();
  server->server.stop(300ms);
  EXPECT_LT(Clock::now() - begin, 3s);
  EXPECT_TRUE(half.closed_within(1s));
}

TEST(Stop, AnswersThatComeTooLateHarmNobody) {
  std::vector<Responder> kept;
  std::mutex mutex;
  Router router;
  router.add_async("poll", Method::get, "/poll", public_page(), [&](Request&, Responder responder) {
    std::lock_guard lock(mutex);
    kept.push_back(std::move(responder));
  });
  auto server = std::make_unique<TestServer>(std::move(router));
  RawClient client(server->port());
  client.send("GET /poll HTTP/1.1\r\nHost: a\r\n\r\n");
  for (int i = 0; i < 100; ++i) {
    std::this_thread::sleep_for(10ms);
    std::lock_guard lock(mutex);
    if (!kept.empty()) break;
  }
  server->server.stop(100ms);
  server.reset();
  ASSERT_EQ(kept.size(), 1u);
  kept.front().answer(Response::text(200, "late"));
  kept.clear();
}

TEST(AccessLog, NamesRoutesAndNoAddress) {
  std::vector<std::string> lines;
  std::mutex mutex;
  ServerOptions options;
  options.access_log = [&](const AccessRecord& r) {
    std::lock_guard lock(mutex);
    lines.push_back(std::string(r.route) + " " + std::string(r.method) + " " + std::to_string(r.status));
  };
  {
    TestServer server(routes(), options);
    ask(server.port(), "GET /hello?q=%E5%BC%A0%E4%B8%89 HTTP/1.1\r\nHost: a\r\n\r\n");
    ask(server.port(), "BREW /nowhere HTTP/1.1\r\nHost: a\r\n\r\n");
    std::this_thread::sleep_for(50ms);
  }
  EXPECT_EQ(lines, (std::vector<std::string>{"hello GET 200", "- OTHER 404"}));
}

TEST(Hook, StopsARequestBeforeItsHandler) {
  ServerOptions options;
  options.before = [](Request& request, const Route& route) -> std::optional<Response> {
    if (route.name == "echo" && request.header("X-CSRF-Token") != "t") return Response::text(403, "no");
    return std::nullopt;
  };
  options.allowed_hosts = {"a", "a:1"};
  TestServer server(routes(), options);
  EXPECT_EQ(ask(server.port(), "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx").status, 403);
  EXPECT_EQ(
      ask(server.port(), "POST /echo HTTP/1.1\r\nHost: a\r\nX-CSRF-Token: t\r\nContent-Length: 1\r\n\r\nx").status,
      200);
  EXPECT_EQ(ask(server.port(), "GET /hello HTTP/1.1\r\nHost: evil\r\n\r\n").status, 421);
}

TEST(Proxy, IsBelievedOnlyFromItsOwnAddresses) {
  Router router;
  RouteFlags flags = public_page();
  flags.runs_inline = true;
  router.add("who", Method::get, "/who", flags,
             [](Request& r) { return Response::text(200, r.client + (r.is_tls ? " tls" : " plain")); });
  ServerOptions options;
  options.trusted_proxies = {*Cidr::parse("127.0.0.0/8"), *Cidr::parse("10.0.0.0/8")};
  TestServer server(std::move(router), options);
  const auto who = [&](const std::string& fields) {
    return ask(server.port(), "GET /who HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
  };
  EXPECT_EQ(who("").body, "127.0.0.1 plain");
  EXPECT_EQ(who("X-Forwarded-For: 6.6.6.6, 203.0.113.9, 10.1.1.1\r\nX-Forwarded-Proto: https\r\n").body,
            "203.0.113.9 tls");
  EXPECT_EQ(who("X-Forwarded-For: 203.0.113.9, nonsense\r\n").body, "127.0.0.1 plain");
  EXPECT_FALSE(who("X-Forwarded-Proto: https\r\n").header("Strict-Transport-Security").empty());
}

TEST(Start, SaysWhenTheAddressIsTaken) {
  TestServer first(routes());
  ServerOptions options;
  options.port = first.port();
  Server second(routes(), options);
  const auto started = second.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("占用"), std::string::npos);
}

}  // namespace
}  // namespace mingjing::http
