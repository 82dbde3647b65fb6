// SPDX-License-Identifier: Apache-2.0
#include "crypto/timestamp.h"
#include "mingjing/verify_pages.h"
#include "mingjing/verify_parts.h"
#include "tlog/note.h"

namespace mingjing::app {
namespace {

const db::Statement kCosignatures{
    "verify_cosignatures",
    "SELECT c.size, c.witness, c.line, k.note FROM cosignature c LEFT JOIN checkpoint k ON k.size = c.size WHERE (c.size, "
    "c.witness) > ($1, $2) ORDER BY c.size, c.witness LIMIT $3"};
const db::Statement kStamps{
    "verify_stamps",
    "SELECT s.stamped_at, s.size, s.authority, s.reply, k.note FROM checkpoint_stamp s LEFT JOIN checkpoint k ON k.size = s.size "
    "WHERE (s.stamped_at, s.size, s.authority) > ($1, $2, $3) ORDER BY s.stamped_at, s.size, s.authority LIMIT $4"};

}  // namespace

void verify_cosignatures(db::Transaction& tx, VerifyReport& report) {
  for (Pages rows(tx, kCosignatures, {std::int64_t{-1}, std::string()}, 500); !rows.at_end(); rows.next()) {
    const std::string key = std::to_string(rows.integer(0)) + "/" + rows.text(1).substr(0, rows.text(1).find('+'));
    const auto witness = tlog::NoteVerifier::parse(rows.text(1));
    if (!witness || witness->type() != tlog::SignatureType::cosignature) {
      report.add("cosignature", key, {}, "不是见证方的公钥");
      continue;
    }
    if (rows.text(3).empty()) {
      report.add("cosignature", key, {}, "见证方签过这个大小，检查点却不在了");
      continue;
    }
    const auto note = tlog::parse_note(rows.text(3) + rows.text(2));
    const bool holds = note && witness->check(note->text, note->signatures.back());
    if (!holds) report.add("cosignature", key, {}, "见证签名与检查点不符：其中之一被改过");
  }
}

void verify_stamps(db::Transaction& tx, VerifyReport& report, const std::string& certificates) {
  for (Pages rows(tx, kStamps, {std::int64_t{-1}, std::int64_t{-1}, std::string()}, 500); !rows.at_end(); rows.next()) {
    ++report.stamps;
    const std::string key = std::to_string(rows.integer(1)) + "/" + Instant(rows.integer(0)).text();
    if (rows.text(4).empty()) {
      report.add("checkpoint_stamp", key, {}, "盖过时间戳，检查点却不在了");
      continue;
    }
    const auto at = certificates.empty() ? crypto::read_timestamp(rows.blob(3), rows.text(4))
                                         : crypto::check_timestamp(rows.blob(3), rows.text(4), certificates);
    if (!at) report.add("checkpoint_stamp", key, {}, at.error().message);
    else if (at->unix_ms() != rows.integer(0)) report.add("checkpoint_stamp", key, {}, "时间与时间戳里的不符");
  }
}

}  // namespace mingjing::app
