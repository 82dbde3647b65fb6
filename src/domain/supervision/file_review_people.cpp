// Who acted: the organ, its officers, the party, recusal, reviewers and approvers.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "domain/identity/check_digits.h"
#include "domain/supervision/file_review_checks.h"

namespace mingjing::supervision::checks {
namespace {

using cases::Act;

bool needs_two(Act act) {
  return act == Act::record_inquiry || act == Act::record_on_site || act == Act::preserve_evidence ||
         act == Act::take_sample;
}

std::string at_zh(const cases::Record& record) {
  return record.occurred_at.date().text() + " 的“" + std::string(cases::name_zh(record.act)) + "”";
}

// Why this officer could not act on that day; empty when nothing stands against it.
std::string certificate_fault(const ReviewedFile& file, OfficerId id, Date day) {
  const auto found = file.around.officers.find(id);
  if (found == file.around.officers.end()) return "不在本机关的执法人员名单里";
  if (identity::certificate_valid_on(found->second, day)) return {};
  return found->second.valid_until < day ? "的执法证件已于 " + found->second.valid_until.text() + " 到期"
                                         : std::string("当日没有有效的执法证件");
}

bool handles(const ReviewedFile& file, UserId user) {
  const auto officer = file.around.officer_of.find(user);
  return officer != file.around.officer_of.end() && file.c.is_handler(officer->second);
}

}  // namespace

Checked subject_competent(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.filed()) return not_applicable("还没有立案。");
  Look look;
  const auto& agency = file.around.agency;
  if (!identity::is_uscc(agency.uscc)) look.found({"本机关的统一社会信用代码不正确：" + agency.uscc});
  const auto item = file.around.items.find(c.item.id);
  if (item == file.around.items.end()) {
    look.found({"本案事项“" + c.item.name + "”不在本机关的执法事项里。"});
  } else if (item->second.act_type != "penalty") {
    look.found({"本案事项“" + item->second.name + "”不是行政处罚事项。"});
  } else {
    look.seen({agency.name + "（" + agency.uscc + "）对“" + item->second.name + "”有处罚权，依据" +
               (item->second.basis.empty() ? std::string("未写明") : item->second.basis.front()) + "。"});
  }
  return std::move(look).done("");
}

Checked item_listed(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!file.filed()) return not_applicable("还没有立案。");
  Look look;
  const auto item = file.around.items.find(c.item.id);
  if (item == file.around.items.end()) {
    look.found({"事项清单里没有“" + c.item.code + "”。"});
  } else if (!item->second.active) {
    look.found({"事项“" + item->second.code + "”已失效。"});
  } else {
    look.seen({"事项“" + item->second.code + "”在本机关的清单里。"});
  }
  for (const auto& [id, model] : file.around.documents) {
    if (model.seal_name.empty() || model.agency == file.around.agency.name) continue;
    look.found(of_document(id, "文书“" + model.title.back() + "”以" + model.agency + "的名义作出，不是本机关的名义。"));
  }
  return std::move(look).done("");
}

Checked officers_certified(const ReviewedFile& file) {
  Look look;
  std::set<std::pair<OfficerId, Date>> checked;
  for (const auto& record : file.c.records) {
    for (const auto& officer : record.officers) {
      const Date day = record.occurred_at.date();
      if (!checked.emplace(officer, day).second) continue;
      const auto fault = certificate_fault(file, officer, day);
      if (!fault.empty())
        look.found(of_record(record, file.officer_name(officer) + fault + "，参加了 " + at_zh(record) + "。"));
    }
  }
  if (!checked.empty() && !look.has_findings()) {
    look.seen({"共核对 " + std::to_string(checked.size()) + " 人次，当日证件都有效。"});
  }
  return std::move(look).done("还没有执法人员参加的办案行为。");
}

Checked two_officers(const ReviewedFile& file) {
  Look look;
  for (const auto& record : file.c.records) {
    if (!needs_two(record.act)) continue;
    const std::set<OfficerId> people(record.officers.begin(), record.officers.end());
    const std::string text = at_zh(record) + "有 " + std::to_string(people.size()) + " 名执法人员参加。";
    if (people.size() < 2)
      look.found(of_record(record, text));
    else
      look.seen(of_record(record, text));
  }
  return std::move(look).done("还没有询问、检查。");
}

