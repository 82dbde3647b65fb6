// SPDX-License-Identifier: Apache-2.0
#include "store/sql_jobs.h"

#include "base/check.h"

namespace mingjing::store {
namespace {

const db::Statement kDue{"job_due",
                         "SELECT agency_id, id, kind, payload, attempts FROM job WHERE state = 'waiting' AND run_after "
                         "<= $1 AND leased_until <= $2 ORDER BY state, run_after, id LIMIT 1"};
const db::Statement kDueQuick{"job_due_quick",
                              "SELECT agency_id, id, kind, payload, attempts FROM job WHERE state = 'waiting' AND run_after "
                              "<= $1 AND leased_until <= $2 AND kind NOT IN ($3, $4) ORDER BY state, run_after, id LIMIT 1"};
const db::Statement kDueSlow{"job_due_slow",
                             "SELECT agency_id, id, kind, payload, attempts FROM job WHERE state = 'waiting' AND run_after "
                             "<= $1 AND leased_until <= $2 AND kind IN ($3, $4) ORDER BY state, run_after, id LIMIT 1"};
const db::Statement kLease{"job_lease",
                           "UPDATE job SET leased_until = $4, holder = $5, attempts = attempts + 1 WHERE agency_id = "
                           "$1 AND id = $2 AND leased_until <= $3"};
const db::Statement kKeep{"job_keep", "UPDATE job SET leased_until = $3 WHERE agency_id = $1 AND id = $2"};
const db::Statement kDone{"job_done", "DELETE FROM job WHERE agency_id = $1 AND id = $2"};
const db::Statement kFailed{"job_failed",
                            "UPDATE job SET leased_until = 0, holder = '', run_after = $3, last_error = $4 WHERE "
                            "agency_id = $1 AND id = $2"};
const db::Statement kWaiting{"job_waiting_count", "SELECT count(*) FROM job WHERE state = 'waiting'"};

std::int64_t real_now() { return SystemClock().now().unix_ms(); }

db::Rows due(db::Transaction& tx, ports::JobLane lane, std::int64_t now) {
  if (lane == ports::JobLane::any) return tx.query(kDue, {now, now});
  static_assert(ports::kSlowJobs.size() == 2);
  return tx.query(lane == ports::JobLane::slow ? kDueSlow : kDueQuick,
                  {now, now, std::string(ports::kSlowJobs[0]), std::string(ports::kSlowJobs[1])});
}

}  // namespace

std::optional<ports::TakenJob> SqlJobs::take(std::string_view holder, std::int64_t lease_ms, ports::JobLane lane) {
  // Look without writing first: an idle queue costs no commit.
  const std::int64_t now = real_now();
  bool any = false;
  database_.read([&](db::Transaction& tx) { any = !due(tx, lane, now).empty(); });
  if (!any) return std::nullopt;
  std::optional<ports::TakenJob> taken;
  database_.write([&](db::Transaction& tx) {
    taken.reset();
    const auto rows = due(tx, lane, now);
    if (rows.empty()) return false;
    if (tx.execute(kLease, {rows.text(0, 0), rows.text(0, 1), now, now + lease_ms, std::string(holder)}) != 1) {
      return false;  // another server was faster
    }
    auto payload = parse_json(rows.text(0, 3));
    MJ_CHECK(payload.has_value());
    taken = ports::TakenJob{*AgencyId::parse(rows.text(0, 0)), *JobId::parse(rows.text(0, 1)), rows.text(0, 2),
                            std::move(*payload), rows.integer(0, 4) + 1};
    return true;
  });
  return taken;
}

void SqlJobs::keep(const ports::TakenJob& job, std::int64_t lease_ms) {
  database_.write([&](db::Transaction& tx) {
    tx.execute(kKeep, {job.agency.text(), job.id.text(), real_now() + lease_ms});
    return true;
  });
}

void SqlJobs::done(const ports::TakenJob& job) {
  database_.write([&](db::Transaction& tx) {
    tx.execute(kDone, {job.agency.text(), job.id.text()});
    return true;
  });
}

void SqlJobs::failed(const ports::TakenJob& job, std::string_view error, std::int64_t retry_after_ms) {
  database_.write([&](db::Transaction& tx) {
    tx.execute(kFailed,
               {job.agency.text(), job.id.text(), real_now() + retry_after_ms, std::string(error.substr(0, 500))});
    return true;
  });
}

std::int64_t SqlJobs::waiting() {
  std::int64_t count = 0;
  database_.read([&](db::Transaction& tx) { count = tx.query(kWaiting, {}).integer(0, 0); });
  return count;
}

}  // namespace mingjing::store
