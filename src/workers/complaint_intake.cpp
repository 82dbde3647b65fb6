// SPDX-License-Identifier: Apache-2.0
#include "workers/complaint_intake.h"

#include "flow/complaints.h"

namespace mingjing::workers {
namespace {

constexpr int kBatch = 100;
constexpr std::size_t kReportedMax = 1000;

const db::Statement kAgencyByCode{"intake_agency_by_uscc", "SELECT id FROM business_key WHERE kind = 'agency' AND natural_key = $1"};

}  // namespace

AgencyId ComplaintIntake::agency_of(const std::string& uscc) {
  AgencyId out = services_.root_agency();
  if (uscc.empty()) return out;
  services_.database.read([&](db::Transaction& tx) {
    const auto rows = tx.query(kAgencyByCode, {uscc});
    if (!rows.empty()) out = AgencyId::parse(rows.text(0, 0)).value_or(out);
  });
  return out;
}

Status ComplaintIntake::take(const inbox::Letter& letter) {
  const auto opened = inbox::open_letter(services_.data_keys, letter);
  if (!opened) return refuse(opened.error());
  const auto json = parse_json(opened->text);
  if (!json) return refuse(json.error());
  const auto content = supervision::complaint_content(*json);
  if (!content) return refuse(content.error());
  const auto services = services_.flow();
  const AgencyId agency = agency_of(content->agency_uscc);
  const flow::TakenLetter taken{letter.id, opened->number, opened->key, *content, opened->received_at};
  const auto done = services_.commands.run(
      services_.system_actor(agency), std::nullopt, [&](ports::UnitOfWork& work) -> Result<ports::Answer> {
        const auto made = flow::take_in_complaint(work, *services, taken);
        if (!made) return refuse(made.error());
        return ports::Answer{};
      });
  if (!done) return refuse(done.error());
  return {};
}

std::size_t ComplaintIntake::round() {
  std::size_t count = 0;
  if (services_.root_agency().is_nil()) return count;
  // Letters that cannot be read stay in front, so the batch grows by them; they are few, or the key is lost.
  for (const auto& letter : services_.inbox.waiting(kBatch + static_cast<int>(reported_.size()))) {
    if (auto taken = take(letter); !taken) {
      if (reported_.size() < kReportedMax && reported_.insert(letter.id).second)
        services_.report("来件 " + letter.id + " 没有接收：" + taken.error().message);
      continue;
    }
    services_.inbox.taken(letter.id);
    ++count;
  }
  return count;
}

}  // namespace mingjing::workers
