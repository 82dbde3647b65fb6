// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/evidence_rules.h"

#include <gtest/gtest.h>

namespace mingjing::evidence {
namespace {

const Instant kNow = Instant::beijing(Date(2026, 3, 20), 10);

TEST(Evidence, TakenBeforeFilingIsMarked) {
  EXPECT_TRUE(is_before_filing(kNow, std::nullopt));
  EXPECT_TRUE(is_before_filing(Instant::beijing(Date(2026, 3, 19), 23, 59), Date(2026, 3, 20)));
  EXPECT_FALSE(is_before_filing(Instant::beijing(Date(2026, 3, 20), 0, 1), Date(2026, 3, 20)));
}

TEST(Evidence, APieceSaysWhatItIs) {
  cases::Evidence piece;
  piece.kind = cases::EvidenceKind::av_evidence;
  piece.sha256 = std::string(64, 'a');
  piece.obtained_at = kNow;
  EXPECT_TRUE(check_piece(piece, kNow).empty());
  piece.obtained_at = kNow.plus_ms(1);
  piece.sha256.clear();
  EXPECT_EQ(check_piece(piece, kNow).size(), 2u);
  piece = {};
  piece.kind = cases::EvidenceKind::physical_evidence;
  EXPECT_EQ(check_piece(piece, kNow).size(), 1u);
  piece.origin = "涉案物品保管库 3 号柜";
  EXPECT_TRUE(check_piece(piece, kNow).empty());
}

TEST(Evidence, MediaThatMayBeShownAreAClosedList) {
  EXPECT_TRUE(may_be_shown("image/png"));
  EXPECT_FALSE(may_be_shown("text/html"));
  EXPECT_FALSE(may_be_shown("image/svg+xml"));
}

}  // namespace
}  // namespace mingjing::evidence
