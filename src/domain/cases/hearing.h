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

enum class HearingState : std::uint8_t {
  none,
  right_told,
  requested,
  waived,
  withdrawn,
  notified,
  held,
  reported,
  terminated,
};
inline constexpr std::array<Named<HearingState>, 9> kHearingStates{{
    {HearingState::none, "none", "未告知听证权利"},
    {HearingState::right_told, "right_told", "已告知听证权利"},
    {HearingState::requested, "requested", "已申请听证"},
    {HearingState::waived, "waived", "已放弃听证"},
    {HearingState::withdrawn, "withdrawn", "已撤回听证申请"},
    {HearingState::notified, "notified", "已通知听证"},
    {HearingState::held, "held", "已举行听证"},
    {HearingState::reported, "reported", "已提交听证报告"},
    {HearingState::terminated, "terminated", "听证终止，视为放弃"},
}};

struct Hearing {
  HearingId id;
  Instant notified_at;
  Instant planned_at;
  std::string place;
  bool is_public = true;
  std::string closed_ground;  // state_secret, commercial_secret, privacy; needed when not public (APL 64(3))
  OfficerId host;             // 主持人: not an investigator of the case (APL 64(4)); nil when no officer
  UserId host_user;           // the same by account; nil when only the officer was named
  std::string host_name;
  std::string recorder_name;
  DocumentId notice;
  std::string outcome;  // held, absent 无正当理由不出席, left 擅自退出, postponed, withdrawn; empty: still to come
  std::string outcome_note;  // why it was put off
  std::optional<Instant> held_at;
  std::string minutes;       // 听证笔录
  bool minutes_signed = false;
  std::string refusal_note;  // 拒绝签名, noted by the host (APL 64(8))
  std::optional<Instant> reported_at;
  std::string report;  // 听证报告
  std::string report_opinion;
  DocumentId report_document;
  std::vector<PartyId> parties;     // who asked for it, or was to be heard with them
  std::vector<std::string> agents;  // 委托代理人, one or two a party (APL 64(5))
  std::string attendees;
  bool operator==(const Hearing&) const = default;
};

}  // namespace mingjing::cases
