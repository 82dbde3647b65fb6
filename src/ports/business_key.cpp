// SPDX-License-Identifier: Apache-2.0
#include "ports/business_key.h"

#include "domain/evidence/device.h"
#include "domain/evidence/room.h"
#include "domain/supervision/complaint.h"
#include "ports/unit_of_work.h"

namespace mingjing::ports {

std::string business_key(std::string_view kind, const domain::Parts& parts) {
  const auto* part = domain::find_part(parts, kind);
  if (part == nullptr) return {};
  if (kind == kind::user) return part->data.text("username");
  if (kind == kind::officer) return part->data.text("certificate_no");
  if (kind == kind::item) return part->data.text("code");
  if (kind == kind::agency) return part->data.text("uscc");
  if (kind == kind::public_list) return part->data.text("list");
  if (kind == kind::law_version) return part->data.text("title") + "/" + part->data.text("version_on");
  if (kind == supervision::kComplaint) return part->data.text("letter");
  if (kind == evidence::kDevice) return part->data.text("number");
  if (kind == evidence::kRoom) return part->data.text("name");
  if (kind == kind::calendar_year) return std::to_string(part->data.integer("year"));
  return {};
}

}  // namespace mingjing::ports
