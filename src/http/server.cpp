// SPDX-License-Identifier: Apache-2.0
#include "http/server.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cstring>
#include <thread>

#include "base/check.h"
#include "http/edge.h"

namespace mingjing::http {
namespace {

using namespace edge;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
constexpr auto kTick = std::chrono::milliseconds(250);
constexpr int kBacklog = 4096;

// A descriptor that no socket owns yet.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int release() { return std::exchange(fd_, -1); }
  int get() const { return fd_; }

 private:
  int fd_;
};

Address address_of(const sockaddr_storage& from) {
  Address out;
  if (from.ss_family == AF_INET) {
    out.bytes[10] = out.bytes[11] = 0xff;
    std::memcpy(out.bytes.data() + 12, &reinterpret_cast<const sockaddr_in&>(from).sin_addr, 4);
  } else {
    std::memcpy(out.bytes.data(), &reinterpret_cast<const sockaddr_in6&>(from).sin6_addr, 16);
  }
  return out;
}

int choose_protocol(SSL*, const unsigned char** out, unsigned char* length, const unsigned char* in, unsigned int size,
                    void*) {
  static constexpr unsigned char kHttp11[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, length, kHttp11, sizeof kHttp11 - 1, in, size) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

Result<std::shared_ptr<asio::ssl::context>> make_tls(const TlsFiles& files) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  boost::system::error_code error;
  context->use_certificate_chain_file(files.certificate, error);
  if (error) return refuse(ErrorCode::invalid, "无法读取证书文件：" + files.certificate);
  context->use_private_key_file(files.key, asio::ssl::context::pem, error);
  if (error) return refuse(ErrorCode::invalid, "无法读取私钥文件：" + files.key);
  if (SSL_CTX_check_private_key(native) != 1) return refuse(ErrorCode::invalid, "证书与私钥不匹配，请检查。");
  return context;
}

Awaitable<> tick(std::shared_ptr<Loop> loop) {
  Timer timer(loop->io->get_executor());
  bool going = true;
  while (going) {
    timer.expires_after(kTick);
    auto [error] = co_await timer.async_wait(kTuple);
    going = !error;
    const std::int64_t now = steady_ms();
    for (Link* link = loop->links; link;) {
      Link* next = link->next;
      if (link->deadline_ms <= now) link->cut();
      link = next;
    }
  }
}

}  // namespace

struct Server::Impl {
  Impl(Router router, ServerOptions options)
      : shared(std::make_shared<Shared>(std::move(router), std::move(options))) {}

