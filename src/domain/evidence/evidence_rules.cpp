// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/evidence_rules.h"

#include <algorithm>

namespace mingjing::evidence {

namespace {

constexpr std::string_view kShown[] = {"image/jpeg", "image/png",  "image/webp", "application/pdf",
                                       "audio/mpeg", "audio/mp4",  "audio/ogg",  "audio/wav",
                                       "video/mp4",  "video/webm", "text/plain"};

}  // namespace

bool is_before_filing(Instant obtained_at, std::optional<Date> filed_on) {
  return !filed_on || obtained_at.date() < *filed_on;
}

std::vector<Reason> check_piece(const cases::Evidence& piece, Instant now) {
  std::vector<Reason> out;
  auto fault = [&](std::string message, std::string_view field) {
    out.push_back({"evidence", std::move(message), "《行政处罚法》第四十六条", std::string(field)});
  };
  if (piece.obtained_at > now) fault("取得时间不能晚于现在。请核对时间。", "obtained_at");
  const bool thing = piece.kind == cases::EvidenceKind::physical_evidence;
  if (piece.sha256.empty() && !thing) fault("这种证据要有文件。请先上传，再登记。", "upload_id");
  if (piece.sha256.empty() && thing && piece.origin.empty()) {
    fault("没有照片的物证，要写明提取和保管的地点。", "origin");
  }
  return out;
}

bool may_be_shown(std::string_view media_type) {
  return std::find(std::begin(kShown), std::end(kShown), media_type) != std::end(kShown);
}

}  // namespace mingjing::evidence
