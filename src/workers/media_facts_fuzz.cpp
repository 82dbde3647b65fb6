// What the child that looks into films printed: a hostile film may have taken it over.
// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "base/check.h"
#include "base/text.h"
#include "workers/page_child.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto facts = mingjing::workers::read_media_facts({reinterpret_cast<const char*>(data), size});
  // As the act recording_probed takes them.
  for (const auto& name : {facts.container, facts.video, facts.audio, facts.made_at}) {
    MJ_CHECK(mingjing::is_utf8(name) && mingjing::count_chars(name) <= 60 && !mingjing::has_control(name));
    MJ_CHECK(facts.playable || name.empty());
  }
  MJ_CHECK(facts.duration_ms >= 0 && facts.width >= 0 && facts.height >= 0 && facts.width <= 65'535 && facts.height <= 65'535);
  return 0;
}
