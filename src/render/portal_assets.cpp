// SPDX-License-Identifier: Apache-2.0
#include "render/portal_assets.h"

#include <cstdint>
#include <cstring>

#include "base/check.h"
#include "base/embedded.h"
#include "base/json.h"

namespace mingjing::render {
namespace {

// {"ink-1": {"value": "#14201E", …}} or {"ink-1": "#14201E"} as --ink-1:#14201E;
std::string properties(const Json& colors) {
  std::string out;
  for (const auto& [name, color] : *colors.as_object()) {
    const std::string* plain = color.as_string();
    out += "--" + name + ":" + (plain != nullptr ? *plain : color.text("value")) + ";";
  }
  return out;
}

std::string family(const Json& names) {
  std::string out;
  for (const Json& name : *names.as_array()) out += (out.empty() ? "\"" : ",\"") + *name.as_string() + "\"";
  // Generic families are keywords, not names.
  for (const char* keyword : {"sans-serif", "serif", "monospace", "system-ui"}) {
    const std::string quoted = std::string("\"") + keyword + "\"";
    if (const auto at = out.rfind(quoted); at != std::string::npos) out.replace(at, quoted.size(), keyword);
  }
  return out;
}

std::string build_css() {
  const auto tokens = parse_json(embedded("portal/tokens.json"));
  MJ_CHECK(tokens.has_value());
  const Json& font = *tokens->find("font");
  const Json& contrast = *tokens->find("modes")->find("highContrast")->find("color");
  std::string out = ":root{" + properties(*tokens->find("color")) +
                    "--on-brand:#FFFFFF;--sans:" + family(*font.find("sans")) +
                    ";--song:" + family(*font.find("song")) + ";--mono:" + family(*font.find("mono")) + "}\n";
  out +=
      ".mode-contrast{" + properties(contrast) +
      "--paper:#000000;--surface-2:#000000;--line-2:#8A8A8A;--brand-50:#000000;--brand-800:#000000;--brand-900:#000000;"
      "--green-50:#000000;--red-50:#000000;--amber-50:#000000;--bronze-50:#000000;--bronze-500:#FFE08A}\n";
  out += embedded("portal/portal.css");
  return out;
}

}  // namespace

std::string content_name(std::string_view bytes) {
  // Eight bytes a step, since every page is named. Tells versions of one address apart, nothing more.
  std::uint64_t hash = 14695981039346656037ull ^ bytes.size();
  const auto mix = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * 0x9e3779b97f4a7c15ull;
    hash ^= hash >> 29;
  };
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    mix(word);
  }
  for (; at < bytes.size(); ++at) mix(static_cast<unsigned char>(bytes[at]));
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kHex[(hash >> shift) & 15];
  return out;
}

const std::string& portal_css() {
  static const std::string css = build_css();
  return css;
}

const std::string& portal_css_path() {
  static const std::string path = "/assets/portal." + content_name(portal_css()) + ".css";
  return path;
}

const std::string& verify_js() {
  static const std::string script(embedded("portal/verify.js"));
  return script;
}

const std::string& verify_js_path() {
  static const std::string path = "/assets/verify." + content_name(verify_js()) + ".js";
  return path;
}

const std::string& favicon_svg() {
  static const std::string svg(embedded("portal/favicon.svg"));
  return svg;
}

}  // namespace mingjing::render
