// SPDX-License-Identifier: Apache-2.0
#include "inbox/inbox.h"

#include <array>
#include <charconv>

#include "base/bytes.h"
#include "base/check.h"
#include "base/json.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "crypto/random.h"
#include "crypto/sealed_box.h"

namespace mingjing::inbox {
namespace {

constexpr std::string_view kStore = "inbox";
constexpr std::size_t kNonce = 16, kMac = 16, kCode = 8;
constexpr std::string_view kSigns = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

const db::Statement kMeta{"inbox_meta", "SELECT value FROM meta WHERE name = $1", kStore};
const db::Statement kSetMeta{"inbox_set_meta",
                             "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = "
                             "excluded.value",
                             kStore};
const db::Statement kById{"inbox_by_id", "SELECT digest FROM letter WHERE id = $1", kStore};
const db::Statement kByNumber{"inbox_by_number", "SELECT id, progress FROM letter WHERE number = $1", kStore};
// Counts no further than it needs to know.
const db::Statement kWaitingCount{"inbox_waiting_count",
                                  "SELECT count(*) FROM (SELECT 1 FROM letter WHERE box IS NOT NULL LIMIT $1)", kStore};
const db::Statement kHighestRow{"inbox_highest_row", "SELECT max(row) FROM letter", kStore};
const db::Statement kLowestRow{"inbox_lowest_row", "SELECT min(row) FROM letter", kStore};
const db::Statement kAdd{"inbox_add",
                         "INSERT INTO letter (id, number, received_ms, changed_ms, box, digest, progress, version) VALUES "
                         "($1, $2, $3, $4, $5, $6, $7, 0)",
                         kStore};
const db::Statement kWaiting{"inbox_waiting",
                             "SELECT id, received_ms, box FROM letter WHERE box IS NOT NULL ORDER BY row LIMIT $1", kStore};
const db::Statement kTaken{"inbox_taken", "UPDATE letter SET box = NULL WHERE id = $1", kStore};
const db::Statement kPut{"inbox_put_progress",
                         "INSERT INTO letter (id, number, received_ms, changed_ms, box, digest, progress, version) VALUES "
                         "($1, $2, $3, $3, NULL, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET progress = "
                         "excluded.progress, version = excluded.version, changed_ms = excluded.changed_ms WHERE "
                         "letter.version < excluded.version",
                         kStore};
const db::Statement kForget{"inbox_forget", "DELETE FROM letter WHERE box IS NULL AND changed_ms < $1", kStore};

std::span<const db::Migration> migrations() {
  static const std::array<db::Migration, 1> all{{{1, "inbox", R"sql(
CREATE TABLE meta (name {{text}} PRIMARY KEY, value {{blob}} NOT NULL) {{strict}};
CREATE TABLE letter (
  row INTEGER PRIMARY KEY, id {{text}} NOT NULL, number {{text}} NOT NULL, received_ms {{bigint}} NOT NULL,
  changed_ms {{bigint}} NOT NULL, box {{blob}}, digest {{blob}} NOT NULL, progress {{blob}} NOT NULL,
  version {{bigint}} NOT NULL) {{strict}};
CREATE UNIQUE INDEX letter_by_id ON letter (id);
CREATE UNIQUE INDEX letter_by_number ON letter (number);
CREATE INDEX letter_waiting ON letter (row) WHERE box IS NOT NULL;
CREATE INDEX letter_by_change ON letter (changed_ms) WHERE box IS NULL;
)sql"}}};
  return all;
}

std::string tagged(std::string_view secret, std::string_view what, std::string_view value) {
  return crypto::hmac_sha256(secret, "mingjing/inbox/" + std::string(what) + "\n" + std::string(value));
}

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t out = 0;
  for (const char c : bytes.substr(0, 8)) out = out << 8 | static_cast<unsigned char>(c);
  return out;
}

std::string id_of(std::string_view nonce) {
  return to_hex(crypto::sha256("mingjing/inbox/id\n" + std::string(nonce)).substr(0, 16));
}

Receipt receipt_of(std::string_view secret, std::string_view nonce) {
  Receipt out;
  out.number = std::to_string(number_of(tagged(secret, "number", nonce)) % 1'000'000'000'000);
  out.number.insert(0, 12 - out.number.size(), '0');
  std::uint64_t value = number_of(tagged(secret, "code", nonce));
  for (std::size_t i = 0; i < kCode; ++i, value /= kSigns.size()) out.code += kSigns[value % kSigns.size()];
  return out;
}

// What a person typed: letters and digits alone, wide ones made narrow, small ones large.
std::string typed(std::string_view raw, std::size_t max) {
  std::string out;
  for (char c : fold_width(raw.substr(0, 200))) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) out += c;
    if (out.size() > max) return out;
  }
  return out;
}

crypto::SealKeys progress_keys(std::string_view code, std::string_view id) {
  return crypto::key_of_code(code, crypto::sha256("mingjing/inbox/salt\n" + std::string(id)).substr(0, 16));
}

db::Blob blob(std::string_view bytes) { return {std::string(bytes)}; }

tl::unexpected<Error> stale_form(std::string message) { return invalid(std::move(message), "form"); }

}  // namespace

