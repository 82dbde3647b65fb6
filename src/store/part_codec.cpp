// SPDX-License-Identifier: Apache-2.0
#include "store/part_codec.h"

#include <algorithm>
#include <tuple>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "crypto/random.h"

namespace mingjing::store {
namespace {

constexpr std::string_view kPartTag = "mingjing/part/v1\n";

// A box that is moved to another row or field does not open.
std::string place(std::string_view aggregate, std::string_view name, std::string_view key, std::string_view field) {
  std::string out;
  for (auto piece : {aggregate, name, key, field}) {
    out += piece;
    out.push_back('\n');
  }
  return out;
}

std::string digest_of(std::string_view data, const Json& commitments) {
  crypto::Sha256 hash;
  return hash.update(kPartTag).update(data).update("\n").update(canonical(commitments)).finish();
}

}  // namespace

std::optional<std::string> part_digest(std::string_view data, std::string_view sealed) {
  if (sealed == "{}") return digest_of(data, Json(Json::Object{}));
  const auto parsed = parse_json(sealed);
  if (!parsed || parsed->as_object() == nullptr) return std::nullopt;
  Json commitments(Json::Object{});
  for (const auto& [field, box] : *parsed->as_object()) commitments.set(field, box.text("commit"));
  return digest_of(data, commitments);
}

void StateDigest::add(std::string_view name, std::string_view key, std::string_view digest) {
  if (list_.size() > 1) list_ += ',';
  list_ += '[';
  append_canonical_string(list_, name);
  list_ += ',';
  append_canonical_string(list_, key);
  list_ += ",\"";
  list_ += to_hex(digest);
  list_ += "\"]";
}

std::string StateDigest::finish() {
  list_ += ']';
  return crypto::sha256(list_);
}

std::string state_digest(std::vector<PartDigest> digests) {
  std::sort(digests.begin(), digests.end(),
            [](const auto& a, const auto& b) { return std::tie(a.name, a.key) < std::tie(b.name, b.key); });
  StateDigest list;
  for (const auto& d : digests) list.add(d.name, d.key, d.digest);
  return list.finish();
}

StoredPart Sealer::encode(const domain::Part& part, const StoredPart* previous, std::string_view aggregate_id) const {
  StoredPart out;
  out.data = canonical(part.data);
  if (part.secrets.empty()) {
    out.sealed = "{}";
    out.digest = digest_of(out.data, Json(Json::Object{}));
    return out;
  }
  Json sealed(Json::Object{}), commitments(Json::Object{}), kept;
  if (previous != nullptr && previous->sealed != "{}") {
    if (auto parsed = parse_json(previous->sealed)) kept = std::move(*parsed);
  }
  for (const auto& [field, value] : part.secrets) {
    Json box;
    const Json* old = kept.find(field);
    const bool same = [&] {
      if (old == nullptr) return false;
      const auto before = previous->secrets.find(field);
      return before != previous->secrets.end() && before->second == value;
    }();
    if (same) {
      box = *old;
    } else {
      const std::string salt = crypto::random_bytes(32);
      box = Json::object({
          {"box", to_base64(crypto::seal(keys_, value, place(aggregate_id, part.name, part.key, field)))},
          {"commit", "sha256:" + to_hex(crypto::commitment(salt, value))},
          {"salt", to_base64(salt)},
      });
    }
    commitments.set(field, box.text("commit"));
    sealed.set(field, std::move(box));
  }
  out.secrets = part.secrets;
  out.sealed = canonical(sealed);
  out.digest = digest_of(out.data, commitments);
  return out;
}

domain::Part Sealer::decode(std::string name, std::string key, std::string_view data, std::string_view sealed,
                            std::string_view aggregate_id) const {
  domain::Part out{std::move(name), std::move(key), {}, {}};
  auto parsed = parse_json(data, {.depth = 32, .bytes = 1 << 26, .values = 10'000'000});
  if (!parsed) throw Unavailable("a stored part is no JSON: " + out.name);
  out.data = std::move(*parsed);
  if (sealed == "{}") return out;
  const auto boxes = parse_json(sealed);
  if (!boxes || boxes->as_object() == nullptr) throw Unavailable("a sealed part is no JSON: " + out.name);
  for (const auto& [field, box] : *boxes->as_object()) {
    const auto bytes = from_base64(box.text("box"));
    if (!bytes || bytes->empty()) continue;  // lawfully erased; the commitment stays
    auto plain = crypto::open(keys_, *bytes, place(aggregate_id, out.name, out.key, field));
    if (!plain) throw Unavailable("a sealed field cannot be opened: " + out.name + "." + field);
    out.secrets.emplace(field, std::move(*plain));
  }
  return out;
}

std::optional<std::string> Sealer::reseal(std::string_view name, std::string_view key, const std::string& sealed,
                                          std::string_view aggregate_id) const {
  if (sealed == "{}") return std::nullopt;
  auto boxes = parse_json(sealed);
  if (!boxes || boxes->as_object() == nullptr) throw Unavailable("a sealed part is no JSON: " + std::string(name));
  bool changed = false;
  const Json before = *boxes;
  for (const auto& [field, box] : *before.as_object()) {
    const auto bytes = from_base64(box.text("box"));
    if (!bytes || !is_old(*bytes)) continue;
    const std::string where = place(aggregate_id, name, key, field);
    Json fresh = box;
    fresh.set("box", to_base64(crypto::seal(keys_, open(*bytes, where), where)));
    boxes->set(field, std::move(fresh));
    changed = true;
  }
  if (!changed) return std::nullopt;
  return canonical(*boxes);
}

std::string Sealer::seal(std::string_view text, std::string_view place) const { return crypto::seal(keys_, text, place); }

std::string Sealer::open(std::string_view box, std::string_view place) const {
  auto plain = crypto::open(keys_, box, place);
  if (!plain) throw Unavailable("a sealed text cannot be opened");
  return std::move(*plain);
}

std::string Sealer::equality_mac(std::string_view field, std::string_view normalised) const {
  std::string message(field);
  message.push_back('\n');
  message += normalised;
  return to_hex(crypto::hmac_sha256(index_key_.view(), message));
}

}  // namespace mingjing::store
