// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "domain/identity/agency.h"
#include "domain/identity/check_digits.h"
#include "domain/identity/officer.h"
#include "domain/identity/password_policy.h"
#include "domain/identity/problems.h"
#include "domain/identity/session.h"
#include "domain/identity/sign_in_throttle.h"
#include "domain/identity/user.h"

namespace mingjing::identity {
namespace {

Uuid uuid(int n) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[0] = static_cast<std::uint8_t>(n);
  return Uuid(bytes);
}

TEST(CheckDigits, OfSocialCreditCodes) {
  EXPECT_EQ(uscc_check("91350100M000100Y4"), '3');
  EXPECT_EQ(uscc_check("91230500MA1B3N1N2"), 'M');
  EXPECT_EQ(uscc_check("11230500001755309"), 'F');
  EXPECT_TRUE(is_uscc("11230500001755309F"));
  EXPECT_FALSE(is_uscc("11230500001755309E"));
  EXPECT_FALSE(is_uscc("11230500001755390F"));    // two figures swapped
  EXPECT_FALSE(uscc_check("9135010OM000100Y4"));  // letter O
  EXPECT_EQ(check_uscc("1123", "uscc").error().field, "uscc");
  EXPECT_FALSE(check_uscc("11230500001755309E", "uscc"));
}

TEST(CheckDigits, OfOrganisationCodes) {
  EXPECT_EQ(organisation_check("00175530"), '9');  // characters 9–17 of the credit code above
  EXPECT_TRUE(is_organisation_code("00175530-9"));
  EXPECT_TRUE(is_organisation_code("001755309"));
  EXPECT_FALSE(is_organisation_code("001755308"));
}

TEST(CheckDigits, OfCitizenNumbers) {
  EXPECT_EQ(citizen_check("11010519491231002"), 'X');
  EXPECT_EQ(citizen_check("44052418800101001"), '4');
  const auto parsed = parse_citizen_number("11010519491231002X");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->birth, Date(1949, 12, 31));
  EXPECT_TRUE(parsed->female);
  EXPECT_FALSE(parse_citizen_number("11010519491231002x"));  // folding is the caller's matter
  EXPECT_FALSE(parse_citizen_number("110105194912310020"));
  EXPECT_FALSE(check_citizen_number("11010519491231002X", Date(1949, 12, 30), "id"));
  for (const auto* base : {"11010519490231002", "99010519491231002"}) {  // 31 February; no such province
    EXPECT_FALSE(parse_citizen_number(std::string(base) + *citizen_check(base)));
  }
}

TEST(CheckDigits, ABirthdayCountsFromTheDayAfter) {
  EXPECT_EQ(full_years(Date(2008, 3, 2), Date(2026, 3, 2)), 17);
  EXPECT_EQ(full_years(Date(2008, 3, 2), Date(2026, 3, 3)), 18);
}

Agency bureau() {
  Agency out;
  out.id = AgencyId(uuid(1));
  out.ordinal = 1;
  out.uscc = "11230500001755309F";
  out.name = "澜州市自然资源局";
  out.short_name = "市自然资源局";
  out.document_prefix = "澜自然资";
  out.level = Level::city;
  out.region_code = "619900";
  out.units = {{UnitId(uuid(2)), "政策法规科", true, false, true},
               {UnitId(uuid(3)), "执法监察支队", false, true, true}};
  return out;
}

TEST(Agency, SurvivesItsParts) {
  auto agency = bureau();
  agency.parent = AgencyId(uuid(9));
  EXPECT_TRUE(validate(agency));
  EXPECT_EQ(agency_from_parts(agency.id, to_parts(agency)), agency);
  EXPECT_EQ(agency.legal_review_unit()->name, "政策法规科");
  EXPECT_EQ(agency.find_unit(UnitId(uuid(7))), nullptr);
}

