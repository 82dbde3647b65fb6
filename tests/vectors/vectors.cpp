// SPDX-License-Identifier: Apache-2.0
#include "tests/vectors/vectors.h"

#include <fstream>
#include <iterator>

#include "base/bytes.h"
#include "mj_paths.h"

namespace mingjing::vectors {

const Json& all() {
  static const Json json = [] {
    std::ifstream in(std::string(MJ_SOURCE_DIR) + "/tests/vectors/vectors.json", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return parse_json(text).value();
  }();
  return json;
}

std::vector<std::string> entries(std::uint64_t count) {
  std::vector<std::string> out;
  for (std::uint64_t i = 0; i < count; ++i) out.push_back("n" + std::to_string(i));
  return out;
}

tlog::Hash hash(const std::string& hex) { return tlog::to_hash(from_hex(hex).value()).value(); }

std::vector<tlog::Hash> hashes(const Json::Array& hexes) {
  std::vector<tlog::Hash> out;
  for (const Json& hex : hexes) out.push_back(hash(*hex.as_string()));
  return out;
}

tlog::NoteSigner log_signer() {
  const Json& keys = *all().find("keys");
  return {keys.text("origin"), crypto::SigningKey::from_seed(from_hex(keys.text("log_seed")).value()).value()};
}
tlog::NoteVerifier log_verifier() { return tlog::NoteVerifier::parse(all().find("keys")->text("log_vkey")).value(); }
tlog::NoteVerifier witness_verifier() { return tlog::NoteVerifier::parse(all().find("keys")->text("witness_vkey")).value(); }

}  // namespace mingjing::vectors
