// SPDX-License-Identifier: Apache-2.0
#include "flow/identity_set_up.h"

#include <set>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "crypto/password.h"
#include "crypto/random.h"
#include "domain/identity/password_policy.h"
#include "domain/identity/problems.h"

namespace mingjing::flow {
namespace {

using identity::Role;

std::string bare_code(std::string_view code) {
  std::string out;
  for (char c : code) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    if (c != '-' && c != ' ') out.push_back(c);
  }
  return out;
}

std::string code_digest(std::string_view code) { return to_hex(crypto::sha256(bare_code(code))); }

struct Post {
  const char* field;
  Role role;
  const FirstAdministrator* who;
};
std::array<Post, 3> posts(const SetUp& request) {
  return {{{"system_admin", Role::system_admin, &request.system_admin},
           {"security_admin", Role::security_admin, &request.security_admin},
           {"audit_admin", Role::audit_admin, &request.audit_admin}}};
}

Status check(const SetUp& request, const identity::Agency& agency) {
  identity::Problems problems;
  const auto all_of = [&](const Status& status, const std::string& prefix) {
    if (status) return;
    if (status.error().reasons.empty()) problems.add(prefix + status.error().field, status.error().message);
    for (const auto& reason : status.error().reasons) problems.add(prefix + reason.field, reason.message);
  };
  all_of(identity::validate(agency), "agency/");
  if (agency.units.empty()) problems.add("agency/units", "请至少填写一个内设机构。");
  std::set<std::string_view> names;
  for (const auto& post : posts(request)) {
    const std::string prefix = std::string(post.field) + "/";
    all_of(identity::check_username(post.who->username, "username"), prefix);
    all_of(identity::check_password(post.who->password, post.who->username), prefix);
    problems.line(prefix + "name", "姓名", post.who->name, 30);
    if (!names.insert(post.who->username).second) {
      problems.add(prefix + "username", "三名管理员应当各有账号，用户名不能相同。");
    }
  }
  return problems.status();
}

Status make_administrator(ports::UnitOfWork& work, const Post& post, UserId id, UnitId unit, std::string hash) {
  identity::User user;
  user.id = id;
  user.username = post.who->username;
  user.name = post.who->name;
  user.unit = unit;
  user.roles = {post.role};
  user.password = std::move(hash);
  user.password_changed_at = work.now();
  if (auto status = identity::validate(user); !status) return status;
  auto aggregate = work.create(ports::kind::user, id.uuid());
  work.put(aggregate, identity::to_part(user));
  work.append(aggregate,
              {"create_user",
               Json::object({{"user", id.text()}, {"unit", unit.text()}, {"roles", identity::roles_json(user.roles)}}),
               work.now()});
  return {};
}

}  // namespace

NewSetUpCode new_set_up_code(AgencyId root, Instant real_now) {
  const std::string hex = to_hex(crypto::random_bytes(16));
  NewSetUpCode out;
  for (std::size_t i = 0; i < hex.size(); i += 4) out.code += (i == 0 ? "" : "-") + hex.substr(i, 4);
  out.kept = {code_digest(out.code), real_now.plus_hours(24), root, 0};
  return out;
}

Result<SetUpDone> set_up(ports::Commands& commands, ports::SetUpCodes& codes, Instant real_now, const SetUp& request) {
  const auto pending = codes.pending();
  if (!pending) return refuse(ErrorCode::forbidden, "系统已完成初始化，或者尚未执行 init 命令。");
  if (!crypto::equal_secret(pending->digest, code_digest(request.code))) {
    return refuse(ErrorCode::forbidden, "设置码不正确，请核对 init 命令输出的设置码。", "code");
  }
  if (real_now >= pending->expires_at) {
    return refuse(ErrorCode::forbidden, "设置码已超过24小时失效，请在服务器上运行 mingjing init --renew-code 取得新码。", "code");
  }
  identity::Agency agency = request.agency;
  agency.id = pending->root;
  agency.ordinal = pending->root.agency_ordinal();
  agency.parent.reset();
  if (auto status = check(request, agency); !status) return refuse(status.error());

  std::array<std::string, 3> hashes;
  for (std::size_t i = 0; i < hashes.size(); ++i) hashes[i] = crypto::hash_password(posts(request)[i].who->password);

  ports::Actor system;
  system.agency = agency.id;
  system.agency_ordinal = agency.ordinal;
  system.agency_uscc = agency.uscc;
  SetUpDone done;
  done.agency = agency.id;
  auto status = commands.run_many(system, [&](ports::UnitOfWork& work) -> Status {
    if (work.load(ports::kind::agency, agency.id.uuid())) {
      return refuse(ErrorCode::forbidden, "系统已完成初始化，设置码不能再次使用。", "code");
    }
    for (auto& unit : agency.units) unit.id = UnitId(work.new_id());
    auto root = work.create(ports::kind::agency, agency.id.uuid());
    for (auto& part : identity::to_parts(agency)) work.put(root, std::move(part));
    work.append(
        root, {"set_up",
               Json::object({{"agency", agency.id.text()},
                             {"code_renewals", pending->renewals},
                             {"units", static_cast<std::int64_t>(agency.units.size())}}),
               work.now()});
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      done.administrators[i] = UserId(work.new_id());
      auto made =
          make_administrator(work, posts(request)[i], done.administrators[i], agency.units.front().id, hashes[i]);
      if (!made) return made;
    }
    return {};
  });
  if (!status) return refuse(status.error());
  return done;
}

}  // namespace mingjing::flow
