// Setting an agency up: whether the system has been set up at all, which anybody may ask who comes to an empty one; and,
// for its administrators, what is still missing before cases can be worked on.
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "domain/identity/agency.h"
#include "domain/identity/officer.h"
#include "http/api/core.h"
#include "query/statutes.h"

namespace mingjing::http::api {
namespace {

using identity::Role;

constexpr int kPeopleMax = 2000;
constexpr unsigned kNoticeMonth = 11;  // the days off of a year are published in the autumn before it

Response set_up_state(Api& api) {
  const bool pending = api.services.set_up_codes != nullptr && api.services.set_up_codes->pending().has_value();
  JsonWriter out;
  out.open_object().key("done").value(!pending).close_object();
  return ok_json(200, out.take());
}

// What there is of an agency, read at once.
struct Stock {
  identity::Agency agency;
  bool settings = false;
  std::vector<identity::User> users;
  std::int64_t officers_valid = 0, items = 0;
};
Stock stock_of(Api& api, AgencyId id, Date today) {
  Stock out;
  api.services.snapshots->read([&](ports::Reader& reader) {
    out = {};
    if (const auto stored = reader.load(id, ports::kind::agency, id.uuid())) {
      out.agency = identity::agency_from_parts(id, stored->parts);
      out.settings = stored->find("settings") != nullptr;
    }
    for (const auto& user : reader.all(id, ports::kind::user, kPeopleMax)) {
      out.users.push_back(identity::user_from_parts(UserId(user.id), user.parts));
    }
    for (const auto& officer : reader.all(id, ports::kind::officer, kPeopleMax)) {
      const auto one = identity::officer_from_parts(OfficerId(officer.id), officer.parts);
      out.officers_valid += identity::certificate_valid_on(one, today) ? 1 : 0;
    }
    out.items = static_cast<std::int64_t>(reader.all(id, ports::kind::item, kPeopleMax).size());
  });
  return out;
}

struct Step {
  std::string_view id, name;
  bool done = false;
  std::int64_t count = 0;
  std::string missing;  // what is still to be done; empty when done
};

Step people(const Stock& stock) {
  // Who a penalty case cannot do without.
  constexpr Role kNeeded[] = {Role::officer,        Role::unit_head,       Role::agency_head,
                              Role::legal_reviewer, Role::publicity_clerk, Role::publicity_approver};
  Step out{"people", "账号和角色", false, 0, {}};
  std::string lacking;
  for (const Role role : kNeeded) {
    const auto held = std::count_if(stock.users.begin(), stock.users.end(), [&](const identity::User& user) {
      return user.status == identity::UserStatus::active && user.roles.has(role);
    });
    if (held == 0) lacking += (lacking.empty() ? "" : "、") + std::string(name_zh(role));
  }
  out.count = static_cast<std::int64_t>(stock.users.size());
  out.done = lacking.empty();
  if (!out.done) out.missing = "还没有人担任" + lacking + "。系统管理员新建账号，安全管理员授予角色。";
  return out;
}

Step calendar(const law::Calendar& calendar, Date today) {
  Step out{"calendar", "工作日历", false, static_cast<std::int64_t>(calendar.years().size()), {}};
  const int needed = today.month() >= kNoticeMonth ? today.year() + 1 : today.year();
  out.done = calendar.status(needed) == law::YearStatus::known;
  if (!out.done) out.missing = std::to_string(needed) + " 年的放假安排还没有导入，期限暂按周末和法定节日推算。";
  return out;
}

std::vector<Step> steps_of(Api& api, const Caller& who) {
  const Date today = api.services.legal_clock->today();
  const auto stock = stock_of(api, who.actor.agency, today);
  const auto& units = stock.agency.units;
  const bool handling = std::any_of(units.begin(), units.end(), [](const auto& unit) { return unit.active && unit.case_handling; });
  const bool review = stock.agency.legal_review_unit() != nullptr;
  const auto laws = api.services.statutes ? static_cast<std::int64_t>(api.services.statutes()->all().size()) : 0;
  std::vector<Step> out;
  const auto add = [&](std::string_view id, std::string_view name, bool done, std::int64_t count, std::string missing) {
    out.push_back({id, name, done, count, done ? std::string() : std::move(missing)});
  };
  add("units", "内设机构", handling && review, static_cast<std::int64_t>(units.size()),
      std::string("还没有") + (handling ? "法制审核机构" : review ? "办案机构" : "办案机构和法制审核机构") + "，请新建内设机构。");
  out.push_back(people(stock));
  add("officers", "执法人员和证件", stock.officers_valid >= 2, stock.officers_valid,
      "证件有效的执法人员不足两人：执法应当由两名以上持证人员进行（《行政处罚法》第四十二条第一款）。");
  add("items", "执法事项", stock.items > 0, stock.items, "还没有执法事项，立案时没有可选的案由依据。可以逐项新建，或者导入表格。");
  add("settings", "缴款与救济途径", stock.settings, stock.settings ? 1 : 0, "决定书须写明缴款方式和复议、诉讼途径，请先填写。");
  out.push_back(calendar(*api.services.flow()->calendar, today));
  add("statutes", "法律法规", laws > 0, laws, "还没有存入法律法规。请运维人员运行 mingjing import laws 导入。");
  if (api.services.system_state) {
    const auto state = api.services.system_state();
    add("backup", "备份", state.backup_at.has_value(), state.backup_at ? 1 : 0, "还没有备份过。请运维人员运行 mingjing backup，并另行保管密钥。");
  }
  return out;
}

Response set_up_steps(Api& api, Request& request) {
  const Caller& who = caller(request);
  if (auto allowed = allow(who, "read_users", identity::Relation::agency); !allowed) return respond(allowed.error());
  JsonWriter out;
  bool ready = true;
  out.open_object().key("steps").open_array();
  for (const auto& step : steps_of(api, who)) {
    ready = ready && (step.done || step.id == "backup" || step.id == "statutes");
    out.open_object().member("id", step.id).member("name", step.name).key("done").value(step.done);
    out.member("count", step.count);
    if (!step.missing.empty()) out.member("missing", step.missing);
    out.close_object();
  }
  out.close_array().key("ready").value(ready).close_object();
  return ok_json(200, out.take());
}

}  // namespace

void add_setup_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags open;
  open.needs_session = false;
  router.add("set_up_state", Method::get, "/api/v1/setup", open, [api](Request&) { return set_up_state(*api); });
  router.add("set_up_steps", Method::get, "/api/v1/setup/steps", RouteFlags{}, [api](Request& r) { return set_up_steps(*api, r); });
}

}  // namespace mingjing::http::api
