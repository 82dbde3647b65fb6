// The list of files of a backup, and how files are copied. Internal to backup and restore.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace mingjing::app {

struct Manifest {
  struct File {
    std::string path, sha256;  // relative; hex
    std::uint64_t size = 0;
    std::vector<std::string> pieces{};  // in an object storage: digests (hex) of what a large file is stored as, in order
  };
  std::string origin, database;  // sqlite or postgresql
  int schema = 0;
  std::optional<Instant> at;  // when the backup began; an older one does not say
  std::vector<File> files;
};

std::string to_json(const Manifest& manifest);
Result<Manifest> parse_manifest(std::string_view text);                // bad_request
Result<Manifest> read_manifest(const std::filesystem::path& folder);  // digest_mismatch, bad_request

// Streams; throws Unavailable (disk_full). Returns digest (hex) and size.
Manifest::File copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);
Manifest::File digest_of(const std::filesystem::path& path);

// Runs a program with arguments and further environment; its exit code, -1 when it cannot be started.
int run_program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment);
// PG* variables for libpq programs, so that no password stands on a command line.
std::vector<std::string> libpq_environment(const std::string& url);

}  // namespace mingjing::app
