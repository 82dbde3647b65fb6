// SPDX-License-Identifier: Apache-2.0
#include "http/fetch.h"

#include <curl/curl.h>

#include <memory>

namespace mingjing::http {
namespace {

struct Arriving {
  std::string body;
  std::size_t limit = 0;
  bool too_large = false;
};

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& arriving = *static_cast<Arriving*>(context);
  const std::size_t length = size * count;
  if (arriving.body.size() + length > arriving.limit) {
    arriving.too_large = true;
    return 0;  // stops the transfer
  }
  arriving.body.append(bytes, length);
  return length;
}

// Once a process, before any handle; never undone, since threads may still use it at exit.
bool library_ready() {
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return ready;
}

struct Sent {
  const std::string& body;
  const std::string& type;
};

// `sent`: of a POST; null for a GET.
Result<Fetched> ask(const std::string& url, const Sent* sent, const FetchLimits& limits) {
  if (!url.starts_with("https://") && !url.starts_with("http://")) {
    return refuse(ErrorCode::bad_request, "地址应以 https:// 或 http:// 开头：" + url + "。");
  }
  const std::unique_ptr<CURL, void (*)(CURL*)> handle(library_ready() ? curl_easy_init() : nullptr, curl_easy_cleanup);
  if (!handle) throw Unavailable("libcurl cannot be started");
  Arriving arriving;
  arriving.limit = limits.bytes;
  CURL* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.total.count()));
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "mingjing");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &arriving);
  std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(nullptr, curl_slist_free_all);
  if (sent != nullptr) {
    headers.reset(curl_slist_append(curl_slist_append(nullptr, ("Content-Type: " + sent->type).c_str()), "Expect:"));
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(sent->body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, sent->body.data());
  }
  const CURLcode code = curl_easy_perform(curl);
  if (arriving.too_large) return refuse(ErrorCode::too_large, url + " 的回答太长，没有读完。");
  if (code == CURLE_URL_MALFORMAT) return refuse(ErrorCode::bad_request, "不是网址：" + url + "。");
  if (code != CURLE_OK) {
    return refuse(ErrorCode::unavailable, url + " 没有回答（" + curl_easy_strerror(code) + "）。请检查网络和对方服务器。");
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  return Fetched{static_cast<int>(status), std::move(arriving.body)};
}

}  // namespace

Result<Fetched> fetch(const std::string& url, const FetchLimits& limits) { return ask(url, nullptr, limits); }

Result<Fetched> post(const std::string& url, const std::string& body, const std::string& type, const FetchLimits& limits) {
  const Sent sent{body, type};
  return ask(url, &sent, limits);
}

}  // namespace mingjing::http
