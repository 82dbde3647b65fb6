// SPDX-License-Identifier: Apache-2.0
#include "query/journal.h"

#include <charconv>

#include "base/json.h"

namespace mingjing::query {
namespace {

constexpr std::size_t kPage = 50;
constexpr std::size_t kNamesAtOnce = 50;

// $1 agency, $2 $3 span, $4 $5 cursor (time, id), $6 user or empty.
const db::Statement kEvents{
    "journal_events",
    "SELECT e.id, e.type, e.actor, e.aggregate_id, a.kind, c.case_no, e.version, e.recorded_at, e.occurred_at, e.body FROM "
    "event e LEFT JOIN aggregate a ON a.agency_id = e.agency_id AND a.id = e.aggregate_id LEFT JOIN case_row c ON c.agency_id "
    "= e.agency_id AND c.id = e.aggregate_id WHERE e.agency_id = $1 AND e.recorded_at >= $2 AND e.recorded_at < $3 AND "
    "(e.recorded_at, e.id) < ($4, $5) AND ($6 = '' OR e.actor = $6) AND e.type <> 'access_batch' ORDER BY e.recorded_at DESC, "
    "e.id DESC LIMIT 51"};
const db::Statement kEventsOf{
    "journal_events_of",
    "SELECT e.id, e.type, e.actor, e.aggregate_id, a.kind, c.case_no, e.version, e.recorded_at, e.occurred_at, e.body FROM "
    "event e LEFT JOIN aggregate a ON a.agency_id = e.agency_id AND a.id = e.aggregate_id LEFT JOIN case_row c ON c.agency_id "
    "= e.agency_id AND c.id = e.aggregate_id WHERE e.agency_id = $1 AND e.aggregate_id = $7 AND e.recorded_at >= $2 AND "
    "e.recorded_at < $3 AND (e.recorded_at, e.id) < ($4, $5) AND ($6 = '' OR e.actor = $6) ORDER BY e.recorded_at DESC, e.id "
    "DESC LIMIT 51"};
const db::Statement kLooks{
    "journal_looks",
    "SELECT e.id, e.recorded_at, p.data FROM event e JOIN part p ON p.agency_id = e.agency_id AND p.aggregate_id = "
    "e.aggregate_id AND p.name = 'access_batch' WHERE e.agency_id = $1 AND e.recorded_at >= $2 AND e.recorded_at < $3 AND "
    "(e.recorded_at, e.id) < ($4, $5) AND e.type = 'access_batch' ORDER BY e.recorded_at DESC, e.id DESC LIMIT 500"};
const db::Statement kNames{
    "journal_user_names",
    "SELECT aggregate_id, data FROM part WHERE agency_id = $1 AND name = 'user' AND part_key = '' AND aggregate_id IN ($2, $3, "
    "$4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, "
    "$30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51)"};

// A place in the journal: 1772413200000.<id>.
struct Cursor {
  std::int64_t at = 0;
  std::string id;
};
std::string text_of(Instant at, const std::string& id) { return std::to_string(at.unix_ms()) + "." + id; }
Result<Cursor> read(const JournalRequest& request) {
  if (request.after.empty()) return Cursor{request.until.unix_ms(), "~"};
  const auto dot = request.after.find('.');
  Cursor out;
  if (dot != std::string::npos) {
    const auto* end = request.after.data() + dot;
    const auto [stopped, error] = std::from_chars(request.after.data(), end, out.at);
    out.id = request.after.substr(dot + 1);
    if (error == std::errc() && stopped == end && Uuid::parse(out.id)) return out;
  }
  return refuse(ErrorCode::bad_request, "翻页位置无法识别，请从第一页重新查看。", "after");
}

JournalEvent event_of(const db::Row& row) {
  const auto text = [&](std::size_t i) { return std::string(row.text(i)); };
  const auto body = parse_json(row.text(9)).value_or(Json());
  return {text(0), text(1), text(2), body.text("acting_for"), text(3), text(4), text(5), body.text("address"), row.integer(6),
          Instant(row.integer(7)), Instant(row.integer(8))};
}

void add_looks(std::vector<JournalLook>& out, const Json& batch, const JournalRequest& request) {
  for (const auto& row : batch.items("rows")) {
    if (!request.user.empty() && row.text("user") != request.user) continue;
    if (!request.subject.empty() && row.text("subject") != request.subject) continue;
    out.push_back({row.text("user"), row.text("kind"), row.text("subject"), row.text("purpose"), row.integer("count"),
                   Instant::parse(row.text("first")).value_or(Instant()), Instant::parse(row.text("last")).value_or(Instant())});
  }
}

}  // namespace

Result<JournalPage<JournalEvent>> journal_events(db::Database& database, const JournalRequest& request) {
  const auto cursor = read(request);
  if (!cursor) return tl::make_unexpected(cursor.error());
  db::Values values{request.agency.text(), request.from.unix_ms(), request.until.unix_ms(), cursor->at, cursor->id, request.user};
  if (!request.subject.empty()) values.emplace_back(request.subject);
  JournalPage<JournalEvent> out;
  database.read([&](db::Transaction& tx) {
    out = {};
    tx.each(request.subject.empty() ? kEvents : kEventsOf, values, [&](const db::Row& row) {
      if (out.rows.size() == kPage) {
        out.next = text_of(out.rows.back().recorded_at, out.rows.back().id);
        return false;
      }
      out.rows.push_back(event_of(row));
      return true;
    });
  });
  return out;
}

Result<JournalPage<JournalLook>> journal_looks(db::Database& database, const JournalRequest& request) {
  const auto cursor = read(request);
  if (!cursor) return tl::make_unexpected(cursor.error());
  JournalPage<JournalLook> out;
  database.read([&](db::Transaction& tx) {
    out = {};
    int batches = 0;
    std::string last;
    tx.each(kLooks, {request.agency.text(), request.from.unix_ms(), request.until.unix_ms(), cursor->at, cursor->id},
            [&](const db::Row& row) {
              if (out.rows.size() >= kPage) {
                out.next = last;
                return false;
              }
              add_looks(out.rows, parse_json(row.text(2)).value_or(Json()), request);
              last = text_of(Instant(row.integer(1)), std::string(row.text(0)));
              ++batches;
              return true;
            });
    if (out.next.empty() && batches == 500) out.next = last;
  });
  return out;
}

std::map<std::string, std::string> user_names(db::Database& database, AgencyId agency, const std::set<std::string>& ids) {
  const std::vector<std::string> all(ids.begin(), ids.end());
  std::map<std::string, std::string> out;
  database.read([&](db::Transaction& tx) {
    out.clear();
    for (std::size_t from = 0; from < all.size(); from += kNamesAtOnce) {
      db::Values values{agency.text()};
      for (std::size_t i = from; i < from + kNamesAtOnce; ++i) values.emplace_back(i < all.size() ? all[i] : std::string());
      const auto rows = tx.query(kNames, values);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        out.emplace(rows.text(i, 0), parse_json(rows.text(i, 1)).value_or(Json()).text("name"));
      }
    }
  });
  return out;
}

}  // namespace mingjing::query
