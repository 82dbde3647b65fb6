// The stored laws, read whole into memory: some hundred texts of a few megabytes, asked often and changed seldom. A
// value; after an import another one is made. Shared reference data of the root agency.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/json.h"
#include "base/time.h"
#include "db/db.h"
#include "law/citation.h"
#include "law/known_laws.h"
#include "law/statute.h"

namespace mingjing::query {

struct StoredStatute {
  Uuid id;
  law::StatuteVersion text;
  std::optional<Date> until;  // the last day in force: that before the next stored version, or of the repeal
  bool in_force_on(Date day) const { return text.in_force_from <= day && (!until || *until >= day); }
};

// The article as addresses and anchors name it: 58, and 120-1 for 第一百二十条之一.
std::string article_name(const law::StatuteArticle& article);

struct StatuteHit {
  const StoredStatute* statute = nullptr;
  const law::StatuteArticle* article = nullptr;
};

class Statutes {
 public:
  // Every law_version of the agency that owns shared data.
  static Statutes load(db::Transaction& tx, AgencyId root, const law::KnownLaws& known);

  const std::vector<StoredStatute>& all() const { return statutes_; }  // by short title, then in force
  // The version in force on the day, by short or full title. Never one that was superseded or repealed before it.
  const StoredStatute* in_force(std::string_view title, Date on) const;
  // The text that a citation means on a day, down to the sub-item; nothing where the text or the place is not stored.
  std::optional<std::string> text_of(const law::Citation& citation, Date on) const;
  // Articles in force on the day that hold all words of the query (two characters or more each), by title and article.
  std::vector<StatuteHit> search(std::string_view query, Date on, std::size_t limit) const;

 private:
  std::vector<StoredStatute> statutes_;
};

}  // namespace mingjing::query
