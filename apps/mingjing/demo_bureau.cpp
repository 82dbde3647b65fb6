// SPDX-License-Identifier: Apache-2.0
#include "demo_bureau.h"

#include <algorithm>

#include "base/check.h"
#include "base/embedded.h"
#include "crypto/random.h"
#include "domain/catalog/item.h"
#include "domain/catalog/item_csv.h"
#include "flow/agency_settings.h"
#include "flow/catalog_items.h"
#include "flow/identity_accounts.h"
#include "flow/identity_officers.h"
#include "flow/identity_set_up.h"

namespace mingjing::app::demo {
namespace {

using identity::Role;

// The certificates of data/demo/people.json are written for demos of this year.
constexpr int kWrittenFor = 2026;

Json read_data(std::string_view path) {
  auto json = parse_json(embedded(path));
  MJ_CHECK(json.has_value());
  return std::move(*json);
}

// In three groups, easy to read aloud and to type: mingjing-7KQWX-RV3DA.
std::string fresh_password() { return crypto::random_code(5) + "-" + crypto::random_code(5) + "-" + crypto::random_code(5); }

identity::Agency read_agency(const Json& json) {
  identity::Agency out;
  out.uscc = json.text("uscc");
  out.name = json.text("name");
  out.short_name = json.text("short_name");
  out.document_prefix = json.text("document_prefix");
  out.level = identity::parse_level(json.text("level")).value();
  out.region_code = json.text("region_code");
  out.address = json.text("address");
  out.telephone = json.text("telephone");
  for (const auto& unit : json.items("units")) {
    out.units.push_back({UnitId(), unit.text("name"), unit.flag("legal_review"), unit.flag("case_handling"), true});
  }
  return out;
}

Date shifted(std::string_view text, int years) {
  const Date date = Date::parse(text).value();
  return Date(date.year() + years, date.month(), date.day());
}

identity::Officer read_officer(const Json& person, UnitId unit, int years) {
  const Json& from = *person.find("certificate");
  identity::Officer out;
  out.name = person.text("name");
  out.sex = person.text("sex");
  out.post = person.text("post");
  out.unit = unit;
  out.certificate_no = from.text("certificate_no");
  for (const auto& category : from.items("categories")) out.categories.push_back(*category.as_string());
  out.area = from.text("area");
  out.valid_from = shifted(from.text("valid_from"), years);
  out.valid_until = shifted(from.text("valid_until"), years);
  out.legal_qualification = from.flag("legal_qualification");
  out.law_degree = from.flag("law_degree");
  out.reviewer_kind = identity::parse_reviewer_kind(from.text("reviewer_kind")).value_or(identity::ReviewerKind::none);
  if (const auto first = from.text("first_review_on"); !first.empty()) out.first_review_on = Date::parse(first);
  return out;
}

std::vector<Role> roles_of(const Json& person) {
  std::vector<Role> out;
  for (const auto& id : person.items("roles")) out.push_back(identity::parse_role(*id.as_string()).value());
  return out;
}

Json settings() {
  return Json::object({
      {"payment", Json::object({{"bank", "澜州银行云栖支行"},
                                {"bank_address", "澜州市云栖区兴澜大道20号"},
                                {"account_name", "澜州市财政局非税收入专户"},
                                {"account", "6199 0001 0000 0188"},
                                {"surcharge", "yes"}})},
      {"remedies", Json::object({{"reconsideration_organ", "澜州市人民政府"}, {"court", "云栖区人民法院"}})},
  });
}

class Maker {
 public:
  Maker(System& system, Instant opened, Date as_of)
      : system_(system), opened_(opened), years_(as_of.year() - kWrittenFor) {}

  Result<Bureau> make(const std::string& code) {
    people_ = read_data("demo/people.json");
    if (auto done = set_up(code); !done) return tl::make_unexpected(done.error());
    for (const auto& person : people_.items("people")) {
      if (auto done = add(person); !done) return tl::make_unexpected(done.error());
    }
    if (auto done = in(sysadmin_, [&](ports::UnitOfWork& work) { return flow::set_agency_settings(work, 1, settings()); });
        !done) {
      return tl::make_unexpected(done.error());
    }
    if (auto done = import_items(); !done) return tl::make_unexpected(done.error());
    gather_units();
    return std::move(bureau_);
  }

 private:
  Status in(const ports::Actor& actor, const std::function<Status(ports::UnitOfWork&)>& use_case) {
    return system_.commands().run_many(actor, use_case);
  }
  const Json& person_named(std::string_view username) const {
    for (const auto& person : people_.items("people")) {
      if (person.text("username") == username) return person;
    }
    MJ_CHECK(false);
    return people_;
  }

