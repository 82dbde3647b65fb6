// Reads JSON that was checked when it was stored (parse_json at `PortalDb::apply`), in place and without building a
// tree: what a page needs of a decision costs a twentieth of parsing it again. Never reads past the end, whatever the
// bytes are; those that are no JSON give absent values, and `each` tells. Strings are items of nothing: `each` on one
// visits nothing.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

namespace mingjing::query {

class JsonView {
 public:
  JsonView() = default;  // absent
  // Of a whole document, an object or an array. The bytes, and this view, must outlive the views of its values.
  explicit JsonView(std::string_view document);

  bool is_string() const { return !raw_.empty() && raw_.front() == '"'; }
  bool is_array() const { return !raw_.empty() && raw_.front() == '['; }
  // The text of a string, escapes resolved; empty for anything else.
  std::string text() const;
  // Compared without resolving escapes: for codes, which hold none.
  bool is(std::string_view code) const { return is_string() && raw_.substr(1, raw_.size() - 2) == code; }
  std::int64_t integer(std::int64_t fallback = 0) const;
  // One pass over the members of an object or the items of an array (whose name is empty); nothing for others. False:
  // the bytes are broken.
  template <class Visit>  // (std::string_view name, JsonView value)
  bool each(Visit&& visit) const {
    return walk(&visit, [](void* kept, std::string_view name, JsonView value) {
      (*static_cast<std::remove_reference_t<Visit>*>(kept))(name, value);
    });
  }

 private:
  bool walk(void* kept, void (*visit)(void*, std::string_view, JsonView)) const;
  // Where each object and array of the document ends, found in one pass over it: a walk need not look through all that
  // lies deeper only to find the next member.
  struct Ends;
  std::string_view raw_;  // exactly the value; of a document, up to the end of the bytes
  const Ends* ends_ = nullptr;
  std::shared_ptr<const Ends> own_;  // of a document
};

}  // namespace mingjing::query
