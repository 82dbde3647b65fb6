// Answers to complaints as portal.db holds them 「公开的答复」: those that are public, and what is left of those that were
// taken down. `/answers`, `/answers/{id}`. Their bytes are domain/supervision/public_answer.h's.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace mingjing::db {
class Transaction;
}

namespace mingjing::query {

struct FeedItem;
struct PortalOptions;

struct PortalAnswer {
  std::string id, agency_uscc, agency, kind_name, question, answer, outcome_name, answered_on, published_on;
  std::int64_t pos = 0;
  // Of one answer alone, not of a row of the list.
  std::string digest;  // sha256:…, as the opened event says
  std::string json, event, salt, entry, proof;
};

// 撤下说明. Nothing of question and answer.
struct PortalAnswerTombstone {
  std::string id, agency, published_on, taken_down_on, reason_name, citation, text;
  std::int64_t pos = 0;
  std::string proof;
};

inline constexpr int kPortalAnswerRows = 20;
struct PortalAnswers {
  std::vector<PortalAnswer> rows;
  std::string next;  // cursor, empty on the last page
};

// Publishes or takes down, by the event's type; `removed` is set when something must leave the file.
// Refusals: invalid (with field), digest_mismatch, conflict (the id was public before).
Status apply_answer(db::Transaction& tx, const PortalOptions& options, const FeedItem& item, const Json& entry, bool& removed);

}  // namespace mingjing::query
