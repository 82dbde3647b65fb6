// Requests that two programs could read differently, broken ones, and slow ones. Each row says what is sent and what
// must come back; afterwards the connection must be closed and the server must still answer others.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <future>
#include <vector>

#include "tests/http/raw_client.h"

namespace mingjing::http {
namespace {

using namespace std::chrono_literals;

Router routes() {
  Router router;
  RouteFlags flags = public_page();
  router.add("echo", Method::post, "/echo", flags, [](Request& r) { return Response::text(200, r.body); });
  flags.runs_inline = true;
  router.add("hello", Method::get, "/hello", flags, [](Request&) { return Response::text(200, "hello"); });
  router.add("any", Method::get, "/any/{x}", flags,
             [](Request& r) { return Response::text(200, std::string(r.param("x"))); });
  return router;
}

struct Row {
  std::string name;
  std::string request;
  int status;
};

std::string get(const std::string& target, const std::string& more = {}) {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + more + "\r\n";
}
std::string post(const std::string& fields, const std::string& body) {
  return "POST /echo HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

const std::vector<Row>& bad_rows() {
  using std::string_literals::operator""s;
  static const std::vector<Row> rows = {
      {"both_lengths", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
      {"both_lengths_reversed", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n"), 400},
      {"two_lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), 400},
      {"two_equal_lengths", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400},
      {"length_list", post("Content-Length: 3, 3\r\n", "abc"), 400},
      {"length_sign", post("Content-Length: +3\r\n", "abc"), 400},
      {"length_negative", post("Content-Length: -1\r\n", ""), 400},
      {"length_hex", post("Content-Length: 0x3\r\n", "abc"), 400},
      {"length_empty", post("Content-Length: \r\n", ""), 400},
      {"length_huge", post("Content-Length: 99999999999999999999\r\n", ""), 400},
      {"length_inner_space", post("Content-Length: 1 0\r\n", ""), 400},
      {"encoding_gzip", post("Transfer-Encoding: gzip\r\n", ""), 400},
      {"encoding_gzip_chunked", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n"), 400},
      {"encoding_identity", post("Transfer-Encoding: identity\r\n", ""), 400},
      {"encoding_twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400},
      {"encoding_vertical_tab",
       post("Transfer-Encoding: \x0b"
            "chunked\r\n",
            "0\r\n\r\n"),
       400},
      {"encoding_quoted", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), 400},
      {"encoding_http10", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"encoding_space_before_colon", post("Transfer-Encoding : chunked\r\n", "0\r\n\r\n"), 400},
      {"folded", get("/hello", "X: a\r\n b\r\n"), 400},
      {"folded_tab", get("/hello", "X: a\r\n\tb\r\n"), 400},
      {"folded_first", "GET /hello HTTP/1.1\r\n Host: a\r\n\r\n", 400},
      {"bare_lf", "GET /hello HTTP/1.1\nHost: a\n\r\n\r\n", 400},
      {"bare_lf_in_field", get("/hello", "X: a\nY: b\r\n"), 400},
      {"bare_cr_in_field", get("/hello", "X: a\rY: b\r\n"), 400},
      {"nul_in_field", get("/hello", "X: a\0b\r\n"s), 400},
      {"nul_in_target", "GET /hel\0lo HTTP/1.1\r\nHost: a\r\n\r\n"s, 400},
      {"field_without_colon", get("/hello", "nonsense\r\n"), 400},
      {"field_without_name", get("/hello", ": x\r\n"), 400},
      {"field_name_with_space", get("/hello", "X Y: z\r\n"), 400},
      {"no_host", "GET /hello HTTP/1.1\r\n\r\n", 400},
      {"two_hosts", get("/hello", "Host: b\r\n"), 400},
      {"empty_host", "GET /hello HTTP/1.1\r\nHost:\r\n\r\n", 400},
      {"host_with_path", "GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
      {"host_with_user", "GET /hello HTTP/1.1\r\nHost: u@a\r\n\r\n", 400},
      {"host_bad_port", "GET /hello HTTP/1.1\r\nHost: a:x\r\n\r\n", 400},
      {"absolute_other_host", get("http://b/hello"), 400},
      {"absolute_no_host", get("http:///hello"), 400},
      {"absolute_ftp", get("ftp://a/hello"), 400},
      {"relative_target", get("hello"), 400},
      {"empty_target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"two_spaces", "GET  /hello HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"tab_in_request_line", "GET\t/hello HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"no_version", "GET /hello\r\nHost: a\r\n\r\n", 400},
      {"http2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"http09_version", "GET /hello HTTP/0.9\r\nHost: a\r\n\r\n", 505},
      {"http12_version", "GET /hello HTTP/1.2\r\nHost: a\r\n\r\n", 505},
      {"lower_case_version", "GET /hello http/1.1\r\nHost: a\r\n\r\n", 400},
      {"empty_line_first", "\r\n\r\nGET /hello HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"dots", get("/any/../hello"), 400},
      {"encoded_dots", get("/any/%2e%2e/hello"), 400},
      {"encoded_slash", get("/any/a%2Fb"), 400},
      {"encoded_backslash", get("/any/a%5Cb"), 400},
      {"backslash", get("/any/a\\b"), 400},
      {"encoded_nul", get("/any/a%00b"), 400},
      {"encoded_newline", get("/any/a%0ab"), 400},
      {"broken_escape", get("/any/a%2"), 400},
      {"broken_escape_letters", get("/any/a%zz"), 400},
      {"invalid_utf8", get("/any/%ff%fe"), 400},
      {"overlong_utf8", get("/any/%c0%af"), 400},
      {"surrogate_utf8", get("/any/%ed%a0%80"), 400},
      {"fragment", get("/hello#x"), 400},
      {"query_nul", get("/hello?a=%00"), 400},
      {"query_invalid_utf8", get("/hello?a=%ff"), 400},
      {"query_many",
       get("/hello?" +
           [] {
             std::string s;
             for (int i = 0; i < 65; ++i) s += "a=1&";
             return s;
           }()),
       400},
      {"query_long", get("/hello?a=" + std::string(9000, 'x')), 400},
      {"path_long", get("/any/" + std::string(3000, 'x')), 400},
      {"head_long", get("/hello", "X: " + std::string(17 << 10, 'x') + "\r\n"), 431},
      {"head_never_ends", "GET /hello HTTP/1.1\r\nX: " + std::string(20 << 10, 'x'), 431},
      {"many_fields",
       get("/hello",
           [] {
             std::string s;
             for (int i = 0; i < 101; ++i) s += "X: y\r\n";
             return s;
           }()),
       431},
      {"chunk_not_hex", post("Transfer-Encoding: chunked\r\n", "zz\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_negative", post("Transfer-Encoding: chunked\r\n", "-1\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_prefix", post("Transfer-Encoding: chunked\r\n", "0x3\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_too_long", post("Transfer-Encoding: chunked\r\n", "3\r\nabcd\r\n0\r\n\r\n"), 400},
      {"chunk_overflow", post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_huge", post("Transfer-Encoding: chunked\r\n", "7fffffffffffffff\r\nabc"), 413},
      {"chunk_bare_lf", post("Transfer-Encoding: chunked\r\n", "3\nabc\r\n0\r\n\r\n"), 400},
      {"chunk_endless_extension", post("Transfer-Encoding: chunked\r\n", "3;x=" + std::string(40 << 10, 'y')), 400},
  };
  return rows;
}

class Smuggling : public testing::TestWithParam<Row> {
 protected:
  static void SetUpTestSuite() { server_ = new TestServer(routes()); }
  static void TearDownTestSuite() { delete server_; }
  static TestServer* server_;
};
TestServer* Smuggling::server_ = nullptr;

TEST_P(Smuggling, IsRefusedAndTheConnectionCloses) {
  RawClient client(server_->port());
  // What a smuggled second request would be; it must never be answered.
  client.send(GetParam().request + "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto answer = client.read();
  EXPECT_EQ(answer.status, GetParam().status) << answer.body;
  EXPECT_EQ(answer.header("Connection"), "close");
  EXPECT_EQ(client.read(false, 300ms).status, 0);
  client.shut_down_writing();
  EXPECT_TRUE(client.closed_within(3s));
  EXPECT_EQ(ask(server_->port(), get("/hello")).status, 200);
}
INSTANTIATE_TEST_SUITE_P(Rows, Smuggling, testing::ValuesIn(bad_rows()),
                         [](const auto& row) { return row.param.name; });

TEST(Accepted, WhatIsUnusualButClear) {
  TestServer server(routes());
  const Row rows[] = {
      {"absolute form", get("http://a/hello"), 200},
      {"absolute form, host in capitals", get("HTTP://A/hello"), 200},
      {"lower case field names", "GET /hello HTTP/1.1\r\nhost: a\r\n\r\n", 200},
      {"host with port", "GET /hello HTTP/1.1\r\nHost: a:8080\r\n\r\n", 200},
      {"IPv6 host", "GET /hello HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", 200},
      {"spaces around a value", "GET /hello HTTP/1.1\r\nHost:   a  \r\n\r\n", 200},
      {"chunked in capitals", post("Transfer-Encoding: CHUNKED\r\n", "3\r\nabc\r\n0\r\n\r\n"), 200},
      {"capital hex", post("Transfer-Encoding: chunked\r\n", "A\r\n0123456789\r\n0\r\n\r\n"), 200},
      {"empty body", post("Content-Length: 0\r\n", ""), 200},
      {"no body", post("", ""), 200},
      {"encoded letters", get("/%68ello"), 200},
      {"one hundred fields",
       get("/hello",
           [] {
             std::string s;
             for (int i = 0; i < 99; ++i) s += "X: y\r\n";
             return s;
           }()),
       200},
      {"head just below the limit", get("/hello", "X: " + std::string((16 << 10) - 50, 'x') + "\r\n"), 200},
  };
  for (const auto& row : rows) EXPECT_EQ(ask(server.port(), row.request).status, row.status) << row.name;
}

TEST(Truncated, NothingHappensWithHalfARequest) {
  TestServer server(routes());
  const std::string whole = post("Content-Length: 10\r\n", "0123456789");
  for (std::size_t cut = 1; cut < whole.size(); cut += 7) {
    RawClient client(server.port());
    client.send(whole.substr(0, cut));
    client.shut_down_writing();
    EXPECT_EQ(client.read(false, 1000ms).status, 0) << cut;
  }
  EXPECT_EQ(server.server.metrics().requests(), 0u);
  EXPECT_EQ(ask(server.port(), get("/hello")).status, 200);
}

TEST(ByteByByte, ARequestMayArriveInAnyPieces) {
  TestServer server(routes());
  RawClient client(server.port());
  for (char c : post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"))
    ASSERT_TRUE(client.send(std::string(1, c)));
  EXPECT_EQ(client.read().body, "abcde");
}

}  // namespace
}  // namespace mingjing::http