  void take(Descriptor fd, const Address& peer) {
    auto& metrics = shared->metrics;
    const ServerLimits& limits = shared->options.limits;
    metrics.accepted.fetch_add(1, std::memory_order_relaxed);
    if (static_cast<std::size_t>(metrics.open_connections.load()) >= limits.connections) {
      metrics.refused_total.fetch_add(1, std::memory_order_relaxed);
      static constexpr std::string_view kFull =
          "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
      if (!shared->options.tls) {
        ::send(fd.get(), kFull.data(), kFull.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        ::shutdown(fd.get(), SHUT_WR);
      }
      return;
    }
    if (!shared->addresses.enter(peer, cap_for(peer))) {
      metrics.refused_per_address.fetch_add(1, std::memory_order_relaxed);
      return;
    }
    metrics.open_connections.fetch_add(1);
    const int on = 1;
    ::setsockopt(fd.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    auto loop = loops[next_loop++ % loops.size()];
    auto held = std::make_shared<Descriptor>(std::move(fd));  // post copies
    loop->post([shared = shared, loop, held, peer, v6 = v6] {
      const auto protocol = v6 ? asio::ip::tcp::v6() : asio::ip::tcp::v4();
      Socket socket(*loop->io);
      boost::system::error_code error;
      socket.assign(protocol, held->get(), error);
      if (error) {
        shared->addresses.leave(peer);
        shared->metrics.open_connections.fetch_sub(1);
        return;
      }
      held->release();
      if (shared->options.tls)
        serve_tls(shared, loop, std::move(socket), peer);
      else
        serve_plain(shared, loop, std::move(socket), peer);
    });
  }

  std::size_t cap_for(const Address& peer) const {
    const ServerLimits& limits = shared->options.limits;
    if (peer.is_loopback()) return limits.connections_from_loopback;
    for (const auto& proxy : shared->options.trusted_proxies)
      if (proxy.contains(peer)) return limits.connections;
    return limits.connections_per_address;
  }

  Awaitable<> accept_loop() {
    Timer pause(loops[0]->io->get_executor());
    const auto readable = asio::socket_base::wait_read;
    bool going = true;
    while (going) {
      auto [error] = co_await acceptor->async_wait(readable, kTuple);
      if (error) break;
      bool exhausted = false;
      for (int i = 0; i < 64; ++i) {
        sockaddr_storage from{};
        socklen_t size = sizeof from;
        Descriptor fd(::accept4(acceptor->native_handle(), reinterpret_cast<sockaddr*>(&from), &size,
                                SOCK_NONBLOCK | SOCK_CLOEXEC));
        if (fd.get() < 0) {
          exhausted = errno != EAGAIN && errno != ECONNABORTED && errno != EINTR;
          break;
        }
        take(std::move(fd), address_of(from));
      }
      if (exhausted) {  // out of descriptors: those in use must end first
        pause.expires_after(std::chrono::milliseconds(100));
        auto [ignored] = co_await pause.async_wait(kTuple);
        going = !ignored;
      }
    }
  }

  Status bind() {
    boost::system::error_code error;
    const auto address =
        asio::ip::make_address(shared->options.host == "localhost" ? "127.0.0.1" : shared->options.host, error);
    if (error) return invalid("监听地址无法识别：" + shared->options.host);
    const asio::ip::tcp::endpoint endpoint(address, shared->options.port);
    v6 = address.is_v6();
    acceptor = std::make_unique<Acceptor>(*loops[0]->io);
    acceptor->open(endpoint.protocol(), error);
    if (!error) acceptor->set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor->bind(endpoint, error);
    if (!error) acceptor->listen(kBacklog, error);
    if (!error) acceptor->native_non_blocking(true, error);
    if (error)
      return invalid("无法监听 " + shared->options.host + ":" + std::to_string(shared->options.port) +
                     "：端口可能已被占用，请换一个端口。");
    port = acceptor->local_endpoint(error).port();
    return {};
  }

  bool all_closed_within(milliseconds wait) const {
    const std::int64_t until = steady_ms() + wait.count();
    while (shared->metrics.open_connections.load() > 0) {
      if (steady_ms() >= until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
  }

  void cut_links(bool only_idle) {
    for (auto& loop : loops) {
      loop->post([loop, only_idle] {
        for (Link* link = loop->links; link; link = link->next)
          if (!only_idle || link->idle) link->cut();
      });
    }
  }

  std::shared_ptr<Shared> shared;
  std::vector<std::shared_ptr<Loop>> loops;
  std::vector<std::thread> threads;
  std::unique_ptr<Acceptor> acceptor;
  std::size_t next_loop = 0;
  std::uint16_t port = 0;
  bool v6 = false;
  bool running = false;
};

Server::Server(Router router, ServerOptions options)
    : impl_(std::make_unique<Impl>(std::move(router), std::move(options))) {}

Server::~Server() { stop(milliseconds(0)); }

Status Server::start() {
  MJ_CHECK(!impl_->running && impl_->loops.empty());
  Shared& shared = *impl_->shared;
  if (shared.options.tls)
    if (auto ready = reload_tls(); !ready) return ready;
  for (unsigned i = 0; i < std::max(1u, shared.options.io_threads); ++i)
    impl_->loops.push_back(std::make_shared<Loop>());
  if (auto bound = impl_->bind(); !bound) {
    impl_->acceptor.reset();
    impl_->loops.clear();
    return bound;
  }
  shared.pool = std::make_unique<WorkerPool>(std::max(1u, shared.options.pool_threads), shared.options.pool_queue);
  for (auto& loop : impl_->loops) asio::co_spawn(*loop->io, tick(loop), asio::detached);
  asio::co_spawn(*impl_->loops[0]->io, impl_->accept_loop(), asio::detached);
  for (auto& loop : impl_->loops) impl_->threads.emplace_back([io = loop->io.get()] { io->run(); });
  impl_->running = true;
  return {};
}

std::uint16_t Server::port() const { return impl_->port; }

void Server::stop(milliseconds grace) {
  Impl& impl = *impl_;
  if (!impl.running) return;
  impl.running = false;
  impl.shared->stopping = true;
  impl.loops[0]->post([&impl] {
    boost::system::error_code ignored;
    impl.acceptor->close(ignored);
  });
  impl.cut_links(true);
  impl.all_closed_within(grace);
  impl.cut_links(false);
  impl.all_closed_within(milliseconds(200));
  impl.shared->pool.reset();  // handlers that run are finished, their answers may have nobody to go to
  impl.all_closed_within(milliseconds(200));
  for (auto& loop : impl.loops) loop->io->stop();
  for (auto& thread : impl.threads) thread.join();
  impl.threads.clear();
  impl.acceptor.reset();
  for (auto& loop : impl.loops) {
    while (!loop->waiting.empty()) {
      const auto waiting = (*loop->waiting.begin())->shared_from_this();
      loop->waiting.erase(loop->waiting.begin());
      waiting->abandon();
    }
    loop->destroy();
  }
}

Status Server::reload_tls() {
  auto context = make_tls(*impl_->shared->options.tls);
  if (!context) return tl::make_unexpected(context.error());
  std::lock_guard lock(impl_->shared->tls_mutex);
  impl_->shared->tls = std::move(*context);
  return {};
}

bool Server::stopping() const { return impl_->shared->stopping; }
Metrics& Server::metrics() { return impl_->shared->metrics; }
const Router& Server::router() const { return impl_->shared->router; }

std::string Server::metrics_text() const {
  PrometheusText queue;
  const auto* pool = impl_->shared->pool.get();
  queue.gauge("mingjing_http_queue", "Requests waiting for a worker", pool ? static_cast<double>(pool->queued()) : 0);
  return impl_->shared->metrics.text() + queue.take();
}

void block_stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
  ::signal(SIGXFSZ, SIG_IGN);  // at a limit of file sizes the write fails and is answered, as on a full disk
}

int wait_for_stop_signal() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  int signal = 0;
  ::sigwait(&set, &signal);
  return signal;
}

}  // namespace mingjing::http
