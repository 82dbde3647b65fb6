// The databases that the contract is checked on, each with an empty schema for each test.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "db/db.h"

namespace mingjing::db {

// nullptr when MINGJING_TEST_PG is not set; the URL of a throw-away server otherwise.
inline const char* test_server() { return std::getenv("MINGJING_TEST_PG"); }

// Runs SQL over a connection of its own, past the layer under test.
void run_beside(const std::string& url, const std::string& sql);

// An address of an empty schema on the test server.
std::string fresh_schema(const std::string& server);

class Contract : public testing::TestWithParam<Dialect> {
 protected:
  void SetUp() override;
  std::unique_ptr<Database> open_with(const Options& options) { return open(url_, options); }
  bool postgres() const { return GetParam() == Dialect::postgresql; }
  std::int64_t count();  // rows of `note`

  std::string url_;
  std::unique_ptr<Database> database_;  // with the table note(id, words, bytes, amount, ratio)
};

inline const Statement kInsert{"contract_insert", "INSERT INTO note (id, words) VALUES ($1, $2)", "test"};
inline const Statement kCount{"contract_count", "SELECT count(*) FROM note", "test"};
inline const Statement kBump{"contract_bump", "UPDATE note SET amount = amount + 1 WHERE id = $1", "test"};
inline const Statement kAmount{"contract_amount", "SELECT amount FROM note WHERE id = $1", "test"};

}  // namespace mingjing::db
