// SPDX-License-Identifier: Apache-2.0
#include "flow/receipt_facts.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "domain/cases/form.h"
#include "flow/count_facts.h"

namespace mingjing::flow {
namespace {

using cases::Act;
using cases::Case;
using cases::Record;
using cases::Service;

void set_text(Json& json, std::string_view name, std::string_view text) {
  if (!trim(text).empty()) json.set(name, text);
}

// The choices of every service are those of the decision's form.
std::string title(std::string_view field, std::string_view value) {
  return cases::title_of_value(Act::serve_decision, field, value);
}

std::vector<const cases::Document*> documents_of(const Case& c, const Record& record) {
  std::vector<const cases::Document*> out;
  for (const auto& document : c.documents) {
    if (document.record == record.id) out.push_back(&document);
  }
  return out;
}

const cases::Document* document_of(const Case& c, DocumentId id) {
  const auto found = std::find_if(c.documents.begin(), c.documents.end(), [&](const auto& d) { return d.id == id; });
  return found == c.documents.end() ? nullptr : &*found;
}

// A decision was made by another record than the one that served it; a hearing's notice went to each who asked.
std::vector<const Service*> rows_of(const Case& c, const Record& record) {
  std::vector<const Service*> out;
  const auto made = documents_of(c, record);
  const std::string party = record.data.text("party_id");
  for (const auto& row : c.services) {
    if (record.act == Act::serve_decision) {
      const bool of_record = row.of == "decision" && row.started_at <= record.occurred_at &&
                             (party.empty() || row.party.text() == party);
      if (of_record) out.assign(1, &row);
    } else if (std::any_of(made.begin(), made.end(), [&](const auto* d) { return d->id == row.document; })) {
      out.push_back(&row);
    }
  }
  return out;
}

void name_receivers(Json& out, const Case& c, const std::vector<PartyId>& parties) {
  std::string names;
  for (const auto id : parties) {
    if (const auto* party = c.party(id)) names += (names.empty() ? "" : "、") + party->name;
  }
  if (parties.size() == 1) {
    if (const auto* party = c.party(parties.front())) {
      auto shown = party_facts(*party);
      set_text(shown, "phone", party->phone);
      out.set("party", std::move(shown));
      out.set("several", false);
    }
  }
  if (!names.empty()) out.set("receiver", Json::object({{"name", names}}));
}

void add_documents(Json& out, const std::vector<const cases::Document*>& documents) {
  Json served(Json::Array{});
  for (const auto* document : documents) {
    Json row = Json::object({{"name", document->title}, {"number", document->number}, {"copies", 1}});
    if (document->pages > 0) row.set("pages", document->pages);
    served.push(std::move(row));
  }
  out.set("documents", std::move(served));
}

void set_way(Json& out, std::string_view method) {
  out.set("in_person", method == "direct" || method == "lien");
  out.set("signing", method == "direct");
  out.set("lien", method == "lien");
  set_text(out, "method", title("method", method));
}

void from_row(Json& out, const Service& row, const Record& record) {
  const std::string day = row.delivered_at.value_or(record.occurred_at).date().text();
  set_way(out, row.method);
  out.set("served_on", day);
  set_text(out, "place", row.place);
  set_text(out, "receipt", row.receipt);
  set_text(out, "sent_through", row.sent_through);
  if (row.left_at_domicile) out.set("left_at", "文书已留置在受送达人的住所。");
  if (row.method == "lien") {
    Json refusal = Json::object({{"on", day}});
    set_text(refusal, "reason", row.reason);
    out.set("refusal", std::move(refusal));
  } else if (!row.recipient.empty()) {
    Json given = Json::object({{"name", row.recipient}, {"at", record.occurred_at.text_zh()}});
    set_text(given, "relation", title("recipient_relation", row.recipient_relation));
    out.set("signed", std::move(given));
  }
  if (!row.witness.empty()) out.set("witnesses", Json::array({Json::object({{"name", row.witness}})}));
  if (row.recorded_on_video) out.set("recording", "已拍照、录像");
  if (!row.announced_on) return;
  Json announced = Json::object({{"on", row.announced_on->text()}});
  set_text(announced, "reason", row.reason);
  set_text(announced, "ground", title("announcement_ground", row.announcement_ground));
  set_text(announced, "in", row.announced_in);
  out.set("announcement", std::move(announced));
}

// Handed over with the act itself: things that are preserved are listed and left with who keeps them. APL 56.
void on_the_spot(Json& out, const Record& record) {
  const Json& data = record.data;
  const bool taken = data.flag("signed");
  set_way(out, taken ? "direct" : "lien");
  out.set("served_on", record.occurred_at.date().text());
  set_text(out, "place", data.text("place"));
  if (taken) {
    out.set("signed", Json::object({{"name", data.text("custodian")}, {"at", record.occurred_at.text_zh()}}));
  } else {
    Json refusal = Json::object({{"on", record.occurred_at.date().text()}});
    set_text(refusal, "reason", data.text("refusal_note"));
    out.set("refusal", std::move(refusal));
  }
  if (!data.text("witness").empty()) out.set("witnesses", Json::array({Json::object({{"name", data.text("witness")}})}));
}

}  // namespace

bool makes_receipt(const Record& record) {
  switch (record.act) {
    case Act::serve_decision:
      return record.data.text("outcome") == "delivered";
    case Act::order_correction:
      return !record.data.text("method").empty();  // else it is served later
    case Act::serve_prior_notice:
    case Act::notify_hearing:
    case Act::demand_performance:
    case Act::preserve_evidence:
      return true;
    default:
      return false;
  }
}

std::vector<PartyId> several_served(const Case& c, const Record& record) {
  std::vector<PartyId> out;
  for (const auto* row : rows_of(c, record)) out.push_back(row->party);
  if (out.size() < 2) out.clear();
  return out;
}

void add_receipt_facts(Json& out, FormLookup& lookup, const Case& c, const Record& record, PartyId party_id) {
  auto rows = rows_of(c, record);
  std::erase_if(rows, [&](const auto* row) { return !party_id.is_nil() && row->party != party_id; });
  out.set("servers", lookup.officers(record.officers));
  std::vector<PartyId> parties;
  if (rows.empty()) {
    for (const auto* party : c.present_parties()) parties.push_back(party->id);
    add_documents(out, documents_of(c, record));
    on_the_spot(out, record);
  } else {
    std::vector<const cases::Document*> documents;
    for (const auto* row : rows) {
      parties.push_back(row->party);
      if (const auto* document = document_of(c, row->document)) documents.push_back(document);
    }
    add_documents(out, documents);
    from_row(out, *rows.front(), record);
  }
  name_receivers(out, c, parties);
}

}  // namespace mingjing::flow
