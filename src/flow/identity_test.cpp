// Use cases of identity and catalogue on the ports in memory.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <tuple>

#include "base/embedded.h"
#include "crypto/totp.h"
#include "flow/catalog_items.h"
#include "flow/identity_accounts.h"
#include "flow/identity_agencies.h"
#include "flow/identity_officers.h"
#include "flow/identity_set_up.h"
#include "flow/identity_sign_in.h"
#include "flow/public_lists.h"
#include "ports/memory_store.h"

namespace mingjing::flow {
namespace {

using identity::Role;

struct Codes final : ports::SetUpCodes {
  std::optional<ports::SetUpCode> kept;
  std::optional<ports::SetUpCode> pending() override { return kept; }
};

struct IdentityFlow : testing::Test {
  ManualClock clock{Instant::beijing(Date(2026, 3, 2), 9)};
  SeededIdSource ids{1};
  ports::MemoryStore store{clock, ids};
  Codes codes;
  Doors doors{store, store, store, store, clock, ids};
  flow::SetUp request;
  SetUpDone done;

  void SetUp() override {
    const auto code = new_set_up_code(AgencyId(ids.next(1, 0)), clock.now());
    codes.kept = code.kept;
    request.code = code.code;
    request.agency.uscc = "11230500001755309F";
    request.agency.name = "澜州市自然资源局";
    request.agency.short_name = "市自然资源局";
    request.agency.document_prefix = "澜自然资";
    request.agency.level = identity::Level::city;
    request.agency.region_code = "619900";
    for (const auto* name : {"自然资源执法监察支队", "政策法规科", "生态修复科", "矿业权管理科", "城建规划科",
                             "测绘地理信息管理科", "国土空间规划科", "耕地保护和用途管制科", "自然资源开发利用科",
                             "财务与资金运用科", "确权登记科", "自然资源调查监测科"}) {
      request.agency.units.push_back({UnitId(), name, false, false, true});
    }
    request.agency.units[1].legal_review = true;
    request.system_admin = {"sysadmin", "严启明", "green-Lantern-42"};
    request.security_admin = {"secadmin", "乔静姝", "quiet-Harbour-17"};
    request.audit_admin = {"auditor", "池望舒", "distant-Cloud-93"};
  }
  void set_up_all() {
    auto result = set_up(store, codes, clock.now(), request);
    ASSERT_TRUE(result) << result.error().message;
    done = *result;
  }
  ports::Actor actor(int administrator) {
    ports::Actor out;
    out.agency = done.agency;
    out.agency_ordinal = 1;
    out.user = done.administrators[static_cast<std::size_t>(administrator)];
    return out;
  }
  identity::Agency agency() {
    return identity::agency_from_parts(done.agency, store.peek(done.agency, done.agency.uuid())->parts);
  }
  identity::User user(UserId id) { return identity::user_from_parts(id, store.peek(done.agency, id.uuid())->parts); }
  template <class F>
  Status with(const ports::Actor& who, F&& use_case) {
    return store.run_many(who, std::forward<F>(use_case));
  }
  UserId add(const std::string& username, const std::string& password) {
    UserId id;
    const auto hash = prepare_password(username, password);
    EXPECT_TRUE(hash);
    EXPECT_TRUE(with(actor(0), [&](ports::UnitOfWork& work) -> Status {
      auto made = create_user(work, {username, "周岚", agency().units[0].id, std::nullopt, *hash});
      if (!made) return refuse(made.error());
      id = *made;
      return {};
    }));
    return id;
  }
  Result<SignedIn> enter(const std::string& username, const std::string& password,
                         const std::string& address = "10.0.0.1", std::optional<std::string> code = std::nullopt) {
    return sign_in(doors, {username, password, std::move(code), address, false});
  }
};

TEST_F(IdentityFlow, SetUpMakesTheRootAndThreeAdministratorsOnce) {
  set_up_all();
  EXPECT_EQ(agency().units.size(), 12u);
  EXPECT_EQ(user(done.administrators[0]).roles, identity::RoleSet{Role::system_admin});
  EXPECT_EQ(user(done.administrators[1]).roles, identity::RoleSet{Role::security_admin});
  EXPECT_EQ(user(done.administrators[2]).roles, identity::RoleSet{Role::audit_admin});
  EXPECT_EQ(store.events().size(), 4u);
  const auto again = set_up(store, codes, clock.now(), request);  // the code still pending: a race lost
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, ErrorCode::forbidden);
  EXPECT_EQ(store.events().size(), 4u);
}

TEST_F(IdentityFlow, SetUpRefusesWrongOldAndMissingCodesAndLeavesNothing) {
  auto wrong = request;
  wrong.code.back() = wrong.code.back() == '0' ? '1' : '0';
  EXPECT_EQ(set_up(store, codes, clock.now(), wrong).error().field, "code");
  EXPECT_FALSE(set_up(store, codes, clock.now().plus_hours(24), request));
  auto kept = codes.kept;
  codes.kept.reset();
  EXPECT_FALSE(set_up(store, codes, clock.now(), request));
  codes.kept = kept;
  auto weak = request;
  weak.audit_admin.password = "short";
  weak.security_admin.username = "sysadmin";
  weak.agency.uscc = "1";
  const auto refused = set_up(store, codes, clock.now(), weak);
  ASSERT_FALSE(refused);
  std::vector<std::string> fields;
  for (const auto& reason : refused.error().reasons) fields.push_back(reason.field);
  EXPECT_EQ(fields, (std::vector<std::string>{"agency/uscc", "security_admin/username", "audit_admin/password"}));
  EXPECT_TRUE(store.events().empty());
}

TEST_F(IdentityFlow, EventsHoldNoNames) {
  set_up_all();
  add("zhou.lan", "correct horse battery");
  for (const auto& event : store.events()) {
    const auto text = to_text(event.data);
    for (const auto* secret : {"zhou.lan", "周岚", "严启明", "sysadmin", "argon2"}) {
      EXPECT_EQ(text.find(secret), std::string::npos) << event.type;
    }
  }
}

TEST_F(IdentityFlow, UserNamesAreUnique) {
  set_up_all();
  add("zhou.lan", "correct horse battery");
  const auto status = with(actor(0), [&](ports::UnitOfWork& work) -> Status {
    auto made = create_user(work, {"zhou.lan", "周岚", agency().units[0].id, std::nullopt, "x"});
    return made ? Status() : refuse(made.error());
  });
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().field, "username");
}

