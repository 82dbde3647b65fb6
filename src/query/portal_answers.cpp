// SPDX-License-Identifier: Apache-2.0
#include "query/portal_answers.h"

#include <charconv>
#include <limits>

#include "query/opened_event.h"
#include "query/portal_db.h"
#include "query/portal_sql.h"

namespace mingjing::query {
namespace {

constexpr std::int64_t kSitemapAnswers = 4000;  // beside the decisions of the newest part, of at most 45,000

PortalAnswer parsed(const std::string& bytes) {
  PortalAnswer out;
  const auto json = parse_json(bytes);
  if (!json) throw Unavailable("portal.db holds an answer that cannot be read");
  out.id = json->text("id");
  if (const Json* agency = json->find("agency")) {
    out.agency_uscc = agency->text("uscc");
    out.agency = agency->text("name");
  }
  out.kind_name = json->text("kind_name");
  out.question = json->text("question");
  out.answer = json->text("answer");
  out.outcome_name = json->text("outcome_name");
  out.answered_on = json->text("answered_on");
  out.published_on = json->text("published_on");
  return out;
}

void count(db::Transaction& tx, std::int64_t change) {
  const auto rows = tx.query(sql::kState, {std::string("answers")});
  tx.execute(sql::kSetState, {std::string("answers"), (rows.empty() ? 0 : rows.integer(0, 0)) + change});
}

Status publish(db::Transaction& tx, const FeedItem& item, const Json& document, const Json& event) {
  if (document.text("question").empty() || document.text("answer").empty()) return invalid("公开的答复没有问题或者答复", "json");
  if (!tx.query(sql::kAnswer, {item.id}).empty() || !tx.query(sql::kAnswerTombstone, {item.id}).empty())
    return refuse(ErrorCode::conflict, "这个编号的答复已经公开过", "id");
  tx.execute(sql::kAddAnswer, {item.id, item.pos, document.text("published_on"), item.at.unix_ms(),
                               event.find("data")->text("digest"), item.entry, item.proof, item.event, item.salt, item.json});
  tx.execute(sql::kAddChange, {item.pos, std::string("answer"), item.id, std::int64_t{1}});
  count(tx, 1);
  return {};
}

Status take_down(db::Transaction& tx, const FeedItem& item, bool& removed) {
  if (!tx.query(sql::kAnswer, {item.id}).empty()) {
    tx.execute(sql::kDropAnswer, {item.id});
    tx.execute(sql::kDropChanges, {item.id});
    count(tx, -1);
    removed = true;
  }
  tx.execute(sql::kBuryAnswer, {item.id, item.pos, item.at.unix_ms(), item.entry, item.proof, item.event, item.salt, item.json});
  tx.execute(sql::kAddChange, {item.pos, std::string("answer"), item.id, std::int64_t{2}});
  return {};
}

}  // namespace

Status apply_answer(db::Transaction& tx, const PortalOptions& options, const FeedItem& item, const Json& entry, bool& removed) {
  const auto document = parse_json(item.json);
  if (!document) return refuse(document.error());
  const auto event = opened_event(options, item, entry, "公开的答复");
  if (!event) return refuse(event.error());
  const Json *aggregate = event->find("aggregate"), *data = event->find("data"), *agency = document->find("agency");
  if (aggregate == nullptr || aggregate->text("kind") != "public_answer" || aggregate->text("id") != item.id || data == nullptr)
    return invalid("公开的答复的日志条目不是它的事件", "entry");
  if (document->text("id") != item.id || agency == nullptr || agency->text("uscc") != event->text("agency"))
    return invalid("公开的答复的编号或者机关，与日志事件不一致", "json");
  if (event->text("type") == "publish_answer") return publish(tx, item, *document, *event);
  if (event->text("type") == "take_down_answer") return take_down(tx, item, removed);
  return invalid("公开的答复的日志条目不是公布，也不是撤下", "entry");
}

PortalAnswers PortalDb::answers(std::string_view after) const {
  PortalAnswers page;
  std::int64_t before = std::numeric_limits<std::int64_t>::max();
  const auto [end, problem] = std::from_chars(after.data(), after.data() + after.size(), before);
  if (problem != std::errc() || end != after.data() + after.size() || before < 0) before = std::numeric_limits<std::int64_t>::max();
  read([&](db::Transaction& tx) {
    page = {};
    const auto rows = tx.query(sql::kAnswerPage, {before, std::int64_t{kPortalAnswerRows} + 1});
    for (std::size_t i = 0; i < rows.size() && i < static_cast<std::size_t>(kPortalAnswerRows); ++i) {
      page.rows.push_back(parsed(rows.text(i, 1)));
      page.rows.back().pos = rows.integer(i, 0);
    }
    if (rows.size() > static_cast<std::size_t>(kPortalAnswerRows)) page.next = std::to_string(page.rows.back().pos);
  });
  return page;
}

std::optional<PortalAnswer> PortalDb::answer(std::string_view id) const {
  std::optional<PortalAnswer> out;
  read([&](db::Transaction& tx) {
    out.reset();
    const auto rows = tx.query(sql::kAnswer, {std::string(id)});
    if (rows.empty()) return;
    out = parsed(rows.text(0, 6));
    out->pos = rows.integer(0, 7);
    out->digest = rows.text(0, 0);
    out->entry = rows.text(0, 2);
    out->proof = rows.text(0, 3);
    out->event = rows.text(0, 4);
    out->salt = rows.text(0, 5);
    out->json = rows.text(0, 6);
  });
  return out;
}

std::optional<PortalAnswerTombstone> PortalDb::answer_tombstone(std::string_view id) const {
  std::optional<PortalAnswerTombstone> out;
  read([&](db::Transaction& tx) {
    out.reset();
    const auto rows = tx.query(sql::kAnswerTombstone, {std::string(id)});
    if (rows.empty()) return;
    const auto json = parse_json(rows.text(0, 5));
    if (!json) throw Unavailable("portal.db holds a tombstone that cannot be read");
    const Json* agency = json->find("agency");
    out = PortalAnswerTombstone{json->text("id"), agency == nullptr ? "" : agency->text("name"), json->text("published_on"),
                                json->text("taken_down_on"), json->text("reason_name"), json->text("citation"),
                                json->text("text"), rows.integer(0, 6), rows.text(0, 2)};
  });
  return out;
}

std::vector<std::pair<std::string, std::string>> PortalDb::answer_addresses() const {
  std::vector<std::pair<std::string, std::string>> out;
  read([&](db::Transaction& tx) {
    out.clear();
    tx.each(sql::kAnswerAddresses, {kSitemapAnswers}, [&](const db::Row& row) {
      out.emplace_back(row.text(0), row.text(1));
      return true;
    });
  });
  return out;
}

}  // namespace mingjing::query
