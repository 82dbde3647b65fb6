// An enforcement officer 「执法人员」 with certificate 「行政执法证」. Aggregate `officer`, part `officer`. Whether an
// officer may take part in an act is a question about the day of the act (APL 42), so nothing here asks the clock.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/identity/reviewer.h"
#include "domain/part.h"

namespace mingjing::identity {

enum class CertificateStatus { valid, suspended, revoked };  // 有效 暂扣 注销（收回）

struct Officer {
  OfficerId id;
  std::string name;  // 姓名
  std::string sex;   // 男 女, for the list R-LST-006; may be empty
  std::string post;  // 职务
  UnitId unit;
  bool established = true;              // 在编 (R-OFF-011)
  std::string certificate_no;           // 证件编号
  std::vector<std::string> categories;  // 执法类别, e.g. 自然资源; at least one
  std::string area;                     // 执法区域
  Date valid_from, valid_until;         // both days included
  CertificateStatus status = CertificateStatus::valid;
  std::optional<Date> status_since;     // suspended or revoked from this day on
  bool legal_qualification = false;     // 法律职业资格
  std::optional<Date> first_review_on;  // 初次从事法制审核之日
  bool law_degree = false;              // 法学本科以上
  ReviewerKind reviewer_kind = ReviewerKind::none;  // who reviews: full time, part time, counsel
  bool operator==(const Officer&) const = default;
};

inline Reviewer reviewer_of(const Officer& officer) {
  return {officer.reviewer_kind, officer.legal_qualification, officer.law_degree, officer.first_review_on};
}

// The certificate carries the officer on that day; the reason when not.
Status certificate_on(const Officer& officer, Date day);
inline bool certificate_valid_on(const Officer& officer, Date day) { return certificate_on(officer, day).has_value(); }
bool covers_category(const Officer& officer, std::string_view category);

// 行政处罚法 58(2): who takes up legal review of penalties for the first time after 2018-01-01 needs the qualification.
// `first_review_on` empty: the review at hand, on `day`, would be the first.
Status may_review_on(const Officer& officer, Date day);

// `warnings` of validate: the number is not of the eleven digits now usual (DOMAIN 5.2: warn, never refuse).
Status validate(const Officer& officer);
std::vector<std::string> warnings(const Officer& officer);

std::string_view to_string(CertificateStatus status);
std::optional<CertificateStatus> parse_certificate_status(std::string_view id);

domain::Part to_part(const Officer& officer);
Officer officer_from_parts(OfficerId id, const domain::Parts& parts);

}  // namespace mingjing::identity