TEST_F(IdentityFlow, NobodyGrantsRolesToOneselfAndAdministratorsStayApart) {
  set_up_all();
  const auto id = add("zhou.lan", "correct horse battery");
  const auto grant = [&](int administrator, UserId to, identity::RoleSet roles) {
    return with(actor(administrator), [&](ports::UnitOfWork& work) { return change_roles(work, to, 1, roles); });
  };
  EXPECT_EQ(grant(1, done.administrators[1], {Role::system_admin}).error().code, ErrorCode::forbidden);
  EXPECT_FALSE(grant(1, done.administrators[0], {Role::system_admin, Role::security_admin}));
  EXPECT_FALSE(grant(1, id, {Role::officer, Role::audit_admin}));
  EXPECT_TRUE(user(id).roles.empty());
  EXPECT_TRUE(grant(1, id, {Role::officer, Role::intake}));
  EXPECT_TRUE(user(id).roles.has(Role::officer));
  EXPECT_EQ(grant(1, id, {Role::officer}).error().code, ErrorCode::conflict);  // version 2 by now
}

TEST_F(IdentityFlow, SigningInGivesATokenThatHoldsUntilIdleOrSignedOut) {
  set_up_all();
  auto in = enter("secadmin", "quiet-Harbour-17");
  ASSERT_TRUE(in) << in.error().message;
  EXPECT_TRUE(in->must_change_password);
  EXPECT_EQ(in->actor.roles, identity::RoleSet{Role::security_admin});
  EXPECT_EQ(in->actor.agency_uscc, "11230500001755309F");
  EXPECT_NE(in->session.token_digest, in->token);
  const auto here = present(doors, in->token, "10.0.0.1");
  ASSERT_TRUE(here);
  EXPECT_EQ(here->actor.user, done.administrators[1]);
  EXPECT_FALSE(present(doors, in->token + "A", "10.0.0.1"));
  EXPECT_TRUE(csrf_matches(in->token, csrf_token(in->token)));
  EXPECT_FALSE(csrf_matches(in->token, csrf_token("other")));
  ASSERT_TRUE(sign_out(doors, *here));
  EXPECT_EQ(present(doors, in->token, "10.0.0.1").error().code, ErrorCode::unauthenticated);

  in = enter("secadmin", "quiet-Harbour-17");
  clock.set(clock.now().plus_ms(identity::kSessionIdleMs));
  EXPECT_FALSE(present(doors, in->token, "10.0.0.1"));
}

