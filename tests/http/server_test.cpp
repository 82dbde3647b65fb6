// The edge seen from a raw socket.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "http/conditional.h"
#include "http/security_headers.h"
#include "http/server.h"
#include "tests/http/raw_client.h"

namespace mingjing::http {
namespace {

using namespace std::chrono_literals;

RouteFlags open_flags(bool is_inline) {
  RouteFlags flags = public_page();
  flags.runs_inline = is_inline;
  return flags;
}

Router routes() {
  Router router;
  router.add("hello", Method::get, "/hello", open_flags(true), [](Request&) { return Response::text(200, "hello"); });
  router.add("pooled", Method::get, "/pooled/{name}", open_flags(false),
             [](Request& r) { return Response::text(200, std::string(r.param("name"))); });
  router.add("echo", Method::post, "/echo", open_flags(false), [](Request& r) { return Response::text(200, r.body); });
  RouteFlags large = open_flags(false);
  large.body_limit = 4 << 20;
  router.add("echo_large", Method::post, "/large", large, [](Request& r) { return Response::text(200, r.body); });
  router.add("query", Method::get, "/query", open_flags(true), [](Request& r) {
    return Response::text(200, std::string(r.query_or("q", "none")) + "|" + std::string(r.cookie("c").value_or("-")) +
                                   "|" + r.client + (r.is_tls ? "|tls" : "|plain"));
  });
  router.add("broken", Method::get, "/broken", open_flags(false),
             [](Request&) -> Response { throw std::runtime_error("secret"); });
  router.add("full", Method::get, "/full", open_flags(false),
             [](Request&) -> Response { throw Unavailable("enospc", true); });
  router.add("down", Method::get, "/down", open_flags(false), [](Request&) -> Response { throw Unavailable("gone"); });
  router.add_async("later", Method::get, "/later", open_flags(false), [](Request&, Responder responder) {
    std::thread([responder] {
      std::this_thread::sleep_for(20ms);
      responder.answer(Response::text(200, "later"));
      responder.answer(Response::text(200, "twice"));
    }).detach();
  });
  router.add_async("never", Method::get, "/never", open_flags(false), [](Request&, Responder) {});
  router.add("empty", Method::get, "/empty", open_flags(true), [](Request&) { return Response(204); });
  auto big = std::make_shared<const std::string>(std::string(3 << 20, 'x'));
  router.add("big", Method::get, "/big", open_flags(true), [big](Request&) {
    Response out = Response::text(200, "");
    out.shared_body = big;
    return out;
  });
  auto page = prepare(200, "text/html; charset=utf-8", "<p>page</p>", "public, max-age=60", quoted_etag("v1"));
  router.add("page", Method::get, "/page", open_flags(true), [page](Request& r) { return answer_prepared(r, page); });
  router.add("own", Method::get, "/own", open_flags(true), [](Request&) {
    Response out = Response::text(200, "");
    out.csp = Csp::sandbox;
    return out;
  });
  router.add("split", Method::get, "/split", open_flags(true), [](Request&) {
    Response out = Response::text(200, "");
    out.set("X-Name", "a\r\nSet-Cookie: evil=1");
    return out;
  });
  return router;
}

class ServerTest : public testing::Test {
 protected:
  ServerTest() : server(routes()) {}
  TestServer server;
  RawResponse get(std::string_view path) {
    return ask(server.port(), "GET " + std::string(path) + " HTTP/1.1\r\nHost: a\r\n\r\n");
  }
};

TEST_F(ServerTest, AnswersInlinePooledAndLater) {
  const auto hello = get("/hello");
  EXPECT_EQ(hello.status, 200);
  EXPECT_EQ(hello.body, "hello");
  EXPECT_EQ(hello.header("Content-Length"), "5");
  EXPECT_EQ(hello.header("X-Content-Type-Options"), "nosniff");
  EXPECT_FALSE(hello.header("Date").empty());
  EXPECT_TRUE(hello.header("Server").empty());
  EXPECT_EQ(get("/pooled/%E6%98%8E%E9%95%9C").body, "明镜");
  EXPECT_EQ(get("/later").body, "later");
  EXPECT_EQ(get("/never").status, 500);
}

TEST_F(ServerTest, KeepsTheConnectionAndAnswersPipelinedRequestsInOrder) {
  RawClient client(server.port());
  std::string all;
  for (int i = 0; i < 20; ++i)
    all += "GET /pooled/" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
  all += "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabcGET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
  client.send(all);
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(client.read().body, std::to_string(i));
    EXPECT_EQ(client.read().body, "hello");
  }
  EXPECT_EQ(client.read().body, "abc");
  EXPECT_EQ(client.read().body, "hello");
}

TEST_F(ServerTest, HeadHasTheHeadOnly) {
  RawClient client(server.port());
  client.send("HEAD /hello HTTP/1.1\r\nHost: a\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto head = client.read(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), "5");
  EXPECT_EQ(client.read().body, "hello");
}

TEST_F(ServerTest, NamesTheMethodsOfAnAddress) {
  const auto wrong = ask(server.port(), "DELETE /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(wrong.status, 405);
  EXPECT_EQ(wrong.header("Allow"), "GET, HEAD, OPTIONS");
  const auto options = ask(server.port(), "OPTIONS /echo HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(options.status, 204);
  EXPECT_EQ(options.header("Allow"), "POST, OPTIONS");
  EXPECT_EQ(ask(server.port(), "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status, 204);
  EXPECT_EQ(ask(server.port(), "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
  EXPECT_EQ(ask(server.port(), "TRACE /hello HTTP/1.1\r\nHost: a\r\n\r\n").status, 405);
  EXPECT_EQ(get("/nowhere").status, 404);
}

TEST_F(ServerTest, DecodesQueryAndCookies) {
  const auto answer = ask(server.port(), "GET /query?q=%E5%BC%A0+%26 HTTP/1.1\r\nHost: a\r\nCookie: a=1; c=2\r\n\r\n");
  EXPECT_EQ(answer.body, "张 &|2|127.0.0.1|plain");
  // Sent twice: somebody tossed a cookie at a sibling host.
  EXPECT_EQ(ask(server.port(), "GET /query HTTP/1.1\r\nHost: a\r\nCookie: c=1; c=2\r\n\r\n").body,
            "none|-|127.0.0.1|plain");
  // Nobody is believed without a trusted proxy.
  EXPECT_EQ(ask(server.port(),
                "GET /query HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 9.9.9.9\r\nX-Forwarded-Proto: https\r\n\r\n")
                .body,
            "none|-|127.0.0.1|plain");
}

TEST_F(ServerTest, ReadsBodies) {
  EXPECT_EQ(ask(server.port(),
                "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                "chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX: y\r\n\r\n")
                .body,
            "abcde");
  const std::string large(3 << 20, 'z');
  EXPECT_EQ(ask(server.port(), "POST /large HTTP/1.1\r\nHost: a\r\nContent-Length: 3145728\r\n\r\n" + large).body,
            large);
  EXPECT_EQ(get("/big").body.size(), 3u << 20);
}

TEST_F(ServerTest, RefusesOversizedBodiesWithAnAnswer) {
  const std::string large(3 << 20, 'z');
  EXPECT_EQ(ask(server.port(), "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3145728\r\n\r\n").status, 413);
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n");
  client.send(large);
  EXPECT_EQ(client.read().status, 413);
}

TEST_F(ServerTest, AsksForTheBodyOnlyWhenItWantsIt) {
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.send("abc");
  EXPECT_EQ(client.read().body, "abc");
  EXPECT_EQ(
      ask(server.port(), "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\nExpect: 100-continue\r\n\r\n")
          .status,
      413);
  EXPECT_EQ(ask(server.port(), "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")
                .status,
            404);
  EXPECT_EQ(
      ask(server.port(), "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: magic\r\n\r\nabc").status,
      417);
}

TEST_F(ServerTest, TellsNothingOfWhatWentWrong) {
  const auto broken = get("/broken");
  EXPECT_EQ(broken.status, 500);
  EXPECT_EQ(broken.body.find("secret"), std::string::npos);
  EXPECT_EQ(get("/full").status, 507);
  const auto down = get("/down");
  EXPECT_EQ(down.status, 503);
  EXPECT_EQ(down.header("Retry-After"), "1");
}

TEST_F(ServerTest, KnowsWhatTheClientHas) {
  const auto page = get("/page");
  EXPECT_EQ(page.body, "<p>page</p>");
  const std::string etag = page.header("ETag");
  const auto again = ask(server.port(), "GET /page HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + etag + "\r\n\r\n");
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.header("Content-Length").empty());
  EXPECT_EQ(again.header("ETag"), etag);
}

TEST_F(ServerTest, NoHeaderValueSplitsAnAnswer) {
  const auto answer = get("/split");
  EXPECT_TRUE(answer.header("Set-Cookie").empty());
  EXPECT_EQ(answer.header("X-Name"), "a  Set-Cookie: evil=1");
}

TEST_F(ServerTest, Http10ClosesAfterTheAnswer) {
  RawClient client(server.port());
  client.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  EXPECT_EQ(client.read().body, "hello");
  EXPECT_TRUE(client.closed_within(2s));
}

TEST_F(ServerTest, AnAnswerMayBringItsOwnPolicy) {
  EXPECT_EQ(get("/hello").header("Content-Security-Policy"), kPortalCsp);
  EXPECT_EQ(get("/own").header("Content-Security-Policy"), kSandboxCsp);
  EXPECT_EQ(get("/nowhere").header("Content-Security-Policy"), kApiCsp);
}

TEST_F(ServerTest, CountsWhatItDid) {
  get("/hello");
  get("/nowhere");
  RawClient closing(server.port());
  closing.send("GET /hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(closing.read().header("Connection"), "close");
  EXPECT_TRUE(closing.closed_within(2s));
  // An answer is counted once it is sent, which its reader may see first.
  std::string text;
  for (int i = 0; i < 200 && text.find("mingjing_http_request_seconds_count 3") == std::string::npos; ++i) {
    if (i > 0) std::this_thread::sleep_for(10ms);
    text = server.server.metrics_text();
  }
  EXPECT_NE(text.find("mingjing_http_requests_total{status=\"200\"} 2"), std::string::npos) << text;
  EXPECT_NE(text.find("mingjing_http_requests_total{status=\"404\"} 1"), std::string::npos) << text;
  EXPECT_NE(text.find("mingjing_http_request_seconds_count 3"), std::string::npos) << text;
}

}  // namespace
}  // namespace mingjing::http
