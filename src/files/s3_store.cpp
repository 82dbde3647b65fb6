// SPDX-License-Identifier: Apache-2.0
#include "files/s3_store.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/check.h"
#include "crypto/hash.h"
#include "crypto/md5.h"
#include "files/folder.h"

namespace mingjing::files {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{5} << 30;  // of one PUT
constexpr std::size_t kMostAnswer = 4 << 20;                  // a page of a listing, an error in XML

// Once a process, before any handle; never undone, since threads may still use it at exit.
bool library_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

struct Ask {
  const char* method = "GET";  // GET, HEAD, PUT, DELETE, POST
  std::string path;            // of the object; empty: the bucket itself
  std::string query;           // sorted and encoded, as the signature wants it
  std::string sha256;          // of what is sent, in hex
  const File* body = nullptr;  // of PUT
  std::string_view bytes;      // of POST, and of PUT in place of `body`
  std::uint64_t size = 0;      // of either
  std::optional<std::pair<std::uint64_t, std::uint64_t>> range;  // first and last byte
  std::function<bool(std::string_view)> arriving;                // pieces of an answer of 200 or 206; false gives up
};

struct Answered {
  int status = 0;
  std::string body;           // what `arriving` did not take
  std::uint64_t length = 0;   // Content-Length
};

class Call {
 public:
  Call(const S3Options& options, const Ask& ask)
      : ask_(ask), curl_(library_ready() ? curl_easy_init() : nullptr, curl_easy_cleanup) {
    if (!curl_) throw Unavailable("libcurl cannot be started");
    std::string url = options.endpoint + "/" + options.bucket;
    if (!ask.path.empty()) url += "/" + (options.prefix.empty() ? "" : options.prefix + "/") + ask.path;
    if (!ask.query.empty()) url += "?" + ask.query;
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_PROXY, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, static_cast<long>(options.connect.count()));
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(options.silence.count()));
    set(CURLOPT_USERAGENT, "mingjing");
    set(CURLOPT_AWS_SIGV4, ("aws:amz:" + options.region + ":s3").c_str());
    set(CURLOPT_USERPWD, (options.key + ":" + options.secret).c_str());
    set(CURLOPT_WRITEFUNCTION, &Call::take);
    set(CURLOPT_WRITEDATA, this);
    header("x-amz-content-sha256: " + ask.sha256);
    const std::string_view method = ask.method;
    if (method == "HEAD") set(CURLOPT_NOBODY, 1L);
    if (method == "DELETE") set(CURLOPT_CUSTOMREQUEST, "DELETE");
    if (method == "PUT") {
      set(CURLOPT_UPLOAD, 1L);
      set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(ask.size));
      set(CURLOPT_READFUNCTION, &Call::give);
      set(CURLOPT_READDATA, this);
    }
    if (method == "POST") {  // its body is XML and carries its MD5, which the storage asks for beside the signed digest
      set(CURLOPT_POST, 1L);
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(ask.bytes.size()));
      set(CURLOPT_POSTFIELDS, ask.bytes.data());
      header("Content-MD5: " + to_base64(crypto::md5(ask.bytes)));
      header("Content-Type: application/xml");
    }
    if (ask.range) set(CURLOPT_RANGE, (std::to_string(ask.range->first) + "-" + std::to_string(ask.range->second)).c_str());
    set(CURLOPT_HTTPHEADER, headers_);
  }
  ~Call() { curl_slist_free_all(headers_); }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  Answered run() {
    const CURLcode code = curl_easy_perform(curl_.get());
    if (code != CURLE_OK && !given_up_) throw Unavailable(std::string("object storage: ") + curl_easy_strerror(code));
    curl_off_t length = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    answer_.length = length > 0 ? static_cast<std::uint64_t>(length) : 0;
    answer_.status = status();
    return std::move(answer_);
  }

 private:
  template <class Value>
  void set(CURLoption option, Value value) {
    if (curl_easy_setopt(curl_.get(), option, value) != CURLE_OK) throw Unavailable("libcurl refuses an option");
  }
  void header(const std::string& line) {
    auto* more = curl_slist_append(headers_, line.c_str());
    if (more == nullptr) throw Unavailable("libcurl has no memory");
    headers_ = more;
  }
  int status() const {
    long out = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &out);
    return static_cast<int>(out);
  }
  static std::size_t take(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& call = *static_cast<Call*>(self);
    const std::string_view piece(bytes, size * count);
    const int status = call.status();
    if (call.ask_.arriving && (status == 200 || status == 206)) {
      if (call.ask_.arriving(piece)) return piece.size();
      call.given_up_ = true;
      return 0;
    }
    if (call.answer_.body.size() + piece.size() > kMostAnswer) return 0;
    call.answer_.body.append(piece);
    return piece.size();
  }
  static std::size_t give(char* to, std::size_t size, std::size_t count, void* self) {
    auto& call = *static_cast<Call*>(self);
    const std::size_t room = size * count;
    try {
      const std::string piece = call.ask_.body != nullptr ? call.ask_.body->read_at(call.sent_, room)
                                                          : std::string(call.ask_.bytes.substr(call.sent_, room));
      std::copy(piece.begin(), piece.end(), to);
      call.sent_ += piece.size();
      return piece.size();
    } catch (const Unavailable&) {
      return CURL_READFUNC_ABORT;
    }
  }

  const Ask& ask_;
  std::unique_ptr<CURL, void (*)(CURL*)> curl_;
  curl_slist* headers_ = nullptr;
  Answered answer_;
  std::uint64_t sent_ = 0;
  bool given_up_ = false;
};

