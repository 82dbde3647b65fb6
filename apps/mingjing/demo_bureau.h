// The demo's bureau: agency, units, people, certificates, accounts and items of data/demo, made by the use cases that
// everybody uses. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "mingjing/system.h"

namespace mingjing::app::demo {

struct Person {
  std::string username, password, name, role_id, role_zh, unit_name;
  bool handles = false;        // a certificate that is valid throughout the demo
  std::optional<Date> certificate_until;
  ports::Actor actor;
};

struct Unit {
  UnitId id;
  std::string name;
  std::vector<std::size_t> officers;  // who handle cases; indexes of people
  std::size_t head = 0;
};

struct Bureau {
  std::string name;
  std::vector<Person> people;
  std::map<std::string, Unit> units;             // by name; those that handle cases
  std::map<std::string, std::pair<ItemId, std::string>> items;  // by code: id and unit name

  const Person& by_username(std::string_view username) const;
  std::vector<std::size_t> with_role(identity::Role role) const;
};

// Makes everything as of `opened`; accounts can be used at once. Certificates move with the year, so that the demo of
// any day has valid ones and one that ran out.
Result<Bureau> make_bureau(System& system, const std::string& set_up_code, Instant opened, Date as_of);

}  // namespace mingjing::app::demo
