// SPDX-License-Identifier: Apache-2.0
#include "mingjing/witness_link.h"

#include <algorithm>

#include "http/fetch.h"

namespace mingjing::app {

workers::WitnessLink NamedWitness::link() const {
  return {key, url, [address = url + "/add-checkpoint"](const std::string& request) -> Result<workers::WitnessReply> {
            auto got = http::post(address, request);
            if (!got) return refuse(got.error());
            return workers::WitnessReply{got->status, std::move(got->body)};
          }};
}

Result<std::vector<NamedWitness>> parse_witnesses(const std::vector<std::string>& texts) {
  std::vector<NamedWitness> out;
  if (texts.size() > workers::kWitnessesMax) {
    return refuse(ErrorCode::bad_request, "见证方至多 " + std::to_string(workers::kWitnessesMax) + " 个。");
  }
  for (const auto& text : texts) {
    const auto wrong = [&text](std::string_view why) {
      return refuse(ErrorCode::bad_request, "--witness 请写成 网址=公钥，如 https://sfj.example.gov.cn/witness=…：" + std::string(why) + "（" + text + "）");
    };
    const std::size_t equals = text.find('=');
    std::string url = text.substr(0, equals);
    while (url.ends_with('/')) url.pop_back();
    if (equals == std::string::npos || (!url.starts_with("https://") && !url.starts_with("http://"))) return wrong("网址不对");
    auto key = tlog::NoteVerifier::parse(text.substr(equals + 1));
    if (!key) return wrong(key.error().message);
    if (key->type() != tlog::SignatureType::cosignature) return wrong("这是日志公钥，应为见证方公钥");
    const bool twice = std::any_of(out.begin(), out.end(), [&](const auto& one) { return one.key.public_key() == key->public_key(); });
    if (twice) return wrong("这个见证方写了两次");
    out.push_back({std::move(url), std::move(*key)});
  }
  return out;
}

}  // namespace mingjing::app
