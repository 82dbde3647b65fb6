// The ten points of legal review 「法制审核要点」 and what an opinion must hold before it counts.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/cases/case.h"

namespace mingjing::review {

struct ReviewPoint {
  std::string_view id;
  std::string_view zh;
  std::string_view question;  // what the reviewer answers
  std::string_view citation;  // of the indicator that asks for it
};

// In the order of the indicators 95–104; a test holds them against data/forms/give_review_opinion.json.
inline constexpr std::array<ReviewPoint, 10> kReviewPoints{{
    {"subject", "主体合法", "执法主体是否合法，是否有权处理本案",
     "《关于全面推行和示范创建行政执法三项制度的通知》附件2第95项"},
    {"officers", "人员资格", "执法人员是否具备执法资格", "《关于全面推行和示范创建行政执法三项制度的通知》附件2第96项"},
    {"procedure", "程序合法", "程序是否合法，步骤、期限、告知是否齐全",
     "《关于全面推行和示范创建行政执法三项制度的通知》附件2第97项"},
    {"facts", "事实清楚", "认定的事实是否清楚", "《关于全面推行和示范创建行政执法三项制度的通知》附件2第98项"},
    {"evidence", "证据合法充分", "证据是否合法、充分", "《关于全面推行和示范创建行政执法三项制度的通知》附件2第99项"},
    {"law", "适用法律准确", "适用法律、法规、规章是否准确",
     "《关于全面推行和示范创建行政执法三项制度的通知》附件2第100项"},
    {"discretion", "裁量适当", "裁量基准运用是否适当", "《关于全面推行和示范创建行政执法三项制度的通知》附件2第101项"},
    {"authority", "未超越权限", "是否超越法定权限、滥用职权",
     "《关于全面推行和示范创建行政执法三项制度的通知》附件2第102项"},
    {"documents", "文书完备规范", "执法文书是否完备、规范",
     "《关于全面推行和示范创建行政执法三项制度的通知》附件2第103项"},
    {"crime", "涉嫌犯罪移送", "违法行为是否涉嫌犯罪，需要移送",
     "《关于全面推行和示范创建行政执法三项制度的通知》附件2第104项"},
}};

// Faults of an opinion, all of them: a point missing, doubled or without text; a conclusion that does not follow from
// the points (三种结论: passed only without flaws; returned for flaws that can be mended; failed for a grave one).
std::vector<Reason> check_opinion(const std::vector<cases::ReviewRound::Point>& points, std::string_view outcome);

}  // namespace mingjing::review
