// Ids: UUIDv7 made by the application. The last 20 bits are the agency's ordinal, so that any server finds the shard
// from the id alone (DESIGN 4). Text form: 36 characters, lower case.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace mingjing {

class Uuid {
 public:
  constexpr Uuid() = default;
  explicit constexpr Uuid(const std::array<std::uint8_t, 16>& bytes) : bytes_(bytes) {}

  static std::optional<Uuid> parse(std::string_view text);
  std::string text() const;
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
  std::uint32_t agency_ordinal() const;   // the last 20 bits
  std::int64_t unix_ms() const;           // the first 48 bits
  bool is_nil() const { return *this == Uuid{}; }
  auto operator<=>(const Uuid&) const = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

inline constexpr std::uint32_t kMaxAgencyOrdinal = (1u << 20) - 1;

// A type for each kind of id, so that a case id is never taken for a document id.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  explicit constexpr Id(Uuid uuid) : uuid_(uuid) {}
  static std::optional<Id> parse(std::string_view text) {
    auto uuid = Uuid::parse(text);
    if (!uuid) return std::nullopt;
    return Id(*uuid);
  }
  std::string text() const { return uuid_.text(); }
  const Uuid& uuid() const { return uuid_; }
  std::uint32_t agency_ordinal() const { return uuid_.agency_ordinal(); }
  bool is_nil() const { return uuid_.is_nil(); }
  auto operator<=>(const Id&) const = default;

 private:
  Uuid uuid_;
};

using AgencyId = Id<struct AgencyTag>;          // 执法机关
using UnitId = Id<struct UnitTag>;              // 内设机构
using UserId = Id<struct UserTag>;              // 账号
using PersonId = Id<struct PersonTag>;          // 人员
using OfficerId = Id<struct OfficerTag>;        // 执法人员
using CaseId = Id<struct CaseTag>;              // 案件
using PartyId = Id<struct PartyTag>;            // 当事人
using EventId = Id<struct EventTag>;            // 事件
using RecordId = Id<struct RecordTag>;          // 办案记录 (笔录, 告知, 讨论 …)
using DocumentId = Id<struct DocumentTag>;      // 文书
using EvidenceId = Id<struct EvidenceTag>;      // 证据
using ReviewId = Id<struct ReviewTag>;          // 法制审核 (one round)
using DecisionId = Id<struct DecisionTag>;      // 决定; also its public id
using RecusalId = Id<struct RecusalTag>;                      // 回避
using PreservationId = Id<struct PreservationTag>;            // 先行登记保存
using SamplingId = Id<struct SamplingTag>;                    // 抽样取证
using EntrustmentId = Id<struct EntrustmentTag>;              // 委托鉴定
using CorrectionId = Id<struct CorrectionTag>;                // 责令改正
using TransferId = Id<struct TransferTag>;                    // 移送
using HearingId = Id<struct HearingTag>;                      // 听证
using StatementId = Id<struct StatementTag>;                  // 陈述申辩
using AssessmentId = Id<struct AssessmentTag>;                // 裁量
using ServiceId = Id<struct ServiceTag>;                      // 送达
using PaymentId = Id<struct PaymentTag>;                      // 缴款
using DeferralId = Id<struct DeferralTag>;                    // 延期、分期缴纳
using DemandId = Id<struct DemandTag>;                        // 催告
using CourtApplicationId = Id<struct CourtApplicationTag>;    // 申请法院强制执行
using RemedyId = Id<struct RemedyTag>;                        // 复议、诉讼
using RecordingId = Id<struct RecordingTag>;                  // 音像记录
using RecordingGapId = Id<struct RecordingGapTag>;            // 音像记录缺失、中断的说明
using GoodsDisposalId = Id<struct GoodsDisposalTag>;          // 罚没物品处理
using ObligationId = Id<struct ObligationTag>;  // 期限
using ItemId = Id<struct ItemTag>;              // 执法事项
using UploadId = Id<struct UploadTag>;
using JobId = Id<struct JobTag>;
using SessionId = Id<struct SessionTag>;

// Makes ids. The default source is the system's random source and clock; `demo` uses a seeded one, so that one seed
// and day give the same ids. Not for secrets.
class IdSource {
 public:
  virtual ~IdSource() = default;
  virtual Uuid next(std::uint32_t agency_ordinal, std::int64_t unix_ms) = 0;
};

// Thread safe; ids of one source increase strictly within a millisecond.
class RandomIdSource final : public IdSource {
 public:
  Uuid next(std::uint32_t agency_ordinal, std::int64_t unix_ms) override;
};

// Deterministic (SplitMix64); ids of one millisecond in the order in which they were made. Not thread safe.
class SeededIdSource final : public IdSource {
 public:
  explicit SeededIdSource(std::uint64_t seed) : state_(seed) {}
  Uuid next(std::uint32_t agency_ordinal, std::int64_t unix_ms) override;

 private:
  std::uint64_t state_;
  std::int64_t last_ms_ = -1;
  std::uint64_t counter_ = 0;
  std::uint64_t draw();
};

}  // namespace mingjing

template <class Tag>
struct std::hash<mingjing::Id<Tag>> {
  std::size_t operator()(const mingjing::Id<Tag>& id) const noexcept {
    std::size_t value = 1469598103934665603ull;
    for (auto byte : id.uuid().bytes()) value = (value ^ byte) * 1099511628211ull;
    return value;
  }
};