TEST(Agency, AllProblemsAtOnce) {
  auto agency = bureau();
  agency.uscc.back() = 'E';
  agency.region_code = "61990";
  agency.name = " ";
  agency.units[1].legal_review = true;
  agency.units[0].name = "执法监察支队";
  const auto status = validate(agency);
  ASSERT_FALSE(status);
  std::vector<std::string> fields;
  for (const auto& reason : status.error().reasons) fields.push_back(reason.field);
  EXPECT_EQ(fields,
            (std::vector<std::string>{"uscc", "name", "region_code", "units/1/name", "units/1/legal_review", "units"}));
}

TEST(Problems, ALineIsOneLine) {
  for (const auto* text : {"自然资源\n执法支队", "a\tb", "a\x01z"}) {
    Problems line, paragraphs;
    line.line("name", "名称", text, 30);
    ASSERT_FALSE(line.none()) << text;
    EXPECT_NE(line.status().error().message.find("名称含有换行或者不可见字符"), std::string::npos);
    paragraphs.paragraphs("text", "内容", text, 30);
    EXPECT_EQ(paragraphs.none(), std::string_view(text) != "a\x01z") << text;
  }
}

TEST(Agency, OrdinalGoesIntoTheId) {
  std::array<std::uint8_t, 16> ones;
  ones.fill(0xff);
  const Uuid id = with_ordinal(Uuid(ones), 0xabcde);
  EXPECT_EQ(id.agency_ordinal(), 0xabcdeu);
  EXPECT_EQ(id.bytes()[13], 0xfa);
}

TEST(User, SurvivesItsPartAndKeepsSecretsApart) {
  User user;
  user.id = UserId(uuid(4));
  user.username = "zhou.lan";
  user.name = "周岚";
  user.unit = UnitId(uuid(3));
  user.roles = {Role::officer, Role::intake};
  user.officer = OfficerId(uuid(5));
  user.delegation = Delegation{UserId(uuid(6)), Date(2026, 3, 1), Date(2026, 3, 5)};
  user.password = "argon2id-string";
  user.password_changed_at = Instant(1'700'000'000'000);
  user.totp_secret = "JBSWY3DPEHPK3PXP";
  user.totp_confirmed = true;
  user.totp_step = 77;
  EXPECT_TRUE(validate(user));
  const auto part = to_part(user);
  EXPECT_EQ(user_from_parts(user.id, {part}), user);
  EXPECT_EQ(to_text(part.data).find("argon2"), std::string::npos);
  EXPECT_EQ(to_text(part.data).find("JBSW"), std::string::npos);
  EXPECT_TRUE(user.acts_for_on(UserId(uuid(6)), Date(2026, 3, 5)));
  EXPECT_FALSE(user.acts_for_on(UserId(uuid(6)), Date(2026, 3, 6)));
  EXPECT_FALSE(user.acts_for_on(UserId(uuid(7)), Date(2026, 3, 2)));
}

TEST(User, AdministratorsHoldNothingElse) {
  EXPECT_TRUE(check_roles({Role::system_admin}));
  EXPECT_TRUE(check_roles({Role::officer, Role::unit_head, Role::intake}));
  for (const auto& row : kRoles) {
    for (const auto admin : {Role::system_admin, Role::security_admin, Role::audit_admin}) {
      if (row.role == admin) continue;
      EXPECT_FALSE(check_roles({admin, row.role})) << row.id;
    }
  }
}

TEST(User, Names) {
  for (const auto* good : {"abc", "zhou.lan", "w-3_x"}) EXPECT_TRUE(check_username(good, "username")) << good;
  for (const auto* bad : {"", "ab", "Abc", "3abc", "周岚", "a b c", "a'--b", "abcdefghijklmnopqrstuvwxyz0123456"}) {
    EXPECT_FALSE(check_username(bad, "username")) << bad;
  }
}

Officer officer() {
  Officer out;
  out.id = OfficerId(uuid(5));
  out.name = "周岚";
  out.sex = "女";
  out.post = "一级行政执法员";
  out.unit = UnitId(uuid(3));
  out.certificate_no = "26010300117";
  out.categories = {"自然资源"};
  out.area = "澜州市";
  out.valid_from = Date(2023, 5, 1);
  out.valid_until = Date(2028, 4, 30);
  return out;
}

