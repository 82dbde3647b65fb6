// Streamed bodies: while the pool writes one piece, the loop reads the next.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/connection.h"

namespace mingjing::http::edge {

template <class Stream>
Awaitable<bool> Connection<Stream>::stream_body(std::shared_ptr<Exchange> exchange) {
  auto stage = std::make_shared<Stage>();
  auto opened = std::make_shared<Completion>(loop_);
  const bool posted = shared_->pool->try_post([shared = shared_, exchange, stage, opened] {
    stage->sink = open_sink(*shared, *exchange);
    opened->signal();
  });
  if (!posted) {
    refuse_busy(*exchange);
    co_return true;
  }
  co_await opened->wait();
  if (!stage->sink) co_return true;
  bool here = true;
  if (expects_continue(*exchange)) here = co_await send_continue();
  std::optional<ParseError> error;
  std::shared_ptr<Completion> writing;
  std::int64_t since = steady_ms();
  while (here && !error && !parser_.done() && stage->wants_more) {
    const std::size_t used = parser_.parse_body(input_.view(), body_limit(*exchange), stage->filling, error);
    input_.consume(used);
    if (error) break;
    if (stage->filling.size() >= kChunk && !parser_.done()) {
      if (writing) {
        const std::int64_t paused = steady_ms();
        deadline_ms = kNever;
        co_await writing->wait();
        since += steady_ms() - paused;  // our disk is not the client's fault
      }
      if (!stage->wants_more) break;
      writing = start_write(stage);
    }
    if (parser_.done()) break;
    deadline_ms = transfer_deadline(since, parser_.body_bytes());
    const auto space = input_.space(kBodyReadSize);
    auto [failed, n] = co_await stream_.async_read_some(space, kTuple);
    here = !failed;
    if (here) input_.commit(n);
  }
  deadline_ms = kNever;
  if (writing) co_await writing->wait();
  // Bytes that arrived before the client went away count too: the sink keeps what it can.
  if (stage->wants_more && !error && !stage->filling.empty()) {
    writing = start_write(stage);
    co_await writing->wait();
  }
  shared_->metrics.bytes_in.fetch_add(parser_.body_bytes(), std::memory_order_relaxed);
  const bool finishes = here && !error && !stage->failure;
  auto last = start([stage, exchange, finishes] {
    try {
      if (finishes) exchange->response = stage->sink->finish();
      stage->sink.reset();
    } catch (...) {
      stage->failure = exception_response(std::current_exception());
      stage->sink.reset();
    }
  });
  co_await last->wait();
  if (error)
    refuse(*exchange, *error);
  else if (stage->failure)
    exchange->response = std::move(*stage->failure);
  co_return here;
}

}  // namespace mingjing::http::edge