const std::string& nothing() {
  static const std::string hex = to_hex(crypto::sha256(""));
  return hex;
}

// Without its digest's name: ab/cd/<hex>; empty when it is no digest.
std::string path_of(const std::string& digest) {
  const auto raw = crypto::parse_digest_text(digest);
  if (!raw) return {};
  const std::string hex = to_hex(*raw);
  return hex.substr(0, 2) + "/" + hex.substr(2, 2) + "/" + hex;
}

// The text of an element behind `at`, which moves on; nothing when there is none before `end`.
std::optional<std::string_view> element(std::string_view xml, std::string_view name, std::size_t& at, std::size_t end) {
  const std::string open = "<" + std::string(name) + ">", close = "</" + std::string(name) + ">";
  const auto from = xml.find(open, at);
  if (from == std::string_view::npos || from >= end) return std::nullopt;
  const auto to = xml.find(close, from);
  if (to == std::string_view::npos || to > end) return std::nullopt;
  at = to + close.size();
  return xml.substr(from + open.size(), to - from - open.size());
}

// The storage's word for an error; empty when it has none.
std::string error_code(std::string_view xml) {
  std::size_t at = 0;
  const auto code = element(xml, "Code", at, xml.size());
  return code && code->size() < 100 ? std::string(*code) : std::string();
}

[[noreturn]] void unexpected(const Ask& ask, const Answered& answered) {
  std::string why = "object storage answers " + std::to_string(answered.status) + " to " + ask.method;
  if (const auto code = error_code(answered.body); !code.empty()) why += ": " + code;
  throw Unavailable(why, answered.status == 507);
}

// The size of the object; nothing when there is none.
std::optional<std::uint64_t> size_of(const S3Options& options, const std::string& path) {
  Ask ask;
  ask.method = "HEAD";
  ask.path = path;
  ask.sha256 = nothing();
  const auto answered = Call(options, ask).run();
  if (answered.status == 404) return std::nullopt;
  if (answered.status != 200) unexpected(ask, answered);
  return answered.length;
}

class S3File final : public ports::OpenedFile {
 public:
  S3File(const S3Options& options, std::string path, std::uint64_t size) : options_(options), path_(std::move(path)), size_(size) {}
  std::uint64_t size() const override { return size_; }
  std::string read(std::uint64_t offset, std::size_t length) const override {
    if (offset >= size_ || length == 0) return {};
    std::string out;
    Ask ask;
    ask.path = path_;
    ask.sha256 = nothing();
    ask.range = std::pair{offset, std::min<std::uint64_t>(offset + length, size_) - 1};
    ask.arriving = [&](std::string_view piece) {
      out.append(piece);
      return out.size() <= length;
    };
    const auto answered = Call(options_, ask).run();
    if (answered.status != 206 || out.size() != ask.range->second - offset + 1) unexpected(ask, answered);
    return out;
  }
  int descriptor() const override { return -1; }

 private:
  const S3Options options_;
  const std::string path_;
  const std::uint64_t size_;
};

std::string encoded(std::string_view text) {
  constexpr std::string_view kPlain = "-._~", kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || kPlain.find(c) != std::string_view::npos) out += c;
    else out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else out += c;
  }
  return out;
}

void put_object(const S3Options& options, const std::string& path, std::string_view bytes, const std::string& sha256) {
  Ask ask;
  ask.method = "PUT";
  ask.path = path;
  ask.sha256 = sha256;
  ask.bytes = bytes;
  ask.size = bytes.size();
  const auto answered = Call(options, ask).run();
  if (answered.status != 200) unexpected(ask, answered);
}

