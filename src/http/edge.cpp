// SPDX-License-Identifier: Apache-2.0
#include "http/edge.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "http/conditional.h"
#include "http/errors.h"
#include "http/security_headers.h"

namespace mingjing::http::edge {
namespace {

void refuse_with(const Shared& shared, Exchange& exchange, int status, std::string_view code,
                 std::string_view message) {
  exchange.response = edge_error(status, code, message);
  dress_error(shared, exchange);
}

bool has_no_length(int status) { return status == 204 || status == 304 || status < 200; }

}  // namespace

const std::string& Loop::date_line() {
  const std::int64_t now = std::time(nullptr);
  if (now != date_second_) {
    date_second_ = now;
    date_ = "Date: " + http_date(now) + "\r\n";
  }
  return date_;
}

void dress_error(const Shared& shared, Exchange& exchange) {
  if (!shared.options.error_page) return;
  auto page = shared.options.error_page(exchange.request, exchange.response.status);
  if (!page) return;
  for (std::string_view kept : {"Allow", "Retry-After"})
    if (const auto value = exchange.response.header(kept); !value.empty()) page->set(kept, value);
  page->close = exchange.response.close;
  exchange.response = std::move(*page);
}

bool admit(const Shared& shared, Exchange& exchange, std::optional<std::uint64_t> content_length, bool has_body) {
  Request& request = exchange.request;
  const auto& hosts = shared.options.allowed_hosts;
  if (!hosts.empty() &&
      std::none_of(hosts.begin(), hosts.end(), [&](const auto& h) { return equal_ignoring_case(h, request.host()); })) {
    refuse_with(shared, exchange, 421, "misdirected", "这个网址不由本系统提供，请检查网址。");
    return false;
  }
  if (request.path == "*") {
    exchange.response = Response(204);
    exchange.response.set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    return false;
  }
  auto match = shared.router.find(request.method, request.path, request.params);
  if (!match.route) {
    if (match.allow.empty()) {
      refuse_with(shared, exchange, 404, "not_found", "没有找到这个页面或接口，请检查地址。");
    } else if (request.method == Method::options) {
      exchange.response = Response(204);
      exchange.response.set("Allow", match.allow);
    } else {
      refuse_with(shared, exchange, 405, "method_not_allowed", "这个地址不支持这种操作。");
      exchange.response.set("Allow", match.allow);
    }
    return false;
  }
  exchange.route = match.route;
  if (const auto expect = request.header("Expect"); !expect.empty() && !equal_ignoring_case(expect, "100-continue")) {
    refuse_with(shared, exchange, 417, "expectation_failed", "不支持请求中的 Expect。");
    return false;
  }
  const std::uint64_t limit =
      match.route->flags.body_limit ? match.route->flags.body_limit : shared.options.limits.body;
  if (has_body && content_length && *content_length > limit) {
    refuse_with(shared, exchange, 413, "too_large", "内容太大，请减小后重试。");
    return false;
  }
  return true;
}

bool run_quick(Exchange& exchange) {
  if (!exchange.route->quick) return false;
  try {
    auto answer = exchange.route->quick(exchange.request);
    if (!answer) return false;
    exchange.response = std::move(*answer);
  } catch (...) {
    exchange.response = exception_response(std::current_exception());
  }
  return true;
}

void run_handler(const Shared& shared, Exchange& exchange) {
  try {
    const Route& route = *exchange.route;
    if (!route.flags.runs_inline && shared.options.before) {
      if (auto early = shared.options.before(exchange.request, route)) {
        exchange.response = std::move(*early);
        return;
      }
    }
    exchange.response = route.handler(exchange.request);
  } catch (...) {
    exchange.response = exception_response(std::current_exception());
  }
}

void run_async_handler(const Shared& shared, const std::shared_ptr<Exchange>& exchange) {
  const Responder responder(exchange);
  try {
    const Route& route = *exchange->route;
    if (shared.options.before) {
      if (auto early = shared.options.before(exchange->request, route)) {
        responder.answer(std::move(*early));
        return;
      }
    }
    route.async_handler(exchange->request, responder);
  } catch (...) {
    responder.answer(exception_response(std::current_exception()));
  }
}

std::unique_ptr<BodySink> open_sink(const Shared& shared, Exchange& exchange) {
  try {
    const Route& route = *exchange.route;
    if (shared.options.before) {
      if (auto early = shared.options.before(exchange.request, route)) {
        exchange.response = std::move(*early);
        return nullptr;
      }
    }
    return route.stream_handler(exchange.request, exchange.response);
  } catch (...) {
    exchange.response = exception_response(std::current_exception());
    return nullptr;
  }
}

void append_head(std::string& out, Loop& loop, const Exchange& exchange, bool keep_alive) {
  const Response& response = exchange.response;
  if (response.status == 200) {
    out += "HTTP/1.1 200 OK\r\n";
  } else {
    fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
  }
  out += loop.date_line();
  const Csp csp = response.csp.value_or(exchange.route ? exchange.route->flags.csp : Csp::api);
  out += security_lines(csp, exchange.request.is_tls);
  if (response.whole) out += response.whole->head;
  for (const auto& [name, value] : response.headers) out.append(name).append(": ").append(value).append("\r\n");
  if (!response.whole && !has_no_length(response.status))
    fmt::format_to(std::back_inserter(out), "Content-Length: {}\r\n", response.body_size());
  out += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
}

}  // namespace mingjing::http::edge