  Status set_up(const std::string& code) {
    flow::SetUp request;
    request.code = code;
    request.agency = read_agency(read_data("demo/agency.json"));
    const auto first = [&](std::string_view username) {
      return flow::FirstAdministrator{std::string(username), person_named(username).text("name"), fresh_password()};
    };
    request.system_admin = first("sysadmin");
    request.security_admin = first("secadmin");
    request.audit_admin = first("auditor");
    bureau_.name = request.agency.name;
    auto done = flow::set_up(system_.commands(), system_, SystemClock().now(), request);
    if (!done) return refuse(done.error());
    base_.agency = done->agency;
    base_.agency_ordinal = done->agency.agency_ordinal();
    base_.agency_uscc = request.agency.uscc;
    base_.client_address = "127.0.0.1";
    system_.database().read([&](db::Transaction& tx) {
      const auto stored = store::load_aggregate(tx, system_.sealer(), base_.agency, ports::kind::agency, base_.agency.uuid());
      MJ_CHECK(stored.has_value());
      agency_ = identity::agency_from_parts(base_.agency, stored->parts);
    });
    const flow::FirstAdministrator* names[] = {&request.system_admin, &request.security_admin, &request.audit_admin};
    for (std::size_t i = 0; i < 3; ++i) {
      const auto& person = person_named(names[i]->username);
      Person out = describe(person);
      out.password = names[i]->password;
      out.actor.user = done->administrators[i];
      if (auto settled = settle(out); !settled) return settled;
      if (i == 0) sysadmin_ = out.actor;
      if (i == 1) secadmin_ = out.actor;
      bureau_.people.push_back(std::move(out));
    }
    return {};
  }

  Person describe(const Json& person) const {
    Person out;
    out.username = person.text("username");
    out.name = person.text("name");
    out.unit_name = person.text("unit");
    out.actor = base_;
    out.actor.name = out.name;
    for (const auto& unit : agency_.units) {
      if (unit.name == out.unit_name) out.actor.unit = unit.id;
    }
    for (Role role : roles_of(person)) {
      out.actor.roles.add(role);
      if (!out.role_id.empty()) out.role_id += ",", out.role_zh += "、";
      out.role_id += identity::to_string(role);
      out.role_zh += identity::name_zh(role);
    }
    return out;
  }

  // The first password is at once the person's own, so that a visitor of the demo can sign in and go on.
  Status settle(const Person& person) {
    auto hash = flow::prepare_password(person.username, person.password);
    if (!hash) return refuse(hash.error());
    return in(person.actor, [&](ports::UnitOfWork& work) { return flow::change_password(work, *hash); });
  }

  Status add(const Json& person) {
    Person out = describe(person);
    if (out.actor.roles.any({Role::system_admin, Role::security_admin, Role::audit_admin})) return {};
    out.password = fresh_password();
    auto hash = flow::prepare_password(out.username, out.password);
    if (!hash) return refuse(hash.error());
    std::optional<OfficerId> officer;
    auto made = in(sysadmin_, [&](ports::UnitOfWork& work) -> Status {
      if (person.find("certificate") != nullptr) {
        const auto read = read_officer(person, out.actor.unit, years_);
        auto registered = flow::register_officer(work, read);
        if (!registered) return refuse(registered.error());
        officer = *registered;
        out.certificate_until = read.valid_until;
        out.handles = read.valid_from <= opened_.date() && read.valid_until >= opened_.date() + 800;
      }
      auto user = flow::create_user(work, {out.username, out.name, out.actor.unit, officer, *hash});
      if (!user) return refuse(user.error());
      out.actor.user = *user;
      return {};
    });
    if (!made) return made;
    if (officer) out.actor.officer = *officer;
    if (auto granted = in(secadmin_, [&](ports::UnitOfWork& work) {
          return flow::change_roles(work, out.actor.user, 1, out.actor.roles);
        });
        !granted) {
      return granted;
    }
    if (auto own = in(out.actor, [&](ports::UnitOfWork& work) { return flow::change_password(work, *hash); }); !own) {
      return own;
    }
    bureau_.people.push_back(std::move(out));
    return {};
  }

  Status import_items() {
    return in(sysadmin_, [&](ports::UnitOfWork& work) -> Status {
      auto report = flow::import_items(work, embedded("demo/items.csv"));
      if (!report) return refuse(report.error());
      for (const auto& row : *report) {
        if (row.outcome == catalog::Taken::refused) return invalid(row.key + "：" + row.why);
        const auto id = work.lookup(ports::kind::item, row.key);
        MJ_CHECK(id.has_value());
        const auto stored = work.load(ports::kind::item, *id);
        bureau_.items[row.key] = {ItemId(*id), catalog::item_from_parts(ItemId(*id), stored->parts).unit};
      }
      return {};
    });
  }

  void gather_units() {
    for (const auto& unit : agency_.units) {
      if (!unit.case_handling) continue;
      Unit out{unit.id, unit.name, {}, 0};
      for (std::size_t i = 0; i < bureau_.people.size(); ++i) {
        const auto& person = bureau_.people[i];
        if (person.unit_name != unit.name) continue;
        const bool head = person.actor.roles.has(Role::unit_head);
        if (head) out.head = i;
        if (!head && person.handles && person.actor.roles.has(Role::officer)) out.officers.push_back(i);
      }
      bureau_.units[unit.name] = std::move(out);
    }
  }

  System& system_;
  const Instant opened_;
  const int years_;
  Json people_;
  ports::Actor base_, sysadmin_, secadmin_;
  identity::Agency agency_;
  Bureau bureau_;
};

}  // namespace

const Person& Bureau::by_username(std::string_view username) const {
  const auto found = std::find_if(people.begin(), people.end(), [&](const auto& p) { return p.username == username; });
  MJ_CHECK(found != people.end());
  return *found;
}

std::vector<std::size_t> Bureau::with_role(Role role) const {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < people.size(); ++i) {
    if (people[i].actor.roles.has(role)) out.push_back(i);
  }
  return out;
}

Result<Bureau> make_bureau(System& system, const std::string& set_up_code, Instant opened, Date as_of) {
  return Maker(system, opened, as_of).make(set_up_code);
}

}  // namespace mingjing::app::demo