TEST(Officer, SurvivesItsPart) {
  auto one = officer();
  EXPECT_TRUE(validate(one));
  EXPECT_TRUE(warnings(one).empty());
  one.status = CertificateStatus::suspended;
  EXPECT_FALSE(validate(one));  // since when
  one.status_since = Date(2026, 1, 10);
  one.first_review_on = Date(2017, 1, 1);
  EXPECT_EQ(officer_from_parts(one.id, {to_part(one)}), one);
}

TEST(Officer, CertificateByDay) {
  auto one = officer();
  EXPECT_TRUE(certificate_on(one, Date(2023, 5, 1)));
  EXPECT_TRUE(certificate_on(one, Date(2028, 4, 30)));
  EXPECT_EQ(certificate_on(one, Date(2023, 4, 30)).error().reasons[0].code, "certificate_not_yet_valid");
  EXPECT_EQ(certificate_on(one, Date(2028, 5, 1)).error().reasons[0].code, "certificate_expired");
  one.status = CertificateStatus::suspended;
  one.status_since = Date(2026, 1, 10);
  EXPECT_TRUE(certificate_on(one, Date(2026, 1, 9)));  // an act before the suspension stands
  EXPECT_EQ(certificate_on(one, Date(2026, 1, 10)).error().reasons[0].code, "certificate_suspended");
  EXPECT_FALSE(certificate_on(one, Date(2026, 1, 10)).error().reasons[0].citation.empty());
  EXPECT_TRUE(covers_category(one, "自然资源"));
  EXPECT_FALSE(covers_category(one, "市场监管"));
}

TEST(Officer, FirstReviewNeedsTheQualificationSince2018) {
  auto one = officer();
  EXPECT_FALSE(may_review_on(one, Date(2026, 3, 2)));
  one.first_review_on = Date(2017, 12, 31);
  EXPECT_TRUE(may_review_on(one, Date(2026, 3, 2)));
  one.first_review_on = Date(2018, 1, 1);
  EXPECT_FALSE(may_review_on(one, Date(2026, 3, 2)));
  one.legal_qualification = true;
  EXPECT_TRUE(may_review_on(one, Date(2026, 3, 2)));
}

TEST(Password, Rows) {
  struct Row {
    const char* password;
    bool good;
  };
  for (const auto& row :
       {Row{"correct horse battery", true}, Row{"澜州的春天下着小雨你知道吗", true}, Row{"Kq7-mwzRtp", true},
        Row{"kqvmwzrtp9", false}, Row{"Kq7-mwz", false}, Row{"Password@2026", false}, Row{"aaaaaaaaaaaa", false},
        Row{"qwertyuiopas", false}, Row{"123456789012", false}, Row{"Zhou.Lan-2026x", false},
        Row{"Mingjing@2026", false}, Row{"line\nbreak-Long1\x01", false}}) {
    EXPECT_EQ(check_password(row.password, "zhou.lan").has_value(), row.good) << row.password;
  }
  EXPECT_FALSE(check_password(std::string(129, 'x') + "abcdeF1", "zhou.lan"));
}

