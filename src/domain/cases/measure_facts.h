// What guards read of what happens beside the main line (measures.h), as plain values. Where an act names a row, the
// facts speak of that row; while only buttons are computed, of any row.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"

namespace mingjing::cases {

class Case;

// What the body of such an act says.
struct MeasureInput {
  std::string term_ground;         // id of a ground of catalog/term_grounds
  std::int64_t term_days = 0;      // 延长天数
  bool told = false;               // the party was told: period or result of an expert opinion
  bool list_acknowledged = false;  // 清单已签名, or the refusal noted
  bool informant_told = false;     // 已告知投诉举报人
  bool in_person = false;          // 由正职负责人或者主持工作的负责人决定
  std::vector<std::string> materials;  // ids of the form: report, goods_list …
};

// A ground on which the field's own law lengthens the term, or leaves days out of it.
struct TermChoice {
  std::string id;
  bool suspends = false;
  std::string name;
  std::string citation;
  std::int64_t days_max = 0;   // of an extension
  std::int64_t times_max = 0;  // 0: no bound
  std::int64_t used = 0;
  bool while_transferred = false;  // 等待受移送机关决定
};

struct MeasureFacts {
  // recusal 「回避」
  std::size_t recusals_pending = 0;
  std::string recusal_names;            // whose requests wait
  bool recusal_waits = false;           // a request (the one named) waits for its decision
  bool recusal_concerns_actor = false;  // flow: and it is the actor's own
  bool actor_recused = false;           // flow: 本人已被决定回避
  // parties 「当事人」
  std::size_t parties = 0;     // still in the case
  bool party_in_case = false;  // the one named is
  // preservation 「先行登记保存」
  bool preservation_waits = false;  // 待审批
  bool preservation_ready = false;  // 已批准、未实施
  bool preservation_kept = false;   // 已实施、未处理
  std::string preservation_state;   // of the one named: pending, refused, granted, carried_out, disposed
  std::optional<Instant> preservation_approved_at;
  std::size_t preservations_open = 0;
  bool confiscation_decided = false;
  // expert opinion, evidence, correction
  bool expert_waits = false;     // 鉴定意见未登记, or its result not yet told
  bool evidence_usable = false;  // the piece named is not excluded
  bool complaint = false;        // 投诉举报 is the source
  bool correction_open = false;  // 责令改正 not yet obeyed
  // recordings 「音像记录」
  std::string recordings_owed;        // flow: steps that must be recorded and are not, in words; empty: none
  std::size_t recordings_owed_count = 0;
  bool recording_gap_waits = false;   // an explanation (the one named) waits for approval
  bool recording_gap_own = false;     // flow: and the actor wrote it
  // keeping and destroying recordings: of the one named, else of any
  bool recording_kept = false;           // 没有销毁
  bool recording_held = false;           // 有人暂停了销毁
  bool destruction_free = false;         // 没有提请，或者提请没有批准
  bool destruction_proposed = false;     // 待审批
  bool destruction_approved = false;     // 待执行
  bool destruction_carried_out = false;  // 待监督人确认
  std::string retention_running;         // flow: why its term is not over, in words; empty: it is
  std::string recording_holds;           // flow: what stays its destruction, in words; empty: nothing
  std::string destruction_own;           // flow: what the actor has done in it before, as a sentence; empty: nothing
  // term
  bool term_running = false;
  bool term_suspended = false;
  std::optional<Date> term_until;
  std::vector<TermChoice> term_grounds;  // flow: those of the field, on the day
  // transfer 「移送」
  std::string transfer_kind;  // of the one named
  std::string transfer_state;  // of the one named: pending, granted, refused, handed_over, accepted, returned
  bool transfer_waits = false;     // 待决定
  bool transfer_ready = false;     // 已批准、未移送
  bool transfer_unanswered = false;
  bool transfer_accepted = false;  // some transfer was accepted
  std::optional<Instant> transfer_decided_at;
  std::string transfer_owed;  // crime, jurisdiction: granted and not handed over; proposed: 待决定; empty: none
};

// Everything that follows from the case. `row`: id of the row the act names; empty: any.
MeasureFacts measure_facts(const Case& from, std::string_view row);

}  // namespace mingjing::cases
