// The content store in a bucket of an S3-compatible object storage 「对象存储」, reached by libcurl with AWS signature v4:
// PREFIX/ab/cd/<sha256>. Every upload is signed over the SHA-256 of its bytes, so the storage itself refuses what was changed
// on its way. Made for the second copy and for backups: it asks nothing of the storage but GET, HEAD, PUT, DELETE,
// ListObjectsV2 and, where it is known, DeleteObjects.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ports/content_store.h"

namespace mingjing::files {

struct S3Options {
  std::string endpoint;                   // https://HOST[:PORT], without the bucket
  std::string bucket;
  std::string prefix;                     // without slashes at its ends; may be empty
  std::string region = "us-east-1";
  std::string key, secret;
  std::size_t page = 1000;                // names in a page of a listing; the storage's own most
  std::chrono::seconds connect{5};
  std::chrono::seconds silence{30};       // without a byte from the storage, or for it: given up
};

// s3+https://HOST[:PORT]/BUCKET[/PREFIX], or s3+http:// for a storage on the same machine. bad_request.
Result<S3Options> parse_s3_address(const std::string& address);

// Thread safe: each call has a connection of its own. A storage that does not answer, or answers something else, is Unavailable.
class S3Store final : public ports::ContentStore {
 public:
  explicit S3Store(S3Options options) : options_(std::move(options)) {}
  ports::StoredFile put(std::string_view bytes) override;
  ports::StoredFile put_file(const std::string& path, const std::string& digest) override;  // at most 5 GiB
  std::shared_ptr<const ports::OpenedFile> open(const std::string& digest) const override;
  ports::FileCheck check(const std::string& digest, std::string* sm3 = nullptr) const override;
  void each(const std::function<bool(const ports::StoredFile&)>& visit, const std::string& after = {}) const override;
  bool remove(const std::string& digest) override;
  // Many in one request (DeleteObjects), at most kRemovedAtOnce; one that was not there counts as removed. Answers which ones the
  // storage refused to remove, the others being gone; nothing when it does not know the request: then `remove` does it.
  static constexpr std::size_t kRemovedAtOnce = 1000;
  struct Refused {
    ports::StoredFile file;
    std::string code;  // of the storage, e.g. AccessDenied; empty when it does not say
  };
  std::optional<std::vector<Refused>> remove_many(const std::vector<ports::StoredFile>& files);
  // The whole file in one answer, as it arrives; `take` may give up by false, and the file then counts as altered.
  ports::FileCheck fetch(const std::string& digest, const std::function<bool(std::string_view)>& take) const;

  // Objects with a name of their own under the prefix, e.g. the list of a backup; such a store has no other objects.
  void put_named(const std::string& name, std::string_view bytes);
  std::optional<std::string> read_named(const std::string& name, std::size_t most) const;  // nothing when there is none
  bool remove_named(const std::string& name);                                              // false: there was none
  void each_named(const std::function<void(const std::string& name)>& visit) const;         // in order

 private:
  const S3Options options_;
};

}  // namespace mingjing::files
