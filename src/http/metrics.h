// Counters of the edge, and the writer of the Prometheus text format that every part of the server uses for /metrics.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace mingjing::http {

// Upper bounds of the latency histogram, in microseconds.
inline constexpr std::array<std::uint64_t, 12> kLatencyBounds = {
    100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000, 100'000, 250'000, 1'000'000, 10'000'000};

struct Metrics {
  std::array<std::atomic<std::uint64_t>, 600> by_status{};
  std::array<std::atomic<std::uint64_t>, kLatencyBounds.size() + 1> latency{};
  std::atomic<std::uint64_t> latency_sum_us{0};
  std::atomic<std::uint64_t> bytes_in{0}, bytes_out{0};
  std::atomic<std::uint64_t> accepted{0}, refused_total{0}, refused_per_address{0}, timeouts{0}, parse_errors{0},
      queue_full{0};
  std::atomic<std::int64_t> open_connections{0};

  void count(int status, std::uint64_t microseconds, std::uint64_t bytes);
  std::uint64_t requests() const;
  std::string text() const;  // Prometheus
};

// Appends one family at a time: `family`, then its samples.
class PrometheusText {
 public:
  using Labels = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  PrometheusText& family(std::string_view name, std::string_view type, std::string_view help);
  PrometheusText& sample(std::string_view name, Labels labels, double value);
  PrometheusText& sample(std::string_view name, Labels labels, std::uint64_t value);
  PrometheusText& counter(std::string_view name, std::string_view help, std::uint64_t value);
  PrometheusText& gauge(std::string_view name, std::string_view help, double value);
  std::string take() { return std::move(out_); }

 private:
  void name_and_labels(std::string_view name, Labels labels);
  std::string out_;
};

}  // namespace mingjing::http
