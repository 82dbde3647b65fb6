// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "domain/documents/sample_facts.h"
#include "domain/documents/template.h"
#include "render/pdf_document.h"

namespace mingjing::render {
namespace {

TEST(PdfDocument, DecisionIsAPdf) {
  auto model = documents::compose("penalty_decision", sample::decision_facts());
  ASSERT_TRUE(model.has_value()) << model.error().message << model.error().reasons.front().field;
  auto fonts = Fonts::load();
  ASSERT_TRUE(fonts.has_value());
  auto pdf = render_pdf(*model, **fonts);
  ASSERT_TRUE(pdf.has_value());
  EXPECT_TRUE(pdf->bytes.starts_with("%PDF-"));
  if (const char* keep = std::getenv("MJ_KEEP")) std::ofstream(std::string(keep) + "/decision.pdf") << pdf->bytes;
}

}  // namespace
}  // namespace mingjing::render
