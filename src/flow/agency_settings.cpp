// SPDX-License-Identifier: Apache-2.0
#include "flow/agency_settings.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "domain/identity/problems.h"
#include "flow/public_lists.h"

namespace mingjing::flow {
namespace {

struct Member {
  std::string_view group, name, zh;
  std::size_t most;  // characters
  bool must = true;
};
// 《罚款决定与罚款收缴分离实施办法》第七条: name and address of the bank, and whether arrears bear a surcharge.
// 《行政复议法》第二十二条第二款: who serves a decision online tells where to apply for reconsideration online.
constexpr std::array<Member, 8> kMembers{{
    {"payment", "bank", "代收银行", 60},
    {"payment", "bank_address", "代收银行地址", 100},
    {"payment", "account_name", "户名", 60},
    {"payment", "account", "账号", 40},
    {"payment", "surcharge", "是否加处罚款", 3},
    {"remedies", "reconsideration_organ", "行政复议机关", 60},
    {"remedies", "court", "管辖法院", 60},
    {"remedies", "online_channel", "网上申请行政复议的渠道", 120, false},
}};

// An agency that says nothing follows the rules: its own body reviews what must be, and nothing stops the clock.
constexpr std::array<Member, 4> kReview{{
    {"review", "pause", "等待补充材料是否计入审核期限", 10},
    {"review", "body", "审核机构", 10},
    {"review", "outside_name", "外部审核机构名称", 60},
    {"review", "everything", "是否审核全部决定", 3},
}};

bool known(std::string_view group, std::string_view name) {
  const auto of = [&](const Member& m) { return m.group == group && (name.empty() || m.name == name); };
  return std::any_of(kMembers.begin(), kMembers.end(), of) || std::any_of(kReview.begin(), kReview.end(), of);
}

void check_review(const Json& review, identity::Problems& problems) {
  const auto one_of = [&](std::string_view name, std::string_view one, std::string_view other, const char* sentence) {
    const std::string value = review.text(name);
    if (!value.empty() && value != one && value != other) problems.add("review/" + std::string(name), sentence);
  };
  one_of("pause", "none", "supplement", "请选择等待补充材料的时间是否计入审核期限。");
  one_of("body", "own", "outside", "请选择由本机关还是同级政府法制机构审核。");
  one_of("everything", "yes", "no", "请选择是否审核简易程序以外的全部决定。");
  const std::string name = review.text("outside_name");
  if (!name.empty() || review.text("body") == "outside")
    problems.line("review/outside_name", "外部审核机构名称", name, kReview[2].most);
}

}  // namespace

Status check_settings(const Json& settings) {
  identity::Problems problems;
  for (const auto& member : kMembers) {
    const Json* group = settings.find(member.group);
    const std::string field = std::string(member.group) + "/" + std::string(member.name);
    const std::string value = group == nullptr ? std::string() : group->text(member.name);
    if (!member.must && value.empty()) continue;
    problems.line(field, std::string(member.zh).c_str(), value, member.most);
    if (member.name == "surcharge" && value != "yes" && value != "no") problems.add(field, "请选择是否加处罚款。");
  }
  if (const Json* review = settings.find("review")) check_review(*review, problems);
  if (const auto* all = settings.as_object()) {
    for (const auto& [group, value] : *all) {
      if (!known(group, {})) problems.add(group, "没有这一项设置。");
      if (const auto* members = value.as_object()) {
        for (const auto& [name, unused] : *members) {
          if (known(group, {}) && !known(group, name)) problems.add(group + "/" + name, "没有这一项设置。");
        }
      }
    }
  }
  return problems.status();
}

ReviewSettings review_settings(const Json& settings) {
  ReviewSettings out;
  const Json* review = settings.find("review");
  if (review == nullptr) return out;
  out.pause_on_supplement = review->text("pause") == "supplement";
  out.outside = review->text("body") == "outside";
  out.everything = review->text("everything") == "yes";
  out.outside_name = review->text("outside_name");
  return out;
}

Status set_agency_settings(ports::UnitOfWork& work, std::int64_t version, const Json& settings) {
  const Uuid agency = work.actor().agency.uuid();
  auto aggregate = work.open(ports::kind::agency, agency, version);
  if (!aggregate) return refuse(std::move(aggregate.error()));
  if (auto valid = check_settings(settings); !valid) return valid;
  domain::Part part;
  part.name = "settings";
  part.data = settings;
  work.put(*aggregate, std::move(part));
  work.append(*aggregate, {"set_settings",
                           Json::object({{"digest", "sha256:" + to_hex(crypto::sha256(canonical(settings)))}}),
                           work.now()});
  queue_list(work, kItemsList);  // it tells where the party may turn
  return {};
}

}  // namespace mingjing::flow
