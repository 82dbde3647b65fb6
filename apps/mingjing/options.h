// What every subcommand takes (CONTRACTS 1).
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mingjing::app {

struct Options {
  std::filesystem::path data;   // DATA
  std::string db;               // sqlite:PATH or postgresql://…; empty: sqlite:DATA/mingjing.db
  std::filesystem::path keys;   // empty: DATA/keys
  std::vector<std::string> anchors;  // folders, or addresses of another server's /log/checkpoint
  std::vector<std::string> witnesses;  // URL=VKEY

  std::string db_url() const { return db.empty() ? "sqlite:" + (data / "mingjing.db").string() : db; }
  std::filesystem::path key_folder() const { return keys.empty() ? data / "keys" : keys; }
};

// Subcommands answer with the exit code of the program.
inline constexpr int kDone = 0;
inline constexpr int kRefused = 1;
inline constexpr int kBadInput = 2;

}  // namespace mingjing::app
