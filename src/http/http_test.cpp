// Decoders and decisions without a socket.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "http/address.h"
#include "http/conditional.h"
#include "http/errors.h"
#include "http/metrics.h"
#include "http/multipart.h"
#include "http/router.h"
#include "http/security_headers.h"
#include "http/static_files.h"
#include "http/tls.h"

namespace mingjing::http {
namespace {

Router table() {
  Router router;
  const auto handler = [](Request&) { return Response(204); };
  const auto add = [&](std::string name, Method method, std::string pattern) {
    router.add(std::move(name), method, std::move(pattern), public_page(), handler);
  };
  add("home", Method::get, "/");
  add("decisions", Method::get, "/decisions");
  add("decisions_csv", Method::get, "/decisions.csv");
  add("decision", Method::get, "/decisions/{id}");
  add("decision_json", Method::get, "/decisions/{id}.json");
  add("decision_proof", Method::get, "/decisions/{id}.tlog-proof");
  add("update", Method::get, "/decisions/{id}/updates/{n:int}.json");
  add("case_by_id", Method::get, "/api/v1/cases/{id:uuid}");
  add("case_named", Method::get, "/api/v1/cases/mine");
  add("perform", Method::post, "/api/v1/cases/{id:uuid}/acts/{act:word}");
  add("draft_put", Method::put, "/api/v1/drafts/{key}");
  add("draft_get", Method::get, "/api/v1/drafts/{key}");
  add("tiles", Method::get, "/log/tile/{path*}");
  return router;
}

TEST(Router, FindsTheMostLiteralPattern) {
  const Router router = table();
  const std::string id = "0190f3a2-7b1c-7def-8abc-0123456789ab";
  const struct {
    Method method;
    std::string path, route, allow, first_param;
  } rows[] = {
      {Method::get, "/", "home", "", ""},
      {Method::head, "/", "home", "", ""},
      {Method::get, "/decisions", "decisions", "", ""},
      {Method::get, "/decisions.csv", "decisions_csv", "", ""},
      {Method::get, "/decisions/", "", "", ""},
      {Method::get, "/decisions/7", "decision", "", "7"},
      {Method::get, "/decisions/7.json", "decision_json", "", "7"},
      {Method::get, "/decisions/7.tlog-proof", "decision_proof", "", "7"},
      {Method::get, "/decisions/.json", "decision", "", ".json"},
      {Method::get, "/decisions/7.pdf", "decision", "", "7.pdf"},
      {Method::get, "/decisions/7/updates/2.json", "update", "", "7"},
      {Method::get, "/decisions/7/updates/x.json", "", "", ""},
      {Method::get, "/api/v1/cases/" + id, "case_by_id", "", id},
      {Method::get, "/api/v1/cases/0190F3A2-7B1C-7DEF-8ABC-0123456789AB", "", "", ""},
      {Method::get, "/api/v1/cases/nonsense", "", "", ""},
      {Method::get, "/api/v1/cases/mine", "case_named", "", ""},
      {Method::post, "/api/v1/cases/" + id + "/acts/file_case", "perform", "", id},
      {Method::get, "/api/v1/cases/" + id + "/acts/file_case", "", "POST, OPTIONS", id},
      {Method::del, "/api/v1/drafts/a", "", "PUT, GET, HEAD, OPTIONS", "a"},
      {Method::get, "/log/tile/0/x001/234.p/5", "tiles", "", "0/x001/234.p/5"},
      {Method::get, "/log/tile/", "", "", ""},
      {Method::get, "/log/tile", "", "", ""},
      {Method::get, "/decisions//updates/2.json", "", "", ""},
  };
  for (const auto& row : rows) {
    Pairs params;
    const auto match = router.find(row.method, row.path, params);
    EXPECT_EQ(match.route ? match.route->name : "", row.route) << row.path;
    EXPECT_EQ(match.allow, row.allow) << row.path;
    EXPECT_EQ(params.empty() ? "" : params.front().second, row.first_param) << row.path;
  }
  EXPECT_EQ(router.routes().size(), 13u);
  EXPECT_EQ(router.routes()[9]->openapi_path(), "/api/v1/cases/{id}/acts/{act}");
  EXPECT_EQ(router.routes()[12]->openapi_path(), "/log/tile/{path}");
}

TEST(RouterDeathTest, TwoRoutesOfOneAddressAreABrokenProgram) {
  Router router = table();
  EXPECT_DEATH(router.add("again", Method::get, "/decisions", public_page(), [](Request&) { return Response(); }), "");
  EXPECT_DEATH(router.add("home", Method::get, "/other", public_page(), [](Request&) { return Response(); }), "");
}

TEST(Errors, EveryCodeHasItsStatus) {
  const std::pair<ErrorCode, int> rows[] = {{ErrorCode::bad_request, 400},
                                            {ErrorCode::unauthenticated, 401},
                                            {ErrorCode::forbidden, 403},
                                            {ErrorCode::not_found, 404},
                                            {ErrorCode::method_not_allowed, 405},
                                            {ErrorCode::conflict, 409},
                                            {ErrorCode::gone, 410},
                                            {ErrorCode::precondition_failed, 412},
                                            {ErrorCode::too_large, 413},
                                            {ErrorCode::unsupported_type, 415},
                                            {ErrorCode::invalid, 422},
                                            {ErrorCode::locked, 423},
                                            {ErrorCode::precondition_required, 428},
                                            {ErrorCode::too_many, 429},
                                            {ErrorCode::digest_mismatch, 460},
                                            {ErrorCode::unavailable, 503},
                                            {ErrorCode::storage_full, 507}};
  int expected = 0;
  for (const auto& [code, status] : rows) {
    EXPECT_EQ(static_cast<int>(code), expected++) << "a code without a row";
    EXPECT_EQ(status_of(code), status);
    EXPECT_NE(reason_phrase(status), "Status");
  }
  EXPECT_EQ(static_cast<int>(ErrorCode::storage_full) + 1, expected);
}

TEST(Errors, TellAllReasonsWithTheirArticles) {
  const Error error{ErrorCode::invalid,
                    "还不能作出决定。",
                    "amount",
                    {{"review", "尚未通过法制审核。", "《行政处罚法》第五十八条第一款", ""}},
                    "{\"x\":1}"};
  const auto response = error_response(error);
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(
      response.body,
      "{\"error\":{\"code\":\"invalid\",\"message\":\"还不能作出决定。\",\"field\":\"amount\",\"reasons\":[{\"code\":"
      "\"review\","
      "\"message\":\"尚未通过法制审核。\",\"citation\":\"《行政处罚法》第五十八条第一款\"}],\"detail\":{\"x\":1}}}");
}

TEST(SecurityHeaders, AreThoseOfTheContract) {
  EXPECT_EQ(kWorkbenchCsp.find("unsafe-inline"), kWorkbenchCsp.find("'unsafe-inline'; img-src") + 1);
  for (const auto csp : {kPortalCsp, kPortalScriptCsp}) {
    EXPECT_EQ(csp.find("unsafe"), std::string_view::npos);
    EXPECT_EQ(csp.find("data:"), std::string_view::npos);
    EXPECT_EQ(csp.find("blob:"), std::string_view::npos);
  }
  EXPECT_EQ(kPortalCsp.find("script-src"), std::string_view::npos);
  EXPECT_NE(security_lines(Csp::portal, true).find("Strict-Transport-Security"), std::string_view::npos);
  EXPECT_EQ(security_lines(Csp::portal, false).find("Strict-Transport-Security"), std::string_view::npos);
  EXPECT_TRUE(security_lines(Csp::sandbox, false).starts_with("Content-Security-Policy: sandbox;"));
}

TEST(Conditional, DatesTagsAndVersions) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
  EXPECT_FALSE(parse_http_date("Sun, 31 Feb 1994 08:49:37 GMT"));
  EXPECT_FALSE(parse_http_date("Sunday, 06-Nov-94 08:49:37 GMT"));
  EXPECT_TRUE(etag_matches("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(etag_matches("*", "\"b\""));
  EXPECT_FALSE(etag_matches("\"a\"", "\"b\""));
  EXPECT_FALSE(etag_matches("*", ""));
  const auto version = [](std::string_view value) {
    Request request;
    if (!value.empty()) request.headers_.push_back({"If-Match", value});
    return if_match_version(request);
  };
  EXPECT_EQ(*version("\"17\""), 17);
  EXPECT_EQ(version("").error().code, ErrorCode::precondition_required);
  for (const char* wrong : {"17", "\"\"", "\"x\"", "\"1\"2\"", "*", "W/\"1\"", "\"-1\""})
    EXPECT_EQ(version(wrong).error().code, ErrorCode::bad_request) << wrong;
}

TEST(Conditional, Ranges) {
  const struct {
    std::string_view header;
    RangeVerdict verdict;
    std::uint64_t offset, length;
  } rows[] = {
      {"bytes=0-0", RangeVerdict::part, 0, 1},           {"bytes=10-19", RangeVerdict::part, 10, 10},
      {"bytes=90-", RangeVerdict::part, 90, 10},         {"bytes=90-900", RangeVerdict::part, 90, 10},
      {"bytes=-5", RangeVerdict::part, 95, 5},           {"bytes=-500", RangeVerdict::part, 0, 100},
      {"bytes=100-", RangeVerdict::unsatisfiable, 0, 0}, {"bytes=-0", RangeVerdict::unsatisfiable, 0, 0},
      {"bytes=5-4", RangeVerdict::whole, 0, 100},        {"bytes=0-1,3-4", RangeVerdict::whole, 0, 100},
      {"items=0-1", RangeVerdict::whole, 0, 100},        {"bytes=x-1", RangeVerdict::whole, 0, 100},
      {"bytes=", RangeVerdict::whole, 0, 100},           {"bytes=99999999999999999999-", RangeVerdict::whole, 0, 100},
  };
  for (const auto& row : rows) {
    ByteRange range;
    EXPECT_EQ(parse_range(row.header, 100, range), row.verdict) << row.header;
    if (row.verdict == RangeVerdict::part) {
      EXPECT_EQ(range.offset, row.offset) << row.header;
      EXPECT_EQ(range.length, row.length) << row.header;
    }
  }
}

TEST(Multipart, ReadsFieldsAndFiles) {
  const std::string body =
      "--b1\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n投诉内容\r\n--b1\r\n"
      "Content-Disposition: form-data; name=\"photo\"; filename=\"C:\\\\图\\\"1.jpg\"\r\nContent-Type: "
      "image/jpeg\r\n\r\n\r\n--b\r\n--b1\r\n"
      "Content-Disposition: form-data; name=empty\r\n\r\n\r\n--b1--\r\n";
  const auto parts = parse_multipart("multipart/form-data; boundary=\"b1\"", body);
  ASSERT_TRUE(parts);
  ASSERT_EQ(parts->size(), 3u);
  EXPECT_EQ((*parts)[0].name, "text");
  EXPECT_EQ((*parts)[0].body, "投诉内容");
  EXPECT_EQ((*parts)[1].filename, "图\"1.jpg");
  EXPECT_EQ((*parts)[1].content_type, "image/jpeg");
  EXPECT_EQ((*parts)[1].body, "\r\n--b");
  EXPECT_EQ((*parts)[2].body, "");
}

TEST(Multipart, RefusesWhatIsNotWellFormed) {
  const std::string type = "multipart/form-data; boundary=b", field = "Content-Disposition: form-data; name=\"a\"\r\n";
  EXPECT_TRUE(parse_multipart(type, "--b\r\n" + field + "\r\nx\r\n--b--"));
  const std::string bodies[] = {"",
                                "--b",
                                "--b\r\n",
                                "x--b\r\n" + field + "\r\nx\r\n--b--",
                                "--b\r\n" + field + "\r\nx\r\n--b",
                                "--b\r\n" + field + "\r\nx",
                                "--b\n" + field + "\r\nx\r\n--b--",
                                "--b\r\n\r\nx\r\n--b--",
                                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
                                "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b--",
                                "--b\r\n" + field + field + "\r\nx\r\n--b--",
                                "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b--",
                                "--b\r\n" + field + "\r\nx\r\n--b--trailing",
                                "--b\r\n" + field + "Content-Transfer-Encoding: base64\r\n\r\nx\r\n--b--",
                                "--b\r\nContent-Disposition: form-data; name=\"\xff\"\r\n\r\nx\r\n--b--",
                                "--b\r\n" + field + std::string(5000, 'x')};
  for (const auto& body : bodies) EXPECT_FALSE(parse_multipart(type, body)) << body;
  for (const char* wrong :
       {"", "text/plain", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a b",
        "multipart/form-data; boundary=a; boundary=b", "multipart/mixed; boundary=b"})
    EXPECT_EQ(parse_multipart(wrong, "--b--").error().code, ErrorCode::unsupported_type) << wrong;
  std::string many = "--b";
  for (int i = 0; i < 51; ++i) many += "\r\n" + field + "\r\nx\r\n--b";
  EXPECT_EQ(parse_multipart(type, many + "--").error().code, ErrorCode::too_large);
}

TEST(Address, ParsesPrintsAndContains) {
  for (const char* text : {"192.0.2.1", "2001:db8::1", "::1", "127.0.0.1"})
    EXPECT_EQ(Address::parse(text)->text(), text);
  EXPECT_EQ(Address::parse("::ffff:192.0.2.1")->text(), "192.0.2.1");
  for (const char* wrong : {"", "1.2.3", "1.2.3.4.5", "a", "::g", "1.2.3.4:80"})
    EXPECT_FALSE(Address::parse(wrong)) << wrong;
  EXPECT_TRUE(Cidr::parse("10.0.0.0/8")->contains(*Address::parse("10.255.0.1")));
  EXPECT_FALSE(Cidr::parse("10.0.0.0/8")->contains(*Address::parse("11.0.0.1")));
  EXPECT_TRUE(Cidr::parse("10.1.2.0/23")->contains(*Address::parse("10.1.3.9")));
  EXPECT_FALSE(Cidr::parse("10.1.2.0/23")->contains(*Address::parse("10.1.4.9")));
  EXPECT_TRUE(Cidr::parse("2001:db8::/32")->contains(*Address::parse("2001:db8:1::5")));
  EXPECT_TRUE(Cidr::parse("192.0.2.7")->contains(*Address::parse("192.0.2.7")));
  for (const char* wrong : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "x/8", "::/129"})
    EXPECT_FALSE(Cidr::parse(wrong)) << wrong;
  AddressCounts counts;
  const auto a = *Address::parse("2001:db8::1"), same_network = *Address::parse("2001:db8::2");
  EXPECT_TRUE(counts.enter(a, 1));
  EXPECT_FALSE(counts.enter(same_network, 1));
  counts.leave(a);
  EXPECT_TRUE(counts.enter(same_network, 1));
}

