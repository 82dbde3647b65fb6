// `mingjing serve` (CONTRACTS 1).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "mingjing/options.h"

namespace mingjing::app {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string admin;                 // HOST:PORT of /metrics; empty: none (demo data: on the main port)
  int workers = 0;                   // I/O threads; 0: as many as cores
  std::string tls_cert, tls_key;
  bool tls_self_signed = false;      // demo data: to try a phone
  std::string behind_proxy;          // CIDR
  std::string clock;                 // demo data only
  std::string web = "web/dist";      // the built workbench
  std::string public_url;            // https://host as citizens see it; default from listen
};

int run_serve(const Options& options, const ServeOptions& serve);

}  // namespace mingjing::app
