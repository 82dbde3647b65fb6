// What the I/O threads share. Private to server.cpp and connection_*.cpp: the only files that see Asio.
//
// One io_context a thread. A connection lives on one loop and is touched by its thread alone; other threads reach it
// only through `Loop::post`. Deadlines are fields that the loop's tick compares four times a second, so that a request
// costs no timer. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <limits>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "http/server.h"
#include "http/worker_pool.h"

namespace mingjing::http::edge {

namespace asio = boost::asio;
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
template <class T = void>
using Awaitable = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kAwait{};
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kTuple{};
inline constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

inline std::int64_t steady_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}
inline std::int64_t steady_ms() { return steady_us() / 1000; }

// A connection as its loop's tick sees it.
class Link {
 public:
  virtual ~Link() = default;
  virtual void cut() = 0;  // every operation under way and to come fails
  std::int64_t deadline_ms = kNever;
  bool idle = false;  // between two requests
  Link* previous = nullptr;
  Link* next = nullptr;
};

struct Shared {
  explicit Shared(Router r, ServerOptions o) : router(std::move(r)), options(std::move(o)) {}
  Router router;
  ServerOptions options;
  Metrics metrics;
  AddressCounts addresses;
  std::unique_ptr<WorkerPool> pool;
  std::atomic<bool> stopping{false};
  std::mutex tls_mutex;
  std::shared_ptr<asio::ssl::context> tls;
};

class Completion;

class Loop {
 public:
  Loop() : io(std::make_unique<asio::io_context>(1)) {}
  // From any thread; dropped when the loop is gone.
  template <class F>
  void post(F f) {
    std::lock_guard lock(mutex_);
    if (io) asio::post(*io, std::move(f));
  }
  void destroy() {
    std::unique_ptr<asio::io_context> last;
    {
      std::lock_guard lock(mutex_);
      last = std::move(io);
    }
  }
  void add(Link* link) {
    link->next = links;
    link->previous = nullptr;
    if (links) links->previous = link;
    links = link;
  }
  void remove(Link* link) {
    if (link->previous)
      link->previous->next = link->next;
    else
      links = link->next;
    if (link->next) link->next->previous = link->previous;
  }
  const std::string& date_line();  // "Date: …\r\n", made once a second

  std::unique_ptr<asio::io_context> io;
  Link* links = nullptr;
  std::set<Completion*> waiting;  // coroutines that wait for work elsewhere

 private:
  std::mutex mutex_;
  std::string date_;
  std::int64_t date_second_ = -1;
};

// Work elsewhere that a coroutine of this loop waits for. `signal` from any thread, once a `reset`; the rest on the
// loop.
class Completion : public std::enable_shared_from_this<Completion> {
 public:
  explicit Completion(std::shared_ptr<Loop> loop) : loop_(std::move(loop)) {}
  void signal() {
    loop_->post([self = shared_from_this()] {
      self->done_ = true;
      self->wake();
    });
  }
  // The loop has stopped for good: whoever waits is unwound, not woken.
  void abandon() { waiter_.reset(); }
  Awaitable<> wait() {
    auto start = [this](auto handler) {
      using Handler = decltype(handler);
      struct Resume final : Waiter {
        explicit Resume(Handler h) : kept(std::move(h)) {}
        void resume() override { kept(); }
        Handler kept;
      };
      waiter_ = std::make_unique<Resume>(std::move(handler));
      loop_->waiting.insert(this);
      if (done_) loop_->post([self = shared_from_this()] { self->wake(); });
    };
    return asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(std::move(start), kAwait);
  }

 private:
  struct Waiter {
    virtual ~Waiter() = default;
    virtual void resume() = 0;
  };
  void wake() {
    auto waiter = std::move(waiter_);
    if (!waiter) return;
    loop_->waiting.erase(this);
    waiter->resume();
  }
  std::shared_ptr<Loop> loop_;
  std::unique_ptr<Waiter> waiter_;
  bool done_ = false;
};

// One request and its answer. Shared with whoever answers it.
class Exchange final : public Responder::Sink, public std::enable_shared_from_this<Exchange> {
 public:
  void deliver(Response answer) override {
    response = std::move(answer);
    finished->signal();
  }
  Request request;
  Response response;
  const Route* route = nullptr;
  std::shared_ptr<Completion> finished;
};

// Start a session on `loop`, which the caller's thread runs. Counted and linked until it ends.
void serve_plain(std::shared_ptr<Shared> shared, std::shared_ptr<Loop> loop, Socket socket, Address peer);
void serve_tls(std::shared_ptr<Shared> shared, std::shared_ptr<Loop> loop, Socket socket, Address peer);

// --- protocol decisions without I/O (edge.cpp) ---

// After the head: true when a handler is to run; else `response` is ready.
bool admit(const Shared& shared, Exchange& exchange, std::optional<std::uint64_t> content_length, bool has_body);
// An answer from memory, on this thread; false: there is none, and the handler is to run.
bool run_quick(Exchange& exchange);
// Runs the hook and the route's handler on this thread; exceptions become answers.
void run_handler(const Shared& shared, Exchange& exchange);
void run_async_handler(const Shared& shared, const std::shared_ptr<Exchange>& exchange);
std::unique_ptr<BodySink> open_sink(const Shared& shared, Exchange& exchange);
// Head lines of the answer, appended to `out`.
void append_head(std::string& out, Loop& loop, const Exchange& exchange, bool keep_alive);
// Gives people a page in place of the edge's JSON, where the server has one.
void dress_error(const Shared& shared, Exchange& exchange);

}  // namespace mingjing::http::edge
