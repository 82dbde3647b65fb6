// SPDX-License-Identifier: Apache-2.0
#include "http/tus.h"

#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "base/bytes.h"
#include "base/text.h"
#include "http/conditional.h"
#include "http/errors.h"

namespace mingjing::http {
namespace {

constexpr std::string_view kVersion = "1.0.0";
constexpr std::size_t kMaxMetadata = 4 << 10;
constexpr std::size_t kMaxFilename = 255;

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (text.empty() || text.size() > 18 || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return out;
}

Response with_version(Response response) {
  response.set("Tus-Resumable", kVersion);
  return response;
}

Response refused(const Error& error) { return with_version(error_response(error)); }

Response refused(ErrorCode code, std::string message) { return refused(Error{code, std::move(message), {}, {}, {}}); }

// 412 and the version we speak, for every method but OPTIONS.
std::optional<Response> wrong_version(const Request& request) {
  if (request.header("Tus-Resumable") == kVersion) return std::nullopt;
  Response out = refused(ErrorCode::precondition_failed, "上传协议版本不支持，请刷新页面后重试。");
  out.set("Tus-Version", kVersion);
  return out;
}

void describe(Response& response, const ports::Upload& upload) {
  response.set("Upload-Offset", fmt::format("{}", upload.offset));
  response.set("Upload-Expires", http_date(upload.expires.unix_ms() / 1000));
  if (upload.finished()) response.set("Upload-Sha256", std::string_view(upload.digest).substr(7));
}

// One PATCH.
class PatchSink final : public BodySink {
 public:
  explicit PatchSink(std::unique_ptr<ports::UploadWriter> writer) : writer_(std::move(writer)) {}
  bool write(std::string_view bytes) override { return writer_->write(bytes); }
  Response finish() override {
    auto upload = writer_->commit();
    if (!upload) return refused(upload.error());
    Response out(204);
    describe(out, *upload);
    return with_version(std::move(out));
  }

 private:
  std::unique_ptr<ports::UploadWriter> writer_;
};

class Tus {
 public:
  explicit Tus(TusOptions options) : options_(std::move(options)) {}

  Response describe_server(Request&) const {
    Response out(204);
    out.set("Tus-Version", kVersion).set("Tus-Extension", "creation,expiration,termination,checksum");
    out.set("Tus-Checksum-Algorithm", "sha256").set("Tus-Max-Size", fmt::format("{}", options_.max_size));
    return with_version(std::move(out));
  }

  Response create(Request& request) const {
    if (auto early = wrong_version(request)) return std::move(*early);
    const auto owner = options_.authenticate(request);
    if (!owner) return refused(owner.error());
    if (request.has_header("Upload-Defer-Length") || !request.body.empty())
      return refused(ErrorCode::bad_request, "上传前需要说明文件长度，并分开发送内容。");
    const auto length = number(request.header("Upload-Length"));
    if (!length) return refused(ErrorCode::bad_request, "缺少文件长度（Upload-Length），请重新选择文件。");
    if (*length > options_.max_size) return refused(ErrorCode::too_large, "文件太大，请拆分后上传。");
    auto metadata = parse_upload_metadata(request.header("Upload-Metadata"));
    if (!metadata) return refused(metadata.error());
    const auto upload =
        options_.uploads->create(*owner, *length, std::move(metadata->filename), std::move(metadata->expected_digest));
    if (!upload) return refused(upload.error());
    Response out(201);
    out.set("Location", options_.path + "/" + upload->id.text());
    describe(out, *upload);
    return with_version(std::move(out));
  }

  Response get(Request& request) const {
    if (auto early = wrong_version(request)) return std::move(*early);
    const auto owner = options_.authenticate(request);
    if (!owner) return refused(owner.error());
    const auto upload = options_.uploads->find(*UploadId::parse(request.param("id")), *owner);
    if (!upload) return refused(upload.error());
    Response out(200);
    describe(out, *upload);
    out.set("Upload-Length", fmt::format("{}", upload->length)).set("Cache-Control", "no-store");
    return with_version(std::move(out));
  }

  std::unique_ptr<BodySink> append(Request& request, Response& refusal) const {
    auto sink = open(request);
    if (sink) return std::move(*sink);
    refusal = std::move(sink.error());
    return nullptr;
  }

  Response remove(Request& request) const {
    if (auto early = wrong_version(request)) return std::move(*early);
    const auto owner = options_.authenticate(request);
    if (!owner) return refused(owner.error());
    const auto done = options_.uploads->terminate(*UploadId::parse(request.param("id")), *owner);
    if (!done) return refused(done.error());
    return with_version(Response(204));
  }

