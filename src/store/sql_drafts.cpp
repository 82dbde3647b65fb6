// SPDX-License-Identifier: Apache-2.0
#include "store/sql_drafts.h"

namespace mingjing::store {
namespace {

using ports::Draft;
using ports::DraftOwner;

const db::Statement kReplace{
    "draft_replace",
    "UPDATE draft SET version = version + 1, saved_at = $4, bytes = $5, box = $6 WHERE agency_id = $1 AND user_id = $2 AND "
    "draft_key = $3 AND ($7 < 0 OR version = $7) RETURNING version"};
const db::Statement kInsert{
    "draft_insert",
    "INSERT INTO draft (agency_id, user_id, draft_key, version, saved_at, bytes, box) VALUES ($1, $2, $3, 1, $4, $5, $6) ON "
    "CONFLICT DO NOTHING"};
const db::Statement kCount{"draft_count", "SELECT count(*) FROM draft WHERE agency_id = $1 AND user_id = $2"};
const db::Statement kFind{
    "draft_find",
    "SELECT version, saved_at, box FROM draft WHERE agency_id = $1 AND user_id = $2 AND draft_key = $3"};
const db::Statement kList{
    "draft_list",
    "SELECT draft_key, version, saved_at, bytes FROM draft WHERE agency_id = $1 AND user_id = $2 ORDER BY saved_at DESC, "
    "draft_key LIMIT $3"};
const db::Statement kDrop{"draft_drop",
                          "DELETE FROM draft WHERE agency_id = $1 AND user_id = $2 AND draft_key = $3"};
const db::Statement kOld{
    "drafts_old",
    "SELECT agency_id, user_id, draft_key FROM draft WHERE saved_at < $1 ORDER BY saved_at, agency_id, user_id, draft_key "
    "LIMIT $2"};
const db::Statement kDropOld{
    "draft_drop_old",
    "DELETE FROM draft WHERE agency_id = $1 AND user_id = $2 AND draft_key = $3 AND saved_at < $4"};

std::string place(const DraftOwner& owner, std::string_view key) { return draft_place(owner.agency.text(), owner.user.text(), key); }

std::string plain_of(const ports::DraftContent& content) {
  Json out = Json::object({{"value", content.value}});
  if (content.base) out.set("base", *content.base);
  return to_text(out);
}

std::string draft_json(const Draft& draft) {
  JsonWriter out;
  out.open_object().member("key", draft.key).member("value", draft.content.value);
  if (draft.content.base) out.member("base", *draft.content.base);
  out.member("version", draft.version).member("saved_at", draft.saved_at.text()).close_object();
  return out.take();
}

Error stale(std::int64_t expected, const std::optional<Draft>& stored) {
  Error out{ErrorCode::conflict, "这份草稿已在别处改过，请先看看哪一份要留下。", {}, {}, {}};
  JsonWriter detail;
  detail.open_object().member("expected", expected).member("actual", stored ? stored->version : 0);
  if (stored) {
    detail.key("draft").raw(draft_json(*stored));
  } else {
    out.message = "这份草稿已在别处提交或者删去，请核对后再保存。";
  }
  out.detail_json = detail.close_object().take();
  return out;
}

}  // namespace

std::string draft_place(std::string_view agency, std::string_view user, std::string_view key) {
  std::string out = "draft\n";
  for (auto piece : {agency, user, key}) {
    out += piece;
    out += '\n';
  }
  return out;
}

std::optional<Draft> SqlDrafts::read(db::Transaction& tx, const DraftOwner& owner, std::string_view key) {
  const auto rows = tx.query(kFind, {owner.agency.text(), owner.user.text(), std::string(key)});
  if (rows.empty()) return std::nullopt;
  auto plain = parse_json(sealer_.open(rows.blob(0, 2), place(owner, key)));
  if (!plain) throw Unavailable("a draft cannot be read");
  Draft out{std::string(key), {}, rows.integer(0, 0), Instant(rows.integer(0, 1))};
  if (const Json* value = plain->find("value")) out.content.value = *value;
  if (const Json* base = plain->find("base")) out.content.base = *base->as_int();
  return out;
}

Result<Draft> SqlDrafts::save(const DraftOwner& owner, std::string_view key, const ports::DraftContent& content,
                              std::optional<std::int64_t> expected, Instant now) {
  const std::string agency = owner.agency.text(), user = owner.user.text(), name(key), plain = plain_of(content);
  const db::Blob box{sealer_.seal(plain, place(owner, key))};
  const auto bytes = static_cast<std::int64_t>(plain.size());
  return database_.command<Draft>([&](db::Transaction& tx) -> Result<Draft> {
    Draft out{name, content, 1, now};
    // What is there is written first: whoever comes at the same time waits here.
    const auto replaced = tx.query(kReplace, {agency, user, name, now.unix_ms(), bytes, box, expected.value_or(-1)});
    if (!replaced.empty()) {
      out.version = replaced.integer(0, 0);
      return out;
    }
    if (const auto stored = read(tx, owner, key); stored || expected.value_or(0) != 0) {
      return refuse(stale(expected.value_or(0), stored));
    }
    const auto kept = tx.query(kCount, {agency, user}).integer(0, 0);
    if (kept >= static_cast<std::int64_t>(ports::kDraftsPerUser)) {
      return refuse(ErrorCode::too_large, "您已存有 200 份草稿，请先删去不用的草稿再保存。");
    }
    if (tx.execute(kInsert, {agency, user, name, now.unix_ms(), bytes, box}) == 0) {
      return refuse(stale(0, read(tx, owner, key)));  // somebody was quicker
    }
    return out;
  });
}

std::optional<Draft> SqlDrafts::find(const DraftOwner& owner, std::string_view key) {
  std::optional<Draft> out;
  database_.read([&](db::Transaction& tx) { out = read(tx, owner, key); });
  return out;
}

std::vector<ports::DraftLine> SqlDrafts::list(const DraftOwner& owner) {
  std::vector<ports::DraftLine> out;
  database_.read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(kList, {owner.agency.text(), owner.user.text(), std::int64_t{ports::kDraftsPerUser}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
      out.push_back({rows.text(i, 0), rows.integer(i, 1), Instant(rows.integer(i, 2)), rows.integer(i, 3)});
    }
  });
  return out;
}

void SqlDrafts::drop(const DraftOwner& owner, std::string_view key) {
  database_.write([&](db::Transaction& tx) {
    tx.execute(kDrop, {owner.agency.text(), owner.user.text(), std::string(key)});
    return true;
  });
}

std::size_t SqlDrafts::drop_saved_before(Instant before, std::size_t limit) {
  db::Rows old;
  database_.read([&](db::Transaction& tx) {
    old = tx.query(kOld, {before.unix_ms(), static_cast<std::int64_t>(limit)});
  });
  std::size_t gone = 0;
  for (std::size_t i = 0; i < old.size(); ++i) {  // a transaction writes rows of one agency
    database_.write([&](db::Transaction& tx) {
      tx.execute(kDropOld, {old.at(i, 0), old.at(i, 1), old.at(i, 2), before.unix_ms()});
      return true;
    });
    ++gone;
  }
  return gone;
}

}  // namespace mingjing::store
