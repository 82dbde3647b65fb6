// The public search as strangers ask it: any words, any filter, any cursor; never a failure, never more than a page.
// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/check.h"
#include "query/portal_db.h"

namespace {

using namespace mingjing;

const query::PortalDb& portal() {
  static const struct Folder {
    std::filesystem::path path =
        std::filesystem::temp_directory_path() / ("mingjing-portal-fuzz-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() {
      std::error_code ignored;
      std::filesystem::remove_all(path, ignored);
    }
  } folder;
  static const query::PortalDb database((folder.path / "portal.db").string());
  return database;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  std::array<std::string, 8> fields;  // one a line: words, agency, act type, from, to, cursor, year, amount
  for (std::string& field : fields) {
    const std::size_t end = rest.find('\n');
    field = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  query::PortalFilter filter;
  filter.q = fields[0];
  if (!fields[1].empty()) filter.agencies = {fields[1], fields[2]};
  if (!fields[2].empty()) filter.act_types = {fields[2]};
  filter.from = Date::parse(fields[3]);
  filter.to = Date::parse(fields[4]);
  filter.after = fields[5];
  if (!fields[6].empty()) filter.years = {static_cast<int>(fields[6].size()), 2026};
  if (!fields[7].empty()) filter.amounts = {fields[7]};
  for (const bool by_relevance : {false, true}) {
    filter.by_relevance = by_relevance;
    MJ_CHECK(portal().page(filter).rows.size() <= query::kPortalPageRows);
  }
  return 0;
}
