// SPDX-License-Identifier: Apache-2.0
#include "tests/replica/source.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <sstream>

#include "base/bytes.h"
#include "base/check.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "http/portal_routes.h"
#include "tlog/entry.h"
#include "tlog/tile_reader.h"

namespace mingjing::replica_test {
namespace {

constexpr const char* kAgency = "11330900MB0X00001K";

std::string id_of(int n) { return fmt::format("01990000-0000-7000-8000-{:012x}", n); }

crypto::SigningKey key_of(char seed) { return *crypto::SigningKey::from_seed(std::string(32, seed)); }

}  // namespace

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "mingjing-replica-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}
TempFolder::~TempFolder() { std::filesystem::remove_all(path_); }

std::string TempFolder::bytes() const {
  std::string out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    out += bytes.str();
  }
  return out;
}

Source::Source(char seed, std::uint16_t port)
    : signer_("source.example/log", key_of(seed)),
      seed_(seed),
      tiles_(folder_.path() / "log"),
      portal_((folder_.path() / "portal.db").string()) {
  start(port);
}
Source::~Source() = default;

std::string Source::url() const { return "http://127.0.0.1:" + std::to_string(port()); }
std::uint16_t Source::port() const { return server_->port(); }
std::string Source::bytes_of(int n) const { return portal_test::publication_json(canned_.at(n)); }

void Source::stop() { server_.reset(); }

void Source::start(std::uint16_t port) {
  http::Router router;
  http::add_log_routes(router, {tiles_, vkey() + "\n", vkey() + " 1 -\n"});
  router.add("changes", http::Method::get, "/feed/changes", http::public_page(), [this](http::Request& request) {
    std::int64_t after = -1;
    const std::string text(request.query_or("after", "-1"));
    std::from_chars(text.data(), text.data() + text.size(), after);
    std::string lines;
    for (const auto& item : portal_.changes(after, 3)) {
      const std::string line = query::feed_line(item);
      lines += (alter_line ? alter_line(line) : line) + "\n";
    }
    return http::Response::text(200, lines);
  });
  router.add("file", http::Method::get, "/decisions/{id}.pdf", http::public_page(), [this](http::Request& request) {
    const auto found = files_.find(std::string(request.param("id")));
    if (found == files_.end()) return http::Response::text(404, "");
    return http::Response::text(200, alter_file ? alter_file(found->second) : found->second);
  });
  http::ServerOptions how;
  how.port = port;
  server_ = std::make_unique<http::Server>(std::move(router), std::move(how));
  MJ_CHECK(server_->start().has_value());
}

std::int64_t Source::append(const std::string& entry) {
  const std::vector<std::string> entries = {entry};
  auto batch = tree_.append(entries);
  note_ = tlog::sign_checkpoint(tree_.head(), signer_);
  batch.writes.push_back({"checkpoint", note_});
  MJ_CHECK(tiles_.apply(batch).has_value());
  return static_cast<std::int64_t>(tree_.size()) - 1;
}

void Source::tell(query::FeedItem item) {
  item.at = Instant(Instant::parse("2026-10-30T09:12:00+08:00")->unix_ms() + item.pos * 60'000);
  const tlog::TileReader reader(tiles_, tree_.size());
  item.proof = tlog::format_proof(*tlog::make_proof(reader, static_cast<std::uint64_t>(item.pos), item.entry, note_));
  MJ_CHECK(portal_.apply(item).has_value());
}

void Source::publish(int n, const std::string& party, std::string file) {
  portal_test::Canned canned;
  canned.id = id_of(n);
  canned.number = fmt::format("澜自然资罚决〔2026〕{}号", n);
  canned.party = party;
  canned.file_sha256 = file.empty() ? "" : to_hex(crypto::sha256(file));
  canned_[n] = canned;
  seq_[n] = static_cast<std::int64_t>(seq_.size()) + 1;
  if (!file.empty()) files_[canned.id] = std::move(file);
  query::FeedItem item;
  item.kind = query::FeedItem::Kind::publication;
  item.id = canned.id;
  item.json = portal_test::publication_json(canned);
  item.entry =
      tlog::entry_bytes(tlog::PublicationEntry{kAgency, crypto::sha256(item.json), canned.id, std::nullopt, seq_[n]});
  item.pos = append(item.entry);
  tell(std::move(item));
}

void Source::update(int n, const std::string& text) {
  query::FeedItem item;
  item.kind = query::FeedItem::Kind::update;
  item.id = id_of(n);
  item.json = canonical(Json::object({{"id", item.id}, {"n", 1}, {"on", "2026-11-09"}, {"text", text}}));
  item.entry = tlog::entry_bytes(tlog::UpdateEntry{kAgency, crypto::sha256(item.json), item.id, 1, seq_[n]});
  item.pos = append(item.entry);
  tell(std::move(item));
}

void Source::take_down(int n, bool in_feed) {
  query::FeedItem item;
  item.kind = query::FeedItem::Kind::takedown;
  item.id = id_of(n);
  item.entry = tlog::entry_bytes(tlog::TakedownEntry{kAgency, item.id, "revoked", seq_[n]});
  item.pos = append(item.entry);
  item.tombstone.reason_text = "复议机关认为主要证据不足。";
  files_.erase(item.id);
  if (in_feed) tell(std::move(item));
}

void Source::change_key(char seed, bool alone) {
  const std::string former = vkey();
  std::vector<crypto::SigningKey> beside;
  if (!alone) beside.push_back(key_of(seed_));
  signer_ = tlog::NoteSigner("source.example/log", key_of(seed), std::move(beside));
  seed_ = seed;
  append(tlog::entry_bytes(tlog::KeyEntry{vkey(), former}));
}

void Source::event() {
  append(
      tlog::entry_bytes(tlog::EventEntry{kAgency, std::string(32, 'c'), static_cast<std::int64_t>(tree_.size()) + 1}));
}

}  // namespace mingjing::replica_test
