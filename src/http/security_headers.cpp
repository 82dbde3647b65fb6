// SPDX-License-Identifier: Apache-2.0
#include "http/security_headers.h"

#include <array>
#include <string>

namespace mingjing::http {
namespace {

constexpr std::size_t kKinds = 6;

std::string make(Csp csp, bool is_tls) {
  std::string out;
  if (const auto policy = policy_of(csp); !policy.empty())
    out.append("Content-Security-Policy: ").append(policy).append("\r\n");
  // The workbench photographs evidence and says where; nothing else may.
  const bool takes_evidence = csp == Csp::workbench;
  out +=
      "X-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\nX-Frame-Options: DENY\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n";
  out += takes_evidence ? "Permissions-Policy: camera=(self), microphone=(self), geolocation=(self)\r\n"
                        : "Permissions-Policy: camera=(), microphone=(), geolocation=()\r\n";
  if (is_tls) out += "Strict-Transport-Security: max-age=31536000\r\n";
  return out;
}

}  // namespace

std::string_view policy_of(Csp csp) {
  switch (csp) {
    case Csp::none:
      return {};
    case Csp::portal:
      return kPortalCsp;
    case Csp::portal_script:
      return kPortalScriptCsp;
    case Csp::workbench:
      return kWorkbenchCsp;
    case Csp::api:
      return kApiCsp;
    case Csp::sandbox:
      return kSandboxCsp;
  }
  return {};
}

std::string_view security_lines(Csp csp, bool is_tls) {
  static const auto lines = [] {
    std::array<std::string, kKinds * 2> out;
    for (std::size_t i = 0; i < kKinds; ++i)
      for (bool tls : {false, true}) out[i * 2 + (tls ? 1 : 0)] = make(static_cast<Csp>(i), tls);
    return out;
  }();
  return lines[static_cast<std::size_t>(csp) * 2 + (is_tls ? 1 : 0)];
}

}  // namespace mingjing::http
