// SPDX-License-Identifier: Apache-2.0
#include "domain/review/materials.h"

#include <algorithm>

namespace mingjing::review {

std::vector<Reason> missing_materials(const std::vector<std::string>& given) {
  std::vector<Reason> out;
  for (const auto& material : kReviewMaterials) {
    if (!material.required || std::find(given.begin(), given.end(), material.id) != given.end()) continue;
    out.push_back({"review_materials", "送审材料缺“" + std::string(material.zh) + "”。补齐后再送审。",
                   "《关于全面推行和示范创建行政执法三项制度的通知》附件1第三部分第四项", "materials"});
  }
  return out;
}

}  // namespace mingjing::review
