// What use cases need besides the unit of work: immutable for the length of a command. The server replaces the calendar
// when a year is imported; a command under way keeps the one it began with.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "law/calendar.h"
#include "law/known_laws.h"
#include "law/limits.h"

namespace mingjing::flow {

struct Services {
  std::shared_ptr<const law::Calendar> calendar;
  const law::Limits* limits = nullptr;
  const law::KnownLaws* known_laws = nullptr;
  std::string public_address;            // schema-less address of the portal, for the QR code: example.gov.cn
  std::int64_t late_after_hours = 24;    // recorded later than this needs a reason (CONTRACTS 2)
  // Demo cases of the bulk are published without files (CONTRACTS 1): their documents stay committed models, no
  // rendering is queued and no act waits for it. Everybody else waits for the rendered file.
  bool publish_without_files = false;
};

}  // namespace mingjing::flow
