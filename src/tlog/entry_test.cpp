// SPDX-License-Identifier: Apache-2.0
#include "tlog/entry.h"

#include <gtest/gtest.h>

#include "crypto/hash.h"
#include "crypto/sign.h"
#include "tlog/note.h"

namespace mingjing::tlog {
namespace {

const std::string kAgency = "11370000004500000A";
const std::string kId = "0196f0a0-0000-7000-8000-00000000000a";
const std::string kDigest = crypto::sha256("x");
const std::string kDigestText = crypto::digest_text(kDigest);

std::string vkey() {
  return NoteSigner("a.example", *crypto::SigningKey::from_seed(std::string(32, 'k'))).verifier().vkey();
}

TEST(Entry, Written) {
  const struct {
    Entry entry;
    std::string bytes;
  } rows[] = {
      {EventEntry{kAgency, kDigest, 7}, R"({"agency":"11370000004500000A","commit":")" + kDigestText + R"(","kind":"event","n":7,"v":1})"},
      {PublicationEntry{kAgency, kDigest, kId, std::nullopt, 1},
       R"({"agency":"11370000004500000A","digest":")" + kDigestText + R"(","id":")" + kId + R"(","kind":"publication","seq":1,"v":1})"},
      {PublicationEntry{kAgency, kDigest, kId, 3, 9},
       R"({"agency":"11370000004500000A","digest":")" + kDigestText + R"(","id":")" + kId + R"(","kind":"publication","replaces":3,"seq":9,"v":1})"},
      {UpdateEntry{kAgency, kDigest, kId, 2, 9},
       R"({"agency":"11370000004500000A","digest":")" + kDigestText + R"(","id":")" + kId + R"(","kind":"update","n":2,"of":9,"v":1})"},
      {WithheldEntry{kAgency, kDigest, "minor", 4},
       R"({"agency":"11370000004500000A","commit":")" + kDigestText + R"(","ground":"minor","kind":"withheld","seq":4,"v":1})"},
      {TakedownEntry{kAgency, kId, "revoked", 9},
       R"({"agency":"11370000004500000A","id":")" + kId + R"(","kind":"takedown","reason":"revoked","seq":9,"v":1})"},
      {TallyEntry{kAgency, Date(2026, 3, 2), 1, 50, 2, 0, 3},
       R"({"agency":"11370000004500000A","day":"2026-03-02","decided":1,"events":50,"kind":"tally","published":2,"taken_down":0,"v":1,"withheld":3})"},
      {RestoreEntry{10, 12}, R"({"from":10,"kind":"restore","to":12,"v":1})"},
      {KeyEntry{vkey(), std::nullopt}, R"({"key":")" + vkey() + R"(","kind":"key","v":1})"},
      {NewLogEntry{"old.example/log", *to_hash(kDigest), 12},
       R"({"kind":"new_log","origin":"old.example/log","root":")" + kDigestText + R"(","size":12,"v":1})"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(entry_bytes(row.entry), row.bytes);
    const auto parsed = parse_entry(row.bytes);
    ASSERT_TRUE(parsed) << row.bytes << parsed.error().message;
    EXPECT_EQ(*parsed, row.entry);
  }
}

TEST(Entry, ParsingIsStrict) {
  const std::string good = entry_bytes(PublicationEntry{kAgency, kDigest, kId, std::nullopt, 5});
  const auto with = [&](std::string_view from, std::string_view to) {
    std::string out = good;
    return out.replace(out.find(from), from.size(), to);
  };
  const struct {
    const char* name;
    std::string bytes;
  } rows[] = {
      {"empty", ""},
      {"not an object", "[1]"},
      {"space", " " + good},
      {"newline behind", good + "\n"},
      {"unknown kind", with("publication", "publicatiom")},
      {"another version", with("\"v\":1", "\"v\":2")},
      {"text for a number", with("\"seq\":5", "\"seq\":\"5\"")},
      {"zero", with("\"seq\":5", "\"seq\":0")},
      {"negative", with("\"seq\":5", "\"seq\":-5")},
      {"fraction", with("\"seq\":5", "\"seq\":5.0")},
      {"too large", with("\"seq\":5", "\"seq\":9007199254740992")},
      {"member more", with("\"seq\":5", "\"seq\":5,\"u\":1")},
      {"member less", with("\"seq\":5,", "")},
      {"member twice", with("\"seq\":5", "\"seq\":5,\"seq\":5")},
      {"order", with("\"seq\":5,\"v\":1", "\"v\":1,\"seq\":5")},
      {"replaces itself", with("\"seq\":5", "\"replaces\":5,\"seq\":5")},
      {"upper case id", with("0196f0a0", "0196F0A0")},
      {"short agency", with(kAgency, "1137")},
      {"upper case digest", with("sha256:2", "sha256:A")},
      {"other digest", with("sha256:", "sha512:")},
      {"escape", with("publication", "publicatio\\u006e")},
  };
  for (const auto& row : rows) EXPECT_FALSE(parse_entry(row.bytes)) << row.name;
  EXPECT_EQ(parse_entry(std::string(5000, 'a')).error().code, ErrorCode::too_large);
  EXPECT_FALSE(parse_entry(R"({"agency":"11370000004500000A","commit":")" + kDigestText + R"(","ground":"whim","kind":"withheld","seq":4,"v":1})"));
  EXPECT_FALSE(parse_entry(R"({"from":12,"kind":"restore","to":10,"v":1})"));
}

TEST(Entry, Codes) {
  for (std::string_view code : kTakedownReasons) EXPECT_FALSE(takedown_reason_zh(code).empty()) << code;
  EXPECT_TRUE(takedown_reason_zh("whim").empty());
  EXPECT_TRUE(is_withheld_ground("slight"));
  EXPECT_FALSE(is_withheld_ground("revoked"));
}

TEST(Entry, Commitments) {
  const std::string salt(32, 's');
  EXPECT_EQ(event_commit(salt, "{}"), crypto::sha256("mingjing/event/v1\n" + salt + "{}"));
  EXPECT_EQ(withheld_commit(salt, "{}"), crypto::sha256("mingjing/withheld/v1\n" + salt + "{}"));
}

}  // namespace
}  // namespace mingjing::tlog
