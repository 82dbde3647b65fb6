// A database that counts its statements, so that a request can be held to its limit (DESIGN 4).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "db/db.h"

namespace mingjing::api_tests {

class Counting final : public db::Database {
 public:
  explicit Counting(std::unique_ptr<db::Database> inner) : inner_(std::move(inner)) {}
  std::int64_t statements() const { return statements_; }

  db::Dialect dialect() const override { return inner_->dialect(); }
  void write(const db::Closure& closure) override { inner_->write(counted(closure)); }
  void submit(db::Closure closure, std::function<void(std::exception_ptr)> done) override {
    inner_->submit(counted(std::move(closure)), std::move(done));
  }
  void read(const std::function<void(db::Transaction&)>& closure) override {
    inner_->read([&](db::Transaction& tx) {
      const auto before = tx.statements();
      closure(tx);
      statements_ += tx.statements() - before;
    });
  }
  void run_script(std::string_view sql) override { inner_->run_script(sql); }
  std::string explain(const db::Statement& statement) override { return inner_->explain(statement); }
  void copy_to(const std::string& path) override { inner_->copy_to(path); }
  void ping() override { inner_->ping(); }

 private:
  db::Closure counted(db::Closure closure) {
    return [this, closure = std::move(closure)](db::Transaction& tx) {
      const auto before = tx.statements();
      const bool good = closure(tx);
      statements_ += tx.statements() - before;
      return good;
    };
  }
  std::unique_ptr<db::Database> inner_;
  std::atomic<std::int64_t> statements_{0};
};

}  // namespace mingjing::api_tests