TEST(Response, FileNamesOfAnyLanguage) {
  EXPECT_EQ(attachment("决定 1.pdf"), "attachment; filename*=UTF-8''%E5%86%B3%E5%AE%9A%201.pdf");
  EXPECT_EQ(attachment("a\"\r\nX: y"), "attachment; filename*=UTF-8''a%22%0D%0AX%3A%20y");
  EXPECT_EQ(session_cookie("__Host-mj", "t", 60), "__Host-mj=t; Path=/; Max-Age=60; HttpOnly; Secure; SameSite=Lax");
}

TEST(Metrics, PrometheusTextEscapes) {
  PrometheusText out;
  out.family("x_total", "counter", "Things").sample("x_total", {{"name", "a\"b\\c\nd"}}, std::uint64_t{3});
  EXPECT_EQ(out.take(), "# HELP x_total Things\n# TYPE x_total counter\nx_total{name=\"a\\\"b\\\\c\\nd\"} 3\n");
}

TEST(StaticFiles, HashedNamesAreForeverOthersAreChecked) {
  for (const char* name : {"assets/app-3f9a1c2b.js", "app.DqX1_a9Z.css", "x-ABCDEFGH.woff2"})
    EXPECT_TRUE(has_hashed_name(name)) << name;
  for (const char* name : {"index.html", "app-main.js", "app-components.js", "favicon.ico", ".hidden", "a-1234567.js"})
    EXPECT_FALSE(has_hashed_name(name)) << name;
  char name[] = "/tmp/mingjing-static-XXXXXX";
  const std::string folder = ::mkdtemp(name);
  std::filesystem::create_directories(folder + "/assets");
  std::filesystem::create_directories(folder + "/.git");
  std::ofstream(folder + "/index.html") << "<p>page</p>";
  std::ofstream(folder + "/assets/app-3f9a1c2b.js") << "1";
  std::ofstream(folder + "/.git/config") << "secret";
  std::filesystem::create_symlink("/etc/passwd", folder + "/link.txt");
  const auto files = StaticFiles::from_folder(folder);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(files.size(), 2u);
  EXPECT_NE(files.find("assets/app-3f9a1c2b.js")->head.find("immutable"), std::string::npos);
  EXPECT_NE(files.find("index.html")->head.find("no-cache"), std::string::npos);
  EXPECT_EQ(StaticFiles::from_folder("/nonexistent").size(), 0u);
  Router router;
  StaticFiles::add_routes(router, "workbench", "/workbench", files, Csp::workbench, "index.html");
  const auto status = [&](std::string_view path) {
    Request request;
    const auto match = router.find(Method::get, path, request.params);
    return match.route ? match.route->handler(request).status : 0;
  };
  EXPECT_EQ(status("/workbench"), 200);
  EXPECT_EQ(status("/workbench/"), 200);
  EXPECT_EQ(status("/workbench/cases/7"), 200);
  EXPECT_EQ(status("/workbench/assets/app-3f9a1c2b.js"), 200);
  EXPECT_EQ(status("/workbench/assets/gone-00000000.js"), 404);
  EXPECT_EQ(status("/other"), 0);
}

TEST(Tls, MakesCertificates) {
  const std::string hosts[] = {"localhost", "127.0.0.1"};
  const auto made = make_self_signed(hosts);
  ASSERT_TRUE(made);
  EXPECT_NE(made->certificate_pem.find("BEGIN CERTIFICATE"), std::string::npos);
  EXPECT_NE(made->key_pem.find("PRIVATE KEY"), std::string::npos);
  EXPECT_EQ(made->sha256_fingerprint.size(), 95u);
  const std::string wrong[] = {"a,DNS:evil"};
  EXPECT_FALSE(make_self_signed(wrong));
}

}  // namespace
}  // namespace mingjing::http
