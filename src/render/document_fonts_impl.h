// What the typesetter sees of the fonts; not for others.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>

#include <array>

#include "render/document_fonts.h"

namespace mingjing::render {

struct Fonts::Impl {
  FcConfig* config = nullptr;
  FcCharSet* covered = nullptr;
  PangoFontMap* map = nullptr;
  PangoContext* context = nullptr;
  std::array<FontFace, 4> faces;

  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl();
  const FontFace& face(FontRole role) const { return faces[static_cast<std::size_t>(role)]; }
  // A description of the role's face at `size` points; free with pango_font_description_free.
  PangoFontDescription* describe(FontRole role, double size) const;
};

}  // namespace mingjing::render
