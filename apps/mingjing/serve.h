// `mingjing serve` (CONTRACTS 1).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "http/portal_routes.h"
#include "http/server.h"
#include "mingjing/options.h"

namespace mingjing::app {

struct ServeOptions {
  std::string listen = "127.0.0.1:8080";
  std::string admin;                 // HOST:PORT of /metrics; empty: none (demo data: on the main port)
  int workers = 0;                   // I/O threads; 0: as many as cores
  std::string tls_cert, tls_key;
  bool tls_self_signed = false;      // demo data: to try a phone
  std::string behind_proxy;          // CIDR
  std::string second_copy;           // see StoredFiles::open
  std::string timestamp_authority;   // URL; with the PEM file of its root
  std::string timestamp_ca;
  std::string clock;                 // demo data only
  http::ServerLimits limits;         // of the HTTP edge; documented defaults stand in http/server.h
  http::PortalLimits portal_limits;  // a client's searches and downloads
  int queue = 512;                   // requests waiting for a handler; more are answered 503
  std::string web = "web/dist";      // the built workbench
  std::string public_url;            // https://host as citizens see it; default: see base_url_of
};

// Draws pages and looks into films (workers/page_child.h). It lies beside this program.
std::filesystem::path view_program();

// What citizens see in the address bar, for feeds and QR codes: --public-url; else the origin that `init` was given,
// without its `/log`, over https; on demo data where it listens, by an address of this machine when it listens on all.
std::string base_url_of(const ServeOptions& serve, const std::string& host, const std::string& origin, bool demo);

int run_serve(const Options& options, const ServeOptions& serve);

}  // namespace mingjing::app
