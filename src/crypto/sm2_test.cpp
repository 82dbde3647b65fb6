// SPDX-License-Identifier: Apache-2.0
#include "crypto/sm2.h"

#include <gtest/gtest.h>

#include "base/bytes.h"

namespace mingjing::crypto {
namespace {

std::string hex(std::string_view text) { return *from_hex(text); }

// GM/T 0003.5, A.2: the signature of the standard's example.
const std::string kNumber = hex("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8");
const std::string kPoint = hex("0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
                               "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
const std::string kSigned = hex("f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                                "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa");

TEST(Sm2, ChecksTheExampleOfTheStandard) {
  EXPECT_TRUE(verify_sm2(kPoint, "message digest", kSigned));
  EXPECT_EQ(Sm2Key::from_secret(kNumber)->public_point(), kPoint);
}

TEST(Sm2, SignsWhatItChecks) {
  const auto key = *Sm2Key::from_secret(kNumber);
  const std::string one = key.sign("a checkpoint"), two = key.sign("a checkpoint");
  EXPECT_EQ(one.size(), kSm2SignatureSize);
  EXPECT_NE(one, two);
  EXPECT_TRUE(verify_sm2(kPoint, "a checkpoint", one) && verify_sm2(kPoint, "a checkpoint", two));
  const auto fresh = Sm2Key::generate();
  EXPECT_TRUE(verify_sm2(fresh.public_point(), "", fresh.sign("")));
  EXPECT_FALSE(verify_sm2(fresh.public_point(), "a checkpoint", one));
}

TEST(Sm2, WhatDoesNotHoldIsRefused) {
  EXPECT_FALSE(verify_sm2(kPoint, "message digesT", kSigned));
  for (std::size_t i = 0; i < kSigned.size(); i += 9) {
    std::string bad = kSigned;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    EXPECT_FALSE(verify_sm2(kPoint, "message digest", bad)) << i;
  }
  std::string off = kPoint;
  off[40] = static_cast<char>(off[40] ^ 1);
  EXPECT_FALSE(verify_sm2(off, "message digest", kSigned)) << "no point of the curve";
  EXPECT_FALSE(verify_sm2(std::string(65, '\4'), "message digest", kSigned));
  EXPECT_FALSE(verify_sm2(kPoint.substr(1), "message digest", kSigned));
  EXPECT_FALSE(verify_sm2(kPoint, "message digest", std::string(64, '\0')));
  EXPECT_FALSE(verify_sm2(kPoint, "message digest", kSigned + "x"));
  EXPECT_FALSE(Sm2Key::from_secret(std::string(32, '\0')));
  EXPECT_FALSE(Sm2Key::from_secret(std::string(32, '\xff')));
  EXPECT_FALSE(Sm2Key::from_secret("short"));
}

}  // namespace
}  // namespace mingjing::crypto
