// Guards of the term's changes and of transfer, in the order of `guard_id.h`.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/guard_judges_measures.h"

namespace mingjing::cases::judges {

namespace {

constexpr std::string_view kTransferPolicy = "内部规定";

bool grants(const Facts& f, bool suspends) {
  const auto& all = f.measures.term_grounds;
  return std::any_of(all.begin(), all.end(), [&](const TermChoice& ground) { return ground.suspends == suspends; });
}

}  // namespace

// ---- term ----------------------------------------------------------------------------------------------------------

Verdict term_running(const Facts& f) {
  if (f.measures.term_suspended) return found("办案期限正在中止，恢复计算后才能再延长或者中止。请先恢复计算期限。");
  if (!f.measures.term_running) return found("办案期限没有在计算，不需要延长或者中止。");
  if (f.measures.term_until && day(f) > *f.measures.term_until) {
    return found("办案期限已于 " + f.measures.term_until->text() +
                     " 届满，届满后不能再延长或者中止。请尽快作出决定，并写明逾期原因。",
                 "occurred_at");
  }
  return {};
}
// APL 60 leaves another term to laws, regulations and rules; without one of them the ninety days stand.
Verdict term_ground_granted(const Facts& f) {
  const bool any = grants(f, false) || grants(f, true);
  if (!any) {
    return found("本案所属领域没有登记可以延长或者不计入办案期限的规定，九十日照常计算。要变更，须有本领域法律、法规、"
                 "规章的条文；请把条文登记到“办案期限的延长和不计入”目录后再办理。");
  }
  if (!f.input) return {};
  const auto& wanted = f.input->measure;
  const auto& all = f.measures.term_grounds;
  const auto ground =
      std::find_if(all.begin(), all.end(), [&](const TermChoice& one) { return one.id == wanted.term_ground; });
  if (ground == all.end()) {
    std::string names;
    for (const auto& one : all) {
      if (one.suspends == (wanted.term_days == 0)) names += (names.empty() ? "" : "；") + one.id + " " + one.name;
    }
    return found("这个情形没有规定。本案可以用的是：" + (names.empty() ? std::string("没有") : names) + "。请另选。",
                 "ground");
  }
  if (ground->suspends != (wanted.term_days == 0)) {
    return found(ground->suspends ? "这个情形是不计入期限，不是延长。请改为办理中止计算期限。"
                                  : "这个情形是延长期限，不是中止。请改为办理延长办案期限。",
                 "ground", ground->citation);
  }
  if (ground->times_max > 0 && ground->used >= ground->times_max) {
    return found("这个情形已经用过 " + std::to_string(ground->used) + " 次，不能再用。请核对，或者尽快作出决定。",
                 "ground", ground->citation);
  }
  if (ground->days_max > 0 && wanted.term_days > ground->days_max) {
    return found("这个情形最多延长 " + std::to_string(ground->days_max) + " 日。请核对天数。", "days",
                 ground->citation);
  }
  return {};
}
Verdict term_stands(const Facts& f) {
  if (f.measures.term_suspended) return {};
  return found("办案期限没有中止，不需要恢复计算。");
}

// ---- transfer ------------------------------------------------------------------------------------------------------

Verdict transfer_free(const Facts& f) {
  if (f.measures.transfer_owed.empty()) return {};
  return found(f.measures.transfer_owed == "proposed" ? "已经提请过移送，还没有决定。请等待机关负责人决定。"
                                                      : "已经决定移送，还没有移送。请先办理移送案件。");
}
Verdict transfer_waits(const Facts& f) {
  if (f.measures.transfer_waits) return {};
  return found("没有等待决定的移送，或者这一件已经决定过。请核对后再办理。", "transfer_id");
}
Verdict transfer_in_person(const Facts& f) {
  if (f.measures.transfer_kind != "crime" || f.input->measure.in_person) return {};
  return found("涉嫌犯罪案件是否移送，须由本机关正职负责人或者主持工作的负责人决定。请由其决定并勾选。", "in_person");
}
Verdict transfer_approved(const Facts& f) {
  const auto& state = f.measures.transfer_state;
  const bool crime = f.measures.transfer_kind != "jurisdiction";
  const std::string_view source = crime ? std::string_view{} : kTransferPolicy;
  if (!f.measures.transfer_ready) {
    if (state == "refused") return found("机关负责人决定不移送，不能移送。", "transfer_id", source);
    if (state == "pending" || state.empty())
      return found("还没有批准移送。请先提请并由机关负责人决定。", "transfer_id", source);
    return found("这一件已经移送过。", "transfer_id", source);
  }
  const auto& decided = f.measures.transfer_decided_at;
  if (f.input && decided && f.input->occurred_at < *decided) {
    return found("移送时间早于批准时间（" + decided->text_zh() + "）。请核对时间。", "occurred_at", source);
  }
  return {};
}
Verdict transfer_materials(const Facts& f) {
  if (f.measures.transfer_kind != "crime") return {};
  const auto& given = f.input->measure.materials;
  const auto has = [&](std::string_view id) { return std::find(given.begin(), given.end(), id) != given.end(); };
  std::string missing;
  const auto need = [&](bool absent, const char* name) {
    if (absent) missing += (missing.empty() ? "" : "、") + std::string(name);
  };
  need(!has("report"), "涉嫌犯罪案件情况的调查报告");
  need(f.measures.preservations_open > 0 && !has("goods_list"), "涉案物品清单");
  if (missing.empty()) return {};
  return found("移送材料还缺：" + missing + "。备齐后再移送。", "materials");
}
Verdict transfer_unanswered(const Facts& f) {
  if (f.measures.transfer_unanswered) return {};
  return found("没有等待答复的移送，或者这一件的答复已经登记。请核对后再办理。", "transfer_id");
}
// No penalty, and no revoked filing, instead of a transfer.
Verdict transfer_not_owed(const Facts& f) {
  const auto& owed = f.measures.transfer_owed;
  if (owed.empty()) return {};
  if (owed == "proposed")
    return found("已经提请移送，机关负责人还没有决定。请先决定是否移送，再处理本案。", {}, kTransferPolicy);
  if (owed == "jurisdiction")
    return found("已经决定移送有管辖权的机关。请先办理移送，不能再由本机关处理。", {}, kTransferPolicy);
  return found("已经决定移送公安机关，应当在 24 小时内移送，不得以行政处罚代替移送。请先办理移送案件。");
}
Verdict transfer_accepted(const Facts& f) {
  if (f.measures.transfer_accepted) return {};
  return found("受移送机关还没有答复接收或者立案。登记答复后再结案；不予立案、退回的，案件回到调查取证。");
}

}  // namespace mingjing::cases::judges
