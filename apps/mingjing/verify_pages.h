// A cursor over a table in the order of its key, a page at a time: several can be walked side by side in one snapshot,
// which is how `verify` joins without holding a table. Internal to verify.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>

#include "db/db.h"

namespace mingjing::app {

class Pages {
 public:
  // `statement` has the key as its first columns and selects `WHERE (key) > ($1 … $k) ORDER BY key LIMIT $k+1`.
  Pages(db::Transaction& tx, const db::Statement& statement, db::Values before_first, std::int64_t page = 1000)
      : tx_(tx), statement_(statement), after_(std::move(before_first)), keys_(after_.size()), page_(page) {
    next();
  }
  Pages(const Pages&) = delete;
  Pages& operator=(const Pages&) = delete;

  bool at_end() const { return done_; }
  void next() {
    if (++row_ < rows_.size() || done_) return;
    db::Values params = after_;
    params.emplace_back(page_);
    rows_ = last_ ? db::Rows{} : tx_.query(statement_, params);
    row_ = 0;
    done_ = rows_.empty();
    if (done_) return;
    last_ = static_cast<std::int64_t>(rows_.size()) < page_;
    for (std::size_t i = 0; i < keys_; ++i) after_[i] = rows_.at(rows_.size() - 1, i);
  }
  // A damaged row may hold another type than its column: read as bytes or 0, so that it is found and not stumbled over.
  const std::string& text(std::size_t column) const { return bytes(column); }
  const std::string& blob(std::size_t column) const { return bytes(column); }
  std::int64_t integer(std::size_t column) const {
    const auto* value = std::get_if<std::int64_t>(&rows_.at(row_, column));
    return value == nullptr ? 0 : *value;
  }
  const db::Value& at(std::size_t column) const { return rows_.at(row_, column); }
  // The first two columns: agency and id.
  std::pair<std::string_view, std::string_view> place() const { return {text(0), text(1)}; }

 private:
  const std::string& bytes(std::size_t column) const {
    static const std::string empty;
    const db::Value& value = rows_.at(row_, column);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* blob = std::get_if<db::Blob>(&value)) return blob->bytes;
    return empty;
  }

  db::Transaction& tx_;
  const db::Statement& statement_;
  db::Values after_;
  const std::size_t keys_;
  const std::int64_t page_;
  db::Rows rows_;
  std::size_t row_ = static_cast<std::size_t>(-1);
  bool done_ = false, last_ = false;
};

}  // namespace mingjing::app
