// SPDX-License-Identifier: Apache-2.0
#include "domain/cases/form.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "base/embedded.h"
#include "base/id.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/identity/check_digits.h"

namespace mingjing::cases {

namespace {

constexpr std::size_t kFaultsMax = 50;  // a hostile body does not earn a long answer

class Validator {
 public:
  std::vector<Reason> take() { return std::move(faults_); }

  void check(const Json& schema, const Json& value, const std::string& path) {
    if (faults_.size() >= kFaultsMax) return;
    const std::string type = schema.text("type");
    if (type == "object") {
      check_object(schema, value, path);
    } else if (type == "array") {
      check_array(schema, value, path);
    } else if (type == "string") {
      check_text(schema, value, path);
    } else if (type == "integer") {
      check_integer(schema, value, path);
    } else if (!value.as_bool()) {
      fault(schema, path, "请填写是或者否");
    }
  }

 private:
  // “title”: sentence. Titles only: what was typed is not repeated.
  void fault(const Json& schema, const std::string& path, std::string_view what) {
    std::string message = "“" + schema.text("title", "内容") + "”" + std::string(what) + "。";
    faults_.push_back({"form", std::move(message), schema.text("x-citation"), path});
  }

  void check_object(const Json& schema, const Json& value, const std::string& path) {
    const auto* members = value.as_object();
    if (!members) return fault(schema, path, "的格式不对，应当是一组字段");
    const Json* properties = schema.find("properties");
    for (const Json& name : schema.items("required")) {
      const Json* member = value.find(*name.as_string());
      if (member && !member->is_null()) continue;
      fault(*properties->find(*name.as_string()), join(path, *name.as_string()), "没有填写");
    }
    for (const auto& [name, member] : *members) {
      const Json* property = properties->find(name);
      if (!property) {
        faults_.push_back({"form", "不认识这个字段。请去掉后再提交。", {}, join(path, first_chars(name, 60))});
        if (faults_.size() >= kFaultsMax) return;
        continue;
      }
      if (!member.is_null()) check(*property, member, join(path, name));
    }
  }

  void check_array(const Json& schema, const Json& value, const std::string& path) {
    const auto* items = value.as_array();
    if (!items) return fault(schema, path, "的格式不对，应当是列表");
    const auto size = static_cast<std::int64_t>(items->size());
    const auto least = schema.integer("minItems");
    if (size < least) return fault(schema, path, "至少要有 " + std::to_string(least) + " 项");
    const auto most = schema.integer("maxItems", 100);
    if (size > most) return fault(schema, path, "最多 " + std::to_string(most) + " 项");
    for (std::size_t i = 0; i < items->size(); ++i) {
      check(*schema.find("items"), (*items)[i], path + "[" + std::to_string(i) + "]");
      const auto here = items->begin() + static_cast<std::ptrdiff_t>(i);
      if (schema.flag("uniqueItems") && std::find(items->begin(), here, *here) != here) {
        fault(schema, path + "[" + std::to_string(i) + "]", "有重复的一项");
      }
    }
  }

  void check_text(const Json& schema, const Json& value, const std::string& path) {
    const auto* text = value.as_string();
    if (!text) return fault(schema, path, "应当是文字");
    if (!is_utf8(*text)) return fault(schema, path, "含有无法识别的字符，请删去后重新填写");
    if (has_control(*text)) return fault(schema, path, "含有看不见的控制字符，请删去后重新填写");
    if (const auto& allowed = schema.items("enum"); !allowed.empty()) {
      if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) fault(schema, path, "请在所列选项中选择");
      return;
    }
    const auto least = schema.integer("minLength");
    if (least > 0 && trim(*text).empty()) return fault(schema, path, "没有填写");
    const auto size = static_cast<std::int64_t>(count_chars(*text));
    if (size < least) return fault(schema, path, "至少 " + std::to_string(least) + " 个字");
    const auto most = schema.integer("maxLength", 200);
    if (size > most)
      return fault(schema, path, "最多 " + std::to_string(most) + " 个字，现在是 " + std::to_string(size) + " 个");
    check_format(schema, *text, path);
  }

  void check_format(const Json& schema, const std::string& text, const std::string& path) {
    const std::string format = schema.text("format");
    if (format == "date" && !Date::parse(text)) {
      fault(schema, path, "不是有效的日期，应当像 2026-03-02");
    } else if (format == "date-time" && !Instant::parse(text)) {
      fault(schema, path, "不是有效的时间，应当像 2026-03-02T09:00:00+08:00");
    } else if (format == "uuid" && !Uuid::parse(text)) {
      fault(schema, path, "不是有效的编号");
    } else if ((format == "sha256" || format == "sm3") && !is_digest(text)) {
      fault(schema, path, std::string("应当是 64 位小写十六进制的 ") + (format == "sm3" ? "SM3" : "SHA-256") + " 摘要");
    } else if (format == "uscc" && !identity::is_uscc(text)) {
      fault(schema, path, "校验不通过，请核对 18 位统一社会信用代码");
    } else if (format == "citizen_no" && !identity::parse_citizen_number(text)) {
      fault(schema, path, "校验不通过，请核对 18 位公民身份号码");
    }
  }

