// Faces for documents. One `Fonts` a thread: a Pango font map is not thread safe, and making one reads every face
// (some 100 ms), so a worker keeps its own for life. Only the files named here are visible, never what else is
// installed on the machine; so the same document gives the same bytes on every machine with the same faces.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace mingjing::render {

// Roles of GB/T 9704-2012: body 仿宋, kai 楷体, hei 黑体, head 小标宋 (agency name in red, and the title).
enum class FontRole { body, kai, hei, head };

struct FontFace {
  std::string family;
  std::string file;
  bool bold = false;
  std::string borrows;  // characters that this face draws badly and the 楷体 draws instead
};

// An operator's faces by role; roles left out take those of data/fonts/fonts.json.
using FontSettings = std::map<FontRole, FontFace>;

class Fonts {
 public:
  // Refuses (unavailable) when a role has no face, naming the Debian package to install.
  static Result<std::unique_ptr<Fonts>> load(const FontSettings& settings = {});
  ~Fonts();
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;

  // Characters that no face can draw, each once, as 「字（U+5B57）」.
  std::vector<std::string> missing(std::string_view text) const;

  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  explicit Fonts(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace mingjing::render
