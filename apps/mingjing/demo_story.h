// What a demo case is about: who, where, what, how much, under which articles. Sentences come from
// data/demo/stories.json; no two cases are word for word alike. People, places and firms are invented.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/money.h"
#include "base/time.h"
#include "demo_random.h"

namespace mingjing::app::demo {

struct StoryWishes {
  bool minor = false;         // the party is 15 to 17 years old
  bool small = false;         // slight: no penalty follows
  bool natural = false;       // a person
  bool survey = false;        // measured without a licence, with an instrument that may be seized
  bool joint = false;         // a firm that occupied land, for a case with a second party
  bool hearing = false;       // an amount beyond the hearing threshold, by an organisation
};

struct Story {
  std::string item_code;
  std::string cause;
  std::string source, source_detail, summary;
  Json party;  // as in the form register_clue
  bool natural = false, minor = false;
  bool e_service_consent = false;
  std::string person;  // who is asked and signs: the party, or its representative
  std::string place, area;
  std::int64_t quantity = 0;  // what `area` says, in thousandths of its unit
  Date began, found;
  std::string facts, reasons, measure, benchmark, benchmark_reason;
  std::vector<std::string> kinds, violated, basis;
  Fen fine, gains, property;
  std::string on_site, inquiry, statement, answer, review, returned, supplement;
  std::vector<std::pair<std::string, std::string>> evidence;  // name, what it proves

  Json proposal(std::string_view outcome) const;
};

class StoryTeller {
 public:
  StoryTeller();  // reads the embedded sentences, which a test has checked
  // `found`: the day the act came to light.
  Story tell(Random& random, std::int64_t number, Date found, const StoryWishes& wishes) const;
  const Json& stories() const { return data_; }

 private:
  Json data_;
};

// 〔甲|乙〕 choices and {name} slots. An unknown slot is a broken program.
std::string expand(Random& random, std::string_view pattern, const std::map<std::string, std::string>& slots);

std::string citizen_number(Random& random, std::string_view region, Date birth, bool female);
std::string credit_code(Random& random, std::string_view region, bool individual);

}  // namespace mingjing::app::demo
