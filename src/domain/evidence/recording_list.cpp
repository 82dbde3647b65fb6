// SPDX-License-Identifier: Apache-2.0
#include "domain/evidence/recording_list.h"

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/embedded.h"
#include "base/text.h"
#include "domain/cases/form.h"
#include "domain/cases/hand_json.h"

namespace mingjing::evidence {
namespace {

using catalog::RecordingDuty;
using catalog::RecordingMatter;
using catalog::RecordingMatters;

constexpr std::size_t kOpinionMax = 200;  // characters

const Json& form() {
  static const Json read = [] {
    auto parsed = parse_json(embedded("catalog/recording_list_form.json"));
    MJ_CHECK(parsed.has_value());
    return std::move(*parsed);
  }();
  return read;
}

std::vector<std::string> texts(const Json& json, std::string_view member) {
  std::vector<std::string> out;
  for (const auto& entry : json.items(member)) {
    if (entry.as_string() != nullptr) out.push_back(*entry.as_string());
  }
  return out;
}

// A lower duty is the stronger one: must, should, may.
bool weaker(const RecordingMatter& own, const RecordingMatter& law) { return own.duty > law.duty || (law.whole && !own.whole); }

bool same(const RecordingMatter& own, const RecordingMatter& law) { return own.duty == law.duty && own.whole == law.whole; }

std::string words(const RecordingMatter& matter) {
  return std::string(catalog::name_zh(matter.duty)) + "、" + (matter.whole ? "全程" : "部分");
}

// A matter of the program made stronger.
Status strengthen(RecordingMatter& own, const Json& row, const std::string& field) {
  const auto* law = RecordingMatters::built_in().find(row.text("matter"));
  if (law == nullptr) return invalid("清单里没有这一项，请重新选择。", field + ".matter");
  if (!row.text("name").empty() || row.find("ways") != nullptr) return invalid("提高要求的事项，名称和方式与原事项相同，不用填写。", field + ".matter");
  own.id = law->id;
  own.name = law->name;
  own.acts = law->acts;
  own.ways = law->ways;
  if (weaker(own, *law)) {
    return invalid("“" + law->name + "”原来要求" + words(*law) + "，只能提高，不能降低。", field + (own.duty > law->duty ? ".duty" : ".whole"));
  }
  if (same(own, *law)) return invalid("“" + law->name + "”原来就是" + words(*law) + "，没有提高。", field + ".duty");
  return {};
}

// A matter of the agency alone.
Status add(RecordingMatter& own, const Json& row, const std::string& field) {
  const auto& acts = RecordingMatters::built_in().further_acts();
  own.id = row.text("act");
  if (std::find(acts.begin(), acts.end(), own.id) == acts.end()) return invalid("这个环节不能增列，请重新选择。", field + ".act");
  own.acts = {own.id};
  own.name = std::string(trim(row.text("name")));
  own.ways = texts(row, "ways");
  if (own.name.empty()) return invalid("请写明增列事项的名称。", field + ".name");
  if (own.ways.empty()) return invalid("请选择记录的方式。", field + ".ways");
  return {};
}

Status read_matters(RecordingList& out, const Json& body) {
  std::set<std::string> seen;
  for (const auto& row : body.items("matters")) {
    const std::string field = "matters[" + std::to_string(out.matters.size()) + "]";
    RecordingMatter own;
    own.duty = row.text("duty") == "must" ? RecordingDuty::must : row.text("duty") == "should" ? RecordingDuty::should : RecordingDuty::may;
    own.whole = row.flag("whole");
    own.citation = std::string(trim(row.text("basis")));
    const bool stronger = !row.text("matter").empty();
    if (stronger != row.text("act").empty()) return invalid("每一项或者提高一个原有事项，或者增列一个环节。", field + ".matter");
    if (auto good = stronger ? strengthen(own, row, field) : add(own, row, field); !good) return good;
    if (own.citation.empty()) return invalid("请写明依据。", field + ".basis");
    if (!seen.insert(own.id).second) return invalid("“" + own.name + "”写了两次，请只留一项。", field + (stronger ? ".matter" : ".act"));
    out.matters.push_back(std::move(own));
  }
  return {};
}

Status read_premises(RecordingList& out, const Json& body) {
  for (const auto& row : body.items("premises")) {
    const std::string field = "premises[" + std::to_string(out.premises.size()) + "]";
    ListedPremises one{std::string(trim(row.text("name"))), std::string(trim(row.text("basis")))};
    if (one.name.empty()) return invalid("请写明场所。", field + ".name");
    if (one.citation.empty()) return invalid("请写明依据。", field + ".basis");
    if (std::any_of(out.premises.begin(), out.premises.end(), [&](const auto& other) { return other.name == one.name; })) {
      return invalid("“" + one.name + "”写了两次，请只留一处。", field + ".name");
    }
    out.premises.push_back(std::move(one));
  }
  return {};
}

domain::Part part_of(std::string key, const RecordingList& list) {
  Json matters = Json::array(), premises = Json::array();
  for (const auto& matter : list.matters) matters.push(catalog::to_json(matter));
  for (const auto& one : list.premises) premises.push(Json::object({{"name", one.name}, {"citation", one.citation}}));
  Json data = Json::object({{"number", list.number}, {"matters", std::move(matters)}, {"premises", std::move(premises)},
                            {"reason", list.reason},
                            {"verdict", cases::kVerdicts[static_cast<std::size_t>(list.verdict)].id}});
  cases::set_hand(data, "proposed", list.proposed);
  cases::set_hand(data, "decided", list.decided);
  if (!list.opinion.empty()) data.set("opinion", list.opinion);
  if (list.from) data.set("from", list.from->text());
  return {std::string(kListPart), std::move(key), std::move(data), {}};
}

RecordingList list_of(const Json& data) {
  RecordingList out;
  out.number = data.integer("number");
  for (const auto& row : data.items("matters")) {
    if (auto matter = catalog::matter_from_json(row)) out.matters.push_back(std::move(*matter));
  }
  for (const auto& row : data.items("premises")) out.premises.push_back({row.text("name"), row.text("citation")});
  out.reason = data.text("reason");
  out.proposed = cases::hand_of(data, "proposed");
  out.decided = cases::hand_of(data, "decided");
  out.verdict = cases::parse_named(cases::kVerdicts, data.text("verdict")).value_or(cases::Verdict::pending);
  out.opinion = data.text("opinion");
  out.from = Date::parse(data.text("from"));
  return out;
}

}  // namespace

const RecordingMatter* RecordingList::find(std::string_view id) const {
  const auto found = std::find_if(matters.begin(), matters.end(), [&](const auto& matter) { return matter.id == id; });
  return found == matters.end() ? nullptr : &*found;
}

const RecordingList* RecordingLists::on(Date day) const {
  const auto found = std::find_if(versions.rbegin(), versions.rend(), [&](const auto& one) { return one.from && *one.from <= day; });
  return found == versions.rend() ? nullptr : &*found;
}

const RecordingList* RecordingLists::waiting() const {
  return proposal && proposal->verdict == cases::Verdict::pending ? &*proposal : nullptr;
}

std::int64_t RecordingLists::next_number() const {
  return std::max(versions.empty() ? 0 : versions.back().number, proposal ? proposal->number : 0) + 1;
}

Result<RecordingList> read_proposal(const Json& body) {
  if (auto valid = cases::validate(form(), body); !valid) return refuse(std::move(valid.error()));
  RecordingList out;
  out.reason = std::string(trim(body.text("reason")));
  if (out.reason.empty()) return invalid("请写明提请理由。", "reason");
  if (auto read = read_matters(out, body); !read) return refuse(std::move(read.error()));
  if (auto read = read_premises(out, body); !read) return refuse(std::move(read.error()));
  return out;
}

Status decide(RecordingLists& lists, bool granted, const std::string& opinion, const cases::Hand& by, Date today) {
  if (lists.waiting() == nullptr) return invalid("没有等待批准的清单，或者已经批准过。请刷新后再看。");
  auto& proposal = *lists.proposal;
  if (proposal.proposed.user == by.user) return refuse(ErrorCode::forbidden, "这份清单是您本人提请的，不能由您批准。请由其他负责人批准。");
  const std::string words(trim(opinion));
  if (!granted && words.empty()) return invalid("不同意的，请写明理由。", "opinion");
  if (count_chars(words) > kOpinionMax) return invalid("意见最多200字。", "opinion");
  proposal.verdict = granted ? cases::Verdict::granted : cases::Verdict::refused;
  proposal.opinion = words;
  proposal.decided = by;
  if (!granted) return {};
  proposal.from = today + 1;
  for (auto& matter : proposal.matters) {
    matter.from = *proposal.from;
    matter.approved_on = today;
  }
  lists.versions.push_back(std::move(proposal));
  lists.proposal.reset();
  return {};
}

RecordingLists lists_from_parts(const domain::Parts& parts) {
  RecordingLists out;
  for (const auto& part : parts) {
    if (part.name != kListPart) continue;
    if (part.key == kProposalKey) out.proposal = list_of(part.data);
    else out.versions.push_back(list_of(part.data));
  }
  std::sort(out.versions.begin(), out.versions.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
  return out;
}

domain::Part proposal_part(const RecordingList& proposal) { return part_of(std::string(kProposalKey), proposal); }
domain::Part version_part(const RecordingList& version) { return part_of(std::to_string(version.number), version); }

std::vector<RecordingMatter> in_force(const RecordingLists& lists, Date day) {
  const auto* own = lists.on(day);
  std::vector<RecordingMatter> out;
  for (const auto& law : RecordingMatters::built_in().all()) {
    const auto* stronger = own == nullptr ? nullptr : own->find(law.id);
    out.push_back(stronger != nullptr && !weaker(*stronger, law) ? *stronger : law);
  }
  if (own == nullptr) return out;
  for (const auto& matter : own->matters) {
    if (RecordingMatters::built_in().find(matter.id) == nullptr) out.push_back(matter);
  }
  return out;
}

std::optional<RecordingMatter> asked_by(const RecordingLists& lists, const cases::Record& step) {
  const Date day = step.occurred_at.date();
  const auto* own = lists.on(day);
  if (own == nullptr) return std::nullopt;
  const auto act = cases::to_string(step.act);
  const auto* law = RecordingMatters::built_in().of(act, step.data, day);
  // Made stronger, or named by the act; whichever asks more than the program's, which may have grown since the approval.
  for (const auto* found : {law == nullptr ? nullptr : own->find(law->id), own->find(act)}) {
    if (found != nullptr && (law == nullptr || (!weaker(*found, *law) && !same(*found, *law)))) return *found;
  }
  return std::nullopt;
}

const RecordingMatter* matter_of(const cases::Record& step) {
  if (step.matter) return &*step.matter;
  return RecordingMatters::built_in().of(cases::to_string(step.act), step.data, step.occurred_at.date());
}

}  // namespace mingjing::evidence
