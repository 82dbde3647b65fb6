// SPDX-License-Identifier: Apache-2.0
#include "flow/read_case_review.h"

#include <algorithm>

#include "domain/catalog/discretion_book.h"
#include "domain/catalog/major_decisions.h"
#include "domain/identity/reviewer.h"
#include "domain/review/compare.h"
#include "flow/json_fields.h"

namespace mingjing::flow {
namespace {

using cases::ReviewRound;

void grounds(JsonWriter& out, const std::vector<ReviewRound::Ground>& rows) {
  out.key("grounds").open_array();
  for (const auto& row : rows) {
    out.open_object().member("id", row.id).member("text", row.text).member("citation", row.citation).close_object();
  }
  out.close_array();
}

void points(JsonWriter& out, const ReviewRound& r) {
  out.key("points").open_array();
  for (const auto& point : r.points) {
    out.open_object().member("id", point.id).member("verdict", point.verdict).member("text", point.text).close_object();
  }
  out.close_array().key("point_replies").open_array();
  for (const auto& reply : r.point_replies) {
    out.open_object().member("id", reply.id).key("adopted").value(reply.adopted);
    out.member("text", reply.text).close_object();
  }
  out.close_array();
}

void supplements(JsonWriter& out, const ReviewRound& r) {
  out.key("supplements").open_array();
  for (const auto& row : r.supplements) {
    out.open_object().member("asked_at", row.asked_at.text()).member("question", row.question);
    optional_instant(out, "supplied_at", row.supplied_at);
    optional_text(out, "answer", row.answer);
    out.close_object();
  }
  out.close_array();
}

void disputes(JsonWriter& out, const ReviewRound& r) {
  out.key("disputes").open_array();
  for (const auto& row : r.disputes) {
    out.open_object().member("raised_at", row.raised_at.text()).member("reason", row.reason);
    optional_instant(out, "decided_at", row.decided_at);
    optional_text(out, "forum", row.forum);
    optional_text(out, "outcome", row.outcome);
    optional_text(out, "opinion", row.opinion);
    optional_id(out, "decided_by", row.decided_by);
    out.close_object();
  }
  out.close_array();
}

void changes(JsonWriter& out, const ReviewRound& before, const ReviewRound& after) {
  out.key("changes").open_array();
  for (const auto& row : review::compare_rounds(before, after)) {
    out.open_object().member("id", row.id).member("name", row.name).member("change", review::to_string(row.change));
    out.member("change_name", review::name_zh(row.change)).member("before", row.before).member("after", row.after);
    out.member("text_before", row.text_before).member("text_after", row.text_after);
    if (!row.reply.empty()) out.member("reply", row.reply).key("adopted").value(row.adopted);
    out.close_object();
  }
  out.close_array();
}

void registration(JsonWriter& out, const ReviewRound& r) {
  optional_text(out, "register_no", r.register_no);
  optional_instant(out, "accepted_at", r.accepted_at);
  out.member("body", r.body);
  optional_text(out, "body_name", r.body_name);
  out.key("reviewers").open_array();
  for (const auto& id : r.reviewers) out.value(id.text());
  out.close_array();
  if (const auto kind = identity::parse_reviewer_kind(r.reviewer_kind); kind && *kind != identity::ReviewerKind::none) {
    out.member("reviewer_kind", r.reviewer_kind).member("reviewer_kind_name", identity::name_zh(*kind));
  }
  optional_text(out, "counsel", r.counsel);
  optional_text(out, "return_reason", r.return_reason);
  texts(out, "missing", r.missing);
}

// The round before that reached an opinion.
const ReviewRound* opinion_before(const cases::Case& c, std::size_t index) {
  while (index-- > 0) {
    if (!c.reviews[index].points.empty()) return &c.reviews[index];
  }
  return nullptr;
}

std::string name_of_fact(std::string_view id) {
  const auto* term = catalog::DiscretionBook::built_in().fact(id);
  return term == nullptr ? std::string(id) : term->zh;
}

}  // namespace

void write_reviews(JsonWriter& out, const cases::Case& c) {
  out.key("reviews").open_array();
  for (std::size_t i = 0; i < c.reviews.size(); ++i) {
    const auto& r = c.reviews[i];
    const auto& outcome = cases::kReviewOutcomes[static_cast<std::size_t>(r.outcome)];
    out.open_object().member("id", r.id.text()).member("round", r.round);
    out.member("submitted_at", r.submitted_at.text()).member("received_at", r.received_at.text());
    texts(out, "materials", r.materials);
    out.member("due", r.due.text()).member("outcome", outcome.id).member("outcome_name", outcome.zh);
    optional_instant(out, "decided_at", r.decided_at);
    grounds(out, r.grounds);
    texts(out, "tags", r.tags);
    registration(out, r);
    points(out, r);
    optional_text(out, "opinion", r.opinion);
    optional_text(out, "opinion_no", r.opinion_no);
    optional_id(out, "reviewer", r.reviewer);
    optional_text(out, "reviewer_name", r.reviewer_name);
    optional_text(out, "reply", r.reply);
    optional_instant(out, "replied_at", r.replied_at);
    supplements(out, r);
    disputes(out, r);
    if (const auto* before = opinion_before(c, i)) changes(out, *before, r);
    out.member("extended_by", r.extended_by).member("substance_version", r.substance_version).close_object();
  }
  out.close_array();
}

std::string review_hint(const cases::Facts& facts) {
  const auto& work = facts.review_work;
  if (work.grounds.empty()) return {};
  std::string out = work.foreseen ? "本案可能须经法制审核，因为" : "本案须经法制审核，因为";
  for (std::size_t i = 0; i < work.grounds.size(); ++i) {
    out += (i == 0 ? "" : "；") + work.grounds[i].text + "（" + work.grounds[i].citation + "）";
  }
  return out + "。";
}

void write_review_duty(JsonWriter& out, const cases::Facts& facts) {
  const auto& work = facts.review_work;
  out.key("legal_review").open_object().key("required").value(facts.review_required);
  out.key("foreseen").value(work.foreseen);
  optional_text(out, "text", review_hint(facts));
  grounds(out, work.grounds);
  out.key("tags").open_array();
  for (const auto& tag : catalog::kCatalogueTags) {
    if (std::find(work.tags.begin(), work.tags.end(), tag.id) == work.tags.end()) continue;
    out.open_object().member("id", tag.id).member("name", tag.zh).close_object();
  }
  out.close_array().member("body", work.sent_outside ? "outside" : "own").close_object();
}

void write_discretion(JsonWriter& out, const cases::Case& c) {
  const auto& book = catalog::DiscretionBook::built_in();
  out.key("discretion").open_array();
  for (const auto& choice : c.discretion) {
    out.open_object().member("id", choice.id.text()).member("party_id", choice.party.text());
    out.member("item_code", choice.item_code).member("act_ended_on", choice.act_ended_on.text());
    out.key("facts").open_array();
    for (const auto& id : choice.facts) {
      out.open_object().member("id", id).member("name", name_of_fact(id)).close_object();
    }
    out.close_array().key("measures").open_array();
    if (const auto* measures = choice.measures.as_object()) {
      for (const auto& [id, value] : *measures) {
        const auto* measure = book.measure(id);
        out.open_object().member("id", id).member("value", value.as_int() ? *value.as_int() : 0);
        if (measure != nullptr) {
          out.member("name", measure->zh);
          out.member("text", catalog::text_zh(*measure, value.as_int() ? *value.as_int() : 0));
        }
        out.close_object();
      }
    }
    out.close_array();
    texts(out, "taken", choice.taken);
    out.member("assessed_at", choice.assessed_at.text());
    optional_id(out, "assessed_by", choice.assessed_by);
    out.key("assessment").raw(choice.assessment.is_null() ? "{}" : to_text(choice.assessment));
    optional_text(out, "no_penalty_ground", choice.no_penalty_ground);
    optional_text(out, "reasons", choice.reasons);
    if (!choice.deviation_reason.empty()) {
      out.key("deviation").open_object().member("reason", choice.deviation_reason);
      optional_id(out, "proposed_by", choice.deviation_proposed_by);
      optional_id(out, "approved_by", choice.deviation_approved_by);
      optional_instant(out, "approved_at", choice.deviation_approved_at);
      out.close_object();
    }
    out.member("substance_version", choice.substance_version);
    const auto present = c.proposal ? c.proposal->substance_version : 0;
    out.key("stale").value(c.proposal && present != std::max<std::int64_t>(1, choice.substance_version));
    out.close_object();
  }
  out.close_array();
}

}  // namespace mingjing::flow
