// One connection from accept to close. Instantiated once for plain sockets and once for TLS, each in a file of its own.
// House rule for g++ 12: a co_await is a statement of its own and all its arguments have names.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ssl/stream_base.hpp>
#include <cerrno>
#include <cstring>
#include <type_traits>
#include <vector>

#include "http/edge.h"
#include "http/errors.h"
#include "http/input.h"
#include "http/request_parser.h"

namespace mingjing::http::edge {

template <class Stream>
class Connection final : public Link, public std::enable_shared_from_this<Connection<Stream>> {
  static constexpr bool kPlain = std::is_same_v<Stream, Socket>;
  static constexpr std::size_t kReadSize = 4 << 10, kBodyReadSize = 64 << 10, kChunk = 256 << 10;

 public:
  template <class... Args>
  Connection(std::shared_ptr<Shared> shared, std::shared_ptr<Loop> loop, Address peer, std::shared_ptr<void> keep,
             Args&&... args)
      : shared_(std::move(shared)),
        loop_(std::move(loop)),
        peer_(peer),
        keep_(std::move(keep)),
        stream_(std::forward<Args>(args)...) {
    loop_->add(this);
  }
  ~Connection() override {
    loop_->remove(this);
    shared_->addresses.leave(peer_);
    shared_->metrics.open_connections.fetch_sub(1);
  }

  void cut() override {
    deadline_ms = kNever;
    boost::system::error_code ignored;
    socket().shutdown(asio::socket_base::shutdown_both, ignored);
    socket().cancel(ignored);
  }

  Awaitable<> run() {
    bool going = true;
    if constexpr (!kPlain) {
      set_deadline(limits().handshake);
      const auto side = asio::ssl::stream_base::server;
      auto [error] = co_await stream_.async_handshake(side, kTuple);
      going = !error;
    }
    bool first = true;
    while (going) {
      idle = input_.empty();  // a first request that has not begun may be cut by `stop` too
      if (idle && shared_->stopping) break;
      if (idle) input_.shrink();
      set_deadline(idle && !first ? limits().idle : limits().head);
      std::size_t scanned = 0, end = std::string_view::npos;
      for (;;) {
        const std::string_view have = input_.view();
        end = have.find("\r\n\r\n", scanned > 3 ? scanned - 3 : 0);
        if (end != std::string_view::npos || have.size() > kMaxHeadBytes) break;
        scanned = have.size();
        const auto space = input_.space(kReadSize);
        auto [error, n] = co_await stream_.async_read_some(space, kTuple);
        if (error) {
          going = false;
          break;
        }
        if (idle) {
          idle = false;
          if (!first) set_deadline(limits().head);  // the first head has been running since accept
        }
        input_.commit(n);
      }
      if (!going) break;
      idle = first = false;
      deadline_ms = kNever;  // a handler takes the time it takes
      started_us_ = steady_us();
      auto exchange = fresh_exchange();
      // A valid head may end exactly at the limit, so what counts is where its end lies.
      if (end == std::string_view::npos || end + 4 > kMaxHeadBytes) {
        refuse(*exchange, {431, "head_too_large", "请求头太大，请清除浏览器缓存后重试。"});
        parsed_ = false;
      } else {
        exchange->request.head.assign(input_.view().data(), end + 4);
        input_.consume(end + 4);
        const auto error = parser_.parse_head(exchange->request);
        parsed_ = !error;
        if (error) refuse(*exchange, *error);
      }
      if (parsed_) {
        set_client(exchange->request);
        answered_here_ = false;
        const bool runs = admit(*shared_, *exchange, parser_.content_length(), parser_.has_body());
        if (runs && exchange->route->stream_handler) {
          going = co_await stream_body(exchange);
        } else if (runs) {
          going = co_await answer(exchange);
        }
        if (!going) break;
      }
      const bool clean = parsed_ && parser_.done();
      const bool keep = clean && exchange->request.keep_alive && !exchange->response.close && !shared_->stopping;
      out_.clear();
      append_head(out_, *loop_, *exchange, keep);
      const Response& response = exchange->response;
      const bool bare = exchange->request.method == Method::head || response.status == 204 || response.status == 304;
      const std::uint64_t size = bare ? 0 : response.body_size();
      bool sent = false;
      if (response.file && size > 0) {
        sent = co_await send_file(exchange);
      } else {
        std::string_view body = size == 0 ? std::string_view() : body_of(response);
        sent = write_now(body);
        if (!sent) sent = co_await write_rest(body);
      }
      log(*exchange, size);
      if (!keep) {
        if (sent && (!clean || !input_.empty())) co_await linger();
        break;
      }
      going = sent;
      if (answered_here_) spare_ = std::move(exchange);
    }
    boost::system::error_code ignored;
    socket().shutdown(asio::socket_base::shutdown_both, ignored);
    socket().close(ignored);
  }

