// SPDX-License-Identifier: Apache-2.0
#include "mingjing/timestamps.h"

#include "crypto/timestamp.h"
#include "http/fetch.h"
#include "http/metrics.h"

namespace mingjing::app {

Result<std::optional<workers::Authority>> parse_authority(const std::string& url, const std::string& certificates) {
  const auto wrong = [](std::string why) { return refuse(ErrorCode::bad_request, std::move(why)); };
  if (url.empty() && certificates.empty()) return std::optional<workers::Authority>();
  if (url.empty() || certificates.empty()) {
    return wrong("--timestamp-authority 和 --timestamp-ca 要一起给出：没有时间戳机构的根证书，就不能核对它签的是不是真的。");
  }
  if (!url.starts_with("https://") && !url.starts_with("http://")) return wrong("--timestamp-authority 请写成 https:// 开头的网址。");
  if (!crypto::holds_certificates(certificates)) return wrong("--timestamp-ca 里没有证书（PEM）：" + certificates + "。");
  const auto ask = [url](const std::string& request) -> Result<std::string> {
    http::FetchLimits limits;
    limits.bytes = crypto::kMaxTimestampBytes;
    limits.total = std::chrono::milliseconds(10'000);
    auto got = http::post(url, request, "application/timestamp-query", limits);
    if (!got) return refuse(got.error());
    if (got->status != 200) return refuse(ErrorCode::unavailable, url + " 没有签时间戳，它回答 " + std::to_string(got->status) + "。");
    return std::move(got->body);
  };
  return workers::Authority{url, certificates, ask};
}

Timestamps::Timestamps(System& system, std::optional<workers::Authority> authority, const Clock& real_clock,
                       std::function<void(const std::string&)> report)
    : report_(std::move(report)),
      stamping_(system.database(), system.tiles(), system.signer() == nullptr ? std::nullopt : std::move(authority), real_clock) {}

void Timestamps::round() {
  const auto done = stamping_.round();
  const std::string fault = done ? "" : done.error().message;
  if (fault == fault_) return;
  if (!done) report_("警告：检查点没有盖上时间戳，一分钟后再试：" + fault);
  else if (stamping_.newest()) report_("时间戳机构又签了。");
  fault_ = fault;
}

std::string Timestamps::metrics() const {
  if (!stamping_.asks()) return {};
  http::PrometheusText out;
  const auto newest = stamping_.newest();
  out.gauge("mingjing_timestamp_seconds", "When a checkpoint was last stamped by the authority; 0 when never.",
            newest ? static_cast<double>(newest->at.unix_ms() / 1000) : 0);
  out.gauge("mingjing_timestamp_size", "Size of the checkpoint last stamped by the authority.",
            newest ? static_cast<double>(newest->size) : 0);
  return out.take();
}

}  // namespace mingjing::app
