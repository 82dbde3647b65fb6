// A witness 「见证方」 says that the log does not continue what it has seen: put on record, so that the audit journal tells it
// whatever becomes of the process that was told. Event: witness_refused.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "ports/unit_of_work.h"

namespace mingjing::flow {

inline constexpr std::string_view kWitnessRefusal = "witness_refusal";  // kind of aggregate: 见证方拒绝见证, one time

struct WitnessRefusal {
  std::string witness;         // its public key line, which holds its name
  std::int64_t log_size = 0;   // of the checkpoint it last cosigned for this server
  std::string words;
};

// For the system itself, in the root agency.
inline void record_witness_refusal(ports::UnitOfWork& work, const WitnessRefusal& refusal) {
  auto aggregate = work.create(kWitnessRefusal, work.new_id());
  work.put(aggregate, {"witness_refusal", "",
                       Json::object({{"witness", refusal.witness}, {"log_size", refusal.log_size}, {"words", refusal.words}}), {}});
  work.append(aggregate, {"witness_refused", Json::object({{"witness", refusal.witness}, {"log_size", refusal.log_size}}), work.now()});
}

}  // namespace mingjing::flow
