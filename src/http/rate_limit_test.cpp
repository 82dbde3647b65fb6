// SPDX-License-Identifier: Apache-2.0
#include "http/rate_limit.h"

#include <gtest/gtest.h>

namespace mingjing::http {
namespace {

TEST(RateLimit, ABurstThenOneAtATime) {
  RateLimit limit(3, 1000);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allow("198.51.100.0", 10'000)) << i;
  EXPECT_FALSE(limit.allow("198.51.100.0", 10'000));
  EXPECT_FALSE(limit.allow("198.51.100.0", 10'999));
  EXPECT_TRUE(limit.allow("198.51.100.0", 11'000));
  EXPECT_FALSE(limit.allow("198.51.100.0", 11'000));
  EXPECT_TRUE(limit.allow("203.0.113.0", 10'000));
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.allow("198.51.100.0", 20'000)) << i;
  EXPECT_FALSE(limit.allow("198.51.100.0", 20'000));
}

}  // namespace
}  // namespace mingjing::http
