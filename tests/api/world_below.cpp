// The agency below the first. SPDX-License-Identifier: Apache-2.0
#include "flow/identity_agencies.h"
#include "tests/api/world.h"

namespace mingjing::api_tests {

using identity::Role;

void World::add_subordinate() {
  if (!below_.is_nil()) return;
  const auto admin = actor_of(UserId(ids_.next(1, 1)), {Role::system_admin});
  identity::Agency agency;
  agency.name = "望山市临川区自然资源分局";
  agency.short_name = "临川分局";
  agency.document_prefix = "临川自然资";
  agency.level = identity::Level::county;
  agency.region_code = "330102";
  agency.uscc = valid_uscc("1133010200248955");
  agency.units = {{{}, "执法大队", false, true, true}};
  const auto stored = directory_->agency(root_);
  must(commands_->run(admin, std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
    const auto id = flow::create_agency(work, stored->version, agency);
    if (!id) return refuse(Error(id.error()));
    below_ = *id;
    return ports::Answer{};
  }));
  store::SqlJobs jobs(*database_);
  std::vector<ports::TakenJob> others;
  while (auto job = jobs.take("test", 1, ports::JobLane::any)) {
    if (job->kind != "open_agency") {
      jobs.done(*job);
      continue;
    }
    must(commands_->run_many(flow::actor_to_open(job->payload), [&](ports::UnitOfWork& work) {
                    return flow::open_agency(work, job->payload);
                  }).map([] { return 0; }));
    jobs.done(*job);
  }
  const auto opened = identity::agency_from_parts(below_, directory_->agency(below_)->parts);
  auto there = admin;
  there.agency = below_;
  there.agency_ordinal = opened.ordinal;
  there.agency_uscc = opened.uscc;
  unit_below = opened.units.front().id.text();
  add_user(there, "below1", unit_below, {Role::officer}, {});
  add_user(there, "below2", unit_below, {Role::intake}, {});
}

std::string World::piece_below(const std::string& case_id, const std::string& bytes) {
  auto there = actor_of(UserId(), {});
  const auto opened = identity::agency_from_parts(below_, directory_->agency(below_)->parts);
  there.agency = below_;
  there.agency_ordinal = opened.ordinal;
  there.agency_uscc = opened.uscc;
  const auto id = *CaseId::parse(case_id);
  const auto file = files_->put(bytes);
  std::string out;
  must(commands_->run(there, std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
    auto aggregate = work.open(ports::kind::enforcement_case, id.uuid(), std::nullopt);
    if (!aggregate) return refuse(Error(aggregate.error()));
    const auto before = cases::Case::from_parts(id, aggregate->parts);
    auto c = *before;
    cases::Evidence piece;
    piece.id = EvidenceId(work.new_id());
    piece.name = piece.file_name = "协议.pdf";
    piece.media_type = "application/pdf";
    piece.sha256 = file.digest.substr(7);
    piece.size = static_cast<std::int64_t>(bytes.size());
    out = piece.id.text();
    c.evidence.push_back(std::move(piece));
    for (auto& part : c.changes_since(*before).changed) work.put(*aggregate, std::move(part));
    work.append(*aggregate, {"add_evidence", Json::object({{"evidence", out}}), work.now()});
    return ports::Answer{};
  }));
  return out;
}

}  // namespace mingjing::api_tests
