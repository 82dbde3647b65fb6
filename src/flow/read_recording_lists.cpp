// SPDX-License-Identifier: Apache-2.0
#include "flow/read_recording_lists.h"

#include "flow/json_fields.h"

namespace mingjing::flow {
namespace {

using catalog::RecordingMatter;
using catalog::RecordingMatters;

void write_row(JsonWriter& out, const RecordingMatter& matter, const RecordingMatter* law) {
  out.open_object();
  write_matter(out, matter);
  out.key("acts").open_array();
  for (const auto& act : matter.acts) {
    if (const auto known = cases::parse_act(act)) out.value(cases::name_zh(*known));
  }
  out.close_array();
  if (law != nullptr) {
    out.key("law").open_object().member("duty", catalog::to_string(law->duty)).member("duty_name", catalog::name_zh(law->duty));
    out.member("whole", law->whole).member("citation", law->citation).close_object();
  }
  out.close_object();
}

void write_premises(JsonWriter& out, const std::vector<evidence::ListedPremises>& premises) {
  out.key("premises").open_array();
  for (const auto& one : premises) out.open_object().member("name", one.name).member("citation", one.citation).close_object();
  out.close_array();
}

void write_list(JsonWriter& out, const evidence::RecordingList& list) {
  out.open_object().member("number", list.number).member("verdict", id_of(cases::kVerdicts, list.verdict));
  out.member("verdict_name", zh_of(cases::kVerdicts, list.verdict)).member("reason", list.reason);
  optional_date(out, "from", list.from);
  write_hand(out, "proposed", list.proposed);
  write_hand(out, "decided", list.decided);
  optional_text(out, "opinion", list.opinion);
  out.key("matters").open_array();
  for (const auto& matter : list.matters) write_row(out, matter, RecordingMatters::built_in().find(matter.id));
  out.close_array();
  write_premises(out, list.premises);
  out.close_object();
}

}  // namespace

void write_matter(JsonWriter& out, const RecordingMatter& matter) {
  out.member("id", matter.id).member("name", matter.name);
  out.member("duty", catalog::to_string(matter.duty)).member("duty_name", catalog::name_zh(matter.duty));
  out.member("whole", matter.whole).member("citation", matter.citation);
  if (matter.from != Date()) out.member("from", matter.from.text());
  optional_date(out, "approved_on", matter.approved_on);
  texts(out, "ways", matter.ways);
}

void write_recording_lists(JsonWriter& out, const evidence::RecordingLists& lists, Date day) {
  constexpr std::int64_t kMsOfSecond = 1000;
  const auto& law = RecordingMatters::built_in();
  out.member("gap_seconds", law.gap_ms() / kMsOfSecond).key("matters").open_array();
  for (const auto& matter : evidence::in_force(lists, day)) write_row(out, matter, matter.approved_on ? law.find(matter.id) : nullptr);
  out.close_array();
  const auto* own = lists.on(day);
  if (own != nullptr) out.member("in_force", own->number);
  write_premises(out, own == nullptr ? std::vector<evidence::ListedPremises>() : own->premises);
  out.key("further_acts").open_array();
  for (const auto& act : law.further_acts()) {
    if (const auto known = cases::parse_act(act)) out.open_object().member("act", act).member("name", cases::name_zh(*known)).close_object();
  }
  out.close_array().key("versions").open_array();
  for (auto version = lists.versions.rbegin(); version != lists.versions.rend(); ++version) write_list(out, *version);
  out.close_array();
  if (lists.proposal) {
    out.key("proposal");
    write_list(out, *lists.proposal);
  }
}

}  // namespace mingjing::flow
