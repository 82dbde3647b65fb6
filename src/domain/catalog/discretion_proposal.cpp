// SPDX-License-Identifier: Apache-2.0
#include "domain/catalog/discretion_proposal.h"

#include <algorithm>

#include "base/text.h"
#include "domain/catalog/discretion_engine.h"

namespace mingjing::catalog {
namespace {

constexpr std::string_view kStandards = "《行政处罚法》第三十四条";

bool reasoned(std::string_view text) { return count_chars(trim(text)) >= kReasonCharsMin; }

// Reasons are gathered while the proposal is compared with the assessment.
class Review {
 public:
  Review(const Assessment& assessment, const DiscretionProposal& proposal) : a_(assessment), p_(proposal) {}

  Result<ProposalReview> run() {
    if (p_.no_penalty)
      no_penalty();
    else if (a_.outcome == DiscretionOutcome::penalty)
      fine();
    else
      fine_where_none_is_due();
    if (!reasons_.empty()) return refuse_all(std::move(reasons_));
    return std::move(out_);
  }

 private:
  void refuse_for(std::string code, std::string message, std::string citation, std::string field) {
    reasons_.push_back({std::move(code), std::move(message), std::move(citation), std::move(field)});
  }
  void stands(ProposalStanding standing, std::string explanation, std::string citation) {
    out_ = {standing, std::move(explanation), std::move(citation)};
  }

  std::string citation_of(std::string_view rule) const {
    for (const auto& row : a_.applied) {
      if (row.id == rule) return row.citation;
    }
    for (const auto& row : a_.options) {
      if (row.id == rule) return row.citation;
    }
    return {};
  }

  bool among(const std::vector<std::string>& grounds) const {
    return std::find(grounds.begin(), grounds.end(), p_.ground) != grounds.end();
  }

  std::string range_citation() const { return citation_of("band"); }

  void no_penalty() {
    if (p_.fine.count > 0) refuse_for("fine_although_no_penalty", "不予处罚的，不能同时处罚款。", "", "fine");
    if (a_.outcome == DiscretionOutcome::not_unlawful) {
      return stands(ProposalStanding::no_penalty, "新的规定不认为是违法，不予处罚", citation_of("apl_37"));
    }
    if (!among(a_.no_penalty_rules)) {
      return refuse_for("no_penalty_ground_missing",
                        a_.no_penalty_rules.empty() ? "本案没有查明不予处罚的法定情形，不能不予处罚。"
                                                    : "请写明不予处罚依据哪一种法定情形。",
                        "《行政处罚法》第三十三条", "ground");
    }
    const bool must = !among(a_.may_no_penalty);
    if (!must && !reasoned(p_.reasons)) {
      refuse_for("no_penalty_reason_missing", "法律规定“可以”不予处罚，请写明为什么不予处罚，至少十个字。",
                 citation_of(p_.ground), "reasons");
    }
    stands(ProposalStanding::no_penalty,
           must ? "具有应当不予处罚的法定情形" : "具有可以不予处罚的法定情形：" + p_.reasons, citation_of(p_.ground));
  }

  void fine_where_none_is_due() {
    const bool correct_first = a_.outcome == DiscretionOutcome::correct_first;
    const auto& rule = a_.applied.back();
    if (p_.fine.count > 0) {
      return refuse_for(correct_first ? "fine_before_correction" : "fine_although_no_penalty",
                        correct_first ? "法律规定逾期不改正的才处罚款。请先责令限期改正，逾期不改正再罚。"
                                      : "依法不予处罚（" + rule.zh + "），不能罚款。",
                        rule.citation, "fine");
    }
    if (!correct_first) {
      return refuse_for("no_penalty_ground_missing", "依法不予处罚（" + rule.zh + "），请拟作不予处罚决定。",
                        rule.citation, "no_penalty");
    }
    stands(ProposalStanding::no_fine, rule.zh, rule.citation);
  }

