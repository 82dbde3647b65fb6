// SPDX-License-Identifier: Apache-2.0
#include "flow/recording_lists.h"

#include <algorithm>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "flow/public_lists.h"

namespace mingjing::flow {
namespace {

cases::Hand hand_of(const ports::UnitOfWork& work) { return {work.actor().user, work.actor().name, work.now()}; }

Json event_of(const evidence::RecordingList& list, const domain::Part& part) {
  Json matters = Json::array();
  for (const auto& matter : list.matters) matters.push(matter.id);
  return Json::object({{"number", list.number}, {"matters", std::move(matters)},
                       {"digest", "sha256:" + to_hex(crypto::sha256(canonical(part.data)))}});
}

// Whether any list may name the act: most acts are on none, and need no look at the agency.
bool is_listable(std::string_view act) {
  const auto& law = catalog::RecordingMatters::built_in();
  const auto names = [act](const std::vector<std::string>& acts) { return std::find(acts.begin(), acts.end(), act) != acts.end(); };
  return names(law.further_acts()) || std::any_of(law.all().begin(), law.all().end(), [&](const auto& matter) { return names(matter.acts); });
}

}  // namespace

Result<std::int64_t> propose_recording_matters(ports::UnitOfWork& work, std::int64_t version, const Json& body) {
  auto aggregate = work.open(ports::kind::agency, work.actor().agency.uuid(), version);
  if (!aggregate) return refuse(std::move(aggregate.error()));
  auto proposal = evidence::read_proposal(body);
  if (!proposal) return refuse(std::move(proposal.error()));
  const auto lists = evidence::lists_from_parts(aggregate->parts);
  proposal->number = lists.next_number();
  proposal->proposed = hand_of(work);
  auto part = evidence::proposal_part(*proposal);
  auto event = event_of(*proposal, part);
  work.put(*aggregate, std::move(part));
  work.append(*aggregate, {"propose_recording_matters", std::move(event), work.now()});
  return proposal->number;
}

Status decide_recording_matters(ports::UnitOfWork& work, std::int64_t version, const MattersDecision& decision) {
  auto aggregate = work.open(ports::kind::agency, work.actor().agency.uuid(), version);
  if (!aggregate) return refuse(std::move(aggregate.error()));
  auto lists = evidence::lists_from_parts(aggregate->parts);
  const auto* waiting = lists.waiting();
  if (waiting != nullptr && waiting->number != decision.number) {
    return invalid("等待批准的清单已经换成新的一份，请刷新后再看。", "number");
  }
  if (waiting != nullptr && waiting->proposed.user == work.actor().acting_for) {
    return refuse(ErrorCode::forbidden, "这份清单是您所代办的人提请的，不能由您代为批准。请由其他负责人批准。");
  }
  if (auto decided = evidence::decide(lists, decision.granted, decision.opinion, hand_of(work), work.today()); !decided) return decided;
  const auto& list = decision.granted ? lists.versions.back() : *lists.proposal;
  auto part = decision.granted ? evidence::version_part(list) : evidence::proposal_part(list);
  Json event = event_of(list, part);
  event.set("verdict", cases::kVerdicts[static_cast<std::size_t>(list.verdict)].id);
  if (list.from) event.set("from", list.from->text());
  if (decision.granted) work.erase(*aggregate, evidence::kListPart, evidence::kProposalKey);
  if (lists.versions.size() > evidence::kListVersionsMax) {
    work.erase(*aggregate, evidence::kListPart, evidence::version_part(lists.versions.front()).key);
  }
  work.put(*aggregate, std::move(part));
  work.append(*aggregate, {"decide_recording_matters", std::move(event), work.now()});
  if (decision.granted) queue_list(work, kMattersList);
  return {};
}

std::optional<catalog::RecordingMatter> matter_asked(ports::UnitOfWork& work, const cases::Record& step) {
  if (!is_listable(cases::to_string(step.act))) return std::nullopt;
  const auto agency = work.load(ports::kind::agency, work.actor().agency.uuid());
  return agency ? evidence::asked_by(evidence::lists_from_parts(agency->parts), step) : std::nullopt;
}

}  // namespace mingjing::flow
