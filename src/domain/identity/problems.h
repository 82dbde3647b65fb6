// Collects everything wrong with a form, because a person who mends a form wants all of it at once (STYLE, Errors).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/text.h"

namespace mingjing::identity {

class Problems {
 public:
  void add(std::string field, std::string message) {
    reasons_.push_back({"invalid_field", std::move(message), {}, std::move(field)});
  }
  void add(const Status& status) {
    if (!status) add(status.error().field, status.error().message);
  }
  // A required line of text: trimmed, no control characters, at most `max` characters. `zh` names it in the sentence.
  void line(std::string_view field, std::string_view zh, std::string_view text, std::size_t max) {
    required(field, zh, text, max, text.find_first_of("\n\t") != std::string_view::npos, "换行或者不可见字符");
  }
  // Required text of several lines, likewise.
  void paragraphs(std::string_view field, std::string_view zh, std::string_view text, std::size_t max) {
    required(field, zh, text, max, false, "不可见字符");
  }
  bool none() const { return reasons_.empty(); }
  Status status() const {
    if (reasons_.empty()) return {};
    return refuse(Error{ErrorCode::invalid, reasons_.front().message, reasons_.front().field, reasons_, {}});
  }

 private:
  void required(std::string_view field, std::string_view zh, std::string_view text, std::size_t max, bool breaks, std::string_view unseen) {
    const std::string name(zh);
    if (trim(text).empty())
      add(std::string(field), "请填写" + name + "。");
    else if (!is_utf8(text))
      add(std::string(field), name + "不是有效的文字，请重新填写。");
    else if (breaks || has_control(text))
      add(std::string(field), name + "含有" + std::string(unseen) + "，请删去后重新填写。");
    else if (count_chars(text) > max)
      add(std::string(field), name + "不得超过" + std::to_string(max) + "字。");
  }
  std::vector<Reason> reasons_;
};

}  // namespace mingjing::identity
