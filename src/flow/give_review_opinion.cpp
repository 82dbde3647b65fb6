// 出具法制审核意见: ten points, each with verdict and text; passed, returned for change, or failed. APL 58.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/review/materials.h"
#include "domain/review/points.h"
#include "flow/official_documents.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

std::vector<cases::ReviewRound::Point> points_of(const Json& body) {
  std::vector<cases::ReviewRound::Point> out;
  for (const auto& entry : body.items("points")) {
    out.push_back({entry.text("id"), entry.text("verdict"), entry.text("text")});
  }
  return out;
}

std::string_view verdict_zh(std::string_view verdict) {
  if (verdict == "sound") return "符合";
  if (verdict == "flawed") return "有瑕疵";
  if (verdict == "unlawful") return "不合法";
  return "不涉及";
}

Json material_names(const std::vector<std::string>& ids) {
  Json out(Json::Array{});
  for (const auto& material : review::kReviewMaterials) {
    if (std::find(ids.begin(), ids.end(), material.id) != ids.end()) out.push(material.zh);
  }
  return out;
}

Status prepare(ActContext& context) {
  context.input.opinion_findings = review::check_opinion(points_of(context.body), context.body.text("outcome"));
  return {};
}

Status complete(ActContext& context) {
  auto& round = context.draft.reviews.back();
  round.outcome = cases::parse_named(cases::kReviewOutcomes, context.body.text("outcome")).value();
  round.decided_at = context.at();
  round.points = points_of(context.body);
  round.opinion = context.body.text("opinion");
  round.reviewer = context.work.actor().user;
  round.reviewer_name = context.work.actor().name;
  context.event_data.set("round", round.round);
  Json points(Json::Array{});
  for (const auto& point : review::kReviewPoints) {
    for (const auto& given : round.points) {
      if (given.id != point.id) continue;
      points.push(Json::object({{"name", point.zh}, {"verdict", verdict_zh(given.verdict)}, {"opinion", given.text}}));
    }
  }
  const auto agency = load_agency(context);
  const auto* unit = agency.find_unit(context.draft.unit);
  Json more = Json::object({{"points", std::move(points)},
                            {"suggestions", round.opinion},
                            {"conclusion", cases::kReviewOutcomes[static_cast<std::size_t>(round.outcome)].zh},
                            {"reviewer", Json::object({{"name", round.reviewer_name}})},
                            {"round", round.round},
                            {"received_on", round.received_at.date().text()},
                            {"submitting_unit", unit == nullptr ? agency.name : unit->name},
                            {"trigger", context.facts.review_why.empty() ? std::string("按本机关规定送审")
                                                                         : context.facts.review_why},
                            {"materials", material_names(round.materials)}});
  auto document = issue_document(context, "legal_review_opinion", "法制审核意见书", "review", "法审", {}, more);
  if (!document) return tl::make_unexpected(std::move(document.error()));
  context.draft.reviews.back().opinion_no = context.draft.documents.back().number;
  return {};
}

}  // namespace

const Verb kGiveReviewOpinion{cases::Act::give_review_opinion, prepare, complete};

}  // namespace mingjing::flow
