// SPDX-License-Identifier: Apache-2.0
#include "http/router.h"

#include <algorithm>
#include <atomic>
#include <map>

#include "base/check.h"
#include "base/id.h"
#include "http/errors.h"

namespace mingjing::http {
namespace {

enum class Kind { text, uuid, integer, word, rest };

bool fits(Kind kind, std::string_view value) {
  switch (kind) {
    case Kind::uuid: {
      auto id = Uuid::parse(value);
      return id && id->text() == value;
    }
    case Kind::integer:
      return !value.empty() && value.size() <= 15 && value.find_first_not_of("0123456789") == std::string_view::npos;
    case Kind::word:
      return !value.empty() && value.size() <= 100 &&
             value.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") ==
                 std::string_view::npos;
    case Kind::text:
      return !value.empty() && value.size() <= 200;
    case Kind::rest:
      return !value.empty();
  }
  return false;
}

// `{id:uuid}.json` → prefix "", name "id", kind uuid, suffix ".json"
struct Segment {
  bool is_param = false;
  std::string prefix, name, suffix;
  Kind kind = Kind::text;
  bool operator==(const Segment&) const = default;
};

Segment parse_segment(std::string_view text) {
  Segment out;
  const std::size_t open = text.find('{');
  if (open == std::string_view::npos) {
    out.prefix = text;
    return out;
  }
  const std::size_t close = text.find('}', open);
  MJ_CHECK(close != std::string_view::npos);
  std::string_view inner = text.substr(open + 1, close - open - 1);
  out.is_param = true;
  out.prefix = text.substr(0, open);
  out.suffix = text.substr(close + 1);
  if (!inner.empty() && inner.back() == '*') {
    inner.remove_suffix(1);
    out.kind = Kind::rest;
  }
  const std::size_t colon = inner.find(':');
  if (colon != std::string_view::npos) {
    const std::string_view type = inner.substr(colon + 1);
    MJ_CHECK(type == "uuid" || type == "int" || type == "word");
    out.kind = type == "uuid" ? Kind::uuid : type == "int" ? Kind::integer : Kind::word;
    inner = inner.substr(0, colon);
  }
  MJ_CHECK(!inner.empty());
  out.name = inner;
  return out;
}

}  // namespace

struct Responder::State {
  std::shared_ptr<Sink> sink;
  std::atomic<bool> answered{false};
  void deliver(Response response) {
    if (!answered.exchange(true)) sink->deliver(std::move(response));
  }
  ~State() { deliver(edge_error(500, "internal", "系统出错，内容没有保存。请稍后重试，多次出现时请联系系统管理员。")); }
};

Responder::Responder(std::shared_ptr<Sink> sink) : state_(std::make_shared<State>()) { state_->sink = std::move(sink); }

void Responder::answer(Response response) const { state_->deliver(std::move(response)); }

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::vector<std::pair<Segment, std::unique_ptr<Node>>> params;  // most literal text first
  std::vector<const Route*> routes;                               // that end here

  // Nodes whose pattern fits are tried in order; the first with any route wins, so an address has one set of methods.
  const Node* find(std::string_view path, std::size_t at, Pairs& bound) const {
    if (at > path.size()) return routes.empty() ? nullptr : this;
    const std::size_t end = std::min(path.find('/', at), path.size());
    const std::string_view segment = path.substr(at, end - at);
    if (auto literal = literals.find(segment); literal != literals.end())
      if (const Node* found = literal->second->find(path, end + 1, bound)) return found;
    for (const auto& [rule, child] : params) {
      const std::size_t size = bound.size();
      if (rule.kind == Kind::rest) {
        bound.emplace_back(rule.name, path.substr(at));
        if (fits(rule.kind, path.substr(at)) && !child->routes.empty()) return child.get();
      } else if (segment.size() > rule.prefix.size() + rule.suffix.size() && segment.starts_with(rule.prefix) &&
                 segment.ends_with(rule.suffix)) {
        const std::string_view value =
            segment.substr(rule.prefix.size(), segment.size() - rule.prefix.size() - rule.suffix.size());
        if (fits(rule.kind, value)) {
          bound.emplace_back(rule.name, value);
          if (const Node* found = child->find(path, end + 1, bound)) return found;
        }
      }
      bound.resize(size);
    }
    return nullptr;
  }
};

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;
Router::Router(Router&&) noexcept = default;
Router& Router::operator=(Router&&) noexcept = default;