 private:
  const ServerLimits& limits() const { return shared_->options.limits; }
  Socket& socket() {
    if constexpr (kPlain)
      return stream_;
    else
      return stream_.next_layer();
  }
  void set_deadline(milliseconds wait) { deadline_ms = steady_ms() + wait.count(); }
  // So long may a transfer of `bytes` take that began at `since`.
  std::int64_t transfer_deadline(std::int64_t since, std::uint64_t bytes) const {
    return since + limits().transfer_grace.count() +
           static_cast<std::int64_t>(bytes * 1000 / std::max<std::uint64_t>(1, limits().min_rate));
  }

  std::shared_ptr<Exchange> fresh_exchange() {
    if (spare_ && spare_.use_count() == 1) {
      auto exchange = std::move(spare_);
      exchange->request.clear();
      exchange->response = Response();
      exchange->route = nullptr;
      return exchange;
    }
    auto exchange = std::make_shared<Exchange>();
    exchange->finished = std::make_shared<Completion>(loop_);
    return exchange;
  }

  void refuse(Exchange& exchange, const ParseError& error) {
    shared_->metrics.parse_errors.fetch_add(1, std::memory_order_relaxed);
    exchange.request.path = "/";
    exchange.response = edge_error(error.status, error.code, error.message);
    if (error.status == 405) exchange.response.set("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    exchange.response.close = true;
    dress_error(*shared_, exchange);
  }

  void set_client(Request& request) {
    if (shared_->options.trusted_proxies.empty()) {
      if (peer_text_.empty()) peer_text_ = peer_.text();
      request.client = peer_text_;
      request.is_tls = !kPlain;
      return;
    }
    auto view = client_behind(peer_, !kPlain, shared_->options.trusted_proxies, request.header("X-Forwarded-For"),
                              request.header("X-Forwarded-Proto"));
    request.client = std::move(view.address);
    request.is_tls = view.is_tls;
  }

  std::uint64_t body_limit(const Exchange& exchange) const {
    return exchange.route->flags.body_limit ? exchange.route->flags.body_limit : limits().body;
  }

  bool expects_continue(const Exchange& exchange) const {
    return input_.empty() && !parser_.done() && exchange.request.has_header("Expect");
  }

  Awaitable<bool> send_continue() {
    out_ = "HTTP/1.1 100 Continue\r\n\r\n";
    std::string_view nothing;
    bool sent = write_now(nothing);
    if (!sent) sent = co_await write_rest(nothing);
    co_return sent;
  }

  // Reads the body whole, then lets the handler answer. False: the client is gone.
  Awaitable<bool> answer(std::shared_ptr<Exchange> exchange) {
    if (!parser_.done()) {
      const auto error = co_await read_body(exchange);
      if (!error.has_value()) co_return false;
      if (error->status != 0) {
        refuse(*exchange, *error);
        co_return true;
      }
    }
    const Route& route = *exchange->route;
    answered_here_ = run_quick(*exchange);
    if (!answered_here_ && route.flags.runs_inline && route.handler) {
      run_handler(*shared_, *exchange);
      answered_here_ = true;
    }
    if (answered_here_) co_return true;
    std::function<void()> job;
    if (route.async_handler) {
      job = [shared = shared_, exchange] { run_async_handler(*shared, exchange); };
    } else {
      job = [shared = shared_, exchange] {
        run_handler(*shared, *exchange);
        exchange->finished->signal();
      };
    }
    const bool posted = shared_->pool->try_post(std::move(job));
    if (!posted) {
      refuse_busy(*exchange);
      co_return true;
    }
    co_await exchange->finished->wait();
    co_return true;
  }

  void refuse_busy(Exchange& exchange) {
    shared_->metrics.queue_full.fetch_add(1, std::memory_order_relaxed);
    exchange.response = edge_error(503, "unavailable", "现在访问的人太多，请稍等几秒后重试。");
    dress_error(*shared_, exchange);
  }

  // None: the client is gone; status 0: the body is complete.
  Awaitable<std::optional<ParseError>> read_body(std::shared_ptr<Exchange> exchange) {
    std::optional<ParseError> error;
    if (expects_continue(*exchange)) {
      const bool sent = co_await send_continue();
      if (!sent) co_return error;
    }
    const std::int64_t since = steady_ms();
    while (!parser_.done()) {
      const std::size_t used = parser_.parse_body(input_.view(), body_limit(*exchange), exchange->request.body, error);
      input_.consume(used);
      if (error) co_return error;
      if (parser_.done()) break;
      deadline_ms = transfer_deadline(since, parser_.body_bytes());
      const auto space = input_.space(kBodyReadSize);
      auto [failed, n] = co_await stream_.async_read_some(space, kTuple);
      if (failed) co_return error;
      input_.commit(n);
    }
    deadline_ms = kNever;
    shared_->metrics.bytes_in.fetch_add(parser_.body_bytes(), std::memory_order_relaxed);
    error.emplace();
    error->status = 0;
    co_return error;
  }

  // What a streamed body needs on both sides. The loop fills `filling` while the pool writes `writing`.
  struct Stage {
    std::unique_ptr<BodySink> sink;
    std::string filling, writing;
    std::atomic<bool> wants_more = true;  // read by the loop while the pool writes; `failure` only once it is done
    std::optional<Response> failure;
  };

  // Runs on the pool, whatever its queue: the connection was admitted.
  std::shared_ptr<Completion> start(std::function<void()> job) {
    auto done = std::make_shared<Completion>(loop_);
    shared_->pool->post_admitted([job = std::move(job), done] {
      job();
      done->signal();
    });
    return done;
  }

  std::shared_ptr<Completion> start_write(const std::shared_ptr<Stage>& stage) {
    stage->writing.clear();
    std::swap(stage->filling, stage->writing);
    return start([stage] {
      try {
        stage->wants_more = stage->sink->write(stage->writing);
      } catch (...) {
        stage->failure = exception_response(std::current_exception());
        stage->wants_more = false;
      }
    });
  }

  // Hands a body to the route's sink piece by piece. False: the client is gone.
  Awaitable<bool> stream_body(std::shared_ptr<Exchange> exchange);

  static std::string_view body_of(const Response& response) {
    if (response.whole) return response.whole->body;
    return response.shared_body ? std::string_view(*response.shared_body) : std::string_view(response.body);
  }

  // Most answers fit into the socket's buffer: one system call and no trip through the reactor. False: `out_` and
  // `body` hold what is left.
  bool write_now(std::string_view& body) {
    if constexpr (!kPlain) {
      if (body.size() <= (64 << 10)) {  // one record instead of two
        out_ += body;
        body = {};
      }
      return false;
    } else {
      std::array<iovec, 2> parts = {iovec{out_.data(), out_.size()},
                                    iovec{const_cast<char*>(body.data()), body.size()}};
      msghdr message{};
      message.msg_iov = parts.data();
      message.msg_iovlen = body.empty() ? 1 : 2;
      const ssize_t n = ::sendmsg(socket().native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (n < 0) return false;
      const auto sent = static_cast<std::size_t>(n);
      if (sent == out_.size() + body.size()) return true;
      if (sent >= out_.size()) {
        body.remove_prefix(sent - out_.size());
        out_.clear();
      } else {
        out_.erase(0, sent);
      }
      return false;
    }
  }

  Awaitable<bool> write_rest(std::string_view body) {
    std::string_view head = out_;
    const std::int64_t since = steady_ms();
    std::uint64_t total = 0;
    while (!head.empty() || !body.empty()) {
      deadline_ms = transfer_deadline(since, total);
      const std::array<asio::const_buffer, 2> parts = {asio::buffer(head.data(), head.size()),
                                                       asio::buffer(body.data(), body.size())};
      auto [error, n] = co_await stream_.async_write_some(parts, kTuple);
      if (error) co_return false;
      total += n;
      const std::size_t from_head = std::min(n, head.size());
      head.remove_prefix(from_head);
      body.remove_prefix(n - from_head);
    }
    deadline_ms = kNever;
    co_return true;
  }

  Awaitable<bool> send_file(std::shared_ptr<Exchange> exchange) {
    const FileRange range = *exchange->response.file;
    std::string_view nothing;
    bool sent = write_now(nothing);
    if (!sent) sent = co_await write_rest(nothing);
    auto offset = static_cast<off_t>(range.offset);
    std::uint64_t left = range.length;
    const std::int64_t since = steady_ms();
    std::string piece;
    while (sent && left > 0) {
      deadline_ms = transfer_deadline(since, range.length - left);
      if constexpr (kPlain) {
        const ssize_t n =
            ::sendfile(socket().native_handle(), range.file->fd, &offset, std::min<std::uint64_t>(left, 1 << 20));
        if (n > 0) {
          left -= static_cast<std::uint64_t>(n);
          continue;
        }
        sent = n < 0 && errno == EAGAIN;  // 0: the file was cut under us
        if (!sent) break;
        const auto writable = asio::socket_base::wait_write;
        auto [error] = co_await socket().async_wait(writable, kTuple);
        sent = !error;
      } else {
        piece.resize(std::min<std::uint64_t>(left, kBodyReadSize));
        const ssize_t n = ::pread(range.file->fd, piece.data(), piece.size(), offset);
        sent = n > 0;
        if (!sent) break;
        out_.assign(piece.data(), static_cast<std::size_t>(n));
        offset += n;
        left -= static_cast<std::uint64_t>(n);
        sent = co_await write_rest(nothing);
      }
    }
    deadline_ms = kNever;
    co_return sent;
  }

  // Closing a socket with unread bytes resets it, and the client would never see the answer: read a while first.
  Awaitable<> linger() {
    boost::system::error_code ignored;
    socket().shutdown(asio::socket_base::shutdown_send, ignored);
    set_deadline(milliseconds(2000));
    std::size_t left = 1 << 20;
    std::vector<char> waste(16 << 10);
    while (left > 0) {
      const auto space = asio::buffer(waste);
      auto [error, n] = co_await socket().async_read_some(space, kTuple);
      if (error) break;
      left -= std::min(left, n);
    }
    deadline_ms = kNever;
  }

  void log(const Exchange& exchange, std::uint64_t bytes) {
    const auto took = static_cast<std::uint64_t>(steady_us() - started_us_);
    shared_->metrics.count(exchange.response.status, took, bytes);
    if (!shared_->options.access_log) return;
    const std::string_view route = exchange.route ? std::string_view(exchange.route->name) : "-";
    shared_->options.access_log({route, to_string(exchange.request.method), exchange.response.status, bytes, took});
  }

  std::shared_ptr<Shared> shared_;
  std::shared_ptr<Loop> loop_;
  Address peer_;
  std::string peer_text_;
  std::shared_ptr<void> keep_;  // the TLS context the stream refers to
  Stream stream_;
  Input input_;
  RequestParser parser_;
  bool parsed_ = false;
  bool answered_here_ = false;  // by this thread alone: nobody else ever held the exchange
  std::int64_t started_us_ = 0;
  std::string out_;
  std::shared_ptr<Exchange> spare_;
};

template <class Stream>
Awaitable<> run_connection(std::shared_ptr<Connection<Stream>> connection) {
  try {
    co_await connection->run();
  } catch (const std::exception&) {  // out of memory: this connection ends, the server goes on
  }
}

template <class Stream>
void spawn(std::shared_ptr<Connection<Stream>> connection, Loop& loop) {
  asio::co_spawn(*loop.io, run_connection<Stream>(std::move(connection)), asio::detached);
}

}  // namespace mingjing::http::edge

#include "http/connection_body.h"
