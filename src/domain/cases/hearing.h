// Hearing 「听证」 (APL 63–65): asked for, notified seven working days ahead, held in public unless secrets or privacy
// stand against it, minuted, reported. The right, the request and the waiver are `HearingState` of the case; this part
// begins with the notice of the hearing. A hearing that is put off gets a new row.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "domain/cases/stage.h"

namespace mingjing::cases {

struct Hearing {
  HearingId id;
  Instant notified_at;
  Instant planned_at;
  std::string place;
  bool is_public = true;
  std::string closed_ground;  // state_secret, commercial_secret, privacy; needed when not public (APL 64(3))
  OfficerId host;             // 主持人: not an investigator of the case (APL 64(4))
  std::string host_name;
  std::string recorder_name;
  DocumentId notice;
  std::string outcome;  // held, absent 无正当理由不出席, left 擅自退出, postponed; empty: still to come
  std::optional<Instant> held_at;
  std::string minutes;       // 听证笔录
  bool minutes_signed = false;
  std::string refusal_note;  // 拒绝签名, noted by the host (APL 64(8))
  std::optional<Instant> reported_at;
  std::string report;  // 听证报告
  std::string report_opinion;
  DocumentId report_document;
  bool operator==(const Hearing&) const = default;
};

}  // namespace mingjing::cases
