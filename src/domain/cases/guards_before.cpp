// Guards of time, people and filing, in the order of `guard_id.h`; notice, statement and hearing stand in
// guards_counts, guards_notice and guards_hearing.
// A sentence says first what is missing, then what to do.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/cases/guard_judges.h"

namespace mingjing::cases::judges {

namespace {

std::string names_of(const Facts& facts, bool (*which)(const ActingOfficer&)) {
  std::string out;
  for (const auto& officer : facts.input->officers) {
    if (!which(officer)) continue;
    if (!out.empty()) out += "、";
    out += officer.name;
  }
  return out;
}

}  // namespace

std::string kinds_zh(const std::vector<PenaltyKind>& kinds) {
  std::string out;
  for (PenaltyKind kind : kinds) {
    if (!out.empty()) out += "、";
    out += name_zh(kind);
  }
  return out;
}

bool has(const std::vector<PenaltyKind>& kinds, PenaltyKind kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::vector<PenaltyKind> beyond(const std::vector<PenaltyKind>& kinds, const std::vector<PenaltyKind>& within) {
  std::vector<PenaltyKind> out;
  for (PenaltyKind kind : kinds) {
    if (!has(within, kind)) out.push_back(kind);
  }
  return out;
}

std::size_t valid_officers(const Facts& facts) {
  const auto& all = facts.input->officers;
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [](const ActingOfficer& officer) { return officer.certificate_valid; }));
}

// ---- time ----------------------------------------------------------------------------------------------------------

Verdict occurred_not_future(const Facts& f) {
  if (f.input->occurred_at <= f.now) return {};
  return found("行为时间不能晚于现在。请核对时间。", "occurred_at");
}
Verdict occurred_after_basis(const Facts& f) {
  if (f.input->occurred_at >= f.basis_at) return {};
  return found("行为时间早于它所依据的上一步（" + f.basis_at.text_zh() + "）。请核对时间。", "occurred_at");
}
Verdict late_record_reason(const Facts& f) {
  if (f.now - f.input->occurred_at <= kLateRecordMs || !f.input->late_reason.empty()) return {};
  return found("这一步发生在 24 小时以前，现在是补录。请写明补录原因。", "late_reason");
}
Verdict overdue_reason(const Facts& f) {
  if (f.overdue.empty() || !f.input->late_reason.empty()) return {};
  const auto& limit = f.overdue.front();
  return found("已逾期：" + limit.name_zh + "，原应于 " + limit.due.text() + " 前办理。仍可办理，请写明逾期原因。",
               "late_reason", limit.citation);
}

// ---- people --------------------------------------------------------------------------------------------------------

Verdict two_officers(const Facts& f) {
  const auto valid = valid_officers(f);
  if (valid >= 2) return {};
  return found("这次只登记了 " + std::to_string(valid) + " 名持有效证件的执法人员。再加 " + std::to_string(2 - valid) +
                   " 名，就可以继续。",
               "officers");
}
Verdict certificate_valid(const Facts& f) {
  std::string out;
  for (const auto& officer : f.input->officers) {
    if (officer.certificate_valid) continue;
    out += officer.name;
    out += officer.certificate_until && *officer.certificate_until < f.input->occurred_at.date()
               ? "的执法证件已于 " + officer.certificate_until->text() + " 到期，"
               : "在 " + f.input->occurred_at.date().text() + " 没有有效的执法证件，";
  }
  if (out.empty()) return {};
  return found(out + "不能参加。请改派其他持证人员。", "officers");
}
Verdict certificate_category(const Facts& f) {
  const auto names = names_of(f, [](const ActingOfficer& officer) { return !officer.category_matches; });
  if (names.empty()) return {};
  return found(names + "的证件执法类别与本案不符。请改派类别相符的人员。", "officers");
}
Verdict certificate_shown(const Facts& f) {
  if (f.input->certificate_shown) return {};
  return found("没有记录出示执法证件。不出示证件的，当事人有权拒绝调查或者检查；已出示的，请勾选。",
               "certificate_shown");
}
Verdict not_recused(const Facts& f) {
  const auto names = names_of(f, [](const ActingOfficer& officer) { return officer.recused; });
  if (names.empty()) return {};
  return found(names + "已被决定回避，不能参加本案。请改派其他人员。", "officers");
}
Verdict officers_of_case(const Facts& f) {
  const auto names = names_of(f, [](const ActingOfficer& officer) { return !officer.assigned; });
  if (names.empty()) return {};
  return found(names + "不是本案承办人。请先由办案机构负责人指派，或者改由承办人办理。", "officers");
}
Verdict actor_handles_case(const Facts& f) {
  if (f.actor_is_handler || f.actor_roles.has(identity::Role::unit_head)) return {};
  return found("您不是本案承办人。请由承办人办理，或者先由办案机构负责人指派。");
}

// ---- filing and investigation --------------------------------------------------------------------------------------

Verdict item_and_cause(const Facts& f) {
  if (f.item_chosen && f.cause_given) return {};
  return found(
      f.item_chosen ? "还没有写明案由。写明后就可以立案。" : "还没有选定执法事项。选定事项并写明案由后，就可以立案。",
      f.item_chosen ? "cause" : "item");
}
Verdict limitation(const Facts& f) {
  if (f.has_proposal && !penalty(f)) return {};
  if (!f.discovered_on || !f.limitation_until || *f.discovered_on <= *f.limitation_until) return {};
  return found("发现违法行为的日期 " + f.discovered_on->text() + " 已超过处罚时效（" + f.limitation_until->text() +
                   " 届满，" + (f.five_year_limitation ? "五年" : "二年") +
                   "），不再给予行政处罚。日期有误的，请先更正并注明来源。",
               "discovered_on");
}
Verdict investigation_done(const Facts& f) {
  if (f.evidence_count > 0 && f.inquiries + f.on_site_records > 0) return {};
  if (f.evidence_count == 0) return found("案件里还没有证据。登记证据后再终结调查。");
  return found("案件里还没有询问笔录或者现场笔录。制作笔录后再终结调查。");
}
Verdict party_identified(const Facts& f) {
  if (f.party_identified) return {};
  return found("当事人身份还没有查明。请补充统一社会信用代码，或者公民身份号码。", "party");
}
Verdict proposal_complete(const Facts& f) {
  // The act that concludes the investigation brings the proposal with it, so its button waits for none.
  if (!f.has_proposal && !f.input && f.stage == Stage::investigating) return {};
  if (!f.has_proposal) return found("还没有写明认定的事实和处理意见。", "proposal");
  if (!penalty(f)) return {};
  if (f.basis_count == 0) return found("还没有写明处罚依据。没有法定依据的，不得处罚。", "proposal");
  if (f.kinds.empty()) return found("还没有选定拟给予的处罚种类。", "proposal");
  if (has(f.kinds, PenaltyKind::fine) != (f.fine.count > 0)) {
    return found("罚款的种类和数额不一致。请核对拟罚款数额。", "proposal");
  }
  return {};
}

// ---- notice ----------------------------------------------------------------------------------------------------------

Verdict party_of_age(const Facts& f) {
  if (!f.party_under_14) return {};
  return found("当事人不满十四周岁，不予行政处罚，责令监护人加以管教。请改为不予处罚。", "party");
}
Verdict benchmark(const Facts& f) {
  if (!penalty(f) || f.benchmark_or_reason) return {};
  return found("还没有写明适用的裁量基准。没有基准或者不适用的，请写明理由。", "proposal");
}

}  // namespace mingjing::cases::judges
