// Header lines that protect the reader's browser, by kind of page (CONTRACTS 7; ASVS 3.4).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "http/router.h"

namespace mingjing::http {

inline constexpr std::string_view kWorkbenchCsp =
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: "
    "blob:; "
    "media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action "
    "'self'; frame-ancestors 'none'";
// The portal's pages work without scripts; this one says so to the browser.
inline constexpr std::string_view kPortalCsp =
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
// For a page with progressive enhancement.
inline constexpr std::string_view kPortalScriptCsp =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
inline constexpr std::string_view kApiCsp =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
// Originals of evidence: nothing in them may run, whatever they are.
inline constexpr std::string_view kSandboxCsp = "sandbox; default-src 'none'; frame-ancestors 'none'";

std::string_view policy_of(Csp csp);  // empty for none

// All lines for one kind of page, each ending in CRLF; the same text lives as long as the program.
std::string_view security_lines(Csp csp, bool is_tls);

}  // namespace mingjing::http
