// The public site without HTTP: an address in, an answer out. The HTTP edge only adapts. Pages are kept in memory
// ready to send, by address and reading mode, and all dropped when the feed moves, so a cached page costs a lookup.
// Any number of threads.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "query/portal_db.h"
#include "query/statutes.h"
#include "render/portal_log.h"
#include "render/portal_pages.h"

namespace mingjing::render {

struct PortalRequest {
  std::string_view path;     // /decisions/…, not decoded
  std::string_view query;    // after the ?, not decoded
  std::string_view cookies;  // the Cookie header
  std::string_view if_none_match;
};

struct PortalResponse {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string etag;  // strong, with quotes; empty: none
  std::string cache_control = "no-cache";
  std::vector<std::pair<std::string, std::string>> headers;  // Location, Set-Cookie, Link, Content-Disposition
  std::shared_ptr<const std::string> body;                   // never null; empty with 304
};

struct PortalSources {
  // Bytes of a published file by its sha256 (hex); null when the store no longer has it.
  std::function<std::shared_ptr<const std::string>(const std::string& sha256)> file;
  // Really checks a decision: digest of the JSON against its entry, inclusion proof, checkpoint. Without it pages say
  // that they were not checked.
  std::function<Verification(const query::PortalDecision&)> verify;
  std::function<Verification(const query::PortalAnswer&)> verify_answer = {};  // the same of an answer, and its opened event
  // The stored laws as of now, and the legal clock; without them there are no pages of laws and citations lead nowhere.
  std::function<std::shared_ptr<const query::Statutes>()> statutes = {};
  std::function<Instant()> now = {};
  // A stored proof as it is handed out: under a checkpoint that witnesses have cosigned meanwhile. Absent: as it is.
  std::function<std::string(const std::string& stored)> proof = {};
  std::function<std::shared_ptr<const LogView>()> log = {};  // for /log; absent: no such page
};

class PortalSite {
 public:
  static constexpr std::size_t kCacheBytes = 256u << 20;

  PortalSite(const query::PortalDb& db, Site site, PortalSources sources, std::size_t cache_bytes = kCacheBytes);

  // Whether an address is the portal's; others are for the rest of the server.
  static bool owns(std::string_view path);
  // GET and HEAD. Never throws for a bad address (404, 400 in words); Unavailable passes through.
  PortalResponse handle(const PortalRequest& request) const;
  PortalResponse too_many(const PortalRequest& request) const;  // 429, in words
  // The same, when the page lies in the cache; never blocks.
  std::optional<PortalResponse> kept(const PortalRequest& request) const;
  // What a page that is made elsewhere (http/complaint_routes.h) needs for its frame.
  PageContext context(const PortalRequest& request) const;
  const std::string& owner() const { return site_.owner; }
  std::uint64_t cache_hits() const { return hits_.load(); }

 private:
  struct Shelf {  // a part of the cache with its own lock
    std::mutex lock;
    std::uint64_t generation = 0;
    std::size_t bytes = 0;
    std::unordered_map<std::string, std::shared_ptr<const PortalResponse>> pages;
  };
  PageContext context(const PortalRequest& request, Mode mode) const;
  PortalResponse make(const PortalRequest& request, Mode mode) const;
  PortalResponse decisions(const PortalRequest& request, const PageContext& context) const;
  PortalResponse decision(std::string_view rest, const PageContext& context) const;
  PortalResponse laws(const PortalRequest& request, const PageContext& context) const;
  PortalResponse lists(const PortalRequest& request, const PageContext& context) const;     // portal_site_lists.cpp
  bool may_keep(const PortalRequest& request) const;
  std::string proof(const std::string& stored) const { return sources_.proof ? sources_.proof(stored) : stored; }
  PortalResponse answers(const PortalRequest& request, const PageContext& context) const;   // portal_site_answers.cpp
  PortalResponse officers(const PortalRequest& request, const PageContext& context) const;
  Instant now() const;
  PortalResponse asset(std::string_view path, const PageContext& context) const;
  PortalResponse sitemaps(std::string_view path, const PageContext& context) const;
  PortalResponse csv(const PortalRequest& request) const;
  PortalResponse feed(const PortalRequest& request) const;
  PortalResponse reading(const PortalRequest& request) const;
  std::shared_ptr<const PortalResponse> cached(const std::string& key, std::uint64_t generation) const;
  void keep(const std::string& key, std::uint64_t generation, const PortalResponse& response) const;

  const query::PortalDb& db_;
  const Site site_;
  const PortalSources sources_;
  const std::size_t shelf_bytes_;
  static constexpr std::size_t kShelves = 16;
  mutable std::array<Shelf, kShelves> shelves_;
  mutable std::atomic<std::uint64_t> hits_{0};
};

}  // namespace mingjing::render
