// The inbox of the public side (CONTRACTS 6): what citizens hand in, in a file of its own, until the case server takes it
// over; and the progress of what was taken over, for its writer.
//
// What is kept. A letter is sealed to the case server's public key before it is stored, so that who reads this file
// reads no letter. Its progress is locked with a key made from the writer's code, which is stored nowhere: it opens with
// the code, and in the case server, which was sent the key within the letter. Addresses of clients are not kept.
//
// Handing in. A form is a token: the moment it was given out and a nonce, authenticated. Number and code follow from the
// nonce, so that the same form handed in again is answered with the same receipt and stored once. Nothing is
// acknowledged before it is durable.
//
// Taking over, by the case server: `waiting`, then a transaction of its own that knows the letter's id, then `taken`.
// A crash in between gives the letter again.
// Any number of threads. Throws Unavailable when the file cannot be read or written.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "crypto/seal.h"
#include "db/db.h"

namespace mingjing::inbox {

struct Options {
  std::int64_t waiting_max = 1000;                     // not yet taken over
  std::int64_t rows_max = 500'000;                     // with the progress of former ones
  std::size_t letter_bytes_max = 48 << 10;
  std::int64_t form_ms_min = 3'000;                    // filled in faster than this is no person
  std::int64_t form_ms_max = 24LL * 3'600'000;
  std::int64_t progress_ms = 730LL * 24 * 3'600'000;   // kept so long after its last change
};

struct Receipt {
  std::string number;  // twelve digits
  std::string code;    // eight letters and digits, none that is taken for another
  bool again = false;  // this form had been handed in before
  bool other_words = false;  // … with another text, which was not taken
};

struct Letter {
  std::string id;
  std::int64_t received_ms = 0;
  std::string box;
};

// A letter as its writer handed it in.
struct OpenedLetter {
  std::string number;
  std::string key;  // of its progress, base64
  std::string text;
  Instant received_at;
};
// digest_mismatch, invalid: no letter of this inbox.
Result<OpenedLetter> open_letter(const crypto::SealKeys& keys, const Letter& letter);

// The key, in base64, that a code makes for the letter of this id. For who makes letters without an inbox: the demo.
std::string progress_key(std::string_view code, std::string_view id);

class Inbox {
 public:
  explicit Inbox(std::string path, Options options = {});

  // For the public side.
  // Whether letters are taken: the case server has left its public key.
  bool is_open() const;
  std::string new_form(Instant now) const;
  // `now` by the real clock, `received_at` by the legal one. `progress` is shown until the case server says otherwise.
  // Refusals: invalid, field `form` (a token that is not ours, too old or too fresh: give out a new form); too_large;
  // unavailable (no key, or the inbox is full).
  Result<Receipt> hand_in(std::string_view form, std::string_view text, std::string_view progress, Instant now,
                          Instant received_at);
  // The progress behind a number, if the code is the one given with it; nothing, after the same work, else. Blanks,
  // hyphens, full-width forms and small letters do not matter.
  std::optional<std::string> progress(std::string_view number, std::string_view code) const;

  // For the case server.
  void set_public_key(std::string_view key);
  std::vector<Letter> waiting(int limit) const;  // oldest first
  void taken(std::string_view id);               // the letter is erased
  // Replaces an older progress; makes the row when it is lost. `version` of the complaint: an older one changes nothing.
  void put_progress(std::string_view id, std::string_view number, std::string_view key, std::int64_t version,
                    std::string_view text, Instant now);
  // Erases progress that nobody changed for `progress_ms`.
  void forget(Instant now);

 private:
  std::string meta(std::string_view name) const;
  void set_meta(std::string_view name, std::string_view value);
  const Options options_;
  std::unique_ptr<db::Database> db_;
  std::string secret_;  // authenticates forms
  std::string dummy_;   // what an unknown number is tried on
};

}  // namespace mingjing::inbox
