// SPDX-License-Identifier: Apache-2.0
#include "tlog/note.h"

#include <gtest/gtest.h>

#include "base/bytes.h"
#include "tlog/checkpoint.h"
#include "tlog/cosignature.h"

namespace mingjing::tlog {
namespace {

crypto::SigningKey test_key(char fill) { return *crypto::SigningKey::from_seed(std::string(32, fill)); }

// Published by Go's golang.org/x/mod/sumdb/note, whose format the specification wrote down.
constexpr std::string_view kGoKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kGoNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\xe2\x80\x94 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(Note, VerifiesGosExample) {
  const auto key = NoteVerifier::parse(kGoKey);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->vkey(), kGoKey);
  const auto note = parse_note(kGoNote);
  ASSERT_TRUE(note);
  EXPECT_EQ(*verify_note(*note, {&*key, 1}), 1u);
  EXPECT_EQ(format_note(*note), kGoNote);
}

TEST(Note, EveryChangedByteIsRefused) {
  const auto key = *NoteVerifier::parse(kGoKey);
  for (std::size_t i = 0; i < kGoNote.size(); ++i) {
    std::string bad(kGoNote);
    bad[i] = static_cast<char>(bad[i] ^ 1);
    const auto note = parse_note(bad);
    EXPECT_FALSE(note && verify_note(*note, {&key, 1})) << i;
  }
}

TEST(Note, FormIsStrict) {
  const std::string good(kGoNote);
  const std::string line = good.substr(good.find("\xe2\x80\x94"));
  const struct {
    const char* name;
    std::string bytes;
  } rows[] = {
      {"empty", ""},
      {"no newline at the end", good.substr(0, good.size() - 1)},
      {"no signature", "text\n\n"},
      {"no gap", "text\n" + line},
      {"only a signature", line},
      {"carriage return", "text\r\n\n" + line},
      {"not UTF-8", "te\xffxt\n\n" + line},
      {"hyphen for dash", "text\n\n- " + line.substr(4)},
      {"two spaces", "text\n\n\xe2\x80\x94  " + line.substr(4)},
      {"no name", "text\n\n\xe2\x80\x94 x08go/ZJ\n"},
      {"plus in name", "text\n\n\xe2\x80\x94 a+b x08go/ZJ\n"},
      {"Chinese space in name", "text\n\n\xe2\x80\x94 a\xe3\x80\x80" "b x08go/ZJ\n"},
      {"short signature", "text\n\n\xe2\x80\x94 a x08goA==\n"},
      {"padding missing", "text\n\n\xe2\x80\x94 a x08go/Y\n"},
      {"text behind the signature", "text\n\n" + line + "more\n"},
  };
  for (const auto& row : rows) EXPECT_FALSE(parse_note(row.bytes)) << row.name;
  std::string many = "text\n\n";
  for (std::size_t i = 0; i < kMaxNoteSignatures; ++i) many += line;
  EXPECT_TRUE(parse_note(many));
  EXPECT_FALSE(parse_note(many + line));
  EXPECT_EQ(parse_note(std::string(kMaxNoteBytes, 'a') + "\n\n" + line).error().code, ErrorCode::too_large);
}

TEST(Note, SeveralKeys) {
  const NoteSigner one("one.example/log", test_key('1')), two("two.example/log", test_key('2'));
  const NoteVerifier known[] = {one.verifier(), two.verifier()};
  Note note{"a\n\nb\n", {one.sign("a\n\nb\n")}};
  EXPECT_EQ(parse_note(format_note(note)), note);  // an empty line in the text
  EXPECT_EQ(*verify_note(note, known), 1u);
  note.signatures.push_back(two.sign(note.text).front());
  EXPECT_EQ(*verify_note(note, known), 2u);
  note.signatures.push_back(NoteSigner("three.example", test_key('3')).sign("other\n").front());
  EXPECT_EQ(*verify_note(note, known), 2u);  // unknown: passed over
  note.signatures[1].bytes[5] ^= 1;
  EXPECT_FALSE(verify_note(note, known));     // known and wrong: refused
  EXPECT_TRUE(verify_note(note, {known, 1}));
  EXPECT_FALSE(verify_note(note, {}));
}

TEST(Note, Vkeys) {
  const std::string good = NoteSigner("log.example/a", test_key('1')).verifier().vkey();
  EXPECT_TRUE(NoteVerifier::parse(good));
  const std::size_t plus = good.find('+');
  std::string wrong_id = good, upper = good;
  wrong_id[plus + 1] = wrong_id[plus + 1] == '0' ? '1' : '0';
  for (char& c : upper) c = c >= 'a' && c <= 'f' ? static_cast<char>(c - 32) : c;
  for (const std::string& bad : {std::string(), wrong_id, upper, good + "A", good + "\n", " " + good, good.substr(plus), good.substr(0, plus + 12),
                                 std::string("name"), std::string("name+12345678+"), "x" + good}) {
    EXPECT_FALSE(NoteVerifier::parse(bad)) << bad;
  }
}

TEST(Checkpoint, RoundTrip) {
  const NoteSigner log("mingjing.example/log", test_key('L'));
  const TreeHead head{5, leaf_hash("root")};
  const std::string bytes = sign_checkpoint(head, log);
  const auto opened = open_checkpoint(bytes, log.verifier());
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->checkpoint, (Checkpoint{"mingjing.example/log", head, {}}));
  EXPECT_EQ(open_checkpoint(bytes, log.verifier(), "other.example").error().code, ErrorCode::digest_mismatch);
  EXPECT_FALSE(open_checkpoint(bytes, NoteSigner("mingjing.example/log", test_key('M')).verifier()));
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string bad = bytes;
    bad[i] = static_cast<char>(bad[i] ^ 2);
    EXPECT_FALSE(open_checkpoint(bad, log.verifier())) << i;
  }
}

