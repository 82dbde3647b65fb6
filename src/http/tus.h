// Resumable uploads: the tus 1.0.0 server with creation, expiration, termination and checksum (CONTRACTS 7). What an
// upload becomes later is decided by acts, not here.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "http/router.h"
#include "ports/uploads.h"

namespace mingjing::http {

struct TusOptions {
  ports::StagedUploads* uploads = nullptr;
  // Who uploads; runs on the pool, after the server's hook. A refusal is the answer.
  std::function<Result<ports::UploadOwner>(Request&)> authenticate;
  std::uint64_t max_size = std::uint64_t{4} << 30;
  std::string path = "/api/v1/uploads";
};

// Routes: create_upload, describe_uploads (OPTIONS), get_upload (HEAD), append_upload (PATCH), delete_upload.
void add_tus_routes(Router& router, TusOptions options);

struct TusMetadata {
  std::string filename;         // last component only; "" when absent
  std::string expected_digest;  // sha256:<hex>, or ""
};
// `filename d29ybGQ=,sha256 …`: values are base64 of the text; sha256 is hex. Other names are ignored.
Result<TusMetadata> parse_upload_metadata(std::string_view header);

// `sha256 <base64>` into raw bytes; an unknown algorithm or a broken value is bad_request.
Result<std::string> parse_upload_checksum(std::string_view header);

}  // namespace mingjing::http
