// The checks of mingjing-verify, without files and command line: what a proof says about a document.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tlog/proof.h"

namespace mingjing::verify_app {

enum class Outcome {
  holds = 0,      // every check passed
  fails = 1,      // something does not verify; `lines` says what
  bad_input = 2,  // not the kind of file that was asked for
};

struct Report {
  Outcome outcome = Outcome::fails;
  std::vector<std::string> lines;  // Chinese, then short English, in the order of the checks
};

struct Inputs {
  std::string document;             // bytes of the .json, or of one of its files when `json` is given
  std::string document_name;        // for the report
  std::string proof;
  std::optional<std::string> json;  // bytes
  std::optional<std::string> event;  // bytes of the .event.json of an answer to a complaint: {"event","salt"}
};

// In this order: form of the proof, the log's signature and origin, witnesses, inclusion of the entry, the entry is a
// publication that stands, digest of the .json, the document among its files; with `event` that the entry commits to this
// event, that it made an answer public, and that the document is what it names. Stops at the first that fails.
Report check(const Inputs& inputs, const tlog::TrustPolicy& trust);

}  // namespace mingjing::verify_app
