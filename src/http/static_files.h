// Files of the workbench and the portal's style sheets, read once at start and kept in memory: a handful of megabytes,
// sent without copies. Names that carry a hash (`app-3f9a1c2b.js`) never change and are cached for a year; others are
// checked by ETag each time. SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "http/router.h"

namespace mingjing::http {

std::string_view content_type_of(std::string_view path);  // by extension; application/octet-stream else
bool has_hashed_name(std::string_view path);

class StaticFiles {
 public:
  // Every regular file under `folder`, by its path within; hidden ones and links are left out. A missing folder is
  // empty.
  static StaticFiles from_folder(const std::string& folder);
  static StaticFiles from_memory(std::span<const std::pair<std::string, std::string>> files);

  std::shared_ptr<const PreparedResponse> find(std::string_view path) const;  // null: none
  std::size_t size() const { return files_.size(); }

  // GET `{prefix}/{path*}` and, when `index` names a file, GET `prefix` and every address under it that is no file
  // (the workbench has its own routes in the browser). Inline.
  static void add_routes(Router& router, std::string name, std::string prefix, StaticFiles files, Csp csp,
                         std::string index);

 private:
  void add(std::string path, std::string bytes);
  std::map<std::string, std::shared_ptr<const PreparedResponse>, std::less<>> files_;
};

}  // namespace mingjing::http