TEST(Checkpoint, FormIsStrict) {
  const std::string root = base64(leaf_hash("x")), empty = base64(empty_root());
  EXPECT_TRUE(parse_checkpoint_text("o\n0\n" + empty + "\n"));
  EXPECT_TRUE(parse_checkpoint_text("o\n7\n" + root + "\nextension\n"));
  EXPECT_EQ(checkpoint_text(*parse_checkpoint_text("o\n7\n" + root + "\nextension\n")), "o\n7\n" + root + "\nextension\n");
  const struct {
    const char* name;
    std::string text;
  } rows[] = {
      {"two lines", "o\n7\n"},         {"no newline", "o\n7\n" + root},        {"leading zero", "o\n07\n" + root + "\n"},
      {"sign", "o\n+7\n" + root + "\n"}, {"negative", "o\n-7\n" + root + "\n"},  {"too large", "o\n9223372036854775808\n" + root + "\n"},
      {"no origin", "\n7\n" + root + "\n"}, {"short root", "o\n7\n" + root.substr(4) + "\n"},
      {"empty line", "o\n7\n" + root + "\n\n"}, {"root of an empty tree", "o\n0\n" + root + "\n"},
  };
  for (const auto& row : rows) EXPECT_FALSE(parse_checkpoint_text(row.text)) << row.name;
}

TEST(Cosignature, CountsDistinctWitnesses) {
  const NoteSigner log("log.example", test_key('L'));
  const auto key_a = test_key('a'), key_b = test_key('b');
  const NoteVerifier a("a.example", SignatureType::cosignature, key_a.public_key()),
      b("b.example", SignatureType::cosignature, key_b.public_key()),
      a_again("c.example", SignatureType::cosignature, key_a.public_key());
  Note note = *parse_note(sign_checkpoint({1, leaf_hash("x")}, log));
  const NoteVerifier all[] = {a, b, a_again};
  EXPECT_EQ(count_cosignatures(note, all), 0u);
  note.signatures.push_back(cosign("a.example", key_a, note.text, 1'800'000'000));
  EXPECT_EQ(check_cosignature(key_a.public_key(), note.text, note.signatures.back().bytes), 1'800'000'000);
  EXPECT_EQ(count_cosignatures(note, all), 1u);
  note.signatures.push_back(cosign("a.example", key_a, note.text, 1'800'000'001));
  note.signatures.push_back(cosign("c.example", key_a, note.text, 1'800'000'001));
  EXPECT_EQ(count_cosignatures(note, all), 1u);
  note.signatures.push_back(cosign("b.example", key_b, note.text, 1'800'000'000));
  EXPECT_EQ(count_cosignatures(*parse_note(format_note(note)), all), 2u);
  note.signatures.back().bytes[0] ^= 1;  // another time
  EXPECT_EQ(count_cosignatures(note, all), 1u);
  const NoteVerifier plain("b.example", SignatureType::ed25519, key_b.public_key());
  EXPECT_EQ(count_cosignatures(note, {&plain, 1}), 0u);
  EXPECT_EQ(NoteVerifier::parse(a.vkey())->type(), SignatureType::cosignature);
}

// CONTRACTS 3: type 0xff ‖ gmt0003-sm2-sm3, a point of 65 bytes.
TEST(Note, TheSecondLineOfTheSmProfile) {
  const auto number = std::string(31, '\0') + "\x07";
  std::vector<crypto::Sm2Key> second;
  second.push_back(*crypto::Sm2Key::from_secret(number));
  const NoteSigner signer("a.example/log", *crypto::SigningKey::from_seed(std::string(32, 'k')), {}, std::move(second));
  const auto sm2 = signer.sm2_verifier();
  ASSERT_TRUE(sm2);
  const std::string vkey = sm2->vkey();
  EXPECT_EQ(from_base64(vkey.substr(std::string("a.example/log+12345678+").size()))->size(), 1u + 15 + 65);
  const auto parsed = NoteVerifier::parse(vkey);
  ASSERT_TRUE(parsed) << parsed.error().message;
  EXPECT_EQ(parsed->vkey(), vkey);
  const auto note = *parse_note(sign_note("hello\n", signer));
  ASSERT_EQ(note.signatures.size(), 2u);
  EXPECT_EQ(*verify_note(note, std::vector{signer.verifier()}), 1u) << "who knows the first alone passes the second over";
  EXPECT_EQ(*verify_note(note, std::vector{*parsed}), 1u);
  auto bad = note;
  bad.signatures[1].bytes[0] = static_cast<char>(bad.signatures[1].bytes[0] ^ 1);
  EXPECT_FALSE(verify_note(bad, std::vector{signer.verifier(), *parsed}));
  for (std::size_t cut : {std::size_t{1}, std::size_t{20}}) EXPECT_FALSE(NoteVerifier::parse(vkey.substr(0, vkey.size() - cut)));
}

}  // namespace
}  // namespace mingjing::tlog
