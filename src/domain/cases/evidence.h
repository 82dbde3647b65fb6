// Evidence 「证据」: the eight kinds of APL 46 and what is kept of each piece. The bytes lie in the content-addressed
// store under their digest; a piece is never overwritten or removed from a case.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/cases/stage.h"

namespace mingjing::cases {

enum class EvidenceKind : std::uint8_t {
  documentary_evidence,  // 书证
  physical_evidence,     // 物证
  av_evidence,           // 视听资料
  electronic_data,       // 电子数据
  witness_testimony,     // 证人证言
  party_statement,       // 当事人的陈述
  expert_opinion,        // 鉴定意见
  inspection_minutes,    // 勘验笔录、现场笔录
};

inline constexpr std::array<Named<EvidenceKind>, 8> kEvidenceKinds{{
    {EvidenceKind::documentary_evidence, "documentary_evidence", "书证"},
    {EvidenceKind::physical_evidence, "physical_evidence", "物证"},
    {EvidenceKind::av_evidence, "av_evidence", "视听资料"},
    {EvidenceKind::electronic_data, "electronic_data", "电子数据"},
    {EvidenceKind::witness_testimony, "witness_testimony", "证人证言"},
    {EvidenceKind::party_statement, "party_statement", "当事人的陈述"},
    {EvidenceKind::expert_opinion, "expert_opinion", "鉴定意见"},
    {EvidenceKind::inspection_minutes, "inspection_minutes", "勘验笔录、现场笔录"},
}};
constexpr std::string_view to_string(EvidenceKind kind) { return kEvidenceKinds[static_cast<std::size_t>(kind)].id; }
constexpr std::string_view name_zh(EvidenceKind kind) { return kEvidenceKinds[static_cast<std::size_t>(kind)].zh; }
constexpr std::optional<EvidenceKind> parse_evidence_kind(std::string_view id) {
  return parse_named(kEvidenceKinds, id);
}

struct Evidence {
  EvidenceId id;
  EvidenceKind kind = EvidenceKind::documentary_evidence;
  std::string name;
  std::string file_name;
  std::string sha256;  // 64 hex digits; empty for a physical thing without a file
  std::string sm3;     // beside it in the SM profile, 64 hex digits; else empty
  std::int64_t size = 0;
  std::string media_type;
  std::string origin;  // 提取地点、提供人
  std::string proves;  // 证明内容
  Instant obtained_at;
  std::vector<OfficerId> officers;
  bool before_filing = false;  // 立案前取得: marked, never refused (DOMAIN 3.12)
  bool excluded = false;       // 非法证据排除 (APL 46(3))
  std::string exclusion_reason;
  bool operator==(const Evidence&) const = default;
};

}  // namespace mingjing::cases
