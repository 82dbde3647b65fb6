// The reader of stored JSON beside the parser: the same values, and no harm from broken bytes.
// SPDX-License-Identifier: Apache-2.0
#include "query/json_view.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "tests/portal/canned.h"

namespace mingjing::portal_test {
namespace {

using query::JsonView;

void expect_same(const Json& json, JsonView view) {
  if (const auto* text = json.as_string()) {
    EXPECT_TRUE(view.is_string());
    EXPECT_EQ(view.text(), *text);
  } else if (const auto* n = json.as_int()) {
    EXPECT_EQ(view.integer(-1), *n);
  } else if (const auto* array = json.as_array()) {
    EXPECT_TRUE(view.is_array());
    std::size_t i = 0;
    EXPECT_TRUE(view.each([&](std::string_view name, JsonView item) {
      EXPECT_TRUE(name.empty());
      ASSERT_LT(i, array->size());
      expect_same((*array)[i++], item);
    }));
    EXPECT_EQ(i, array->size());
  } else if (const auto* object = json.as_object()) {
    std::size_t i = 0;
    EXPECT_TRUE(view.each([&](std::string_view name, JsonView value) {
      ASSERT_LT(i, object->size());
      EXPECT_EQ(name, (*object)[i].first);
      expect_same((*object)[i++].second, value);
    }));
    EXPECT_EQ(i, object->size());
  }
}

TEST(JsonView, ReadsWhatTheParserReads) {
  for (const std::string& text :
       {publication_json({}), std::string(R"({"a":[],"b":{},"c":"","d":[[["x"]],-7,0,true,null]})"),
        std::string(R"( { "a" : [ 1 , "二\"三\\" , "\\\\" ] , "b" : "\u4e2d\ud83d\ude00\n\/" } )")}) {
    const auto json = parse_json(text);
    ASSERT_TRUE(json.has_value()) << text;
    expect_same(*json, JsonView(text));
  }
}

std::size_t walked(JsonView view, int depth = 0) {
  std::size_t bytes = view.text().size();
  if (depth < 40) {
    view.each([&](std::string_view name, JsonView value) { bytes += name.size() + walked(value, depth + 1); });
  }
  return bytes;
}

// Cut anywhere, or with any byte replaced: whatever is read lies within the bytes (the sanitizers watch).
TEST(JsonView, BrokenBytesDoNoHarm) {
  const std::string text = publication_json({});
  for (std::size_t cut = 0; cut < text.size(); ++cut) {
    const std::string part = text.substr(0, cut);
    EXPECT_LE(walked(JsonView(part)), part.size());
    EXPECT_FALSE(JsonView(part).each([](std::string_view, JsonView) {})) << cut;
  }
  for (std::size_t at = 0; at < text.size(); at += 7) {
    for (char c : {'"', '\\', '{', ']', ',', ':', '\0'}) {
      std::string changed = text;
      changed[at] = c;
      EXPECT_LE(walked(JsonView(changed)), changed.size());
    }
  }
}

TEST(JsonView, StoredBytesThatAreBrokenAreRefused) {
  const std::string text = publication_json({});
  EXPECT_TRUE(query::read_publication(text).has_value());
  EXPECT_FALSE(query::read_publication(text.substr(0, text.size() / 2)).has_value());
  EXPECT_FALSE(query::read_publication("[]").has_value());
  EXPECT_FALSE(query::read_publication("").has_value());
}

}  // namespace
}  // namespace mingjing::portal_test
