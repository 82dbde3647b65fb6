// Forms 「表单」: the JSON Schema of each act's body (data/forms/<act>.json), and the validator that reads them. The
// schemas are a subset of JSON Schema 2020-12, immutable at their address and shown as they are to screens:
//   type (object, array, string, integer, boolean), properties, required, additionalProperties false, enum,
//   minimum, maximum, minLength, maxLength (code points), items, minItems, maxItems, uniqueItems, format.
// Formats: date, date-time, uuid, sha256, uscc, citizen_no.
// Annotations: title, description, x-citation (why a field is a must), x-enum-titles, x-unit, x-widget, x-secret.
// Text must be UTF-8 without control characters or bidirectional overrides.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "domain/cases/stage.h"

namespace mingjing::cases {

// The schema of an act, parsed once; every act has one. Immutable and shared between threads.
const Json& form_of(Act act);
// Its bytes as served.
std::string_view form_text(Act act);

// What the form calls a value of a field with a closed list: 直接送达 for serve_decision, method, direct. Empty for
// another field or value.
std::string title_of_value(Act act, std::string_view field, std::string_view value);

// Every fault of the body at once: Error `invalid` with one reason a fault; `field` is a path like
// `points[3].text`, `message` a sentence with the field's title, `citation` the field's x-citation. No value from the
// body is repeated in a message.
Status validate(const Json& schema, const Json& body);

Status validate_form(Act act, const Json& body);

// The body without the members that the schema marks `x-secret` (personal identifiers): what a record may keep.
Json without_secrets(const Json& schema, const Json& body);
// What it left out at the top of the body, by member: kept beside the record, encrypted at rest. Secrets deeper down
// (of a party) live with what they describe.
std::map<std::string, std::string> secrets_of(const Json& schema, const Json& body);

// A schema that uses anything beyond the subset is a broken program; says what, or nothing. For the test of data/forms.
std::string schema_fault(const Json& schema);

}  // namespace mingjing::cases
