// SPDX-License-Identifier: Apache-2.0
#include "flow/reviewers.h"

#include <algorithm>

#include "domain/identity/officer.h"
#include "domain/identity/user.h"

namespace mingjing::flow {
namespace {

using cases::Act;

bool recused(const cases::Case& c, OfficerId officer, std::string_view name) {
  if (!officer.is_nil() && std::find(c.recused.begin(), c.recused.end(), officer) != c.recused.end()) return true;
  return std::any_of(c.recusals.begin(), c.recusals.end(), [&](const cases::Recusal& row) {
    if (row.verdict != cases::Verdict::granted) return false;
    return officer.is_nil() || row.officer.is_nil() ? row.name == name : row.officer == officer;
  });
}

}  // namespace

std::string review_conflict(const cases::Case& c, OfficerId officer, std::string_view person) {
  const std::string name(person);
  if (!officer.is_nil() && c.is_handler(officer)) return name + "是本案承办人，不能审核本案。";
  if (recused(c, officer, name)) return name + "已决定回避，不能审核本案。";
  if (name.empty()) return {};
  for (const auto& party : c.parties) {
    if (party.name == name) return name + "与本案当事人同名，不能审核本案。";
    if (party.legal_representative == name) return name + "与当事人的负责人同名，不能审核本案。";
  }
  const bool heard = std::any_of(c.records.begin(), c.records.end(), [&](const cases::Record& record) {
    return record.act == Act::record_inquiry && record.data.text("subject") == name;
  });
  return heard ? name + "与本案被询问的人同名，不能审核本案。" : std::string{};
}

std::optional<ReviewerStanding> reviewer_standing(ports::UnitOfWork& work, const cases::Case& c,
                                                  const identity::Agency& agency, UserId id) {
  const auto stored = work.load(ports::kind::user, id.uuid());
  if (!stored) return std::nullopt;
  const auto user = identity::user_from_parts(id, stored->parts);
  ReviewerStanding out;
  out.user = id;
  out.name = user.name;
  if (user.reviewer) {
    out.profile = *user.reviewer;
  } else if (user.officer) {
    if (const auto row = work.load(ports::kind::officer, user.officer->uuid())) {
      out.profile = identity::reviewer_of(identity::officer_from_parts(*user.officer, row->parts));
    }
  }
  const auto* unit = agency.legal_review_unit();
  const bool there = unit != nullptr && unit->id == user.unit;
  out.of_unit = user.status == identity::UserStatus::active && user.roles.has(identity::Role::legal_reviewer) &&
                (there || out.profile.kind == identity::ReviewerKind::counsel);
  out.conflict = review_conflict(c, user.officer.value_or(OfficerId()), user.name);
  return out;
}

}  // namespace mingjing::flow
