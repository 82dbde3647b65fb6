// The course of a demo case: which act on which day by whom, from the clue to the archive or to the day of the demo.
// Only lawful courses are planned; what the procedure would refuse is a fault of the plan and stops the demo.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "demo_bureau.h"
#include "demo_files.h"
#include "demo_random.h"
#include "demo_story.h"
#include "domain/cases/stage.h"
#include "law/calendar.h"

namespace mingjing::app::demo {

struct Step {
  cases::Act act{};
  Instant at;                 // when it takes place
  Instant recorded;           // when it is typed in; later for late records
  std::size_t who = 0;        // index of Bureau::people
  Json body;
  std::shared_ptr<const DemoFile> file;  // what is uploaded with it; null: nothing
  std::string late_reason;    // used when the act turns out late or overdue
};

// What happens beside the main line of a case; one at most in a course.
enum class Turn {
  none,
  recusal,           // 回避，准许
  recusal_refused,   // 回避，不准
  preservation,      // 先行登记保存
  seizure,           // 先行登记保存后扣押测绘仪器，全程录像
  sampling,          // 抽样取证
  correction,        // 责令改正、复查
  expert,            // 鉴定，期间不计入
  joint_party,       // 追加当事人，后不再列为当事人
  joint_case,        // 共同违法，两名当事人、两项违法行为
  exclusion,         // 排除非法证据
  longer_term,       // 延长办案期限
  transferred,       // 移送，对方立案
  transfer_back,     // 移送，对方不立案
  transfer_refused,  // 决定不移送
  revoked,           // 撤销立案
  deviation,          // 偏离裁量基准
  recorded,           // 在询问室询问，全程录像，中断有说明
  hearing_held,       // 听证
  hearing_absent,     // 听证，无正当理由不出席
  hearing_postponed,  // 听证改期
  materials_returned, // 送审材料退回
  supplement,         // 审核中补充说明
  reassigned,         // 调整审核人员
  dispute,            // 审核分歧
  instalments,       // 分期缴纳
  late_payment,      // 逾期缴纳，加处罚款
  on_the_spot,       // 当场收缴
  court,             // 催告，申请法院强制执行
  litigation,        // 诉讼，维持
  changed,           // 复议变更，撤下公示，退还
  remade,            // 复议撤销，重新作出
  self_revoked,      // 自行撤销
};
inline const std::vector<Turn> kTurns{Turn::recusal,     Turn::recusal_refused, Turn::preservation, Turn::seizure, Turn::sampling,
                                      Turn::correction,  Turn::expert,          Turn::joint_party,   Turn::joint_case, Turn::exclusion,
                                      Turn::longer_term, Turn::transferred,     Turn::transfer_back, Turn::transfer_refused,
                                      Turn::revoked,     Turn::deviation,        Turn::recorded, Turn::hearing_held,  Turn::hearing_absent,
                                      Turn::hearing_postponed, Turn::materials_returned, Turn::supplement, Turn::reassigned,
                                      Turn::dispute,     Turn::instalments,     Turn::late_payment,  Turn::on_the_spot,
                                      Turn::court,       Turn::litigation,      Turn::changed,       Turn::remade,
                                      Turn::self_revoked};
constexpr bool is_transfer(Turn turn) {
  return turn == Turn::transferred || turn == Turn::transfer_back || turn == Turn::transfer_refused;
}

constexpr bool is_hearing(Turn turn) {
  return turn == Turn::hearing_held || turn == Turn::hearing_absent || turn == Turn::hearing_postponed;
}
// Of those that come after a fine was imposed and shown.
constexpr bool is_ending(Turn turn) { return turn >= Turn::instalments; }

// Where a course turns.
struct Course {
  Turn turn = Turn::none;
  bool declined = false;            // 不予立案
  std::string outcome = "penalty";  // or no_penalty, not_established
  bool minor = false;               // withheld
  bool slight = false;              // withheld: no penalty
  bool unit_return = false;         // 办案机构退回补充调查
  bool review_return = false;       // 法制审核退回, replied, sent again
  bool review_extended = false;
  bool hearing = false;             // asked for; then withdrawn, unless the course ends there
  bool hearing_now = false;         // notified for the day of the demo, or the last working day before it
  bool discussion = false;
  bool slow_review = false, slow_decision = false, late_publication = false;
  bool late_record = false;
  bool taken_down = false;
  bool sent_back = false;           // the first public text was returned to be mended
  bool corrected = false;           // published again in words that are right
  bool part_payment = false;
  bool no_payment = false;
  std::string served_by = {};       // announcement, entrusted, forwarded; empty: as the party can be reached
  bool with_files = false;          // photographs, scanned sheets
  bool filmed = false;              // the inspection and what else is to be recorded where it is needed
  bool unrecorded = false;          // asked in the room, and nobody switched the camera on
  bool idle_officer = false;        // the officer whose certificate ran out since is among the handlers
  // Ends after the n-th act of this kind, `rest` days or more before the day of the demo.
  std::optional<cases::Act> last;
  int last_count = 1;
  int rest = 1;
};

struct CasePlan {
  Course course;
  Story story;
  std::vector<Step> steps;          // the first registers the clue
  std::optional<Instant> decided_at;
  bool whole = false;               // reached the end of its course before the day of the demo
};

class Planner {
 public:
  Planner(const Bureau& bureau, const law::Calendar& calendar, Date as_of, std::uint64_t seed)
      : bureau_(bureau), calendar_(calendar), as_of_(as_of), seed_(seed) {}
  // `number` from 0. The first ones show each stage and each turn; the rest follow the usual shares.
  CasePlan plan(std::int64_t number, std::int64_t of) const;
  Instant end() const { return Instant::beijing(as_of_); }

 private:
  Course course_of(Random& random, std::int64_t number) const;
  const Bureau& bureau_;
  const law::Calendar& calendar_;
  const Date as_of_;
  const std::uint64_t seed_;
  StoryTeller teller_;
};

}  // namespace mingjing::app::demo