TEST(Session, IdleAndAbsolute) {
  Session session;
  session.created_at = session.used_at = Instant(0);
  session.expires_at = expiry(false, session.created_at);
  EXPECT_EQ(standing(session, Instant(kSessionIdleMs - 1)), Standing::valid);
  EXPECT_EQ(standing(session, Instant(kSessionIdleMs)), Standing::idle_too_long);
  session.used_at = Instant(kSessionAbsoluteMs - 1);
  EXPECT_EQ(standing(session, Instant(kSessionAbsoluteMs)), Standing::expired);
  session.bearer = true;
  session.used_at = Instant(0);
  EXPECT_EQ(standing(session, Instant(kSessionIdleMs)), Standing::valid);
  EXPECT_FALSE(worth_touching(session, Instant(59'999)));
  EXPECT_TRUE(worth_touching(session, Instant(60'000)));
}

TEST(Session, TokensNameTheirShard) {
  const auto token = make_token(std::string(32, '\xee'), 0xabcde);
  EXPECT_EQ(agency_ordinal_of_token(token), 0xabcdeu);
  EXPECT_FALSE(agency_ordinal_of_token("short"));
  EXPECT_FALSE(agency_ordinal_of_token(make_token(std::string(32, 'a'), 1) + "A"));
}

TEST(Session, NetworksOfClients) {
  struct Row {
    const char *address, *network;
  };
  for (const auto& row : {Row{"10.2.3.4", "10.2.3.0/24"}, Row{"::ffff:10.2.3.4", "10.2.3.0/24"},
                          Row{"2001:0DB8:12:3:4::9", "2001:db8:12::/48"}, Row{"2001:db8::9", "2001:db8:0::/48"},
                          Row{"::1", "0:0:0::/48"}, Row{"garbage", "garbage"}, Row{"1.2.3", "1.2.3"}}) {
    EXPECT_EQ(client_network(row.address), row.network) << row.address;
  }
}

TEST(Throttle, WaitsGrowAndNobodyElseIsLockedOut) {
  Attempts attacker;
  Instant now(1'000'000'000);
  std::int64_t last_wait = 0;
  for (int i = 0; i < 30; ++i) {
    attacker = after_failure(attacker, now);
    const auto answer = gate(attacker, now);
    if (i + 1 < kFreeFailures) {
      EXPECT_EQ(answer.gate, Gate::open) << i;
    } else {
      EXPECT_EQ(answer.gate, Gate::wait) << i;
      EXPECT_GE(answer.wait_ms, last_wait);
      last_wait = answer.wait_ms;
    }
  }
  EXPECT_EQ(last_wait, kLongestWaitMs);
  EXPECT_EQ(gate(attacker, now.plus_ms(kLongestWaitMs)).gate, Gate::open);

  Attempts owner;  // same name, usual desk: only the count over all networks is shared
  owner.known_network = true;
  owner.global_failures = 10'000;
  owner.global_since = now;
  EXPECT_EQ(gate(owner, now).gate, Gate::open);
}

TEST(Throttle, AnUnknownNetworkNeedsTheSecondFactorWhileTheNameIsUnderAttack) {
  Attempts stranger;
  const Instant now(1'000'000'000);
  stranger.global_failures = kGlobalFailures;
  stranger.global_since = now;
  EXPECT_EQ(gate(stranger, now).gate, Gate::second_factor);
  EXPECT_EQ(gate(stranger, now.plus_ms(kForgetMs)).gate, Gate::open);
  const auto inside = after_success(stranger, now);
  EXPECT_EQ(inside.global_failures, kGlobalFailures);
  EXPECT_EQ(gate(inside, now).gate, Gate::open);
}

TEST(Reviewer, TheFirstReviewSince2018NeedsTheQualification) {
  EXPECT_FALSE(may_review({}));
  EXPECT_TRUE(may_review({ReviewerKind::part_time, true, false, {}}));
  EXPECT_FALSE(may_review({ReviewerKind::full_time, false, true, {}}));  // a degree is no qualification
  EXPECT_TRUE(may_review({ReviewerKind::full_time, false, false, Date(2017, 12, 31)}));
  EXPECT_FALSE(may_review({ReviewerKind::full_time, false, false, Date(2018, 1, 1)}));
}

TEST(Reviewer, StandsWithTheAccountOfWhoIsNoOfficer) {
  const Reviewer counsel{ReviewerKind::counsel, true, true, Date(2020, 1, 1)};
  EXPECT_EQ(reviewer_from(to_json(counsel)), counsel);
  User user;
  user.reviewer = counsel;
  EXPECT_EQ(user_from_parts({}, {to_part(user)}).reviewer, user.reviewer);
  Officer officer;
  officer.law_degree = true;
  officer.reviewer_kind = ReviewerKind::full_time;
  const auto again = officer_from_parts({}, {to_part(officer)});
  EXPECT_TRUE(again.law_degree);
  EXPECT_EQ(again.reviewer_kind, ReviewerKind::full_time);
}

}  // namespace
}  // namespace mingjing::identity
