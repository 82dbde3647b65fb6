// Clients that send durable commands: each its own connection and thread, the next command after the answer to the last.
//   load PORT TOKEN COUNT TARGETS BODY
// TARGETS is a file, a line a client: PATH or PATH VERSION. With a version `If-Match` is sent and counted up. BODY is a
// file with the JSON of every command. COUNT commands a client. Prints {"commands","failed","per_second","p50_ms",
// "p99_ms"}; the first refusal goes to standard error. Any refusal makes the exit status 1.
// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

class Connection {
 public:
  explicit Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) std::perror("connect");
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // The status, 0 when the connection broke; `answer` is head and body.
  int exchange(const std::string& request, std::string& answer) {
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) return 0;
    answer.clear();
    std::size_t wanted = std::string::npos;
    while (answer.size() < wanted) {
      char bytes[16384];
      const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
      if (got <= 0) return 0;
      answer.append(bytes, static_cast<std::size_t>(got));
      const std::size_t head = answer.find("\r\n\r\n");
      if (wanted == std::string::npos && head != std::string::npos) {
        const std::size_t length = answer.find("Content-Length: ");
        wanted = head + 4 + (length < head ? std::strtoull(answer.c_str() + length + 16, nullptr, 10) : 0);
      }
    }
    return std::atoi(answer.c_str() + 9);
  }

 private:
  int socket_;
};

struct Target {
  std::string path;
  long version = 0;  // 0: no If-Match
};

std::atomic<long> g_failed{0};

void client(int port, const std::string& token, int count, Target target, const std::string& body, int number,
            std::vector<double>& latencies) {
  Connection connection(port);
  std::string answer;
  const auto run = Clock::now().time_since_epoch().count();
  for (int i = 0; i < count; ++i) {
    std::ostringstream request;
    request << "POST " << target.path << " HTTP/1.1\r\nHost: 127.0.0.1:" << port << "\r\nAuthorization: Bearer " << token
            << "\r\nContent-Type: application/json\r\nIdempotency-Key: bench-" << run << "-" << number << "-" << i;
    if (target.version > 0) request << "\r\nIf-Match: \"" << target.version << "\"";
    request << "\r\nContent-Length: " << body.size() << "\r\n\r\n" << body;
    const auto from = Clock::now();
    const int status = connection.exchange(request.str(), answer);
    latencies.push_back(std::chrono::duration<double, std::milli>(Clock::now() - from).count());
    if (status < 200 || status > 299) {
      if (g_failed++ == 0) std::fprintf(stderr, "refused: %s\n", answer.substr(0, 2000).c_str());
      if (status == 0) return;
    } else if (target.version > 0) {
      ++target.version;
    }
  }
}

std::string file(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: load PORT TOKEN COUNT TARGETS BODY\n");
    return 2;
  }
  const int port = std::atoi(argv[1]), count = std::atoi(argv[3]);
  const std::string token = argv[2], body = file(argv[5]);
  std::vector<Target> targets;
  std::istringstream lines(file(argv[4]));
  for (std::string line; std::getline(lines, line);) {
    Target target;
    std::istringstream(line) >> target.path >> target.version;
    if (!target.path.empty()) targets.push_back(target);
  }
  std::vector<std::vector<double>> latencies(targets.size());
  std::vector<std::thread> clients;
  const auto begun = Clock::now();
  for (std::size_t n = 0; n < targets.size(); ++n) {
    clients.emplace_back([&, n] { client(port, token, count, targets[n], body, static_cast<int>(n), latencies[n]); });
  }
  for (auto& one : clients) one.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  std::vector<double> all;
  for (const auto& some : latencies) all.insert(all.end(), some.begin(), some.end());
  std::sort(all.begin(), all.end());
  if (all.empty()) return 1;
  std::printf("{\"commands\":%zu,\"failed\":%ld,\"per_second\":%.1f,\"p50_ms\":%.2f,\"p99_ms\":%.2f}\n", all.size(),
              g_failed.load(), static_cast<double>(all.size()) / seconds, all[all.size() / 2],
              all[all.size() * 99 / 100]);
  return g_failed > 0 ? 1 : 0;
}
