// The stylesheet and the icon of the portal, made once from data/portal.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace mingjing::render {

const std::string& portal_css();       // custom properties from tokens.json, then portal.css
const std::string& portal_css_path();  // /assets/portal.<hash>.css: a new text, a new address
const std::string& verify_js();  // the check in the reader's browser, of the decision page only
const std::string& verify_js_path();
const std::string& favicon_svg();
// A short name for bytes (FNV-1a, 64 bits, hex): for ETags and addresses that change with their content, not a proof.
std::string content_name(std::string_view bytes);

}  // namespace mingjing::render
