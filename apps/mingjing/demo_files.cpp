// SPDX-License-Identifier: Apache-2.0
#include "demo_files.h"

namespace mingjing::app::demo {
namespace {

struct TypeOf {
  std::string_view operator()(const Picture&) const { return "image/png"; }
  std::string_view operator()(const Paper&) const { return "application/pdf"; }
  std::string_view operator()(const Film&) const { return "video/mp4"; }
  std::string_view operator()(const Sound&) const { return "audio/wav"; }
};

struct Make {
  render::Fonts& fonts;
  std::string operator()(const Picture& picture) const { return photograph(fonts, picture.scene, picture.view, picture.at); }
  std::string operator()(const Paper& paper) const { return scanned(fonts, paper); }
  std::string operator()(const Film& wanted) const { return film(fonts, wanted); }
  std::string operator()(const Sound& wanted) const { return murmur(wanted); }
};

}  // namespace

std::string_view media_type(const DemoFile& file) { return std::visit(TypeOf{}, file.content); }
std::string bytes_of(render::Fonts& fonts, const DemoFile& file) { return std::visit(Make{fonts}, file.content); }

}  // namespace mingjing::app::demo