  void check_integer(const Json& schema, const Json& value, const std::string& path) {
    const auto* number = value.as_int();
    if (!number) return fault(schema, path, "应当是整数");
    const auto least = schema.integer("minimum", INT64_MIN);
    if (*number < least) return fault(schema, path, "不能小于 " + std::to_string(least));
    const auto most = schema.integer("maximum", INT64_MAX);
    if (*number > most) return fault(schema, path, "不能大于 " + std::to_string(most));
  }

  static bool is_digest(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  }
  static std::string join(const std::string& path, std::string_view name) {
    return path.empty() ? std::string(name) : path + "." + std::string(name);
  }

  std::vector<Reason> faults_;
};

struct Forms {
  std::array<Json, kActCount> schemas;
  Forms() {
    for (const auto& act : kActs) {
      auto parsed = parse_json(embedded("forms/" + std::string(act.id) + ".json"));
      MJ_CHECK(parsed.has_value());
      MJ_CHECK(schema_fault(*parsed).empty());
      schemas[static_cast<std::size_t>(act.value)] = std::move(*parsed);
    }
  }
};

constexpr std::string_view kKeywords[] = {
    "$schema",    "$id",           "title",    "description", "type",     "properties",
    "required",   "items",         "enum",     "minimum",     "maximum",  "minLength",
    "maxLength",  "minItems",      "maxItems", "format",      "x-widget", "additionalProperties",
    "x-citation", "x-enum-titles", "x-unit",   "uniqueItems", "x-secret"};
constexpr std::string_view kFormats[] = {"date", "date-time", "uuid", "sha256", "sm3", "uscc", "citizen_no"};
constexpr std::string_view kTypes[] = {"object", "array", "string", "integer", "boolean"};

template <class List>
bool listed(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

std::string object_fault(const Json& schema) {
  const Json* properties = schema.find("properties");
  const bool closed = schema.find("additionalProperties") && !schema.flag("additionalProperties", true);
  if (!properties || !properties->as_object() || !closed) return "object without properties, or open";
  for (const Json& name : schema.items("required")) {
    if (!name.as_string() || !properties->find(*name.as_string())) return "required member not described";
  }
  for (const auto& [name, property] : *properties->as_object()) {
    if (auto fault = schema_fault(property); !fault.empty()) return name + ": " + fault;
  }
  return {};
}

}  // namespace

const Json& form_of(Act act) {
  static const auto* const forms = new Forms();
  return forms->schemas[static_cast<std::size_t>(act)];
}

std::string_view form_text(Act act) { return embedded("forms/" + std::string(to_string(act)) + ".json"); }

std::string title_of_value(Act act, std::string_view field, std::string_view value) {
  const Json* properties = form_of(act).find("properties");
  const Json* schema = properties == nullptr ? nullptr : properties->find(field);
  if (schema == nullptr) return {};
  const auto& ids = schema->items("enum");
  const auto& titles = schema->items("x-enum-titles");
  for (std::size_t i = 0; i < ids.size() && i < titles.size(); ++i) {
    if (*ids[i].as_string() == value) return *titles[i].as_string();
  }
  return {};
}

Status validate(const Json& schema, const Json& body) {
  Validator validator;
  validator.check(schema, body, {});
  auto faults = validator.take();
  if (faults.empty()) return {};
  std::string message = faults.front().message;
  if (faults.size() > 1) message += "另有 " + std::to_string(faults.size() - 1) + " 处需要修改。";
  const std::string field = faults.front().field;
  return refuse(Error{ErrorCode::invalid, std::move(message), field, std::move(faults), {}});
}

Status validate_form(Act act, const Json& body) { return validate(form_of(act), body); }

Json without_secrets(const Json& schema, const Json& body) {
  if (const auto* items = body.as_array()) {
    Json::Array kept;
    for (const Json& item : *items) kept.push_back(without_secrets(*schema.find("items"), item));
    return Json(std::move(kept));
  }
  const auto* members = body.as_object();
  if (!members) return body;
  Json::Object kept;
  for (const auto& [name, value] : *members) {
    const Json* property = schema.find("properties") ? schema.find("properties")->find(name) : nullptr;
    if (property && !property->flag("x-secret")) kept.emplace_back(name, without_secrets(*property, value));
  }
  return Json(std::move(kept));
}

std::map<std::string, std::string> secrets_of(const Json& schema, const Json& body) {
  std::map<std::string, std::string> out;
  const Json* properties = schema.find("properties");
  if (!properties || !body.as_object()) return out;
  for (const auto& [name, value] : *body.as_object()) {
    const Json* property = properties->find(name);
    if (property && property->flag("x-secret") && value.as_string()) out[name] = *value.as_string();
  }
  return out;
}

std::string schema_fault(const Json& schema) {
  const auto* members = schema.as_object();
  if (!members) return "not an object";
  for (const auto& [name, value] : *members) {
    if (!listed(kKeywords, name)) return "unknown keyword " + name;
  }
  const std::string type = schema.text("type");
  if (!listed(kTypes, type)) return "unknown type " + type;
  if (schema.text("title").empty()) return "no title";
  if (const Json* format = schema.find("format"); format && !listed(kFormats, schema.text("format"))) {
    return "unknown format " + schema.text("format");
  }
  if (schema.items("enum").size() != schema.items("x-enum-titles").size()) return "enum without titles";
  if (type == "object") return object_fault(schema);
  if (type == "array") {
    const Json* items = schema.find("items");
    return items ? schema_fault(*items) : "array without items";
  }
  return {};
}

}  // namespace mingjing::cases
