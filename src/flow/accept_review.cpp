// 受理送审: the file is complete, gets its number in the register and is given to reviewers of the own body or sent to
// the government's; 退回送审材料: it is not complete, and a new submission starts the clock anew; 调整审核人员.
// Seed 002 annex 1 三(四); seed 001 (受理、法制机构认定、登记).
// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "domain/documents/template.h"
#include "flow/agency_settings.h"
#include "flow/document_facts.h"
#include "flow/fill_facts.h"
#include "flow/reviewers.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

cases::ReviewRound* pending_round(ActContext& context) {
  auto& rounds = context.draft.reviews;
  return rounds.empty() || rounds.back().outcome != cases::ReviewOutcome::pending ? nullptr : &rounds.back();
}

// Who is named, as guards judge them; unknown ids are refused here.
Status read_reviewers(ActContext& context, const identity::Agency& agency, std::vector<UserId>& out) {
  for (const auto& entry : context.body.items("reviewers")) {
    const auto id = entry.as_string() ? UserId::parse(*entry.as_string()) : std::nullopt;
    const auto standing = id ? reviewer_standing(context.work, context.draft, agency, *id) : std::nullopt;
    if (!standing) return invalid("没有这名审核人员，请从列表中选择。", "reviewers");
    context.input.reviewers.push_back(
        {standing->name, standing->of_unit, identity::may_review(standing->profile), standing->conflict});
    out.push_back(*id);
  }
  return {};
}

Status prepare_acceptance(ActContext& context) {
  const auto agency = load_agency(context);
  std::vector<UserId> reviewers;
  if (auto read = read_reviewers(context, agency, reviewers); !read) return read;
  auto* round = pending_round(context);
  if (round == nullptr || round->accepted_at) return {};  // the guards say so
  const auto stored = context.work.load(ports::kind::agency, context.work.actor().agency.uuid());
  const auto settings = review_settings(settings_of(stored->parts));
  round->body = context.body.text("body");
  if (round->body.empty()) {
    fill_facts(context);
    round->body = context.facts.review_work.sent_outside ? "outside" : "own";
  }
  round->reviewers = std::move(reviewers);
  if (round->body != "outside") return {};
  round->body_name = context.body.text("body_name", settings.outside_name);
  if (round->body_name.empty()) return invalid("请填写由哪个法制机构审核。", "body_name");
  return {};
}

Status accept(ActContext& context) {
  auto& round = context.draft.reviews.back();
  round.accepted_at = context.at();
  const int year = context.on().year();
  const std::int64_t n = context.work.take_number(fmt::format("review_register/{}", year));
  round.register_no = documents::document_number(load_agency(context).document_prefix + "法审收", year, n);
  if (round.body == "outside") {
    cases::Obligation limit;
    limit.rule = cases::rule::review_outside;
    if (auto counted = count_limit(context.services, limit, context.at()); !counted) return counted;
    round.due = limit.due;
  }
  context.answer.set("register_no", round.register_no);
  context.event_data.set("round", round.round);
  context.event_data.set("register_no", round.register_no);
  context.event_data.set("body", round.body);
  return {};
}

Status return_materials(ActContext& context) {
  auto& round = context.draft.reviews.back();
  round.outcome = cases::ReviewOutcome::materials_returned;
  round.decided_at = context.at();
  round.reviewer = context.work.actor().user;
  round.reviewer_name = context.work.actor().name;
  round.return_reason = context.body.text("reason");
  for (const auto& entry : context.body.items("missing")) {
    if (entry.as_string() != nullptr) round.missing.push_back(*entry.as_string());
  }
  context.event_data.set("round", round.round);
  return {};
}

Status prepare_assignment(ActContext& context) {
  std::vector<UserId> reviewers;
  if (auto read = read_reviewers(context, load_agency(context), reviewers); !read) return read;
  if (auto* round = pending_round(context)) round->reviewers = std::move(reviewers);
  return {};
}

Status assign(ActContext& context) {
  context.event_data.set("round", context.draft.reviews.back().round);
  return {};
}

}  // namespace

const Verb kAcceptReview{cases::Act::accept_review, prepare_acceptance, accept};
const Verb kReturnReviewMaterials{cases::Act::return_review_materials, nullptr, return_materials};
const Verb kAssignReviewer{cases::Act::assign_reviewer, prepare_assignment, assign};

}  // namespace mingjing::flow
