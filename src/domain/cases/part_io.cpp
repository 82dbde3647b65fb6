// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/part_io.h"

namespace mingjing::cases {

void PartWriter::add(std::string_view name, Json v) { data_->as_object()->emplace_back(name, std::move(v)); }

void PartWriter::operator()(std::string_view name, const std::string& v) {
  if (!v.empty()) add(name, v);
}
void PartWriter::operator()(std::string_view name, bool v) { add(name, v); }
void PartWriter::operator()(std::string_view name, std::int64_t v) { add(name, v); }
void PartWriter::operator()(std::string_view name, Fen v) { add(name, v.count); }
void PartWriter::operator()(std::string_view name, Instant v) { add(name, v.text()); }
void PartWriter::operator()(std::string_view name, Date v) { add(name, v.text()); }
void PartWriter::operator()(std::string_view name, const Json& v) {
  if (!v.is_null()) add(name, v);
}
void PartWriter::operator()(std::string_view name, const catalog::RecordingMatter& v) { add(name, catalog::to_json(v)); }
void PartWriter::operator()(std::string_view name, const std::vector<std::string>& v) {
  list(name, v, [](const std::string& text) { return Json(text); });
}
void PartWriter::operator()(std::string_view name, const std::vector<PenaltyKind>& v) {
  list(name, v, [](PenaltyKind kind) { return Json(to_string(kind)); });
}
void PartWriter::secret(std::string_view name, const std::string& v) {
  if (v.empty()) return;
  MJ_CHECK(part_ != nullptr);
  part_->secrets[std::string(name)] = v;
}
void PartWriter::secrets(const std::map<std::string, std::string>& v) {
  if (!v.empty()) part_->secrets = v;
}

void PartReader::operator()(std::string_view name, std::string& v) { v = data_->text(name); }
void PartReader::operator()(std::string_view name, bool& v) { v = data_->flag(name); }
void PartReader::operator()(std::string_view name, std::int64_t& v) { v = data_->integer(name, v); }
void PartReader::operator()(std::string_view name, Fen& v) { v.count = data_->integer(name); }
void PartReader::operator()(std::string_view name, Instant& v) { required(name, Instant::parse(data_->text(name)), v); }
void PartReader::operator()(std::string_view name, Date& v) { required(name, Date::parse(data_->text(name)), v); }
void PartReader::operator()(std::string_view name, Json& v) {
  if (const Json* found = data_->find(name)) v = *found;
}
void PartReader::operator()(std::string_view name, std::vector<std::string>& v) {
  list(name, v, [](const Json& json) {
    return json.as_string() ? std::optional<std::string>(*json.as_string()) : std::nullopt;
  });
}
void PartReader::operator()(std::string_view name, catalog::RecordingMatter& v) {
  const Json* json = data_->find(name);
  required(name, json == nullptr ? std::nullopt : catalog::matter_from_json(*json), v);
}
void PartReader::operator()(std::string_view name, std::vector<PenaltyKind>& v) {
  list(name, v,
       [](const Json& json) { return json.as_string() ? parse_penalty_kind(*json.as_string()) : std::nullopt; });
}
void PartReader::secret(std::string_view name, std::string& v) {
  if (part_ == nullptr) return;  // a struct within another: secrets stand beside a part
  const auto found = part_->secrets.find(std::string(name));
  if (found != part_->secrets.end()) v = found->second;
}
void PartReader::secrets(std::map<std::string, std::string>& v) { v = part_->secrets; }
void PartReader::missing(std::string_view name) {
  if (fault_.empty()) fault_ = name;
}

}  // namespace mingjing::cases
