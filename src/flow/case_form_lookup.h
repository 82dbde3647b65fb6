// Who is behind an id in a form: names of users, officers with their certificates, opinions with name and day.
// Internal to flow's forms.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "domain/cases/case.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

class FormLookup {
 public:
  FormLookup(ports::UnitOfWork& work, const cases::Case& c) : work_(work), case_(c) {}

  // [{name, certificate}], those the agency knows.
  Json officers(const std::vector<OfficerId>& ids);
  std::string user_name(UserId id);
  Json person(UserId id);  // {name}
  // {text, name, on}: what was said in a record's field, by whom, when; null where nothing was.
  Json opinion(const cases::Record* record, std::string_view field);
  // The newest record of an act; of those that name the piece `id` in `field`, where it is given.
  const cases::Record* newest(cases::Act act, std::string_view field = {}, std::string_view id = {}) const;

 private:
  Json officer(OfficerId id);
  ports::UnitOfWork& work_;
  const cases::Case& case_;
};

// {officers, unit_head, agency_head} of an approval; null ones are left out.
Json opinions_json(Json of_officers, Json of_unit_head, Json of_agency_head);

}  // namespace mingjing::flow
