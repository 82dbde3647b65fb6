// SPDX-License-Identifier: Apache-2.0
#include "domain/identity/officer.h"

#include <algorithm>

#include "domain/identity/problems.h"

namespace mingjing::identity {
namespace {

tl::unexpected<Error> cited(std::string code, std::string message, std::string citation) {
  Error error{ErrorCode::invalid, message, "officer", {}, {}};
  error.reasons.push_back({std::move(code), std::move(message), std::move(citation), "officer"});
  return refuse(std::move(error));
}

}  // namespace

std::string_view to_string(CertificateStatus status) {
  switch (status) {
    case CertificateStatus::valid:
      return "valid";
    case CertificateStatus::suspended:
      return "suspended";
    case CertificateStatus::revoked:
      return "revoked";
  }
  return "valid";
}

std::optional<CertificateStatus> parse_certificate_status(std::string_view id) {
  for (const auto status : {CertificateStatus::valid, CertificateStatus::suspended, CertificateStatus::revoked}) {
    if (to_string(status) == id) return status;
  }
  return std::nullopt;
}

Status certificate_on(const Officer& officer, Date day) {
  constexpr std::string_view kArticle = "《行政处罚法》第四十二条第一款";
  const std::string who = officer.name + "的行政执法证";
  if (day < officer.valid_from) {
    return cited("certificate_not_yet_valid", who + "自" + officer.valid_from.text_zh() + "起有效，请改派他人。",
                 std::string(kArticle));
  }
  if (day > officer.valid_until) {
    return cited("certificate_expired",
                 who + "已于" + officer.valid_until.text_zh() + "到期，请改派他人或者换证后再办理。",
                 std::string(kArticle));
  }
  if (officer.status != CertificateStatus::valid && (!officer.status_since || *officer.status_since <= day)) {
    const std::string what = officer.status == CertificateStatus::suspended ? "已被暂扣" : "已被注销";
    return cited("certificate_" + std::string(to_string(officer.status)), who + what + "，请改派他人。",
                 std::string(kArticle));
  }
  return {};
}

bool covers_category(const Officer& officer, std::string_view category) {
  return std::find(officer.categories.begin(), officer.categories.end(), category) != officer.categories.end();
}

Status may_review_on(const Officer& officer, Date day) {
  Reviewer reviewer = reviewer_of(officer);
  if (!reviewer.first_review_on) reviewer.first_review_on = day;
  if (may_review(reviewer)) return {};
  return cited("reviewer_not_qualified",
               officer.name + "初次从事行政处罚决定法制审核，尚未登记法律职业资格，请改派他人或者补登资格。",
               "《行政处罚法》第五十八条第二款");
}

Status validate(const Officer& officer) {
  Problems problems;
  problems.line("name", "姓名", officer.name, 30);
  problems.line("certificate_no", "证件编号", officer.certificate_no, 30);
  problems.line("area", "执法区域", officer.area, 60);
  if (officer.categories.empty()) problems.add("categories", "请至少填写一个执法类别。");
  for (const auto& category : officer.categories) problems.line("categories", "执法类别", category, 30);
  if (officer.unit.is_nil()) problems.add("unit", "请选择所在机构。");
  if (!officer.sex.empty() && officer.sex != "男" && officer.sex != "女")
    problems.add("sex", "性别请填“男”或者“女”，也可不填。");
  if (officer.valid_until < officer.valid_from) problems.add("valid_until", "证件有效期的截止日早于起始日，请核对。");
  if (officer.status != CertificateStatus::valid && !officer.status_since) {
    problems.add("status_since", "请填写暂扣或者注销的日期。");
  }
  if (!officer.established) {
    problems.add("established", "只有在编人员可以申领行政执法证，请核对编制情况。");
  }
  return problems.status();
}

std::vector<std::string> warnings(const Officer& officer) {
  const bool usual =
      officer.certificate_no.size() == 11 && std::all_of(officer.certificate_no.begin(), officer.certificate_no.end(),
                                                         [](char c) { return c >= '0' && c <= '9'; });
  if (usual) return {};
  return {"证件编号不是通行的11位数字，请核对；确系旧证的可以保留。"};
}

domain::Part to_part(const Officer& officer) {
  Json categories = Json::array();
  for (const auto& category : officer.categories) categories.push(category);
  domain::Part part{
      "officer",
      "",
      Json::object({{"name", officer.name},
                    {"sex", officer.sex},
                    {"post", officer.post},
                    {"unit", officer.unit.text()},
                    {"established", officer.established},
                    {"certificate_no", officer.certificate_no},
                    {"categories", std::move(categories)},
                    {"area", officer.area},
                    {"valid_from", officer.valid_from.text()},
                    {"valid_until", officer.valid_until.text()},
                    {"status", to_string(officer.status)},
                    {"status_since", officer.status_since ? officer.status_since->text() : std::string()},
                    {"legal_qualification", officer.legal_qualification},
                    {"first_review_on", officer.first_review_on ? officer.first_review_on->text() : std::string()}}),
      {}};
  if (officer.law_degree) part.data.set("law_degree", true);
  if (officer.reviewer_kind != ReviewerKind::none) part.data.set("reviewer_kind", to_string(officer.reviewer_kind));
  return part;
}

Officer officer_from_parts(OfficerId id, const domain::Parts& parts) {
  Officer out;
  out.id = id;
  const auto* part = domain::find_part(parts, "officer");
  if (part == nullptr) return out;
  const Json& data = part->data;
  out.name = data.text("name");
  out.sex = data.text("sex");
  out.post = data.text("post");
  out.unit = UnitId::parse(data.text("unit")).value_or(UnitId());
  out.established = data.flag("established");
  out.certificate_no = data.text("certificate_no");
  for (const auto& category : data.items("categories")) {
    if (category.as_string() != nullptr) out.categories.push_back(*category.as_string());
  }
  out.area = data.text("area");
  out.valid_from = Date::parse(data.text("valid_from")).value_or(Date());
  out.valid_until = Date::parse(data.text("valid_until")).value_or(Date());
  out.status = parse_certificate_status(data.text("status")).value_or(CertificateStatus::revoked);
  out.status_since = Date::parse(data.text("status_since"));
  out.legal_qualification = data.flag("legal_qualification");
  out.first_review_on = Date::parse(data.text("first_review_on"));
  out.law_degree = data.flag("law_degree");
  out.reviewer_kind = parse_reviewer_kind(data.text("reviewer_kind")).value_or(ReviewerKind::none);
  return out;
}

}  // namespace mingjing::identity
