// The job queue on SQL. See ports/jobs.h.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "db/db.h"
#include "ports/jobs.h"

namespace mingjing::store {

class SqlJobs final : public ports::Jobs {
 public:
  explicit SqlJobs(db::Database& database) : database_(database) {}
  std::optional<ports::TakenJob> take(std::string_view holder, std::int64_t lease_ms, ports::JobLane lane) override;
  void keep(const ports::TakenJob& job, std::int64_t lease_ms) override;
  void done(const ports::TakenJob& job) override;
  void failed(const ports::TakenJob& job, std::string_view error, std::int64_t retry_after_ms) override;
  std::int64_t waiting() override;

 private:
  db::Database& database_;
};

}  // namespace mingjing::store
