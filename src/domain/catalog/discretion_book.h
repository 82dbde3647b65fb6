// The discretion standards 「行政处罚裁量基准」 as data: rules that hold for every item (statutory circumstances of APL
// 30–33, the agency's own), and for each item the statute's range cut into steps. Files: data/catalog/
// discretion_rules.json and discretion_standards.json; the format is described in docs/discretion.md. APL 34: an agency
// may set standards and must publish them.
//
// Read only after parsing; safe to share between threads. A case keeps the id of the standard it was decided under.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/catalog/item.h"

namespace mingjing::catalog {

// A fact an officer establishes or not 「裁量情节」.
struct FactTerm {
  std::string id, zh;
  std::vector<std::string> excludes;  // cannot be true of the same case; holds both ways
  bool natural_person_only = false;   // cannot be true of an organisation
};

// How a thing measured is counted.
enum class MeasureKind {
  money,     // fen
  quantity,  // thousandths of `unit`
  count,     // whole units
};
struct Measure {
  std::string id, zh, unit;
  MeasureKind kind = MeasureKind::money;
  std::int64_t scale() const { return kind == MeasureKind::quantity ? 1000 : 1; }
};
std::string text_zh(const Measure& measure, std::int64_t value);  // 1200平方米, 350,000.00元, 12天

enum class RuleEffect {
  no_penalty,  // 不予处罚
  lighten,     // 从轻或者减轻处罚
  heavier,     // 从重处罚
};
enum class RuleForce {
  must,  // 应当
  may,   // 可以: counts only where the agency says that it makes use of it
};

struct DiscretionRule {
  std::string id, zh, citation;
  Date from;
  std::optional<Date> until;
  RuleEffect effect = RuleEffect::lighten;
  RuleForce force = RuleForce::must;
  std::vector<std::vector<std::string>> when;  // all of these, each by any one of its facts
  std::vector<std::string> unless;             // none of these
  std::optional<int> age_from, age_below;      // of a natural person when the act ended
  std::string duty;                            // what is owed beside: 责令监护人加以管教
  bool in_force(Date day) const { return from <= day && (!until || day <= *until); }
};

// How steps are moved; the agency's rule, since the statute only says 从轻, 减轻, 从重.
struct DiscretionMethod {
  std::string source, citation;
  int max_shift = 2;                    // at most so many steps up, and so many down
  std::int64_t edge_share = 500;        // beyond the lowest (highest) step: its lower (upper) part, in thousandths
  std::int64_t mitigation_floor = 100;  // 减轻 goes down to so many thousandths of the statutory minimum
};

// When a band or step applies: where the measure lies in [from, to), or where one of the facts is true. Facts win over
// the measure, and of several the last listed, i.e. the heaviest.
struct Applies {
  bool measured = true;  // false: by facts only
  std::int64_t from = 0;
  std::optional<std::int64_t> to;  // none: no upper end
  std::vector<std::string> facts;
};

struct DiscretionStep {  // 裁量阶次
  std::string id, zh;
  Applies applies;
  std::int64_t low = 0, high = 0;  // in thousandths of the unit of the band's range (fen, or thousandths of a multiple)
};

struct FineBand {  // 法定罚款幅度: a statute may give several, e.g. for 拒不改正
  std::string id, zh;
  Applies applies;
  FineRange range;
  std::string base;                   // measure that `per_unit` and `multiple` multiply; empty when fixed
  bool optional = false;              // 可以处罚款: no fine is lawful too
  std::string by;                     // measure that tells the steps apart; empty: one step, others by facts
  std::vector<DiscretionStep> steps;  // lightest first
};

struct DiscretionStandard {
  std::string id, item, name;
  Date from;  // the standard is in force
  std::optional<Date> until;
  Date law_from;  // the provisions it rests on are in force
  std::vector<std::string> basis;
  std::string requires_fact, requires_citation;  // no fine without it: 逾期不改正
  std::string afterwards_citation;               // after `until` the act is no longer unlawful, by this
  std::vector<DiscretionRule> rules;             // of this item only
  std::string by;                                // measure that tells the bands apart
  std::vector<FineBand> bands;
  bool in_force(Date day) const { return from <= day && (!until || day <= *until); }
};

class DiscretionBook {
 public:
  // The files built into the program; a broken one stops the program at start.
  static const DiscretionBook& built_in();
  // Refused, with what is wrong where: unknown member, fact or measure; no citation; unreadable date; a step outside
  // the statutory range; two standards of one item on the same day. Gaps and overlaps are not refused here, so that a
  // draft can be read; `coverage` finds them.
  static Result<DiscretionBook> parse(std::string_view rules_json, std::string_view standards_json);

  const DiscretionStandard* find(std::string_view item, Date day) const;           // null: none in force
  const DiscretionStandard* latest_before(std::string_view item, Date day) const;  // ended last before that day
  const FactTerm* fact(std::string_view id) const;
  const Measure* measure(std::string_view id) const;
  const DiscretionMethod& method() const { return method_; }
  const std::vector<FactTerm>& facts() const { return facts_; }
  const std::vector<Measure>& measures() const { return measures_; }
  const std::vector<DiscretionRule>& rules() const { return rules_; }
  const std::vector<DiscretionStandard>& standards() const { return standards_; }
  bool exclude(std::string_view one, std::string_view other) const;

  struct Cited {
    std::string where, citation;
    Date on;  // a day on which the cited provision must be in force
  };
  std::vector<Cited> citations() const;

 private:
  friend class DiscretionReader;
  DiscretionMethod method_;
  std::vector<FactTerm> facts_;
  std::vector<Measure> measures_;
  std::vector<DiscretionRule> rules_;
  std::vector<DiscretionStandard> standards_;
};

// True of every natural person; the engine sets it from the party, callers do not.
inline constexpr std::string_view kNaturalPerson = "natural_person";

std::string_view zh(RuleEffect effect);  // 不予处罚 从轻或者减轻处罚 从重处罚
std::string text_zh(const FineBand& band, const DiscretionStep& step);  // 每平方米100元以上300元以下
// 不足1,000.000平方米；或者占用永久基本农田
std::string conditions_zh(const DiscretionBook& book, std::string_view by, const Applies& applies);

}  // namespace mingjing::catalog
