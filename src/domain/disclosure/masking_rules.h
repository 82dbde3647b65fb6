// data/disclosure/masking.json as the masking reads it.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "domain/disclosure/masking.h"

namespace mingjing::disclosure {

enum class MaskAction {
  remove,   // the marker （隐去）
  surname,  // 魏某
  ordinal,  // 证人甲
  county,   // 澜川市青衡县（隐去）
};

struct MaskRule {
  std::string id;
  std::string name;
  MaskAction action = MaskAction::remove;
  std::string prefix;
  std::string citation;
};

struct MaskingRules {
  Date from;
  std::string marker;
  std::vector<std::string> personal_roots;
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> public_fields;  // by party kind
  std::map<std::string, std::string, std::less<>> field_rules;                           // field → rule id
  std::map<std::string, MaskRule, std::less<>> rules;
  std::set<std::string, std::less<>> compound_surnames;
  std::string minor_citation;
};

// The newest version in force on the day; before the first, the first (it hides more than any law then asked).
const MaskingRules& masking_rules(Date on);

}  // namespace mingjing::disclosure
