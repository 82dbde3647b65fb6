// What the files of api/ share: who calls, reading bodies, running commands, judging rights. Internal to api/.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "flow/access_journal.h"
#include "flow/identity_sign_in.h"
#include "http/api/account_names.h"
#include "http/api/api.h"
#include "http/api/case_pages.h"
#include "http/worker_pool.h"
#include "domain/identity/agency.h"
#include "domain/identity/rights.h"

namespace mingjing::http::api {

// Who is signed in, put into Request::session by `before`.
struct Caller {
  ports::Actor actor;
  identity::Session session;
  bool must_change_password = false;
  std::string token;
  std::shared_ptr<const CasePage> page;  // of the case asked for, kept from before and found unchanged; else null
};
const Caller& caller(const Request& request);

class Api {
 public:
  explicit Api(ApiServices given);
  ApiServices services;
  flow::Doors doors;
  flow::AccessJournal journal;
  CasePages pages;
  AccountNames names;
  WorkerPool password_pool;  // argon2 costs 26 ms and 64 MiB: two at a time, the rest wait or are told to come back
  WorkerPool upkeep_pool;    // what follows a command and nobody waits for: sessions ended, uploads let go, limits recounted

  // The session behind a token, from memory when neither session, user nor agency changed: one statement, which looks
  // at what the kept page of the case `shown` was made from as well (no nil id).
  Result<Caller> present(std::string_view token, const std::string& client, const CaseShown& shown = {});

 private:
  struct Known {
    flow::Presence presence;
    std::vector<std::int64_t> versions;  // of user and agency
  };
  std::shared_ptr<const Known> recall(const std::string& digest);
  Result<std::shared_ptr<const Known>> look_up(std::string_view token, const std::string& digest,
                                               const std::string& client);
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<const Known>> known_;  // by token digest; bounded
};

inline constexpr std::string_view kSessionCookie = "__Host-mj";

// The body as a JSON object; an empty body is an empty object. Refusals: bad_request, invalid with field, and
// unsupported_type unless it is sent as application/json.
Result<Json> read_body(const Request& request);
// Members other than these are refused (invalid, with the field).
Status only_members(const Json& body, std::initializer_list<std::string_view> names);
// A required text member, trimmed.
Result<std::string> required_text(const Json& body, std::string_view name, std::string_view zh, std::size_t max_chars);

// Idempotency-Key with the digest of method, path and body; bad_request when absent or of another length.
Result<ports::RequestKey> request_key(const Request& request);

// May this caller do the action to something at this distance?
Status allow(const Caller& who, std::string_view action, identity::Relation relation);
// How near the caller stands to a case of the own agency.
identity::Relation relation_to(const ports::Actor& actor, const cases::Case& enforcement_case);
// The agency of this ordinal and those above it, from below.
std::vector<identity::Agency> upward_from(Api& api, std::uint32_t ordinal);
// To another agency: subordinate when it lies below the caller's in the tree, else none.
identity::Relation relation_to_agency(Api& api, const ports::Actor& actor, AgencyId agency);

// Runs a use case as the caller and answers when it is durable. The key is looked up before the role is judged, so that
// a replay is answered whatever has changed since. `after` runs once it is durable, on a thread of the database.
struct Command {
  std::string action;
  identity::Relation relation = identity::Relation::own;  // the least the role needs; objects are judged in the use case
  ports::Commands::UseCase use_case;
  std::function<void(const ports::Answer&)> after;
};
void run_command(Api& api, const Request& request, const Responder& responder, Command command);

// Runs what costs an argon2 on a small pool of its own, which answers through `responder`; full, it answers 503.
void on_password_pool(Api& api, const Responder& responder, std::function<void()> work);

// The header `X-Acting-For`: makes the caller act in another's place, or refuses.
std::optional<Response> act_for(Api& api, const Request& request, Caller& who);

Response respond(const Error& error);
// A fault of the form found before the command: told only to those whose role may do the action at all.
Response refuse_form(const Request& request, std::string_view action, const Error& error);
Response ok_json(int status, std::string body);
// `after` of a list by id.
Result<std::string> read_cursor(const Request& request);

// Member `sessions` of an open object: the sign-ins of an account that still hold, the newest first.
void write_sessions(JsonWriter& out, Api& api, AgencyId agency, UserId user, SessionId present);

void add_session_routes(Router& router, const std::shared_ptr<Api>& api);
void add_account_routes(Router& router, const std::shared_ptr<Api>& api);
void add_case_routes(Router& router, const std::shared_ptr<Api>& api);
void add_recording_matter_routes(Router& router, const std::shared_ptr<Api>& api);
void add_file_routes(Router& router, const std::shared_ptr<Api>& api);
void add_custody_routes(Router& router, const std::shared_ptr<Api>& api);
void add_form_routes(Router& router, const std::shared_ptr<Api>& api);
void add_volume_routes(Router& router, const std::shared_ptr<Api>& api);
void add_publication_routes(Router& router, const std::shared_ptr<Api>& api);
void add_file_review_routes(Router& router, const std::shared_ptr<Api>& api);
void add_review_routes(Router& router, const std::shared_ptr<Api>& api);
void add_indicator_routes(Router& router, const std::shared_ptr<Api>& api);
void add_analysis_routes(Router& router, const std::shared_ptr<Api>& api);
void add_catalog_routes(Router& router, const std::shared_ptr<Api>& api);
void add_catalog_entry_routes(Router& router, const std::shared_ptr<Api>& api);
void add_import_routes(Router& router, const std::shared_ptr<Api>& api);
void add_statute_routes(Router& router, const std::shared_ptr<Api>& api);
void add_complaint_routes(Router& router, const std::shared_ptr<Api>& api);
void add_statistics_routes(Router& router, const std::shared_ptr<Api>& api);
void add_case_list_routes(Router& router, const std::shared_ptr<Api>& api);
void add_party_routes(Router& router, const std::shared_ptr<Api>& api);
void add_calendar_routes(Router& router, const std::shared_ptr<Api>& api);
void add_journal_routes(Router& router, const std::shared_ptr<Api>& api);
void add_delegation_routes(Router& router, const std::shared_ptr<Api>& api);
void add_setup_routes(Router& router, const std::shared_ptr<Api>& api);
void add_task_routes(Router& router, const std::shared_ptr<Api>& api);
void add_draft_routes(Router& router, const std::shared_ptr<Api>& api);
void add_system_routes(Router& router, const std::shared_ptr<Api>& api);

}  // namespace mingjing::http::api