 private:
  // Order of refusals: version, user, type, offset, checksum header, then what the staging says.
  tl::expected<std::unique_ptr<BodySink>, Response> open(Request& request) const {
    if (auto early = wrong_version(request)) return tl::make_unexpected(std::move(*early));
    const auto owner = options_.authenticate(request);
    if (!owner) return tl::make_unexpected(refused(owner.error()));
    if (request.header("Content-Type") != "application/offset+octet-stream")
      return tl::make_unexpected(refused(ErrorCode::unsupported_type, "上传内容的类型不对，请刷新页面后重试。"));
    const auto offset = number(request.header("Upload-Offset"));
    if (!offset)
      return tl::make_unexpected(refused(ErrorCode::bad_request, "缺少上传位置（Upload-Offset），请重新上传。"));
    std::optional<std::string> checksum;
    if (request.has_header("Upload-Checksum")) {
      auto parsed = parse_upload_checksum(request.header("Upload-Checksum"));
      if (!parsed) return tl::make_unexpected(refused(parsed.error()));
      checksum = std::move(*parsed);
    }
    auto writer = options_.uploads->append(*UploadId::parse(request.param("id")), *owner, *offset, std::move(checksum));
    if (!writer) return tl::make_unexpected(refused(writer.error()));
    return std::make_unique<PatchSink>(std::move(*writer));
  }

  TusOptions options_;
};

}  // namespace

Result<TusMetadata> parse_upload_metadata(std::string_view header) {
  const auto bad = [] {
    return refuse(ErrorCode::bad_request, "文件说明（Upload-Metadata）无法识别，请重新选择文件。");
  };
  if (header.size() > kMaxMetadata) return bad();
  TusMetadata out;
  bool has_name = false, has_digest = false;
  if (trim(header).empty()) return out;
  for (std::string_view pair : split(header, ',')) {
    pair = trim(pair);
    const std::size_t space = pair.find(' ');
    const std::string_view name = pair.substr(0, space);
    if (name.empty()) return bad();
    const auto value =
        space == std::string_view::npos ? std::optional<std::string>("") : from_base64(pair.substr(space + 1));
    if (!value) return bad();
    if (name == "filename") {
      if (std::exchange(has_name, true) || value->size() > kMaxFilename || !is_utf8(*value) || has_control(*value) ||
          value->find('\n') != std::string::npos || value->find('\t') != std::string::npos)
        return bad();
      out.filename = value->substr(value->find_last_of("/\\") + 1);
    } else if (name == "sha256") {
      const auto raw = from_hex(*value);
      if (std::exchange(has_digest, true) || !raw || raw->size() != 32) return bad();
      out.expected_digest = "sha256:" + to_hex(*raw);
    }
  }
  return out;
}

Result<std::string> parse_upload_checksum(std::string_view header) {
  const auto bad = [] { return refuse(ErrorCode::bad_request, "校验值（Upload-Checksum）无法识别，只支持 sha256。"); };
  constexpr std::string_view algorithm = "sha256 ";
  if (!header.starts_with(algorithm)) return bad();
  const auto raw = from_base64(header.substr(algorithm.size()));
  if (!raw || raw->size() != 32) return bad();
  return *raw;
}

void add_tus_routes(Router& router, TusOptions options) {
  const std::string all = options.path, one = options.path + "/{id:uuid}";
  const std::uint64_t max_size = options.max_size;
  auto tus = std::make_shared<const Tus>(std::move(options));
  RouteFlags flags;
  flags.form = "tus";
  RouteFlags open = flags;
  open.needs_session = false;
  RouteFlags large = flags;
  large.body_limit = max_size;
  router.add("describe_uploads", Method::options, all, open, [tus](Request& r) { return tus->describe_server(r); });
  router.add("create_upload", Method::post, all, flags, [tus](Request& r) { return tus->create(r); });
  router.add("describe_upload", Method::options, one, open, [tus](Request& r) { return tus->describe_server(r); });
  router.add("get_upload", Method::head, one, flags, [tus](Request& r) { return tus->get(r); });
  router.add_stream("append_upload", Method::patch, one, large,
                    [tus](Request& r, Response& refusal) { return tus->append(r, refusal); });
  router.add("delete_upload", Method::del, one, flags, [tus](Request& r) { return tus->remove(r); });
}

}  // namespace mingjing::http
