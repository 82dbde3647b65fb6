// The HTTP/1.1 server: sockets, limits, deadlines, TLS. Handlers and their router are given to it; it knows nothing of
// cases. I/O threads never block: handlers run on a pool unless their route says `runs_inline`.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/address.h"
#include "http/metrics.h"
#include "http/router.h"

namespace mingjing::http {

using std::chrono::milliseconds;

struct ServerLimits {
  std::size_t connections = 10'000;           // beyond: 503 and closed
  std::size_t connections_per_address = 100;  // beyond: closed; trusted proxies and loopback have their own
  std::size_t connections_from_loopback = 5'000;
  std::uint64_t body = 1 << 20;              // routes may set their own
  milliseconds head = milliseconds(10'000);  // for the whole head, from its first byte (from accept for the first)
  milliseconds idle = milliseconds(30'000);  // between requests of one connection
  milliseconds handshake = milliseconds(10'000);
  milliseconds transfer_grace = milliseconds(10'000);  // bodies, both ways: this long, plus size / min_rate
  std::uint64_t min_rate = 8 << 10;                    // bytes a second
};

struct TlsFiles {
  std::string certificate;  // PEM chain
  std::string key;          // PEM
};

// One line of the access log: no address, no client, no user (they would be personal data).
struct AccessRecord {
  std::string_view route;   // operationId; "-" when no route matched
  std::string_view method;  // of the closed list; else "OTHER"
  int status = 0;
  std::uint64_t bytes = 0;
  std::uint64_t microseconds = 0;
};

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one, see `Server::port`
  unsigned io_threads = 2;
  unsigned pool_threads = 16;
  std::size_t pool_queue = 512;
  ServerLimits limits;
  std::optional<TlsFiles> tls;
  std::vector<Cidr> trusted_proxies;
  std::vector<std::string> allowed_hosts;  // Host must be one of these (with port, as sent); empty: any valid one
  // Called on I/O threads; must be quick.
  std::function<void(const AccessRecord&)> access_log;
  // Runs before every handler that is not inline, on the pool; an answer stops the request there. Sessions, CSRF,
  // rights.
  std::function<std::optional<Response>(Request&, const Route&)> before;
  // A page for people in place of the JSON error of the edge (404, 405, 503 …). Runs on I/O threads.
  std::function<std::optional<Response>(const Request&, int status)> error_page;
};

class Server {
 public:
  Server(Router router, ServerOptions options);
  ~Server();  // stops at once when still running
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Binds and starts; a Chinese sentence when the address is taken or the certificate unusable.
  Status start();
  std::uint16_t port() const;
  // No new connections; idle ones are closed, answers under way are finished and their connections closed, until
  // `grace` is over. Then whatever is left is cut. Blocks.
  void stop(milliseconds grace = milliseconds(10'000));
  // Loads certificate and key again; running connections keep theirs.
  Status reload_tls();

  // `stop` has begun: who holds a Responder should answer now.
  bool stopping() const;

  Metrics& metrics();
  const Router& router() const;
  std::string metrics_text() const;  // with queue length

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// SIGTERM and SIGINT: call `block_stop_signals` before any thread starts, then wait in the main thread.
void block_stop_signals();
int wait_for_stop_signal();

}  // namespace mingjing::http
