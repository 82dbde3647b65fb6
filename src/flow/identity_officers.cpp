// SPDX-License-Identifier: Apache-2.0
#include "flow/identity_officers.h"

#include <algorithm>

#include "domain/catalog/item_csv.h"
#include "domain/identity/agency.h"
#include "flow/import_report.h"
#include "flow/public_lists.h"

namespace mingjing::flow {
namespace {

identity::Agency own_agency(ports::UnitOfWork& work) {
  const AgencyId id = work.actor().agency;
  const auto aggregate = work.load(ports::kind::agency, id.uuid());
  return aggregate ? identity::agency_from_parts(id, aggregate->parts) : identity::Agency{};
}

Status check(ports::UnitOfWork& work, const identity::Officer& officer) {
  if (auto status = identity::validate(officer); !status) return status;
  const auto holder = work.lookup(ports::kind::officer, officer.certificate_no);
  if (holder && *holder != officer.id.uuid())
    return invalid("该证件编号已登记给另一名执法人员，请核对。", "certificate_no");
  if (own_agency(work).find_unit(officer.unit) == nullptr) return invalid("本机关没有这个机构，请重新选择。", "unit");
  return {};
}

}  // namespace

Result<OfficerId> register_officer(ports::UnitOfWork& work, identity::Officer officer) {
  officer.id = OfficerId(work.new_id());
  if (auto status = check(work, officer); !status) return refuse(status.error());
  auto aggregate = work.create(ports::kind::officer, officer.id.uuid());
  work.put(aggregate, identity::to_part(officer));
  work.append(aggregate, {"register_officer",
                          Json::object({{"officer", officer.id.text()}, {"valid_until", officer.valid_until.text()}}),
                          work.now()});
  queue_list(work, kOfficersList);
  return officer.id;
}

Status change_certificate(ports::UnitOfWork& work, std::int64_t version, const identity::Officer& officer) {
  auto aggregate = work.open(ports::kind::officer, officer.id.uuid(), version);
  if (!aggregate) return refuse(aggregate.error());
  if (auto status = check(work, officer); !status) return status;
  work.put(*aggregate, identity::to_part(officer));
  work.append(*aggregate, {"change_certificate",
                           Json::object({{"officer", officer.id.text()},
                                         {"status", identity::to_string(officer.status)},
                                         {"valid_until", officer.valid_until.text()}}),
                           work.now()});
  queue_list(work, kOfficersList);
  return {};
}

Result<std::vector<catalog::RowReport>> import_officers(ports::UnitOfWork& work, std::string_view csv) {
  const auto table = catalog::read_csv(csv);
  if (!table) return refuse(table.error());
  if (auto status =
          require_columns(*table, {"姓名", "所在机构", "证件编号", "执法类别", "执法区域", "有效期起", "有效期止"});
      !status) {
    return refuse(status.error());
  }
  const auto agency = own_agency(work);
  return import_rows(*table, "证件编号", [&](const catalog::CsvRow& row) -> Result<catalog::Taken> {
    auto parsed = catalog::officer_of_row(*table, row);
    if (!parsed) return refuse(parsed.error());
    auto& officer = parsed->officer;
    const auto unit = std::find_if(agency.units.begin(), agency.units.end(),
                                   [&](const identity::Unit& u) { return u.name == parsed->unit_name; });
    if (unit == agency.units.end())
      return invalid("本机关没有名为“" + parsed->unit_name + "”的机构，请先新建。", "所在机构");
    officer.unit = unit->id;
    const auto known = work.lookup(ports::kind::officer, officer.certificate_no);
    if (!known) {
      auto made = register_officer(work, officer);
      if (!made) return refuse(made.error());
      return catalog::Taken::taken;
    }
    const auto stored = work.load(ports::kind::officer, *known);
    const auto before = identity::officer_from_parts(OfficerId(*known), stored->parts);
    officer.id = before.id;
    officer.status = before.status;  // suspending and revoking are acts of their own
    officer.status_since = before.status_since;
    if (officer == before) return catalog::Taken::unchanged;
    // Judged before `open`, so that a refused row leaves the version where it was.
    if (auto status = check(work, officer); !status) return refuse(status.error());
    if (auto status = change_certificate(work, stored->version, officer); !status) return refuse(status.error());
    return catalog::Taken::taken;
  });
}

}  // namespace mingjing::flow
