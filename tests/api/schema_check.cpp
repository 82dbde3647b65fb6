// SPDX-License-Identifier: Apache-2.0
#include "tests/api/schema_check.h"

#include <algorithm>

#include "base/id.h"
#include "base/time.h"

namespace mingjing::api_tests {
namespace {

const Json* resolve(const Json& document, const std::string& reference) {
  const Json* at = &document;
  std::size_t from = 2;  // behind "#/"
  while (at != nullptr && from <= reference.size()) {
    const auto to = std::min(reference.find('/', from), reference.size());
    at = at->find(reference.substr(from, to - from));
    from = to + 1;
  }
  return at;
}

bool is_type(const Json& value, const std::string& type) {
  if (type == "object") return value.as_object() != nullptr;
  if (type == "array") return value.as_array() != nullptr;
  if (type == "string") return value.as_string() != nullptr;
  if (type == "integer") return value.as_int() != nullptr;
  if (type == "boolean") return value.as_bool() != nullptr;
  if (type == "null") return value.is_null();
  return false;
}

std::string format_fault(const std::string& format, const std::string& text) {
  const bool good = format == "uuid"        ? Uuid::parse(text).has_value()
                    : format == "date"      ? Date::parse(text).has_value()
                    : format == "date-time" ? Instant::parse(text).has_value()
                                            : true;
  return good ? std::string() : "no " + format;
}

}  // namespace

std::string schema_fault(const Json& document, const Json& schema, const Json& value, const std::string& at) {
  if (const Json* reference = schema.find("$ref")) {
    const Json* target = resolve(document, *reference->as_string());
    return target == nullptr ? at + ": no schema " + *reference->as_string() : schema_fault(document, *target, value, at);
  }
  if (const Json* type = schema.find("type")) {
    bool fits = false;
    if (type->as_string()) fits = is_type(value, *type->as_string());
    for (const auto& one : schema.items("type")) fits = fits || is_type(value, *one.as_string());
    if (!fits) return at + ": not of type " + to_text(*type);
  }
  if (schema.find("enum") != nullptr) {
    const auto& all = schema.items("enum");
    if (std::find(all.begin(), all.end(), value) == all.end()) return at + ": not in the list: " + to_text(value);
  }
  if (value.as_string() != nullptr && schema.find("format") != nullptr) {
    if (auto fault = format_fault(schema.text("format"), *value.as_string()); !fault.empty()) return at + ": " + fault;
  }
  if (value.as_array() != nullptr && schema.find("items") != nullptr) {
    std::size_t i = 0;
    for (const auto& item : *value.as_array()) {
      auto fault = schema_fault(document, *schema.find("items"), item, at + "[" + std::to_string(i++) + "]");
      if (!fault.empty()) return fault;
    }
  }
  if (value.as_object() != nullptr) {
    for (const auto& name : schema.items("required")) {
      if (value.find(*name.as_string()) == nullptr) return at + ": lacks " + *name.as_string();
    }
    const Json* known = schema.find("properties");
    for (const auto& [name, member] : *value.as_object()) {
      const Json* inner = known ? known->find(name) : nullptr;
      if (inner == nullptr) {
        const Json* others = schema.find("additionalProperties");
        if (others != nullptr && others->as_bool() && !*others->as_bool()) return at + ": unexpected " + name;
        continue;
      }
      if (auto fault = schema_fault(document, *inner, member, at + "." + name); !fault.empty()) return fault;
    }
  }
  return {};
}

std::string answer_fault(const Json& document, const std::string& method, const std::string& template_path, int status,
                         const Json& body) {
  const Json* item = document.find("paths")->find(template_path);
  const Json* operation = item ? item->find(method) : nullptr;
  if (operation == nullptr) return "no operation " + method + " " + template_path;
  const Json* answers = operation->find("responses");
  const Json* answer = answers->find(std::to_string(status));
  if (answer == nullptr && status < 400) return "status " + std::to_string(status) + " is not described";
  if (answer == nullptr) answer = answers->find("default");
  const Json* content = answer->find("content");
  if (content == nullptr) return body.is_null() ? "" : "a body that is not described";
  const Json* json = content->find("application/json");
  if (json == nullptr) return {};  // bytes
  return schema_fault(document, *json->find("schema"), body);
}

}  // namespace mingjing::api_tests