  void fine() {
    if (p_.fine > a_.statutory.to) {
      return refuse_for("above_maximum",
                        "罚款" + format_yuan(p_.fine) + "元高于法定最高额" + format_yuan(a_.statutory.to) +
                            "元，批准也不可以。请改到法定幅度之内。",
                        range_citation(), "fine");
    }
    if (p_.fine.count == 0 && a_.fine_optional) return no_fine();
    if (p_.fine < a_.statutory.from) return below_minimum();
    if (a_.recommended.contains(p_.fine)) {
      return stands(ProposalStanding::within_standard,
                    "适用裁量基准“" + a_.step_zh + "”阶次，" + text_zh(a_.recommended) + "之内",
                    std::string(kStandards));
    }
    if (a_.must_lighten && p_.fine > a_.recommended.to) {
      return refuse_for(
          "above_although_lighten",
          "当事人有应当从轻或者减轻处罚的情形，罚款不能高于从轻后的" + format_yuan(a_.recommended.to) + "元。",
          a_.mitigation_citations.front(), "fine");
    }
    deviate("罚款" + format_yuan(p_.fine) + "元不在裁量基准的" + text_zh(a_.recommended) + "之内");
  }

  void no_fine() {
    if (!reasoned(p_.reasons)) {
      return refuse_for("deviation_reason_missing", "法律规定“可以”处罚款；不处罚款的，请写明理由，至少十个字。",
                        range_citation(), "reasons");
    }
    stands(ProposalStanding::no_fine, "法律规定可以处罚款，本案不处罚款：" + p_.reasons, range_citation());
  }

  void below_minimum() {
    const auto& grounds = a_.mitigation_citations;
    if (!among(grounds)) {
      return refuse_for("below_minimum",
                        "罚款" + format_yuan(p_.fine) + "元低于法定最低额" + format_yuan(a_.statutory.from) +
                            (grounds.empty() ? "元，本案没有查明可以减轻处罚的法定情形，不能减轻。"
                                             : "元，属于减轻处罚，请写明依据哪一种法定情形。"),
                        "《行政处罚法》第三十二条", "ground");
    }
    if (!reasoned(p_.reasons)) {
      refuse_for("mitigation_reason_missing", "减轻处罚请写明为什么从轻还不够，至少十个字。", p_.ground, "reasons");
    }
    if (!a_.mitigated || !a_.mitigated->contains(p_.fine)) {
      deviate("罚款" + format_yuan(p_.fine) + "元低于裁量基准减轻处罚的下限");
    }
    stands(ProposalStanding::mitigated, "减轻处罚：" + p_.reasons, p_.ground);
  }

  void deviate(const std::string& how) {
    const auto none = Deviation{};
    const auto& d = p_.deviation ? *p_.deviation : none;
    if (!reasoned(d.reason)) {
      refuse_for("deviation_reason_missing", how + "。可以改在幅度之内，或者写明偏离的理由，至少十个字。",
                 std::string(kStandards), "deviation");
    }
    if (d.approved_by.empty()) {
      refuse_for("deviation_not_approved", how + "，须经负责人批准后才能提交。", std::string(kStandards), "deviation");
    } else if (d.approved_by == d.proposed_by) {
      refuse_for("deviation_same_person", "偏离裁量基准不能由提出的人自己批准，请另一位负责人批准。",
                 std::string(kStandards), "deviation");
    }
    stands(ProposalStanding::deviates, how + "：" + d.reason, std::string(kStandards));
  }

  const Assessment& a_;
  const DiscretionProposal& p_;
  std::vector<Reason> reasons_;
  ProposalReview out_;
};

}  // namespace

Result<ProposalReview> check_proposal(const Assessment& assessment, const DiscretionProposal& proposal) {
  return Review(assessment, proposal).run();
}

std::string_view zh(ProposalStanding standing) {
  switch (standing) {
    case ProposalStanding::within_standard:
      return "在裁量基准之内";
    case ProposalStanding::no_penalty:
      return "不予处罚";
    case ProposalStanding::mitigated:
      return "减轻处罚";
    case ProposalStanding::no_fine:
      return "不处罚款";
    case ProposalStanding::deviates:
      return "偏离裁量基准";
  }
  return {};
}

}  // namespace mingjing::catalog
