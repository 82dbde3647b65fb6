// Uploads on their way in 「上传暂存」. A finished one is a staged file of its user; it becomes evidence only by an act
// that names it and the digest it means (CONTRACTS 7). SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"
#include "ports/content_store.h"

namespace mingjing::ports {

struct UploadOwner {
  AgencyId agency;
  UserId user;
  bool operator==(const UploadOwner&) const = default;
};

struct Upload {
  UploadId id;
  UploadOwner owner;
  std::uint64_t length = 0;
  std::uint64_t offset = 0;  // acknowledged bytes; on disk
  std::string filename;
  std::string expected_digest;  // sha256:<hex>, or empty
  std::string digest;           // sha256:<hex> once finished
  std::string sm3{};            // hex, once finished in the SM profile
  Instant created;
  Instant expires;
  bool finished() const { return !digest.empty(); }
};

// Bytes of one request. Destroyed without `commit`, what arrived is kept, unless a checksum was promised: then the
// upload is as it was before.
class UploadWriter {
 public:
  virtual ~UploadWriter() = default;
  // False: more than the announced length. Throws Unavailable; the upload then stands at its last durable byte.
  virtual bool write(std::string_view bytes) = 0;
  // Bytes are on disk on return. Refusals: too_large (more than announced; nothing of this request kept),
  // digest_mismatch (of the request: nothing of it kept; of the whole file: the upload is gone).
  virtual Result<Upload> commit() = 0;
};

// Thread safe. An upload of somebody else is `not_found`.
class StagedUploads {
 public:
  virtual ~StagedUploads() = default;
  // Refusals: too_large (the file, or the user's quota), storage_full.
  virtual Result<Upload> create(const UploadOwner& owner, std::uint64_t length, std::string filename,
                                std::string expected_digest) = 0;
  // Refusals: not_found, gone (expired).
  virtual Result<Upload> find(const UploadId& id, const UploadOwner& owner) = 0;
  // `sha256` is the raw digest of the bytes to come, when the client promised one. Refusals: those of `find`, conflict
  // (`offset` is not where the upload stands, or it is finished), locked (another writer).
  virtual Result<std::unique_ptr<UploadWriter>> append(const UploadId& id, const UploadOwner& owner,
                                                       std::uint64_t offset, std::optional<std::string> sha256) = 0;
  virtual Status terminate(const UploadId& id, const UploadOwner& owner) = 0;
  // Puts a finished upload into the store; the staged file stays until `discard`, so that a command that fails after
  // this leaves the user where he was. Refusals: those of `find`, invalid (not finished), digest_mismatch.
  virtual Result<StoredFile> adopt(const UploadId& id, const UploadOwner& owner, const std::string& digest) = 0;
  virtual void discard(const UploadId& id) = 0;  // after the command that used it has committed
  virtual std::size_t expire() = 0;              // removes what is past its day; says how many
};

}  // namespace mingjing::ports
