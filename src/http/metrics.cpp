// SPDX-License-Identifier: Apache-2.0
#include "http/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace mingjing::http {
namespace {
constexpr auto kRelaxed = std::memory_order_relaxed;
}

void Metrics::count(int status, std::uint64_t microseconds, std::uint64_t bytes) {
  if (status >= 0 && status < static_cast<int>(by_status.size()))
    by_status[static_cast<std::size_t>(status)].fetch_add(1, kRelaxed);
  const auto bound =
      std::lower_bound(kLatencyBounds.begin(), kLatencyBounds.end(), microseconds) - kLatencyBounds.begin();
  latency[static_cast<std::size_t>(bound)].fetch_add(1, kRelaxed);
  latency_sum_us.fetch_add(microseconds, kRelaxed);
  bytes_out.fetch_add(bytes, kRelaxed);
}

std::uint64_t Metrics::requests() const {
  std::uint64_t sum = 0;
  for (const auto& n : by_status) sum += n.load(kRelaxed);
  return sum;
}

std::string Metrics::text() const {
  PrometheusText out;
  out.family("mingjing_http_requests_total", "counter", "Answers by status");
  for (std::size_t status = 0; status < by_status.size(); ++status)
    if (const auto n = by_status[status].load(kRelaxed))
      out.sample("mingjing_http_requests_total", {{"status", fmt::format("{}", status)}}, n);
  out.family("mingjing_http_request_seconds", "histogram", "Time from the complete head to the last byte written");
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < latency.size(); ++i) {
    sum += latency[i].load(kRelaxed);
    const std::string bound = i < kLatencyBounds.size()
                                  ? fmt::format("{}", static_cast<double>(kLatencyBounds[i]) / 1e6)
                                  : std::string("+Inf");
    out.sample("mingjing_http_request_seconds_bucket", {{"le", bound}}, sum);
  }
  out.sample("mingjing_http_request_seconds_sum", {}, static_cast<double>(latency_sum_us.load(kRelaxed)) / 1e6);
  out.sample("mingjing_http_request_seconds_count", {}, sum);
  out.gauge("mingjing_http_connections", "Open connections", static_cast<double>(open_connections.load(kRelaxed)));
  out.counter("mingjing_http_accepted_total", "Accepted connections", accepted.load(kRelaxed));
  out.family("mingjing_http_refused_total", "counter", "Refused before a handler ran");
  out.sample("mingjing_http_refused_total", {{"why", "connections"}}, refused_total.load(kRelaxed));
  out.sample("mingjing_http_refused_total", {{"why", "address"}}, refused_per_address.load(kRelaxed));
  out.sample("mingjing_http_refused_total", {{"why", "queue"}}, queue_full.load(kRelaxed));
  out.sample("mingjing_http_refused_total", {{"why", "syntax"}}, parse_errors.load(kRelaxed));
  out.sample("mingjing_http_refused_total", {{"why", "slow"}}, timeouts.load(kRelaxed));
  out.counter("mingjing_http_received_bytes_total", "Body bytes received", bytes_in.load(kRelaxed));
  out.counter("mingjing_http_sent_bytes_total", "Body bytes sent", bytes_out.load(kRelaxed));
  return out.take();
}

PrometheusText& PrometheusText::family(std::string_view name, std::string_view type, std::string_view help) {
  out_ += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
  return *this;
}

void PrometheusText::name_and_labels(std::string_view name, Labels labels) {
  out_ += name;
  if (labels.size() == 0) return;
  char separator = '{';
  for (const auto& [key, value] : labels) {
    out_.push_back(separator);
    separator = ',';
    out_.append(key).append("=\"");
    for (char c : value) {
      if (c == '\\' || c == '"') out_.push_back('\\');
      if (c == '\n')
        out_ += "\\n";
      else
        out_.push_back(c);
    }
    out_.push_back('"');
  }
  out_.push_back('}');
}

PrometheusText& PrometheusText::sample(std::string_view name, Labels labels, double value) {
  name_and_labels(name, labels);
  out_ += fmt::format(" {}\n", value);
  return *this;
}

PrometheusText& PrometheusText::sample(std::string_view name, Labels labels, std::uint64_t value) {
  name_and_labels(name, labels);
  out_ += fmt::format(" {}\n", value);
  return *this;
}

PrometheusText& PrometheusText::counter(std::string_view name, std::string_view help, std::uint64_t value) {
  return family(name, "counter", help).sample(name, {}, value);
}

PrometheusText& PrometheusText::gauge(std::string_view name, std::string_view help, double value) {
  return family(name, "gauge", help).sample(name, {}, value);
}

}  // namespace mingjing::http
