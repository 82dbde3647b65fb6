// What happens beside the main line of a case before the decision: recusal 「回避」, preservation of evidence 「先行登记保存」,
// sampling 「抽样取证」, expert opinion 「鉴定」, orders to correct 「责令改正」, changes of the term 「办案期限的延长和不计入」 and transfer 「移送」.
// Each is a part of its own, one row a piece; acts name a row by its id.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/cases/stage.h"

namespace mingjing::cases {

enum class Verdict : std::uint8_t { pending, granted, refused };
inline constexpr std::array<Named<Verdict>, 3> kVerdicts{{
    {Verdict::pending, "pending", "待决定"},
    {Verdict::granted, "granted", "同意"},
    {Verdict::refused, "refused", "不同意"},
}};

// 回避: asked by oneself, a party or the agency; the head decides; until then the investigation goes on (APL 43).
struct Recusal {
  RecusalId id;
  std::string subject = "officer";  // officer 承办人, reviewer 审核人员, hearing_host 听证主持人, recorder 记录人, expert 鉴定人
  OfficerId officer;                // nil for a person who is no officer of the agency
  std::string name;
  std::string asked_by = "party";  // self, party, agency
  std::string applicant;
  std::string reason;
  Instant asked_at;
  Verdict verdict = Verdict::pending;
  std::optional<Instant> decided_at;
  UserId decided_by;
  std::string decision_reason;
  bool operator==(const Recusal&) const = default;
};

// A thing on a list 「清单」: preserved, sampled, confiscated or disposed of.
struct Thing {
  std::string name;           // 名称
  std::string specification;  // 规格型号
  std::string quantity;       // 数量
  std::string unit;           // 单位
  std::string state;          // 状态、成色
  std::string place;          // 存放地点
  bool operator==(const Thing&) const = default;
};

// 先行登记保存: proposed, approved by the head, carried out, dealt with within seven working days (APL 56).
struct Preservation {
  PreservationId id;
  std::string reason;  // 证据可能灭失或者以后难以取得的情形
  std::vector<Thing> things;
  Instant proposed_at;
  Verdict verdict = Verdict::pending;
  std::optional<Instant> decided_at;
  UserId decided_by;
  std::optional<Instant> carried_out_at;
  std::string custodian;  // 保管人
  DocumentId notice;
  std::string disposal;  // release, return, evidence, appraisal, transfer, seizure, confiscation; empty: not yet
  std::string disposal_note;
  std::optional<Instant> disposed_at;
  bool is_open() const { return carried_out_at && !disposed_at; }
  bool operator==(const Preservation&) const = default;
};

// 抽样取证 (APL 56).
struct Sampling {
  SamplingId id;
  Instant taken_at;
  std::string place;
  std::string method;
  std::vector<Thing> things;
  std::string retained;  // 备份样品及其保存
  bool operator==(const Sampling&) const = default;
};

// 委托鉴定、检测. The time it takes is told to the party; whether it counts within the ninety days is a rule of the field.
struct ExpertEntrustment {
  EntrustmentId id;
  std::string organisation;   // 鉴定机构
  std::string qualification;  // 资质
  std::string matter;         // 鉴定事项
  Instant entrusted_at;
  std::int64_t days_told = 0;            // length told to the party, calendar days
  std::optional<Date> period_told_on;    // 期间告知
  DocumentId document;                   // 鉴定委托书
  std::string opinion_no;
  std::string conclusion;
  std::optional<Date> given_on;
  std::optional<Date> result_told_on;    // 结果告知
  EvidenceId evidence;
  bool operator==(const ExpertEntrustment&) const = default;
};

// 责令改正 (APL 28), and its re-check.
struct CorrectionOrder {
  CorrectionId id;
  std::string content;
  std::vector<std::string> basis;
  Instant ordered_at;
  std::optional<Date> due;  // 改正期限; empty: at once 立即改正
  DocumentId document;
  struct Recheck {
    Instant at;
    std::string outcome;  // corrected, partly_corrected, not_corrected
    std::string text;
    bool operator==(const Recheck&) const = default;
  };
  std::vector<Recheck> rechecks;
  bool operator==(const CorrectionOrder&) const = default;
};

// 移送: of a suspected crime to the police (head in person within three days, handed over within 24 hours), or of a case
// to the organ that has jurisdiction. Rules: 行政执法机关移送涉嫌犯罪案件的规定; APL 22, 27, 57(1)(4).
struct Transfer {
  TransferId id;
  std::string kind = "crime";  // crime, jurisdiction
  std::string receiver;
  std::string report;
  std::vector<OfficerId> team;
  Instant proposed_at;
  Verdict verdict = Verdict::pending;
  std::optional<Instant> decided_at;
  UserId decided_by;
  std::string decision_reason;
  std::optional<Instant> handed_over_at;
  std::string receipt;
  DocumentId document;
  std::string answer;  // accepted, refused; empty: none yet
  std::string answer_no;
  std::optional<Date> answered_on;
  Stage from = Stage::investigating;  // where the case stood, and goes on when the transfer is refused
  bool operator==(const Transfer&) const = default;
};

}  // namespace mingjing::cases
