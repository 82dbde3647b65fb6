// Kinds of penalty 「行政处罚的种类」, APL 9, and what a kind entails elsewhere in the law.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "domain/cases/stage.h"

namespace mingjing::cases {

enum class PenaltyKind : std::uint8_t {
  warning,                   // 警告
  criticism_circular,        // 通报批评
  fine,                      // 罚款
  confiscate_illegal_gains,  // 没收违法所得
  confiscate_property,       // 没收非法财物
  suspend_license,           // 暂扣许可证件
  downgrade_qualification,   // 降低资质等级
  revoke_license,            // 吊销许可证件
  restrict_business,         // 限制开展生产经营活动
  suspend_production,        // 责令停产停业
  close_down,                // 责令关闭
  bar_from_practice,         // 限制从业
  administrative_detention,  // 行政拘留
  other,                     // 法律、行政法规规定的其他行政处罚
};

inline constexpr std::size_t kPenaltyKindCount = 14;
inline constexpr std::array<Named<PenaltyKind>, kPenaltyKindCount> kPenaltyKinds{{
    {PenaltyKind::warning, "warning", "警告"},
    {PenaltyKind::criticism_circular, "criticism_circular", "通报批评"},
    {PenaltyKind::fine, "fine", "罚款"},
    {PenaltyKind::confiscate_illegal_gains, "confiscate_illegal_gains", "没收违法所得"},
    {PenaltyKind::confiscate_property, "confiscate_property", "没收非法财物"},
    {PenaltyKind::suspend_license, "suspend_license", "暂扣许可证件"},
    {PenaltyKind::downgrade_qualification, "downgrade_qualification", "降低资质等级"},
    {PenaltyKind::revoke_license, "revoke_license", "吊销许可证件"},
    {PenaltyKind::restrict_business, "restrict_business", "限制开展生产经营活动"},
    {PenaltyKind::suspend_production, "suspend_production", "责令停产停业"},
    {PenaltyKind::close_down, "close_down", "责令关闭"},
    {PenaltyKind::bar_from_practice, "bar_from_practice", "限制从业"},
    {PenaltyKind::administrative_detention, "administrative_detention", "行政拘留"},
    {PenaltyKind::other, "other", "其他行政处罚"},
}};

constexpr std::string_view to_string(PenaltyKind kind) { return kPenaltyKinds[static_cast<std::size_t>(kind)].id; }
constexpr std::string_view name_zh(PenaltyKind kind) { return kPenaltyKinds[static_cast<std::size_t>(kind)].zh; }
constexpr std::optional<PenaltyKind> parse_penalty_kind(std::string_view id) { return parse_named(kPenaltyKinds, id); }

}  // namespace mingjing::cases