Checked party_identified(const ReviewedFile& file) {
  const auto& c = file.c;
  if (!c.proposal) return not_applicable("调查还没有终结，当事人身份仍可补充。");
  Look look;
  if (c.parties.empty()) look.found({"案件里没有当事人。"});
  for (const auto& party : c.parties) {
    if (!party.released_reason.empty()) continue;
    const bool code = !party.uscc.empty() && identity::is_uscc(party.uscc);
    const bool number = !party.citizen_no.empty() && identity::parse_citizen_number(party.citizen_no).has_value();
    if (!party.uscc.empty() && !code)
      look.found({"当事人" + party.name + "的统一社会信用代码校验不通过。", {}, {}, {}, party.id});
    if (!party.citizen_no.empty() && !number)
      look.found({"当事人" + party.name + "的公民身份号码校验不通过。", {}, {}, {}, party.id});
    if (party.uscc.empty() && party.citizen_no.empty() && party.birth_date.empty()) {
      look.found({"当事人" + party.name + "没有登记身份号码或者信用代码。", {}, {}, {}, party.id});
    } else if (code || number || !party.birth_date.empty()) {
      look.seen({"当事人" + party.name + "的身份已查明。", {}, {}, {}, party.id});
    }
  }
  for (const auto& document : c.documents) {
    if (!file.issued(document) || !file.around.documents.contains(document.id) || c.parties.empty()) continue;
    const auto& model = file.around.documents.at(document.id);
    if (model.seal_name.empty()) continue;
    const auto text = documents::plain_text(model);
    const bool named = std::any_of(c.parties.begin(), c.parties.end(),
                                   [&](const auto& party) { return text.find(party.name) != std::string::npos; });
    if (!named && text.find("当事人") != std::string::npos) {
      look.found(of_document(document.id, "文书“" + document.title + "”上的当事人名称与案件登记的不一致。"));
    }
  }
  return std::move(look).done("");
}

Checked recusal_handled(const ReviewedFile& file) {
  const auto& c = file.c;
  Look look;
  for (const auto& recusal : c.recusals) {
    const std::string asked = recusal.asked_at.date().text() + " 提出的" + recusal.name + "回避申请";
    if (recusal.verdict == cases::Verdict::pending) {
      if (file.decided())
        look.found({asked + "，作出处罚决定前没有决定。"});
      else
        look.seen({asked + "，待决定；决定前不停止调查。"});
      continue;
    }
    look.seen({asked + "，已于 " + (recusal.decided_at ? recusal.decided_at->date().text() : std::string("？")) +
               (recusal.verdict == cases::Verdict::granted ? " 决定回避。" : " 决定不回避。")});
    if (recusal.verdict != cases::Verdict::granted || recusal.officer.is_nil() || !recusal.decided_at) continue;
    for (const auto& record : c.records) {
      const auto& people = record.officers;
      if (record.occurred_at <= *recusal.decided_at ||
          std::find(people.begin(), people.end(), recusal.officer) == people.end())
        continue;
      look.found(of_record(record, recusal.name + "已被决定回避，仍参加了 " + at_zh(record) + "。"));
    }
  }
  for (const auto& hearing : c.hearings) {
    if (hearing.host.is_nil() || !c.is_handler(hearing.host)) continue;
    look.found({hearing.planned_at.date().text() + " 的听证由本案调查人员" + hearing.host_name + "主持。"});
  }
  if (look.nothing() && file.filed()) look.seen({"没有人提出回避申请，也没有应当回避的人员参加的记录。"});
  return std::move(look).done("还没有立案。");
}

Checked reviewer_apart(const ReviewedFile& file) {
  Look look;
  for (const auto& round : file.c.reviews) {
    if (!round.decided_at) continue;
    const std::string text = round.decided_at->date().text() + " 第 " + std::to_string(round.round) + " 次审核由" +
                             round.reviewer_name + "出具意见";
    if (handles(file, round.reviewer))
      look.found({text + "，审核人同时是本案承办人。"});
    else
      look.seen({text + "，审核人没有承办本案。"});
  }
  return std::move(look).done("没有法制审核意见。");
}

Checked approvals_in_order(const ReviewedFile& file) {
  const auto& c = file.c;
  Look look;
  const auto* filing = file.last(Act::file_case);
  if (filing != nullptr && handles(file, filing->by)) look.found(of_record(*filing, "立案由本案承办人自己审批。"));
  if (filing != nullptr) look.seen(of_record(*filing, "立案于 " + filing->occurred_at.date().text() + " 审批。"));
  if (file.decided()) {
    const Instant at = c.decision->decided_at;
    const auto* concluded = file.last(Act::conclude_investigation, at);
    const auto* unit = file.last(Act::review_by_unit, at);
    const auto* submitted = file.last(Act::submit_for_approval, at);
    if (unit == nullptr)
      look.found({"没有办案机构负责人的审核意见。"});
    else if (concluded != nullptr && unit->occurred_at < concluded->occurred_at)
      look.found(of_record(*unit, "办案机构审核在调查终结之前。"));
    if (submitted == nullptr)
      look.found({"没有报请机关负责人审批的记录。"});
    else
      look.seen(of_record(*submitted, "决定审批表于 " + submitted->occurred_at.date().text() + " 报请审批。"));
    if (handles(file, c.decision->decided_by)) look.found({"处罚决定由本案承办人自己审批。"});
    if (c.proposal && c.approval_version != 0 && c.approval_version != c.proposal->substance_version) {
      look.found({"报请审批以后处理意见又有变动，没有重新报批。"});
    }
  }
  return std::move(look).done("还没有需要审批的步骤。");
}

}  // namespace mingjing::supervision::checks
