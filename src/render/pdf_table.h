// Tables of forms: cells with hairlines; a tall row breaks across pages.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "render/pdf_pages.h"
#include "render/pdf_typeset.h"

namespace mingjing::render {

void add_table(Pages& pages, Fonts::Impl& fonts, const documents::Block& table);

}  // namespace mingjing::render
