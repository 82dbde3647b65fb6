// Routes: which address answers with which handler, and under which rules. The table can be listed, for the OpenAPI
// document and for the test that tries every role on every route.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/response.h"

namespace mingjing::http {

// Answers once, from any thread, now or later; copies share the one answer. Dropping the last copy unanswered answers
// 500. The request lives as long as any copy. A second answer is ignored.
class Responder {
 public:
  class Sink {  // the edge's side
   public:
    virtual ~Sink() = default;
    virtual void deliver(Response response) = 0;  // called exactly once
  };
  explicit Responder(std::shared_ptr<Sink> sink);
  void answer(Response response) const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// Takes a body as it arrives; every call runs on the pool, one at a time. Destroyed without `finish` when the client
// went away or sent too slowly: what that means is the sink's business.
class BodySink {
 public:
  virtual ~BodySink() = default;
  // False stops reading; `finish` is called next and says why.
  virtual bool write(std::string_view bytes) = 0;
  virtual Response finish() = 0;
};

using Handler = std::function<Response(Request&)>;
// Tried before the handler, on the I/O thread: an answer that lies ready in memory, or none. Must not block.
using QuickHandler = std::function<std::optional<Response>(const Request&)>;
using AsyncHandler = std::function<void(Request&, Responder)>;
// Opens a sink before the body is read, or refuses with `refusal` and returns null.
using StreamHandler = std::function<std::unique_ptr<BodySink>(Request&, Response& refusal)>;

struct RouteFlags {
  bool needs_session = true;     // the hook before handlers must find a user
  bool runs_inline = false;      // on the I/O thread: only for answers of a few microseconds that never block
  std::uint64_t body_limit = 0;  // 0: the server's default; for methods with a body
  Csp csp = Csp::api;
  std::string form;  // what the body is, for the OpenAPI document; free text
};
inline RouteFlags public_page() {
  return {.needs_session = false, .runs_inline = false, .body_limit = 0, .csp = Csp::portal, .form = {}};
}

struct Route {
  std::string name;  // operationId; also what logs and metrics show instead of the address
  Method method = Method::get;
  std::string pattern;  // /api/v1/cases/{id:uuid}/acts/{act}
  RouteFlags flags;
  Handler handler;  // exactly one of this and the next two is set
  AsyncHandler async_handler;
  StreamHandler stream_handler;
  QuickHandler quick;  // only beside `handler`, and only where no session is needed
  std::size_t index = 0;             // position in the table, for counters
  std::string openapi_path() const;  // the pattern without types
};

// Patterns are segments: a literal, or text around one parameter: `{id}`, `{id}.json`, `{n:int}`. Types: `uuid`
// (lower case), `int` (up to 15 digits), `word` (letters, digits, `_`, `-`), none (any text up to 200 bytes). The last
// segment may be `{rest*}`: one or more segments. More literal text wins: `/a/b` before `/a/{x}.json` before `/a/{x}`.
class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

  // A second route of one method and pattern, or of one name, is a broken program.
  void add(std::string name, Method method, std::string pattern, RouteFlags flags, Handler handler,
           QuickHandler quick = {});
  void add_async(std::string name, Method method, std::string pattern, RouteFlags flags, AsyncHandler handler);
  void add_stream(std::string name, Method method, std::string pattern, RouteFlags flags, StreamHandler handler);

  struct Match {
    const Route* route = nullptr;  // null: see `allow`
    std::string allow;             // methods of a known address, for 405 and OPTIONS; empty: 404
  };
  // HEAD finds GET. Fills `params`.
  Match find(Method method, std::string_view path, Pairs& params) const;
  const std::vector<std::unique_ptr<Route>>& routes() const;

 private:
  struct Node;
  void insert(std::unique_ptr<Route> route);
  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<Route>> routes_;
};

}  // namespace mingjing::http
