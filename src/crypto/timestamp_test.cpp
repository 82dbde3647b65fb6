// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp.h"

#include <gtest/gtest.h>

#include "crypto/test_authority.h"

namespace mingjing::crypto {
namespace {

constexpr std::int64_t kTold = 1'800'000'000;  // what the authority's clock says

TEST(Timestamp, SaysWhenTheBytesWereThere) {
  const TestAuthority authority(kTold);
  const std::string request = timestamp_request("a checkpoint");
  const std::string reply = authority.answer(request);
  const auto at = check_timestamp(reply, "a checkpoint", authority.file(), request);
  ASSERT_TRUE(at) << at.error().message;
  EXPECT_EQ(at->unix_ms(), kTold * 1000);
  EXPECT_TRUE(check_timestamp(reply, "a checkpoint", authority.file())) << "years later, without the request";
  EXPECT_EQ(read_timestamp(reply, "a checkpoint")->unix_ms(), kTold * 1000) << "without a certificate it is what it says";
}

TEST(Timestamp, WhatDoesNotHoldIsRefused) {
  const TestAuthority authority(kTold), other(kTold), no_stamps(kTold, "critical,serverAuth");
  const std::string request = timestamp_request("a checkpoint");
  const std::string reply = authority.answer(request);
  EXPECT_EQ(check_timestamp(reply, "another", authority.file(), request).error().code, ErrorCode::digest_mismatch);
  EXPECT_EQ(check_timestamp(reply, "a checkpoint", other.file(), request).error().code, ErrorCode::digest_mismatch);
  EXPECT_EQ(check_timestamp(reply, "a checkpoint", authority.file(), timestamp_request("a checkpoint")).error().code,
            ErrorCode::digest_mismatch) << "an old answer";
  EXPECT_EQ(check_timestamp(reply, "a checkpoint", "/nowhere", request).error().code, ErrorCode::invalid);
  EXPECT_FALSE(check_timestamp(no_stamps.answer(request), "a checkpoint", no_stamps.file(), request));
  TestAuthority expired(kTold);
  expired.tell(kTold + 31 * 86'400);
  EXPECT_FALSE(check_timestamp(expired.answer(request), "a checkpoint", expired.file(), request)) << "its certificate had ended";
  EXPECT_FALSE(check_timestamp(authority.answer("nonsense"), "a checkpoint", authority.file()));
  EXPECT_FALSE(read_timestamp(reply, "another"));
  EXPECT_FALSE(holds_certificates("/nowhere"));
  EXPECT_FALSE(check_timestamp("", "a checkpoint", authority.file()));
  EXPECT_FALSE(check_timestamp(reply + "x", "a checkpoint", authority.file()));
  EXPECT_FALSE(check_timestamp(std::string(kMaxTimestampBytes + 1, 'x'), "a checkpoint", authority.file()));
  for (std::size_t i = 0; i < reply.size(); i += 7) {
    std::string bad = reply;
    bad[i] = static_cast<char>(bad[i] ^ 4);
    const auto at = check_timestamp(bad, "a checkpoint", authority.file(), request);
    EXPECT_FALSE(at && at->unix_ms() != kTold * 1000) << i;  // the envelope has bytes that say nothing, the time is none of them
  }
}

}  // namespace
}  // namespace mingjing::crypto
