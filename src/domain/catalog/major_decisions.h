// Which penalties carry the right to a hearing 「听证标准」 and which decisions need legal review before they are made
// 「重大执法决定法制审核目录」. Both are dated data: data/catalog/hearing_thresholds.json and major_decisions.json, so
// that an agency's own standard is data too. Pure: the caller says what is intended, the answer says why, with article.
// Kinds of penalties are the ids of cases::PenaltyKind; this folder comes first and knows them as words only.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/money.h"
#include "base/result.h"
#include "base/time.h"

namespace mingjing::catalog {

enum class PartyType { natural_person, organisation };  // 自然人 法人或者其他组织

// What is intended, or decided.
struct DecisionFacts {
  std::string act_type = "penalty";  // id of act_types()
  std::string level;                 // of the agency: province, city, county, township
  std::string item_code;             // of the item of enforcement; its beginning names field and department
  PartyType party = PartyType::organisation;
  std::string region_code;      // of the agency, six digits
  std::set<std::string> kinds;  // fine, confiscate_illegal_gains, revoke_license …
  Fen fine, illegal_gains, property_value;
  bool hearing_held = false;             // 经过听证程序
  bool public_interest = false;          // 涉及重大公共利益
  bool social_risk = false;              // 可能造成重大社会影响或者引发社会风险
  bool complex = false;                  // 案件情况疑难复杂
  bool several_legal_relations = false;  // 涉及多个法律关系
  bool major_interest = false;           // 直接关系当事人或者第三人重大权益
  bool statutory_review = false;         // 法律、法规规定应当法制审核
  bool demolition = false;               // 限期拆除
  bool summary_procedure = false;        // 简易程序
};

// The six kinds that a catalogue must cover, indicator 92.
struct CatalogueTag {
  std::string_view id, zh;
};
inline constexpr std::array<CatalogueTag, 6> kCatalogueTags{{
    {"public_interest", "重大公共利益"},
    {"social_risk", "重大社会影响或者社会风险"},
    {"major_rights", "重大权益"},
    {"hearing", "经过听证"},
    {"complex", "疑难复杂"},
    {"multi_relation", "多个法律关系"},
}};

// A rule that holds, and why it holds here.
struct Trigger {
  std::string id;                 // of the rule in the data file
  std::string explanation;        // 拟罚款120,000.00元，达到50,000.00元的标准
  std::string citation;           // 《行政处罚法》第五十八条第一款第二项
  std::vector<std::string> tags;  // of kCatalogueTags
  bool outside = false;           // to be reviewed by the government's own body 「同级政府法制机构」
};

// One entry of the catalogue, as it is published.
struct CatalogueEntry {
  std::string id, explanation, citation, act_type, level, item;
  Date from;
  std::optional<Date> until;
  std::vector<std::string> tags;
  bool outside = false;
};

class MajorDecisions {
 public:
  // The files built into the program; a broken one stops the program at start.
  static const MajorDecisions& built_in();
  // Refused with what is wrong in which rule: unknown member, no citation, unreadable date or condition.
  static Result<MajorDecisions> parse(std::string_view hearing_json, std::string_view major_json);

  // APL 63: all thresholds reached on that day; none: no right to a hearing.
  std::vector<Trigger> hearing_right(const DecisionFacts& facts, Date day) const;
  // APL 58 and the agency's catalogue: all reasons; none: review is not required. `review_everything` is the agency's
  // setting to review all but summary decisions (R-LEG-005).
  std::vector<Trigger> legal_review_required(const DecisionFacts& facts, Date day,
                                             bool review_everything = false) const;

  // The catalogue in force on that day, for its page and for the test of the six kinds.
  std::vector<CatalogueEntry> catalogue(Date day) const;

  // All citations in the data, for the test that each names a known law and article.
  std::vector<std::string> citations() const;

 private:
  struct Rule {
    std::string id, explanation, citation;
    Date from;
    std::optional<Date> until;
    std::string act_type;  // empty: any
    std::string level;     // of the agency; empty: any
    std::string item;      // beginning of the item's code: field, department, kind; empty: any
    std::vector<std::string> tags;
    bool outside = false;
    std::string region;    // prefix of the region code; empty: anywhere
    std::optional<PartyType> party;
    std::string kind;    // this kind of penalty is intended
    std::string amount;  // fine | illegal_gains | property_value, at least `min`
    Fen min;
    std::string fact;  // hearing_held | public_interest | … | hearing_right
  };
  static Result<Rule> rule_of(const Json& json);
  static bool holds(const Rule& rule, const DecisionFacts& facts, Date day, bool hearing_right);
  std::vector<Rule> hearing_, major_;
};

// The short form for guards: the first reason's words and article.
inline bool legal_review_required(const DecisionFacts& facts, Date day, std::vector<Trigger>& why) {
  why = MajorDecisions::built_in().legal_review_required(facts, day);
  return !why.empty();
}

}  // namespace mingjing::catalog