std::string Route::openapi_path() const {
  std::string out;
  bool skip = false;
  for (char c : pattern) {
    if (c == ':' || c == '*') skip = true;
    if (c == '}') skip = false;
    if (!skip) out.push_back(c);
  }
  return out;
}

void Router::insert(std::unique_ptr<Route> route) {
  MJ_CHECK(!route->pattern.empty() && route->pattern.front() == '/');
  for (const auto& other : routes_) MJ_CHECK(other->name != route->name);
  Node* node = root_.get();
  const std::string_view pattern = route->pattern;
  for (std::size_t at = 1; at <= pattern.size();) {
    const std::size_t end = std::min(pattern.find('/', at), pattern.size());
    Segment segment = parse_segment(pattern.substr(at, end - at));
    at = end + 1;
    if (!segment.is_param) {
      auto& child = node->literals[segment.prefix];
      if (!child) child = std::make_unique<Node>();
      node = child.get();
      continue;
    }
    auto existing =
        std::find_if(node->params.begin(), node->params.end(), [&](const auto& p) { return p.first == segment; });
    if (existing == node->params.end()) {
      const auto weight = [](const Segment& s) {
        return std::pair(s.kind != Kind::rest, std::pair(s.prefix.size() + s.suffix.size(), s.kind != Kind::text));
      };
      auto place = std::find_if(node->params.begin(), node->params.end(),
                                [&](const auto& p) { return weight(p.first) < weight(segment); });
      existing = node->params.emplace(place, std::move(segment), std::make_unique<Node>());
    }
    node = existing->second.get();
  }
  for (const Route* other : node->routes) MJ_CHECK(other->method != route->method);
  route->index = routes_.size();
  node->routes.push_back(route.get());
  routes_.push_back(std::move(route));
}

void Router::add(std::string name, Method method, std::string pattern, RouteFlags flags, Handler handler,
                 QuickHandler quick) {
  MJ_CHECK(!quick || !flags.needs_session);  // it runs before the hook that finds the session
  auto route = std::make_unique<Route>();
  route->handler = std::move(handler);
  route->quick = std::move(quick);
  route->name = std::move(name);
  route->method = method;
  route->pattern = std::move(pattern);
  route->flags = std::move(flags);
  insert(std::move(route));
}

void Router::add_async(std::string name, Method method, std::string pattern, RouteFlags flags, AsyncHandler handler) {
  auto route = std::make_unique<Route>();
  route->async_handler = std::move(handler);
  route->name = std::move(name);
  route->method = method;
  route->pattern = std::move(pattern);
  route->flags = std::move(flags);
  insert(std::move(route));
}

void Router::add_stream(std::string name, Method method, std::string pattern, RouteFlags flags, StreamHandler handler) {
  auto route = std::make_unique<Route>();
  route->stream_handler = std::move(handler);
  route->name = std::move(name);
  route->method = method;
  route->pattern = std::move(pattern);
  route->flags = std::move(flags);
  insert(std::move(route));
}

Router::Match Router::find(Method method, std::string_view path, Pairs& params) const {
  Match out;
  if (path.empty() || path.front() != '/') return out;
  const Node* node = root_->find(path, 1, params);
  if (!node) return out;
  const auto of = [&](Method wanted) -> const Route* {
    for (const Route* route : node->routes)
      if (route->method == wanted) return route;
    return nullptr;
  };
  out.route = of(method);
  if (!out.route && method == Method::head) out.route = of(Method::get);
  if (out.route) return out;
  for (const Route* route : node->routes) {
    if (!out.allow.empty()) out.allow += ", ";
    out.allow += to_string(route->method);
    if (route->method == Method::get) out.allow += ", HEAD";
  }
  out.allow += ", OPTIONS";
  return out;
}

const std::vector<std::unique_ptr<Route>>& Router::routes() const { return routes_; }

}  // namespace mingjing::http
