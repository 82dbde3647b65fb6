// The public decision 「公开的决定」 as canonical JSON: the exact bytes behind /decisions/{id}.json. Their SHA-256 is
// the digest in the log, so they never change; a correction is a new publication with `replaces`. Performance is not in
// it: that comes as dated updates. Members (absent when they do not apply, never null):
//
//   v            1
//   id           public id of the decision
//   salt         64 hex figures, random, so that nobody can guess the text from the digest
//   number       澜自然资罚决〔2026〕38号
//   title        as in the head of the page
//   agency       {uscc, name}
//   act_type     penalty, licence … ; act_type_name 行政处罚
//   procedure    ordinary, summary
//   party        {kind, name, uscc?}: the name as masked; the credit code of organisations only
//   cause        案由
//   facts        违法事实, masked
//   basis        [{citation, law, article, paragraph?, item?, version?}]: version = adopted-on of the text applied
//   violated     the same, the provisions violated
//   result       {text, kinds:[…], amount_fen}: amount of money due (fine and confiscated gains)
//   remedy       救济途径和期限
//   decided_on, published_on, display_until?: YYYY-MM-DD
//   masked       [{name, citation, count}]: what kinds of data were removed
//   body         the masked document (documents::to_json)
//   files        [{name, sha256, size}]
//   replaces?    seq of the publication this one corrects; of the log's entry, when it is known
//   replaces_id? the public id of that publication
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "base/money.h"
#include "base/result.h"
#include "base/time.h"
#include "domain/disclosure/masking.h"
#include "domain/documents/document_model.h"

namespace mingjing::disclosure {

struct CitedProvision {
  std::string citation;  // 《土地管理法》第七十七条第一款
  std::string law;       // 土地管理法
  int article = 0;
  int article_sub = 0;  // 之一
  int paragraph = 0;
  int item = 0;
  std::string version;  // 2019-08-26, the adopted-on date of the text applied; empty when the text is not stored
};

struct PublicFile {
  std::string name;    // decision.pdf
  std::string sha256;  // 64 hex figures
  std::int64_t size = 0;
};

struct Publication {
  DecisionId id;
  std::string salt;  // 32 random bytes
  std::string number;
  std::string title;
  std::string agency_uscc;
  std::string agency_name;
  std::string act_type = "penalty";
  std::string act_type_name = "行政处罚";
  std::string procedure = "ordinary";
  PartyKind party_kind = PartyKind::organisation;
  std::string party_name;  // already masked: public_party_name
  std::string party_uscc;  // written for organisations only
  std::string cause;
  std::string facts;
  std::vector<CitedProvision> basis;
  std::vector<CitedProvision> violated;
  std::string result_text;
  std::vector<std::string> result_kinds;  // warning, fine …
  Fen amount;
  std::string remedy;
  Date decided_on;
  Date published_on;
  std::optional<Date> display_until;
  std::vector<Removal> removals;
  documents::DocumentModel body;  // already masked
  std::vector<PublicFile> files;
  std::optional<std::int64_t> replaces;
  std::optional<DecisionId> replaces_id;
};

// The bytes. Refuses (invalid, with the field) a publication without id, salt of 32 bytes, number, agency, party,
// cause, facts, basis, result, remedy, or with a file whose digest is not one.
Result<std::string> publication_json(const Publication& publication);

// Everything of it that people can read, a line each, for the leak scan.
std::string readable_text(const Publication& publication);

}  // namespace mingjing::disclosure