TEST_F(IdentityFlow, EveryWrongSignInGetsOneAnswer) {
  set_up_all();
  const auto id = add("zhou.lan", "correct horse battery");
  const auto wrong_password = enter("zhou.lan", "incorrect horse battery");
  const auto wrong_name = enter("zhou.lam", "correct horse battery");
  ASSERT_TRUE(with(actor(0), [&](ports::UnitOfWork& work) { return disable_user(work, id, 1, "调离"); }));
  const auto disabled = enter("zhou.lan", "correct horse battery");
  for (const auto* answer : {&wrong_password, &wrong_name, &disabled}) {
    ASSERT_FALSE(*answer);
    EXPECT_EQ(answer->error().code, ErrorCode::unauthenticated);
    EXPECT_EQ(answer->error().message, wrong_password.error().message);
  }
}

TEST_F(IdentityFlow, AttackersWaitAndTheOwnerDoesNot) {
  set_up_all();
  ASSERT_TRUE(enter("secadmin", "quiet-Harbour-17", "10.0.0.1"));
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(enter("secadmin", "guess", "192.0.2.7"));
  const auto waiting = enter("secadmin", "quiet-Harbour-17", "192.0.2.99");  // same network
  ASSERT_FALSE(waiting);
  EXPECT_EQ(waiting.error().code, ErrorCode::too_many);
  EXPECT_EQ(waiting.error().detail_json, R"({"retry_after_s":2})");
  EXPECT_TRUE(enter("secadmin", "quiet-Harbour-17", "10.0.0.1"));
}

