// Procedures 「办案程序」 as tables. A row says from which stages an act is possible, where it leads, who may do it,
// which guards hold, which documents belong to it, which time limits start and stop, and by which article. The buttons
// on screen, the flowcharts published under 事前公开, the OpenAPI paths and the test of every stage × every act come
// from the same table. A table's id carries its date; a case keeps its table, and old tables stay compiled in.
//
// `advance()` is the only place that sets a stage.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "base/result.h"
#include "domain/cases/case.h"
#include "domain/cases/facts.h"
#include "domain/cases/guard_id.h"
#include "domain/cases/stage.h"
#include "domain/identity/role.h"

namespace mingjing::cases {

// Rule ids of the limits that this procedure starts and stops (data/limits).
namespace rule {
inline constexpr std::string_view decide = "apl_60_decide";                        // 作出处罚决定
inline constexpr std::string_view statement = "apl_45_statement";                  // 陈述申辩期
inline constexpr std::string_view request_hearing = "apl_64_request";              // 申请听证
inline constexpr std::string_view review = "founding_002_review";                  // 法制审核
inline constexpr std::string_view review_outside = "founding_000_outside_review";  // 外部法制审核
inline constexpr std::string_view serve = "apl_61_serve";                          // 送达决定书
inline constexpr std::string_view publish = "founding_002_36_publish";             // 公示决定
inline constexpr std::string_view pay = "apl_67_pay";                              // 缴纳罚款
inline constexpr std::string_view withdraw = "apl_48_withdraw";                    // 撤回公示
inline constexpr std::string_view notify_hearing = "apl_64_notice";                // 通知听证
inline constexpr std::string_view announce = "cpl_95_announce";                    // 公告送达
inline constexpr std::string_view preserve = "apl_56_preserve";                    // 处理先行登记保存的证据
inline constexpr std::string_view decide_transfer = "transfer_5_decide";           // 决定是否移送
inline constexpr std::string_view hand_over = "transfer_5_transfer";               // 移送
inline constexpr std::string_view transfer_answer = "transfer_8_answer";           // 公安机关答复
inline constexpr std::string_view hand_over_goods = "transfer_12_hand_over";       // 移交物品和材料
inline constexpr std::string_view correct = "apl_28_correct";                      // 改正期限, set by the order
inline constexpr std::string_view publish_performance = "founding_003_11_update";  // 公开履行情况
}  // namespace rule

class StageSet {
 public:
  constexpr StageSet() = default;
  constexpr StageSet(std::initializer_list<Stage> stages) {
    for (Stage stage : stages) bits_ |= 1u << static_cast<unsigned>(stage);
  }
  constexpr bool has(Stage stage) const { return (bits_ >> static_cast<unsigned>(stage) & 1u) != 0; }
  constexpr bool empty() const { return bits_ == 0; }

 private:
  std::uint32_t bits_ = 0;
};

// A short list in a constexpr row.
template <class T, std::size_t N>
class List {
 public:
  constexpr List() = default;
  constexpr List(std::initializer_list<T> items) {
    for (const T& item : items) items_[size_++] = item;  // one too many does not compile
  }
  constexpr const T* begin() const { return items_; }
  constexpr const T* end() const { return items_ + size_; }
  constexpr std::size_t size() const { return size_; }

 private:
  T items_[N]{};
  std::size_t size_ = 0;
};

// What an act rests on: `occurred_at` may not lie before it (CONTRACTS 2).
enum class RestsOn : std::uint8_t {
  nothing,     // evidence and records may be older than the case; they are marked
  report,      // the clue
  stage,       // the act that led to the present stage
  notice,      // service of the prior notice
  submission,  // the file's submission to review
  decision,    // the decision
  proposal,    // the proposal to publish
  hearing,     // the hearing's notice, or the hearing that was held
};

struct Row {
  StageSet from{};  // empty: the act makes the case
  Act act{};
  std::string_view outcome{};  // empty: the act has no outcomes
  std::optional<Stage> to{};   // empty: the stage stays
  identity::RoleSet roles{};   // empty: only the system itself
  List<Guard, 32> guards{};
  List<std::string_view, 3> documents{};  // templates that the act makes (data/templates)
  List<std::string_view, 4> starts{};     // limits, by rule id
  List<std::string_view, 4> stops{};
  RestsOn rests_on = RestsOn::stage;
  bool reopens = false;    // takes up again what had ended 重新作出; no way on in the sense of `terminals`
  bool each_party = false;  // 逐人办理: the stage moves on when the act is done for every party
  bool in_favour = false;  // 有利于当事人: no guard but role and stage ever stops it
  bool also_system = false;  // the system does it too, when its day has come
  std::string_view citation{};
};

struct Procedure {
  std::string_view id;  // penalty_ordinary_2021
  std::string_view zh;  // 行政处罚普通程序
  std::string_view in_force_from;
  std::span<const Row> rows;
  StageSet stages;
  StageSet terminals;
};

// Every procedure compiled in; `find_procedure` of an unknown id is null.
std::span<const Procedure> procedures();
const Procedure* find_procedure(std::string_view id);
// The row of an act at a stage, null when there is none. An act with outcomes and an empty `outcome`: its first row.
const Row* find_row(const Procedure& procedure, Stage stage, Act act, std::string_view outcome);
// The row that makes a case (`register_clue`).
const Row& creation_row(const Procedure& procedure);
// Outcomes an act has anywhere in the procedure; empty when it has none.
std::vector<std::string_view> outcomes_of(const Procedure& procedure, Act act);

// Takes the act: judges role, stage, time and every guard of the row with the facts (which must hold `input`), and sets
// the stage. Refused: `forbidden` when the role is missing, `invalid` with all reasons otherwise; the case is
// unchanged. Marks (late, overdue, before filing …) come back beside the row; flow writes them into the record.
struct Advance {
  Stage from{};
  Stage to{};
  const Row* row = nullptr;
  std::vector<std::string> marks;  // codes: recorded_late, overdue:<rule>, before_filing …
  std::vector<Reason> notes;       // the sentences for the marks
};
Result<Advance> advance(Case& enforcement_case, Act act, const Facts& facts);

// The same for the act that makes a case: role and time. A new case stands at `clue_registered` (`Case::registered`).
Status judge_creation(const Procedure& procedure, const Facts& facts);

// Limits that really start with this act: those of the row less the ones whose condition is absent (no hearing right,
// nothing to pay, service only begun …).
std::vector<std::string_view> limits_started(const Row& row, const Facts& facts);
std::vector<std::string_view> limits_stopped(const Row& row, const Facts& facts);

// For the case page: every act of the procedure that is not the system's, in the table's order.
struct AllowedAct {
  Act act{};
  bool allowed = false;
  std::vector<Reason> reasons;  // why not, all of them; when allowed, the marks it would get
};
std::vector<AllowedAct> allowed_acts(const Case& enforcement_case, const Facts& facts);

// The table as a state diagram, for the flowcharts of 事前公开 and for docs.
std::string mermaid(const Procedure& procedure);

}  // namespace mingjing::cases
