// 投诉举报 on the staff's side: a letter from the inbox becomes an aggregate `complaint`, is accepted, refused or referred,
// allocated, answered, and where its writer agreed made public. One path for every act, one verb a file:
//
//   1 open it (the version moves on)      4 the verb: guards, then changes
//   2 check the body against the form     5 save the parts, append the event
//   3 who is complained about is sent away, then role and nearness are judged
//                                         6 queue what its writer shall see (job `complaint_progress`)
//
// Refusals: not_found, conflict, forbidden, invalid with all reasons. Events hold ids, codes and dates, never words.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/supervision/complaint.h"
#include "flow/services.h"
#include "ports/reader.h"
#include "ports/unit_of_work.h"

namespace mingjing::flow {

struct TakenLetter {
  std::string id, number, key;  // of the inbox
  supervision::ComplaintContent content;
  Instant received_at;
};
// Known by the letter's id: taken over again, it changes nothing. Event `receive_complaint`.
Result<Uuid> take_in_complaint(ports::UnitOfWork& work, const Services& services, const TakenLetter& letter);

struct ComplaintContext {
  ports::UnitOfWork& work;
  const Services& services;
  const Json& body;  // valid by the act's form
  supervision::Complaint& complaint;
  Json event_data{Json::Object{}};
  Json answer{Json::Object{}};
};
struct ComplaintVerb {
  std::string_view id;     // operation, event and form
  std::string_view right;  // action of identity/rights.h
  std::string_view zh;
  Status (*open)(const supervision::Complaint&, UserId);  // whether it can be done now; the verb judges again
  Status (*perform)(ComplaintContext&);
};
std::span<const ComplaintVerb> complaint_verbs();
const ComplaintVerb* find_complaint_verb(std::string_view id);
// The schema of an act's body (data/supervision/complaint_forms.json); null for another name.
const Json* complaint_form(std::string_view id);

// Answer: 200 {"id","version","state", …}.
Result<ports::Answer> perform_complaint_act(ports::UnitOfWork& work, const Services& services, const ComplaintVerb& verb,
                                            Uuid id, std::int64_t version, const Json& body);

// Starts the limits of its kind that begin at this point; stops those that end with it. For the verbs.
Status start_terms(ComplaintContext& context, bool on_acceptance);
void stop_terms(ComplaintContext& context, bool with_answer);

// The page of one complaint as JSON. forbidden: who asks is complained about, or his role does not reach so far.
Result<std::string> complaint_page_json(ports::UnitOfWork& unit, const ports::Aggregate& stored, const Services& services);
// What the public side shows its writer; with where it goes. Nothing for one that came by no letter.
struct PublicProgress {
  std::string letter, number, key, text;
  std::int64_t version = 0;
};
Result<PublicProgress> public_progress(ports::Reader& reader, AgencyId agency, Uuid id);

// The verbs.
Status accept_complaint(ComplaintContext& context);
Status refuse_complaint(ComplaintContext& context);
Status refer_complaint(ComplaintContext& context);
Status allocate_complaint(ComplaintContext& context);
Status extend_complaint(ComplaintContext& context);
Status answer_complaint(ComplaintContext& context);
Status register_complaint_clue(ComplaintContext& context);
Status propose_public_answer(ComplaintContext& context);  // public_answers.cpp, like those below
Status approve_public_answer(ComplaintContext& context);
Status return_public_answer(ComplaintContext& context);
Status take_down_public_answer(ComplaintContext& context);

}  // namespace mingjing::flow