TEST_F(IdentityFlow, OneCodeOpensOneSession) {
  set_up_all();
  const auto id = add("zhou.lan", "correct horse battery");
  auto self = actor(0);
  self.user = id;
  const auto enrolment = new_totp("明镜", "zhou.lan");
  const auto secret = *crypto::from_base32(enrolment.secret);
  const auto code = [&] { return crypto::totp_at(secret, clock.now().unix_ms() / 1000); };
  const auto enrol = [&](const std::string& digits) {
    return with(self, [&](ports::UnitOfWork& work) {
      return enrol_totp(work, enrolment.secret, digits, clock.now().unix_ms() / 1000);
    });
  };
  auto wrong = code();
  wrong[0] = wrong[0] == '9' ? '0' : static_cast<char>(wrong[0] + 1);
  EXPECT_FALSE(enrol(wrong));
  ASSERT_TRUE(enrol(code()));
  EXPECT_FALSE(enter("zhou.lan", "correct horse battery"));
  EXPECT_FALSE(enter("zhou.lan", "correct horse battery", "10.0.0.1", code()));  // spent by enrolling
  clock.set(clock.now().plus_ms(30'000));
  EXPECT_TRUE(enter("zhou.lan", "correct horse battery", "10.0.0.1", code()));
  EXPECT_FALSE(enter("zhou.lan", "correct horse battery", "10.0.0.1", code()));
  ASSERT_TRUE(with(actor(1), [&](ports::UnitOfWork& work) {
    return reset_second_factor(work, id, store.peek(done.agency, id.uuid())->version);
  }));
  EXPECT_TRUE(enter("zhou.lan", "correct horse battery"));
}

TEST_F(IdentityFlow, AChildAgencyIsOpenedOnceByItsJob) {
  set_up_all();
  identity::Agency child;
  child.uscc = "91230500MA1B3N1N2M";
  child.name = "云栖县自然资源局";
  child.short_name = "县自然资源局";
  child.document_prefix = "云自然资";
  child.region_code = "619921";
  child.units = {{UnitId(), "执法大队", false, true, true}};
  const auto create = [&](std::int64_t version) {
    return with(actor(0), [&](ports::UnitOfWork& work) -> Status {
      auto made = create_agency(work, version, child);
      return made ? Status() : refuse(made.error());
    });
  };
  ASSERT_TRUE(create(1));
  EXPECT_EQ(create(2).error().field, "uscc");
  ASSERT_EQ(store.jobs().size(), 1u);
  const Json payload = store.jobs()[0].job.payload;
  const auto system = actor_to_open(payload);
  EXPECT_EQ(system.agency_ordinal, 2u);
  for (int delivered = 0; delivered < 2; ++delivered) {
    EXPECT_TRUE(store.run_many(system, [&](ports::UnitOfWork& work) { return open_agency(work, payload); }));
  }
  const auto opened = store.agency_by_ordinal(2);
  ASSERT_TRUE(opened);
  const auto made = identity::agency_from_parts(AgencyId(opened->id), opened->parts);
  EXPECT_EQ(made.parent, done.agency);
  EXPECT_EQ(made.units[0].id.agency_ordinal(), 2u);
  EXPECT_EQ(opened->version, 1);
}

TEST_F(IdentityFlow, ItemsAreImportedOnceWithAReportARow) {
  set_up_all();
  const auto load = [&](std::string_view csv) {
    std::map<catalog::Taken, int> counts;
    std::string why;
    EXPECT_TRUE(with(actor(0), [&](ports::UnitOfWork& work) -> Status {
      const auto report = import_items(work, csv);
      if (!report) return refuse(report.error());
      for (const auto& row : *report) ++counts[row.outcome], why += row.why;
      return {};
    }));
    return std::pair{counts, why};
  };
  using enum catalog::Taken;
  auto csv = std::string(embedded("demo/items.csv"));
  auto [first, why] = load(csv);
  EXPECT_EQ(first, (std::map<catalog::Taken, int>{{taken, 97}})) << why;
  EXPECT_EQ(load(csv).first, (std::map<catalog::Taken, int>{{unchanged, 97}}));
  const auto events = store.events().size();
  csv.replace(csv.find("非法转让土地"), std::string("非法转让土地").size(), "买卖土地");
  csv += "LZR-CF-001,再来一次,行政处罚,《土地管理法》第七十四条,自然资源执法监察支队,罚款\n";
  csv += "X-1,没有依据,行政处罚,,自然资源执法监察支队,罚款\nX-2,没有机构,行政检查,《土地管理法》第六十七条,无名科\n";
  std::tie(first, why) = load(csv);
  EXPECT_EQ(first, (std::map<catalog::Taken, int>{{taken, 1}, {unchanged, 96}, {refused, 3}}));
  EXPECT_NE(why.find("重复"), std::string::npos);
  EXPECT_NE(why.find("无名科"), std::string::npos);
  EXPECT_EQ(store.events().size(), events + 1);
}

TEST_F(IdentityFlow, OfficersAreRegisteredOncePerCertificate) {
  set_up_all();
  const std::string csv =
      "姓名,性别,职务,所在机构,证件编号,执法类别,执法区域,有效期起,有效期止\n"
      "周岚,女,科员,自然资源执法监察支队,26990100101,自然资源,澜州市,2023-05-01,2028-04-30\n"
      "贺少峰,男,科员,无名科,26990100102,自然资源,澜州市,2023-05-01,2028-04-30\n";
  for (const auto outcome : {catalog::Taken::taken, catalog::Taken::unchanged}) {
    ASSERT_TRUE(with(actor(0), [&](ports::UnitOfWork& work) -> Status {
      const auto report = import_officers(work, csv);
      if (!report) return refuse(report.error());
      EXPECT_EQ(report->at(0).outcome, outcome) << report->at(0).why;
      EXPECT_EQ(report->at(1).outcome, catalog::Taken::refused);
      return {};
    }));
  }
  EXPECT_EQ(store.all(ports::kind::officer).size(), 1u);
}

// What says the same is no new version; what is published stays as it was.
TEST_F(IdentityFlow, AListIsPublishedWhenItSaysSomethingNew) {
  set_up_all();
  ports::Actor system = actor(0);
  system.user = {};
  const auto publish = [&](const char* name) {
    Json content = Json::object({{"agency", Json::object({{"uscc", request.agency.uscc}})},
                                 {"entries", Json::array({Json::object({{"id", "1"}, {"name", name}})})}});
    ASSERT_TRUE(with(system, [&](ports::UnitOfWork& work) { return publish_list(work, kItemsList, content); }));
  };
  publish("甲");
  ASSERT_EQ(store.all(ports::kind::public_list).size(), 1u);
  const Uuid id = store.all(ports::kind::public_list)[0].id;
  const auto first = store.public_body(done.agency, id, 1);
  ASSERT_TRUE(first);
  EXPECT_EQ(store.events().back().type, "publish_list");
  const auto events = store.events().size();
  publish("甲");
  EXPECT_EQ(store.events().size(), events);
  publish("乙");
  ASSERT_EQ(store.all(ports::kind::public_list).size(), 1u);
  EXPECT_EQ(store.public_body(done.agency, id, 1), first);
  const auto second = parse_json(store.public_body(done.agency, id, 2).value_or("{}"));
  EXPECT_EQ(second->integer("version"), 2);
  EXPECT_EQ(second->items("entries")[0].text("name"), "乙");
  EXPECT_EQ(second->text("published_on"), "2026-03-02");
}

TEST_F(IdentityFlow, WhatAListTellsOfQueuesItAnew) {
  set_up_all();
  const auto queued = [&] {
    std::multiset<std::string> out;
    for (const auto& [agency, id, job] : store.jobs())
      if (job.kind == "publish_list") out.insert(job.payload.text("list"));
    return out;
  };
  const auto before = queued();
  ASSERT_TRUE(with(actor(0), [&](ports::UnitOfWork& work) -> Status {
    const auto report = import_officers(
        work,
        "姓名,所在机构,证件编号,执法类别,执法区域,有效期起,有效期止\n周岚,自然资源执法监察支队,26990100101,自然资源,澜州市,"
        "2023-05-01,2028-04-30\n");
    return report ? Status() : refuse(report.error());
  }));
  EXPECT_EQ(queued().count("officers"), before.count("officers") + 1);
  const auto officer = store.all(ports::kind::officer)[0];
  auto suspended = identity::officer_from_parts(OfficerId(officer.id), officer.parts);
  suspended.status = identity::CertificateStatus::suspended;
  suspended.status_since = Date(2026, 3, 2);
  ASSERT_TRUE(with(actor(0), [&](ports::UnitOfWork& work) { return change_certificate(work, officer.version, suspended); }));
  EXPECT_EQ(queued().count("officers"), before.count("officers") + 2);
}

}  // namespace
}  // namespace mingjing::flow