bool remove_object(const S3Options& options, const std::string& path) {
  if (!size_of(options, path)) return false;
  Ask ask;
  ask.method = "DELETE";
  ask.path = path;
  ask.sha256 = nothing();
  const auto answered = Call(options, ask).run();
  if (answered.status != 204 && answered.status != 200) unexpected(ask, answered);
  return true;
}

ports::FileCheck read_object(const S3Options& options, const std::string& digest, crypto::Profile profile,
                             const std::function<bool(std::string_view)>& take, crypto::FileDigests& found) {
  Ask ask;
  ask.path = path_of(digest);
  if (ask.path.empty()) return ports::FileCheck::missing;
  crypto::FileHash hash(profile);
  ask.sha256 = nothing();
  ask.arriving = [&](std::string_view piece) {
    hash.update(piece);
    return take(piece);
  };
  const auto answered = Call(options, ask).run();
  if (answered.status == 404) return ports::FileCheck::missing;
  if (answered.status != 200) unexpected(ask, answered);
  found = hash.finish();
  return found.digest == digest ? ports::FileCheck::intact : ports::FileCheck::altered;
}

// By name under the prefix, in order, behind `after`: page by page, each behind the last name of the one before.
void each_object(const S3Options& options, const std::string& after,
                 const std::function<bool(const std::string& name, std::uint64_t size)>& visit) {
  const std::string prefix = options.prefix.empty() ? "" : options.prefix + "/";
  std::string last = after.empty() ? std::string() : prefix + after;
  for (;;) {
    Ask ask;
    ask.sha256 = nothing();
    ask.query = "list-type=2&max-keys=" + std::to_string(options.page) + "&prefix=" + encoded(prefix);
    if (!last.empty()) ask.query += "&start-after=" + encoded(last);
    const auto answered = Call(options, ask).run();
    if (answered.status != 200) unexpected(ask, answered);
    const std::string_view xml = answered.body;
    std::size_t found = 0;
    for (std::size_t at = 0;; ++found) {
      const auto begin = xml.find("<Contents>", at);
      if (begin == std::string_view::npos) break;
      at = begin;
      const auto end = xml.find("</Contents>", begin);
      std::size_t in_key = begin, in_size = begin;
      const auto key = element(xml, "Key", in_key, end), size = element(xml, "Size", in_size, end);
      std::uint64_t bytes = 0;
      if (end == std::string_view::npos || !key || !size || !key->starts_with(prefix) ||
          std::from_chars(size->data(), size->data() + size->size(), bytes).ec != std::errc())
        throw Unavailable("object storage: the listing is not understood");
      at = end;
      last = std::string(*key);
      if (!visit(last.substr(prefix.size()), bytes)) return;
    }
    if (found < options.page && xml.find("<IsTruncated>true") == std::string_view::npos) return;
    if (found == 0) throw Unavailable("object storage: the listing does not go on");
  }
}

}  // namespace

Result<S3Options> parse_s3_address(const std::string& address) {
  S3Options out;
  const auto refused = [&] { return refuse(ErrorCode::bad_request, "对象存储的地址请写成 s3+https://主机/桶名/前缀：" + address + "。"); };
  if (!address.starts_with("s3+https://") && !address.starts_with("s3+http://")) return refused();
  const auto host = address.find("://") + 3, slash = address.find('/', host);
  if (slash == std::string::npos || slash == host || address.find_first_of("?#@ ", host) != std::string::npos) return refused();
  out.endpoint = address.substr(3, slash - 3);
  std::string rest = address.substr(slash + 1);
  while (rest.ends_with('/')) rest.pop_back();
  const auto end = rest.find('/');
  out.bucket = rest.substr(0, end);
  if (end != std::string::npos) out.prefix = rest.substr(end + 1);
  const auto plain = [](const std::string& text, std::string_view more) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || more.find(c) != std::string_view::npos;
    });
  };
  if (out.bucket.size() < 3 || out.bucket.size() > 63 || !plain(out.bucket, "-.")) return refused();
  if (out.prefix.size() > 200 || !plain(out.prefix, "-._/")) return refused();
  return out;
}

ports::StoredFile S3Store::put(std::string_view bytes) {
  const std::string digest = crypto::digest_text(crypto::sha256(bytes));
  put_object(options_, path_of(digest), bytes, digest.substr(7));
  return {digest, bytes.size()};
}