Result<OpenedLetter> open_letter(const crypto::SealKeys& keys, const Letter& letter) {
  const auto plain = crypto::open_letter(keys, letter.box);
  if (!plain) return refuse(plain.error());
  const auto json = parse_json(*plain);
  if (!json || json->text("id") != letter.id) return invalid("这封来件的内容不能读取。");
  return OpenedLetter{json->text("number"), json->text("key"), json->text("text"), Instant(letter.received_ms)};
}

std::string progress_key(std::string_view code, std::string_view id) {
  return to_base64(progress_keys(code, id).current().view());
}

Inbox::Inbox(std::string path, Options options) : options_(options) {
  db::Options how;
  how.readers = 2;
  how.sqlite_cache_kib = 2'048;
  db_ = db::open("sqlite:" + path, how);
  const auto done = db::migrate(*db_, migrations());
  if (!done) throw Unavailable(done.error().message);
  secret_ = meta("form_secret");
  if (secret_.empty()) {
    secret_ = crypto::random_bytes(32);
    set_meta("form_secret", secret_);
  }
  dummy_ = crypto::seal(progress_keys("", ""), std::string(400, ' '), "");
}

std::string Inbox::meta(std::string_view name) const {
  std::string out;
  db_->read([&](db::Transaction& tx) {
    const auto rows = tx.query(kMeta, {std::string(name)});
    out = rows.empty() ? std::string() : rows.blob(0, 0);
  });
  return out;
}

void Inbox::set_meta(std::string_view name, std::string_view value) {
  db_->write([&](db::Transaction& tx) {
    tx.execute(kSetMeta, {std::string(name), blob(value)});
    return true;
  });
}

bool Inbox::is_open() const { return meta("public_key").size() == crypto::kLetterKeySize; }

void Inbox::set_public_key(std::string_view key) {
  MJ_CHECK(key.size() == crypto::kLetterKeySize);
  if (meta("public_key") != key) set_meta("public_key", key);
}

// moment "." nonce "." authentication, the last two in hex.
std::string Inbox::new_form(Instant now) const {
  const std::string moment = std::to_string(now.unix_ms());
  const std::string nonce = crypto::random_bytes(kNonce);
  return moment + "." + to_hex(nonce) + "." + to_hex(tagged(secret_, "form", moment + nonce).substr(0, kMac));
}

