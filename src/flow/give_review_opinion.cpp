// 出具法制审核意见: ten points, each with verdict and text; passed, returned for change, or failed. APL 58.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/identity/user.h"
#include "domain/review/materials.h"
#include "domain/review/points.h"
#include "flow/official_documents.h"
#include "flow/reviewers.h"
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

std::string grounds_text(const cases::ReviewRound& round) {
  std::string out;
  for (const auto& ground : round.grounds) out += (out.empty() ? "" : "；") + ground.text + "（" + ground.citation + "）";
  return out.empty() ? "按本机关规定送审" : out;
}

std::string name_of(ActContext& context, UserId user) {
  const auto stored = context.work.load(ports::kind::user, user.uuid());
  return stored ? identity::user_from_parts(user, stored->parts).name : std::string{};
}

Status prepare(ActContext& context) {
  const auto* round = context.draft.last_review();
  const bool outside = round != nullptr && round->body == "outside";
  for (const char* name : {"outside_opinion_no", "outside_reviewer"}) {
    if (outside && context.body.text(name).empty())
      return invalid("由同级政府法制机构审核的，请填写意见的文号和审核人员。", name);
    if (!outside && !context.body.text(name).empty())
      return invalid("本轮由本机关审核，不填外部审核意见的文号和人员。", name);
  }
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
  round.counsel = context.body.text("counsel");
  context.event_data.set("round", round.round);
  if (round.body == "outside") {  // the paper is theirs, with their number; it is kept with the case
    round.opinion_no = context.body.text("outside_opinion_no");
    round.reviewer_name = context.body.text("outside_reviewer");
    return {};
  }
  Json points(Json::Array{});
  for (const auto& point : review::kReviewPoints) {
    for (const auto& given : round.points) {
      if (given.id != point.id) continue;
      points.push(Json::object({{"name", point.zh}, {"verdict", verdict_zh(given.verdict)}, {"opinion", given.text}}));
    }
  }
  const auto agency = load_agency(context);
  Json reviewer = Json::object({{"name", round.reviewer_name}});
  if (const auto standing = reviewer_standing(context.work, context.draft, agency, round.reviewer)) {
    round.reviewer_kind = identity::to_string(standing->profile.kind);
    if (standing->profile.legal_qualification) reviewer.set("qualification", "法律职业资格");
  }
  const auto* unit = agency.find_unit(context.draft.unit);
  Json more = Json::object({{"points", std::move(points)},
                            {"suggestions", round.opinion},
                            {"conclusion", cases::kReviewOutcomes[static_cast<std::size_t>(round.outcome)].zh},
                            {"reviewer", std::move(reviewer)},
                            {"round", round.round},
                            {"received_on", round.received_at.date().text()},
                            {"submitting_unit", unit == nullptr ? agency.name : unit->name},
                            {"trigger", grounds_text(round)},
                            {"materials", material_names(round.materials)}});
  if (!round.register_no.empty()) more.set("register_no", round.register_no);
  if (!round.counsel.empty()) more.set("assistant", round.counsel);
  if (const auto* limit = context.draft.obligation(cases::rule::review); limit != nullptr && limit->extended_by > 0) {
    more.set("extension", Json::object({{"reason", limit->extension_reason},
                                        {"approved_by", name_of(context, limit->extension_approved_by)}}));
  }
  auto document = issue_document(context, "legal_review_opinion", more);
  if (!document) return tl::make_unexpected(std::move(document.error()));
  context.draft.reviews.back().opinion_no = context.draft.documents.back().number;
  return {};
}

}  // namespace

const Verb kGiveReviewOpinion{cases::Act::give_review_opinion, prepare, complete};

}  // namespace mingjing::flow
