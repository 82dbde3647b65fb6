// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <set>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/md5.h"
#include "crypto/password.h"
#include "crypto/random.h"
#include "crypto/seal.h"
#include "crypto/sealed_box.h"
#include "crypto/sign.h"
#include "crypto/sm4.h"
#include "crypto/totp.h"

namespace mingjing::crypto {
namespace {

TEST(Hash, KnownDigests) {
  const struct {
    HashKind kind;
    const char* text;
    const char* hex;
  } rows[] = {
      {HashKind::sha256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {HashKind::sha256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {HashKind::sm3, "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"},  // GB/T 32905 A.1
      {HashKind::sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"},
  };
  for (const auto& row : rows) EXPECT_EQ(to_hex(digest(row.kind, row.text)), row.hex) << to_string(row.kind);
  EXPECT_EQ(to_hex(md5("abc")), "900150983cd24fb0d6963f7d28e17f72");  // RFC 1321 A.5
  EXPECT_EQ(hash_of(Profile::sm), HashKind::sm3);
  EXPECT_EQ(hash_of(Profile::standard), HashKind::sha256);
}

TEST(Hash, StreamEqualsWhole) {
  Sha256 hasher;
  hasher.update("a").update("").update("bc");
  EXPECT_EQ(hasher.finish(), sha256("abc"));
  EXPECT_EQ(hasher.update("abc").finish(), sha256("abc"));  // afresh
  EXPECT_EQ(commitment("a", "bc"), sha256("abc"));
}

TEST(Hash, OfAFileInOnePass) {
  FileHash both(Profile::sm);
  both.update("a").update("bc");
  const auto found = both.finish();
  EXPECT_EQ(found.digest, "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(found.sm3, "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");  // GB/T 32905 A.1
  EXPECT_EQ(both.update("abc").finish().sm3, found.sm3);  // afresh
  EXPECT_EQ(file_digests(Profile::standard, "abc").digest, found.digest);
  EXPECT_EQ(file_digests(Profile::standard, "abc").sm3, "");
}

TEST(Hash, DigestTextIsStrict) {
  const std::string text = digest_text(sha256("abc"));
  EXPECT_EQ(parse_digest_text(text), sha256("abc"));
  std::string upper = text;
  upper[8] = 'A';
  for (const std::string& bad : {upper, text + "0", text.substr(0, 70), "sha512:" + text.substr(7), std::string()}) {
    EXPECT_FALSE(parse_digest_text(bad)) << bad;
  }
}

TEST(Hash, HmacKnown) {  // RFC 4231, case 2
  EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(hmac(HashKind::sm3, "k", "m").size(), 32u);
  EXPECT_TRUE(equal_secret("same", "same"));
  EXPECT_FALSE(equal_secret("same", "sane"));
  EXPECT_FALSE(equal_secret("same", "same!"));
}

TEST(Random, Differs) {
  EXPECT_NE(random_bytes(16), random_bytes(16));
  EXPECT_EQ(random_bytes(0), "");
  std::set<char> seen;
  for (char c : random_code(2000)) seen.insert(c);
  EXPECT_EQ(seen.size(), 31u);
  EXPECT_FALSE(seen.contains('0') || seen.contains('O') || seen.contains('1') || seen.contains('I'));
}

TEST(Sign, Rfc8032) {  // section 7.1, test 2
  const auto key = SigningKey::from_seed(*from_hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
  ASSERT_TRUE(key);
  EXPECT_EQ(to_hex(key->public_key()), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  const std::string signature = key->sign("\x72");
  EXPECT_EQ(to_hex(signature),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  EXPECT_TRUE(verify(key->public_key(), "\x72", signature));
  EXPECT_FALSE(verify(key->public_key(), "\x73", signature));
  EXPECT_FALSE(verify(key->public_key(), "\x72", signature.substr(1)));
  EXPECT_FALSE(verify("short", "\x72", signature));
  EXPECT_FALSE(verify(SigningKey::generate().public_key(), "\x72", signature));
  EXPECT_EQ(key->clone().sign("\x72"), signature);
  EXPECT_FALSE(SigningKey::from_seed("short"));
}

TEST(Sign, AnyChangedBitIsRefused) {
  const SigningKey key = SigningKey::generate();
  const std::string signature = key.sign("text");
  for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
    std::string bad = signature;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(verify(key.public_key(), "text", bad)) << bit;
  }
}

TEST(Seal, OpensOnlyWhereItBelongs) {
  const SealKeys keys(Secret::random(kSealKeySize));
  const std::string box = seal(keys, "11010519491231002X", "agency/case/party/1/citizen_number");
  EXPECT_EQ(box.size(), 18 + kBoxOverhead);
  EXPECT_EQ(*open(keys, box, "agency/case/party/1/citizen_number"), "11010519491231002X");
  EXPECT_EQ(open(keys, box, "agency/case/party/2/citizen_number").error().code, ErrorCode::digest_mismatch);
  EXPECT_EQ(open(keys, "", "").error().code, ErrorCode::invalid);
  EXPECT_NE(seal(keys, "x", "y"), seal(keys, "x", "y"));
  EXPECT_EQ(*open(keys, seal(keys, "", ""), ""), "");
  for (std::size_t i = 0; i < box.size(); ++i) {
    std::string bad = box;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    EXPECT_FALSE(open(keys, bad, "agency/case/party/1/citizen_number")) << i;
  }
}

TEST(Seal, Rotation) {
  Secret old_key = Secret::random(kSealKeySize);
  const SealKeys before(old_key.clone());
  const std::string box = seal(before, "secret", "here");
  SealKeys after(Secret::random(kSealKeySize));
  EXPECT_EQ(open(after, box, "here").error().code, ErrorCode::unavailable);
  after.add_old(std::move(old_key));
  EXPECT_EQ(*open(after, box, "here"), "secret");
  EXPECT_TRUE(needs_reseal(after, box));
  EXPECT_FALSE(needs_reseal(after, seal(after, "secret", "here")));
  EXPECT_FALSE(needs_reseal(before, box));
  EXPECT_EQ(box_key_id(box), before.current_id());
}

TEST(Password, Rows) {
  const std::string stored = hash_password("correct horse");
  EXPECT_EQ(stored.rfind("$argon2id$v=19$m=19456,t=2,p=1$", 0), 0u) << stored;
  EXPECT_TRUE(verify_password(stored, "correct horse"));
  EXPECT_FALSE(verify_password(stored, "correct horsf"));
  EXPECT_FALSE(verify_password("", "correct horse"));
  EXPECT_FALSE(verify_password("nonsense", "correct horse"));
  EXPECT_FALSE(verify_password(std::string(4000, 'a'), "correct horse"));
  EXPECT_FALSE(needs_rehash(stored));
  EXPECT_TRUE(needs_rehash("$argon2id$v=19$m=4096,t=1,p=1$c29tZXNhbHRzb21lc2FsdA$x"));
  EXPECT_NE(hash_password("correct horse"), stored);
  waste_password_time("x");
}

TEST(Totp, Rfc6238) {
  const std::string secret = "12345678901234567890";
  const struct {
    std::int64_t time;
    const char* code;
  } rows[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
              {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& row : rows) EXPECT_EQ(totp_at(secret, row.time, 8), row.code);
}

TEST(Totp, WindowAndReplay) {
  const std::string secret = random_bytes(kTotpSecretSize);
  const std::int64_t now = 1'800'000'015, step = now / 30;
  const std::string code = totp_at(secret, now);
  EXPECT_EQ(match_totp(secret, code, now), step);
  EXPECT_EQ(match_totp(secret, code, now + 30), step);
  EXPECT_EQ(match_totp(secret, code, now - 30), step);
  EXPECT_FALSE(match_totp(secret, code, now, step));      // used already
  EXPECT_EQ(match_totp(secret, code, now, step - 1), step);
  for (const char* bad : {"", "12345", "1234567", "abcdef"}) EXPECT_FALSE(match_totp(secret, bad, now)) << bad;
}

TEST(Totp, Base32AndUri) {
  const struct {
    const char* bytes;
    const char* text;
  } rows[] = {{"", ""}, {"f", "MY"}, {"fo", "MZXQ"}, {"foo", "MZXW6"}, {"foob", "MZXW6YQ"}, {"fooba", "MZXW6YTB"}, {"foobar", "MZXW6YTBOI"}};
  for (const auto& row : rows) {
    EXPECT_EQ(to_base32(row.bytes), row.text);
    EXPECT_EQ(from_base32(row.text), row.bytes);
  }
  EXPECT_EQ(from_base32("mzxw6"), "foo");
  for (const char* bad : {"M", "MZ1", "MZX", "MY======", "M0", "MZ"}) EXPECT_FALSE(from_base32(bad)) << bad;
  EXPECT_EQ(otpauth_uri("明镜", "a b", "foo"),
            "otpauth://totp/%E6%98%8E%E9%95%9C:a%20b?secret=MZXW6&issuer=%E6%98%8E%E9%95%9C&algorithm=SHA1&digits=6&period=30");
}

TEST(SealedBox, OpensWithTheDataKeysOnly) {
  SealKeys first(Secret::random(kSealKeySize));
  const std::string open_key = letter_public_key(first);
  ASSERT_EQ(open_key.size(), kLetterKeySize);
  const std::string letter = seal_letter(open_key, "占道经营");
  EXPECT_EQ(letter.find("占道经营"), std::string::npos);
  EXPECT_NE(letter, seal_letter(open_key, "占道经营"));  // none says that two letters are the same
  EXPECT_EQ(open_letter(first, letter).value(), "占道经营");
  EXPECT_EQ(open_letter(first, seal_letter(open_key, "")).value(), "");

  // After a rotation letters to the older key still open.
  SealKeys rotated(Secret::random(kSealKeySize));
  rotated.add_old(first.current().clone());
  EXPECT_EQ(open_letter(rotated, letter).value(), "占道经营");
  EXPECT_NE(letter_public_key(rotated), open_key);

  SealKeys other(Secret::random(kSealKeySize));
  EXPECT_EQ(open_letter(other, letter).error().code, ErrorCode::digest_mismatch);
  std::string altered = letter;
  altered.back() ^= 1;
  EXPECT_EQ(open_letter(first, altered).error().code, ErrorCode::digest_mismatch);
  for (const auto* bad : {"", "x", "neither a letter nor long enough to be one"})
    EXPECT_EQ(open_letter(first, bad).error().code, ErrorCode::digest_mismatch) << bad;
}

TEST(SealedBox, AKeyFromACode) {
  const std::string salt(16, 's'), other_salt(16, 't');
  const SealKeys keys = key_of_code("ABCD2345", salt);
  const std::string box = seal(keys, "已受理", "here");
  EXPECT_EQ(open(key_of_code("ABCD2345", salt), box, "here").value(), "已受理");
  EXPECT_FALSE(open(key_of_code("ABCD2346", salt), box, "here").has_value());
  EXPECT_FALSE(open(key_of_code("ABCD2345", other_salt), box, "here").has_value());
}

// GB/T 32907, A.1: the block of the example is the first of the key stream when it is the counter.
TEST(Sm4, TheExampleOfTheStandard) {
  const std::string block = *from_hex("0123456789abcdeffedcba9876543210");
  EXPECT_EQ(to_hex(sm4_ctr(block, block, std::string(16, '\0'))), "681edf34d206965e86b3e94f536e4246");
  const std::string text(100, 'x');
  EXPECT_EQ(sm4_ctr(block, block, sm4_ctr(block, block, text)), text);
}

// Boxes of both profiles lie side by side; each opens, and sealing anew brings all to one kind.
TEST(Seal, BoxesOfTheSmProfile) {
  Secret key = Secret::random(kSealKeySize);
  SealKeys standard(Secret(key.view())), sm(Secret(key.view()));
  sm.use(Profile::sm);
  const std::string box = seal(sm, "330106199001010011", "here");
  EXPECT_EQ(box[0], 2);
  EXPECT_EQ(box.size(), kSmBoxOverhead + 18);
  EXPECT_EQ(*open(standard, box, "here"), "330106199001010011");
  EXPECT_EQ(*open(sm, seal(standard, "old", "here"), "here"), "old");
  EXPECT_EQ(*open(sm, seal(sm, "", ""), ""), "");
  EXPECT_TRUE(needs_reseal(standard, box) && needs_reseal(sm, seal(standard, "old", "")));
  EXPECT_FALSE(needs_reseal(sm, box));
  EXPECT_EQ(open(sm, box, "there").error().code, ErrorCode::digest_mismatch);
  for (std::size_t i = 0; i < box.size(); ++i) {
    std::string bad = box;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    EXPECT_FALSE(open(sm, bad, "here")) << i;
  }
  EXPECT_FALSE(open(sm, std::string_view(box).substr(0, kSmBoxOverhead - 1), "here"));
  EXPECT_FALSE(open(SealKeys(Secret::random(kSealKeySize)), box, "here"));
}

}  // namespace
}  // namespace mingjing::crypto
