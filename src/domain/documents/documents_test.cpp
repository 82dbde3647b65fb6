// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "domain/documents/document_model.h"
#include "domain/documents/template.h"

namespace mingjing::documents {
namespace {

TEST(DocumentNumber, HasHexagonalBracketsAndNoLeadingZeros) {
  EXPECT_EQ(document_number("澜自然资罚决", 2026, 38), "澜自然资罚决〔2026〕38号");
}

}  // namespace
}  // namespace mingjing::documents
