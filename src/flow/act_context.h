// What a legal verb works on while an act is performed (perform_act.h walks the steps). The case is a draft: when the
// act is refused it is thrown away with everything else.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "domain/cases/case.h"
#include "domain/cases/facts.h"
#include "domain/cases/procedure.h"
#include "domain/identity/agency.h"
#include "domain/identity/officer.h"
#include "flow/services.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

// A file that was taken into the content store before the command, from the actor's own staged upload.
struct StagedFile {
  std::string sha256;  // hex
  std::int64_t size = 0;
  std::string file_name;
  std::string media_type;
  std::string sm3{};  // hex; in the SM profile
};

struct ActContext {
  ports::UnitOfWork& work;
  const Services& services;
  cases::Act act;
  const Json& body;                 // valid by the act's form
  cases::Case draft{};
  const cases::Case* before = nullptr;  // the case as stored; null while it is being made
  cases::ActInput input{};            // what guards read of the body
  cases::Facts facts{};
  cases::Record record{};             // the timeline's new row
  std::vector<ports::NewPublicLeaf> leaves{};
  std::vector<std::string_view> fulfilled{};  // limits that this act starts and fulfils at once
  // From when the row's limits run when that is not the moment of the act: the date of service.
  std::optional<Instant> limits_from{};
  Json event_data{Json::Object{}};  // no personal data
  Json answer{Json::Object{}};      // goes back to the caller beside id, version and stage
  cases::Advance advanced{};
  std::optional<StagedFile> staged{};
  ports::Aggregate* aggregate = nullptr;  // the stored case behind the draft

  Instant at() const { return input.occurred_at; }
  Date on() const { return input.occurred_at.date(); }
};

// A verb's own part of an act. Both may be null.
struct Verb {
  cases::Act act;
  // Reads the body into the draft and the input. Refuses what the form cannot say (an upload that is not there …).
  Status (*prepare)(ActContext&);
  // After every guard has passed: numbers, documents, dates, leaves, jobs.
  Status (*complete)(ActContext&);
};
// Null for an act without a verb here (those of the system).
const Verb* find_verb(cases::Act act);

// An officer named in an act, as on the day it took place. Empty when there is none of this id in the agency.
std::optional<cases::ActingOfficer> acting_officer(ActContext& context, OfficerId id, Date day);
identity::Agency load_agency(ActContext& context);

// Whether the bytes with this digest are just being destroyed: nothing may refer to them anew before that is done.
bool being_destroyed(ActContext& context, const std::string& sha256);
// The staged upload that a command names 「上传的文件」: it is there, holds something, is what its digest says, and is not being destroyed.
Status check_upload(ActContext& context);
// Who refuses says why 「不同意的理由」, or nobody knows what to mend.
Status reason_of_refusal(const ActContext& context, bool refused);

// Composes, numbers and commits a document of the draft and queues its rendering. `facts` as the template asks.
Result<DocumentId> make_document(ActContext& context, std::string_view template_id, std::string_view title,
                                 std::string number, const Json& facts);

// Counts a limit from its start with what is known of it: suspensions, extension, the services' calendar. A limit that
// was set by date is left as it is.
Status count_limit(const Services& services, cases::Obligation& obligation, Instant start);
// Starts a limit on the draft, or ends it, on the day of the act. `subject` tells apart limits of one rule that run side
// by side (one for each party, preservation, transfer); empty: that of the act (`input.limit_subject`).
Status start_limit(ActContext& context, std::string_view rule, std::string_view subject = {},
                   std::optional<Instant> start = {});
void stop_limit(ActContext& context, std::string_view rule, std::string_view subject = {});
// A limit to a day that an order or a plan names, owed by the party; `rule` is a name of its own, not one of data/limits.
void start_dated_limit(ActContext& context, std::string_view rule, std::string_view name_zh, std::string_view citation,
                       Date due, std::string_view subject);
// Lengthens a running limit within what its rule allows; the working is counted anew.
Status extend_limit(ActContext& context, std::string_view rule, std::int64_t units, std::string reason);

}  // namespace mingjing::flow
