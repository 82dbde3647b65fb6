// SPDX-License-Identifier: Apache-2.0
#include "http/static_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "http/conditional.h"
#include "http/errors.h"

namespace mingjing::http {

std::string_view content_type_of(std::string_view path) {
  static constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json; charset=utf-8"},
      {".svg", "image/svg+xml; charset=utf-8"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".map", "application/json; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".pdf", "application/pdf"},
      {".csv", "text/csv; charset=utf-8"},
      {".xml", "application/xml; charset=utf-8"}};
  for (const auto& [ending, type] : kTypes)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

// A name, a dash or dot, eight or more letters and digits with a digit or a capital among them, and an ending.
bool has_hashed_name(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::size_t mark = name.find_last_of("-.", dot - 1);
  if (mark == std::string_view::npos) return false;
  const std::string_view hash = name.substr(mark + 1, dot - mark - 1);
  const auto is_word = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  const auto tells = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
  return hash.size() >= 8 && std::all_of(hash.begin(), hash.end(), is_word) &&
         std::any_of(hash.begin(), hash.end(), tells);
}

void StaticFiles::add(std::string path, std::string bytes) {
  const std::string etag = quoted_etag(to_hex(crypto::sha256(bytes)).substr(0, 32));
  const std::string_view cache = has_hashed_name(path) ? "public, max-age=31536000, immutable" : "no-cache";
  const std::string_view type = content_type_of(path);
  files_[std::move(path)] = prepare(200, type, std::move(bytes), cache, etag);
}

StaticFiles StaticFiles::from_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  StaticFiles out;
  std::error_code error;
  for (auto at = fs::recursive_directory_iterator(folder, error); !error && at != fs::recursive_directory_iterator();
       at.increment(error)) {
    if (at->path().filename().string().starts_with('.')) {
      if (at->is_directory(error)) at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file(error) || at->is_symlink(error)) continue;
    std::ifstream in(at->path(), std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    if (in.bad()) throw Unavailable("cannot read " + at->path().string());
    out.add(fs::relative(at->path(), folder).generic_string(), std::move(bytes));
  }
  return out;
}

StaticFiles StaticFiles::from_memory(std::span<const std::pair<std::string, std::string>> files) {
  StaticFiles out;
  for (const auto& [path, bytes] : files) out.add(path, bytes);
  return out;
}

std::shared_ptr<const PreparedResponse> StaticFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : found->second;
}

void StaticFiles::add_routes(Router& router, std::string name, std::string prefix, StaticFiles files, Csp csp,
                             std::string index) {
  auto shared = std::make_shared<const StaticFiles>(std::move(files));
  auto fallback = shared->find(index);
  RouteFlags flags = public_page();
  flags.runs_inline = true;
  flags.csp = csp;
  const auto answer = [shared, fallback](Request& request) {
    const std::string_view path = request.param("path");
    auto page = shared->find(path);
    // A missing asset must not come back as a page: the browser would take HTML for a script.
    if (!page && path.rfind('.') == std::string_view::npos) page = fallback;
    if (!page) return edge_error(404, "not_found", "没有找到这个页面，请检查地址。");
    return answer_prepared(request, std::move(page));
  };
  router.add(name + "_file", Method::get, prefix + "/{path*}", flags, answer);
  if (!fallback) return;
  router.add(name + "_index", Method::get, prefix.empty() ? "/" : prefix, flags, answer);
  if (!prefix.empty()) router.add(name + "_home", Method::get, prefix + "/", flags, answer);
}

}  // namespace mingjing::http
