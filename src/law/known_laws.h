// The laws the system knows of 「已知法律」: titles, versions, when each was in force, and whether its text is stored.
// A citation to a law whose text is not stored resolves to “known, text not stored”; a version known to be superseded
// is never returned for a later day. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "law/citation.h"

namespace mingjing::law {

// 法律 | 行政法规 | 规章 | 文件 (founding and policy documents)
enum class LawKind { law, regulation, rule, document };

struct LawVersion {
  std::optional<Date> adopted_on;      // 通过或者修改之日: names the version
  std::optional<Date> in_force_from;   // 施行之日; absent for documents without date, which apply at all times
  std::optional<Date> in_force_until;  // the day before the next version, or of the repeal
  bool text_stored = false;            // the text is among the laws of `import laws`
  bool presumed = false;               // in_force_from is 「推定」
  bool operator==(const LawVersion&) const = default;
};

struct KnownLaw {
  std::string title;  // short: 行政处罚法
  std::string full;   // 中华人民共和国行政处罚法
  std::string code;   // founding_002, for the founding documents
  LawKind kind = LawKind::law;
  std::vector<LawVersion> versions;  // in order of in_force_from
};

// What a citation means on a day.
struct ResolvedLaw {
  const KnownLaw* law = nullptr;
  const LawVersion* version = nullptr;
  // 《行政处罚法》（2021-01-22 版，2021-07-15 起施行）, with 「文本未存」 or 「推定」 where that holds
  std::string text_zh() const;
};

class KnownLaws {
 public:
  static const KnownLaws& built_in();  // data/known_laws.json
  static Result<KnownLaws> parse(std::string_view json);

  const std::vector<KnownLaw>& all() const { return laws_; }
  // By short or full title, with or without 《》.
  const KnownLaw* find(std::string_view title) const;
  const LawVersion* find(std::string_view title, Date adopted_on) const;
  // The version in force on the day. not_found: unknown law; invalid: no known version was in force then.
  Result<ResolvedLaw> resolve(std::string_view title, Date on) const;

 private:
  std::vector<KnownLaw> laws_;
};

// A citation in data, and the day or days it must hold on.
struct CitedPlace {
  std::string where;  // file or rule that cites
  Citation citation;
  Date on;
};
struct CitationProblem {
  std::string where;
  std::string citation;
  std::string problem;
};
// Whether the place exists in that version; nothing when the text is not at hand.
using PlaceExists = std::function<std::optional<bool>(const KnownLaw&, const LawVersion&, const Citation&)>;

// Every citation of the built-in data: of limit rules at both ends of their validity, of all other files as in force on
// `today`. Titles without an article are taken from limits only (a 《document》 is not always a law).
std::vector<CitedPlace> cited_in_data(Date today);
// Citations that name no known law, no version in force on their day, or no existing place.
std::vector<CitationProblem> check_citations(const std::vector<CitedPlace>& places, const KnownLaws& laws,
                                             const PlaceExists& exists);

std::string_view to_string(LawKind kind);

}  // namespace mingjing::law
