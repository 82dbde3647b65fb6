// Where a law, regulation or rule of a field lengthens the ninety days of APL 60, or leaves days out of them
// 「办案期限的延长和不计入」: dated, cited data (data/catalog/term_grounds.json). A field without an entry has none: the
// ninety days stand.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace mingjing::catalog {

struct TermGround {
  std::string id;
  bool suspends = false;  // not counted 不计入; else lengthened 延长
  std::string name;
  std::string citation;
  std::int64_t days_max = 0;   // of a lengthening; 0: the rule names no number
  std::int64_t times_max = 0;  // 0: no bound
  bool while_transferred = false;  // the wait for the police or another organ, counted by the program itself
  Date from;
  std::optional<Date> until;
  std::vector<std::string> laws;  // the rule serves cases whose item rests on one of these laws …
  std::string agency;             // … or whose agency bears this word in its name
  std::string note;
};

class TermGrounds {
 public:
  static const TermGrounds& built_in();  // a broken file stops the program at start
  static Result<TermGrounds> parse(std::string_view json);

  // Those that serve a case on a day: `basis` are the citations of its item.
  std::vector<TermGround> granted(const std::vector<std::string>& basis, std::string_view agency_name, Date day) const;
  const std::vector<TermGround>& all() const { return all_; }

 private:
  std::vector<TermGround> all_;
};

}  // namespace mingjing::catalog