ports::StoredFile S3Store::put_file(const std::string& path, const std::string& digest) {
  const File source = File::open_read(path);
  if (!source.is_open()) throw Unavailable("a staged file is missing");
  Ask ask;
  ask.method = "PUT";
  ask.path = path_of(digest);
  MJ_CHECK(!ask.path.empty());
  ask.sha256 = digest.substr(7);
  ask.body = &source;
  ask.size = source.size();
  if (ask.size > kMostBytes) throw Unavailable("object storage: a file of over 5 GiB is not taken");
  const auto answered = Call(options_, ask).run();
  if (answered.status != 200) unexpected(ask, answered);
  return {digest, ask.size};
}

std::shared_ptr<const ports::OpenedFile> S3Store::open(const std::string& digest) const {
  const std::string path = path_of(digest);
  const auto size = path.empty() ? std::nullopt : size_of(options_, path);
  return size ? std::make_shared<S3File>(options_, path, *size) : nullptr;
}

ports::FileCheck S3Store::check(const std::string& digest, std::string* sm3) const {
  crypto::FileDigests found;
  const auto out = read_object(options_, digest, sm3 != nullptr ? crypto::Profile::sm : crypto::Profile::standard,
                               [](std::string_view) { return true; }, found);
  if (sm3 != nullptr) *sm3 = std::move(found.sm3);
  return out;
}

ports::FileCheck S3Store::fetch(const std::string& digest, const std::function<bool(std::string_view)>& take) const {
  crypto::FileDigests found;
  return read_object(options_, digest, crypto::Profile::standard, take, found);
}

void S3Store::each(const std::function<bool(const ports::StoredFile&)>& visit, const std::string& after) const {
  each_object(options_, after.empty() ? std::string() : path_of(after), [&](const std::string& name, std::uint64_t size) {
    const std::string digest = "sha256:" + name.substr(name.rfind('/') + 1);
    return name != path_of(digest) || visit({digest, size});
  });
}

void S3Store::put_named(const std::string& name, std::string_view bytes) { put_object(options_, name, bytes, to_hex(crypto::sha256(bytes))); }

std::optional<std::string> S3Store::read_named(const std::string& name, std::size_t most) const {
  std::string out;
  Ask ask;
  ask.path = name;
  ask.sha256 = nothing();
  ask.arriving = [&](std::string_view piece) {
    out.append(piece);
    return out.size() <= most;
  };
  const auto answered = Call(options_, ask).run();
  if (answered.status == 404) return std::nullopt;
  if (answered.status != 200) unexpected(ask, answered);
  if (out.size() > most) throw Unavailable("object storage: " + name + " is too large");
  return out;
}

void S3Store::each_named(const std::function<void(const std::string&)>& visit) const {
  each_object(options_, {}, [&](const std::string& name, std::uint64_t) {
    visit(name);
    return true;
  });
}

bool S3Store::remove_named(const std::string& name) { return remove_object(options_, name); }

bool S3Store::remove(const std::string& digest) {
  const std::string path = path_of(digest);
  return !path.empty() && remove_object(options_, path);
}

std::optional<std::vector<S3Store::Refused>> S3Store::remove_many(const std::vector<ports::StoredFile>& files) {
  MJ_CHECK(!files.empty() && files.size() <= kRemovedAtOnce);
  std::map<std::string, Refused, std::less<>> left;  // by key as it stands in XML
  std::string body = "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
  for (const auto& file : files) {
    const std::string path = path_of(file.digest);
    MJ_CHECK(!path.empty());
    const std::string key = xml_text((options_.prefix.empty() ? "" : options_.prefix + "/") + path);
    left[key] = {file, {}};
    body += "<Object><Key>" + key + "</Key></Object>";
  }
  body += "</Delete>";
  Ask ask;
  ask.method = "POST";
  ask.query = "delete=";
  ask.sha256 = to_hex(crypto::sha256(body));
  ask.bytes = body;
  const auto answered = Call(options_, ask).run();
  if (answered.status == 501 || answered.status == 405) return std::nullopt;
  if (answered.status != 200) unexpected(ask, answered);
  // 200 says nothing of the single objects: gone are those that the answer names as deleted.
  for (const std::string_view outcome : {"Deleted", "Error"}) {
    for (std::size_t at = 0; const auto one = element(answered.body, outcome, at, answered.body.size());) {
      std::size_t in_one = 0;
      const auto key = element(*one, "Key", in_one, one->size());
      const auto found = key ? left.find(*key) : left.end();
      if (found == left.end()) continue;
      if (outcome == "Deleted") left.erase(found);
      else found->second.code = error_code(*one);
    }
  }
  std::vector<Refused> out;
  for (auto& [key, refused] : left) out.push_back(std::move(refused));
  return out;
}

}  // namespace mingjing::files
