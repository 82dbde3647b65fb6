// How long a recording is kept 「音像记录保管期限」, why, until which day, and what stays its destruction. The classes, the rules
// that lead to them and the grounds that stay are data (data/catalog/recording_retention.json), each with its article; here
// they are laid on a case. Pure: the day, and whether a complaint about the case is open, are told from outside. 档案法 21(2):
// nothing is destroyed but as the rules say; R-REC-019, R-REC-020.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/case.h"

namespace mingjing::evidence {

class RetentionTable {
 public:
  static const RetentionTable& built_in();  // a broken file stops the program at start
  static Result<RetentionTable> parse(std::string_view json);

  struct Class {
    int months = 0;         // 0: those of the volume, or for ever
    bool from_closed = false;  // else from the archive
    std::string citation;
  };
  struct Rule {
    std::string when;  // evidence, must, should, packed, other
    cases::KeptFor kept_for = cases::KeptFor::permanent;
    std::string why, citation;
  };
  struct VolumeTerm {
    std::string id, name;
    int months = 0;  // 0: for ever
  };
  struct Ground {
    std::string id, name, citation;
  };
  const Class& of(cases::KeptFor kept_for) const { return classes_[static_cast<std::size_t>(kept_for)]; }
  const std::vector<Rule>& rules() const { return rules_; }  // the first that holds counts; the last one always does
  const VolumeTerm* volume_term(std::string_view id) const;
  const Ground& ground(std::string_view id) const;

 private:
  std::array<Class, cases::kKeptFor.size()> classes_;
  std::vector<Rule> rules_;
  std::vector<VolumeTerm> volume_terms_;
  std::vector<Ground> grounds_;
};

struct Retention {
  cases::KeptFor kept_for = cases::KeptFor::permanent;
  std::string why, citation;         // of the rule, or of who lengthened it
  std::optional<Date> until;         // the last day; empty: for ever, or not yet to be counted
  std::vector<std::string> working;  // how the day was found, a sentence a step
  // Whether it may be destroyed on that day, as far as the term goes.
  bool over(Date today) const { return until && today > *until; }
  std::string words() const;  // the working as one sentence
};
Retention retention_of(const cases::Case& c, const cases::Recording& recording);

// What stays a destruction now; empty: nothing.
struct Stay {
  std::string id, name, citation;
  const cases::Recording::Hold* hold = nullptr;  // of a person, with its reason
};
std::vector<Stay> stays_of(const cases::Case& c, const cases::Recording& recording, bool complaint_open);

// Acts on its keeping and destruction that fit where it stands, whoever may do them.
std::vector<cases::Act> next_steps(const cases::Recording& recording, bool may_go);

// Why the actor may not do the next step of this destruction: who approves is not who proposed, who carries out is not who
// approved, the witness is neither. Empty: he may.
std::string destruction_conflict(const cases::Recording& recording, UserId actor);

}  // namespace mingjing::evidence
