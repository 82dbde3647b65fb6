// Bytes of originals leave only against a view grant 「调阅许可」, which is durable, says why, and is bound to the session that
// asked; always as an attachment in a sandbox (CONTRACTS 7). Evidence, recordings and volumes alike.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "domain/cases/case.h"
#include "http/api/core.h"

namespace mingjing::http::api {

struct GrantedFile {
  std::string sha256, file_name, media_type;
  std::string gone{};  // why there are no bytes any more, as a sentence; empty: there are
};

struct GrantedKind {
  std::string_view kind;     // of its entries in the access journal
  std::string_view member;   // of the grant, names its id; of evidence and recordings also its business key
  std::string_view action;   // of domain/identity/rights.h
  std::string_view address;  // before its id
  std::string_view absent;   // what is said when there is none
  std::optional<GrantedFile> (*find)(const cases::Case& c, Uuid id);
};

void create_view_grant(Api& api, Request& request, const Responder& responder, const GrantedKind& kind);

// What a grant of this session lets its holder read: noted in the access journal with its purpose and the way it is looked at
// (archive::kLookWays). `fits`: what else must hold of the grant.
Result<Json> granted(Api& api, const Request& request, const GrantedKind& kind, std::string_view way,
                     const std::function<bool(const Json&)>& fits = {});

// Sent from the store's own descriptor where it has one.
Response send_file(const Api& api, const Request& request, const std::string& digest, std::string_view type,
                   const std::string& name);
Error no_file();

}  // namespace mingjing::http::api
