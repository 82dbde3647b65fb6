// Where a backup is written: a folder, or an object storage. What `backup` copies comes in one file after another; only
// `finish` makes it a backup.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "mingjing/manifest.h"

namespace mingjing::app {

// Throws Unavailable. Every function answers with what the list says of the file.
class BackupTarget {
 public:
  virtual ~BackupTarget() = default;
  // A file that `make` makes at the place it is given, e.g. the copy of the database. Refusals: those of `make`.
  virtual Result<Manifest::File> take_made(const std::string& path, const std::function<Status(const std::filesystem::path&)>& make) = 0;
  // A stored file, in the order of digests; perhaps it is there already.
  virtual Manifest::File take_stored(const std::string& path, const std::filesystem::path& from, const std::string& digest) = 0;
  virtual Manifest::File take_bytes(const std::string& path, const std::string& bytes) = 0;
  virtual void finish(const Manifest& manifest) = 0;
};

// An empty folder; stored files that the earlier backup `previous` holds unaltered are linked. Empty: none.
std::unique_ptr<BackupTarget> folder_target(const std::filesystem::path& to, const std::filesystem::path& previous);

// An object storage, s3+https://HOST/BUCKET/PREFIX: the bytes under PREFIX/objects by their digest, so that what an earlier
// backup sent is not sent again, and each backup's list under PREFIX/backups. `scratch`: a folder for what is on its way.
struct ObjectPlace {
  std::string address;                                    // of PREFIX, or of one list below PREFIX/backups
  std::uint64_t whole_bytes_max = std::uint64_t{4} << 30;  // what is larger is stored in pieces
  std::uint64_t piece_bytes = std::uint64_t{1} << 30;
};
bool is_object_address(const std::string& where);
// Refusals: bad_request (the address, no account in the environment), conflict (old backups are being cleared away).
Result<std::unique_ptr<BackupTarget>> object_target(const ObjectPlace& place, const std::filesystem::path& scratch);
// Leaves the `keep` newest backups and the files that they name; earlier lists go, then every object that no list names, also
// what a backup that broke off left. Does nothing while there are no more lists than that. Refusals: conflict (a backup, or
// another clearing, is under way), and those of reading a list that stays: then nothing is removed.
struct Cleared {
  std::size_t backups = 0, objects = 0;
  std::uint64_t bytes = 0;
  std::size_t refused = 0;  // objects that the storage did not remove
  std::string why;          // its word for the first of them, e.g. AccessDenied
  bool is_whole = true;  // false: half an hour was not enough, the next one goes on
};
Result<Cleared> clear_backups(const ObjectPlace& place, std::size_t keep);
// Brings a backup, the newest or the one that is named, into an empty folder, where it is as if made by `backup FOLDER`; the list
// comes last. Refusals: bad_request, not_found (no such backup), digest_mismatch (a file is missing or altered there).
Status fetch_backup(const ObjectPlace& place, const std::filesystem::path& to);

}  // namespace mingjing::app
