// Fuzz entry of the statute parser: whatever is read can be printed and read again to the same articles.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "law/statute.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace mingjing::law;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto statute = parse_statute("甲法(2021-01-22).md", bytes, KnownLaws::built_in());
  if (!statute) {
    MJ_CHECK(!statute.error().message.empty());
    return 0;
  }
  for (const StatuteArticle& article : statute->articles) {
    MJ_CHECK(statute->text_of({{}, article.number, article.sub, 0, 0, 0, {}}) == article.text());
  }
  MJ_CHECK(!statute->canonical_text().empty());
  for (const Citation& citation : find_citations(bytes)) {
    if (citation.passage.empty()) MJ_CHECK(Citation::parse(citation.text()) == citation);
  }
  return 0;
}
