// SPDX-License-Identifier: Apache-2.0
#include "render/document_fonts.h"

#include <pango/pangofc-fontmap.h>

#include <cstdio>
#include <filesystem>
#include <set>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"
#include "base/text.h"
#include "render/document_fonts_impl.h"

namespace mingjing::render {

namespace {

constexpr std::array<std::string_view, 4> kRoleNames{"body", "kai", "hei", "head"};

Result<FontFace> choose(FontRole role, const FontSettings& settings, const Json& roles) {
  if (const auto own = settings.find(role); own != settings.end()) {
    if (std::filesystem::exists(own->second.file)) return own->second;
    return refuse(ErrorCode::unavailable, "设置里的字体文件不存在：" + own->second.file + "。请核对路径。", "fonts");
  }
  const auto* wanted = roles.find(kRoleNames[static_cast<std::size_t>(role)]);
  MJ_CHECK(wanted != nullptr);
  std::string packages;
  for (const auto& face : wanted->items("faces")) {
    const auto file = face.text("file");
    if (std::filesystem::exists(file))
      return FontFace{face.text("family"), file, face.text("weight") == "bold", face.text("borrows")};
    packages += " " + face.text("package");
  }
  return refuse(ErrorCode::unavailable, "缺少" + wanted->text("name") + "字体，请安装软件包：" + packages + "。",
                "fonts");
}

FcCharSet* coverage(FcConfig* config) {
  FcCharSet* all = FcCharSetCreate();
  const FcFontSet* set = FcConfigGetFonts(config, FcSetApplication);
  for (int i = 0; set != nullptr && i < set->nfont; ++i) {
    FcCharSet* one = nullptr;
    if (FcPatternGetCharSet(set->fonts[i], FC_CHARSET, 0, &one) == FcResultMatch) FcCharSetMerge(all, one, nullptr);
  }
  return all;
}

// Metrics must not depend on a screen: no hinting, positions unrounded.
PangoContext* make_context(PangoFontMap* map) {
  PangoContext* context = pango_font_map_create_context(map);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options(context, options);
  cairo_font_options_destroy(options);
  pango_cairo_context_set_resolution(context, 72.0);
  pango_context_set_round_glyph_positions(context, FALSE);
  pango_context_set_language(context, pango_language_from_string("zh-cn"));
  pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
  return context;
}

}  // namespace

Fonts::Impl::~Impl() {
  if (context != nullptr) g_object_unref(context);
  if (map != nullptr) g_object_unref(map);
  if (covered != nullptr) FcCharSetDestroy(covered);
  if (config != nullptr) FcConfigDestroy(config);
}

PangoFontDescription* Fonts::Impl::describe(FontRole role, double size) const {
  PangoFontDescription* out = pango_font_description_new();
  pango_font_description_set_family(out, face(role).family.c_str());
  pango_font_description_set_weight(out, face(role).bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size(out, size * PANGO_SCALE);
  return out;
}

Fonts::Fonts(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Fonts::~Fonts() = default;

Result<std::unique_ptr<Fonts>> Fonts::load(const FontSettings& settings) {
  const auto known = parse_json(embedded("fonts/fonts.json"));
  MJ_CHECK(known.has_value());
  const auto* roles = known->find("roles");
  MJ_CHECK(roles != nullptr);
  auto impl = std::make_unique<Impl>();
  impl->config = FcConfigCreate();
  std::set<std::string> added;
  for (std::size_t i = 0; i < kRoleNames.size(); ++i) {
    auto face = choose(static_cast<FontRole>(i), settings, *roles);
    if (!face) return refuse(face.error());
    impl->faces[i] = *face;
    if (!added.insert(face->file).second) continue;
    const auto* file = reinterpret_cast<const FcChar8*>(face->file.c_str());
    if (FcConfigAppFontAddFile(impl->config, file) != FcTrue) {
      return refuse(ErrorCode::unavailable, "读不了字体文件：" + face->file + "。请换一个 TrueType 字体。", "fonts");
    }
  }
  impl->covered = coverage(impl->config);
  impl->map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(impl->map), impl->config);
  impl->context = make_context(impl->map);
  return std::unique_ptr<Fonts>(new Fonts(std::move(impl)));
}

std::vector<std::string> Fonts::missing(std::string_view text) const {
  std::vector<std::string> out;
  std::set<char32_t> told;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = next_char(text, at);
    if (c < 0x20 || FcCharSetHasChar(impl_->covered, c) || !told.insert(c).second) continue;
    std::string shown;
    append_utf8(shown, c);
    char code[32];
    std::snprintf(code, sizeof code, "（U+%04X）", static_cast<unsigned>(c));
    out.push_back(shown + code);
  }
  return out;
}

}  // namespace mingjing::render