Result<Receipt> Inbox::hand_in(std::string_view form, std::string_view text, std::string_view progress, Instant now,
                               Instant received_at) {
  const auto pieces = split(form.substr(0, 200), '.');
  const auto nonce = pieces.size() == 3 ? from_hex(pieces[1]) : std::nullopt;
  const auto mac = pieces.size() == 3 ? from_hex(pieces[2]) : std::nullopt;
  if (!nonce || !mac || nonce->size() != kNonce ||
      !crypto::equal_secret(*mac, tagged(secret_, "form", std::string(pieces[0]) + *nonce).substr(0, kMac))) {
    return stale_form("这张表已经不能用了，填写的内容还在，请再提交一次。");
  }
  std::int64_t moment = 0;
  std::from_chars(pieces[0].data(), pieces[0].data() + pieces[0].size(), moment);
  const std::int64_t age = now.unix_ms() - moment;
  if (age > options_.form_ms_max) return stale_form("这张表打开已超过一天，填写的内容还在，请再提交一次。");
  if (age < options_.form_ms_min) return stale_form("提交得太快了。请核对填写的内容，过几秒钟再提交一次。");
  if (text.size() > options_.letter_bytes_max) return refuse(ErrorCode::too_large, "内容太长了，请写短一些，或者分几次提交。", "text");
  const std::string public_key = meta("public_key");
  if (public_key.size() != crypto::kLetterKeySize)
    return refuse(ErrorCode::unavailable, "网上暂时不能提交，请过一会儿再试，或者打电话、写信、到窗口提出。");

  Receipt receipt = receipt_of(secret_, *nonce);
  const std::string id = id_of(*nonce);
  const std::string digest = tagged(secret_, "text", text);
  const auto keys = progress_keys(receipt.code, id);
  const std::string box = crypto::seal_letter(
      public_key, to_text(Json::object({{"id", id},
                                        {"number", receipt.number},
                                        {"key", to_base64(keys.current().view())},
                                        {"text", text}})));
  const std::string locked = crypto::seal(keys, progress, id);
  enum class Outcome { stored, again, full, number_taken } outcome = Outcome::stored;
  db_->write([&](db::Transaction& tx) {
    const auto known = tx.query(kById, {id});
    if (!known.empty()) {
      outcome = Outcome::again;
      receipt.other_words = known.blob(0, 0) != digest;
      return false;
    }
    const auto highest = tx.query(kHighestRow, {}), lowest = tx.query(kLowestRow, {});
    if (tx.query(kWaitingCount, {options_.waiting_max}).integer(0, 0) >= options_.waiting_max ||
        highest.integer(0, 0) - lowest.integer(0, 0) + 1 >= options_.rows_max) {
      outcome = Outcome::full;
      return false;
    }
    outcome = tx.query(kByNumber, {receipt.number}).empty() ? Outcome::stored : Outcome::number_taken;
    if (outcome == Outcome::number_taken) return false;
    tx.execute(kAdd, {id, receipt.number, received_at.unix_ms(), now.unix_ms(), blob(box), blob(digest), blob(locked)});
    return true;
  });
  if (outcome == Outcome::full)
    return refuse(ErrorCode::unavailable, "现在收到的太多，暂时收不下。请过几个小时再提交，急事请打电话。");
  if (outcome == Outcome::number_taken) return stale_form("这张表已经不能用了，填写的内容还在，请再提交一次。");
  receipt.again = outcome == Outcome::again;
  return receipt;
}

std::optional<std::string> Inbox::progress(std::string_view number, std::string_view code) const {
  const std::string wanted = typed(number, 12), secret = typed(code, kCode);
  std::string id, box = dummy_;
  db_->read([&](db::Transaction& tx) {
    const auto rows = tx.query(kByNumber, {wanted});
    if (rows.empty()) return;
    id = rows.text(0, 0);
    box = rows.blob(0, 1);
  });
  // The slow step comes whether the number is known or not.
  auto text = crypto::open(progress_keys(secret, id), box, id);
  if (!text || id.empty() || secret.size() != kCode) return std::nullopt;
  return std::move(*text);
}

std::vector<Letter> Inbox::waiting(int limit) const {
  std::vector<Letter> out;
  db_->read([&](db::Transaction& tx) {
    out.clear();
    const auto rows = tx.query(kWaiting, {std::int64_t{limit}});
    for (std::size_t i = 0; i < rows.size(); ++i) out.push_back({rows.text(i, 0), rows.integer(i, 1), rows.blob(i, 2)});
  });
  return out;
}

void Inbox::taken(std::string_view id) {
  db_->write([&](db::Transaction& tx) {
    tx.execute(kTaken, {std::string(id)});
    return true;
  });
}

void Inbox::put_progress(std::string_view id, std::string_view number, std::string_view key, std::int64_t version,
                         std::string_view text, Instant now) {
  const auto bytes = from_base64(key);
  MJ_CHECK(bytes.has_value() && bytes->size() == crypto::kSealKeySize);
  const std::string locked = crypto::seal(crypto::SealKeys(crypto::Secret(*bytes)), text, id);
  db_->write([&](db::Transaction& tx) {
    tx.execute(kPut, {std::string(id), std::string(number), now.unix_ms(), blob(""), blob(locked), version});
    return true;
  });
}

void Inbox::forget(Instant now) {
  db_->write([&](db::Transaction& tx) {
    tx.execute(kForget, {now.unix_ms() - options_.progress_ms});
    return true;
  });
}

}  // namespace mingjing::inbox
