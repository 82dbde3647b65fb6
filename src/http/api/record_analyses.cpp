// Analyses of the figures of an agency's records (R-USE-002): those of a year, a new one, and what came of one.
// SPDX-License-Identifier: Apache-2.0
#include "flow/json_fields.h"
#include "flow/record_analyses.h"
#include "http/api/indicators.h"
#include "http/conditional.h"
#include "query/registers.h"

namespace mingjing::http::api {
namespace {

using identity::Relation;
using supervision::RecordAnalysis;

constexpr const char* kAnalyse = "analyse_records";

void write_analysis(JsonWriter& out, const RecordAnalysis& analysis, std::int64_t version) {
  out.open_object().member("id", analysis.id.text()).member("version", version).member("year", analysis.year);
  flow::write_hand(out, "made", analysis.made);
  out.member("weak_points", analysis.weak_points).member("measures", analysis.measures).key("figures").open_array();
  for (const auto& figure : analysis.figures) {
    out.open_object().member("number", figure.number).member("name", figure.name).member("numerator", figure.numerator);
    if (figure.denominator > 0) out.member("denominator", figure.denominator);
    if (figure.met) out.key("met").value(*figure.met);
    out.close_object();
  }
  out.close_array().key("results").open_array();
  for (const auto& result : analysis.results) {
    out.open_object().member("use", flow::id_of(supervision::kAnalysisUses, result.use));
    out.member("use_name", flow::zh_of(supervision::kAnalysisUses, result.use)).member("text", result.text);
    flow::write_hand(out, "noted", result.noted);
    out.close_object();
  }
  out.close_array().close_object();
}

Response list_analyses(Api& api, Request& request) {
  const auto asked = asked_year(api, request);
  if (!asked) return respond(asked.error());
  const Caller& who = caller(request);
  const auto list = query::list_register(*api.services.database, asked->agency, std::string(supervision::kRecordAnalysis),
                                         std::to_string(asked->year), std::string(request.query_or("after", "")));
  JsonWriter out;
  out.open_object().member("agency", asked->agency.text()).member("year", asked->year).key("analyses").open_array();
  for (const auto& row : list.rows) {
    const auto data = parse_json(row.data);
    const auto id = RecordAnalysisId::parse(row.id);
    if (!data || !id) throw Unavailable("an analysis cannot be read: " + row.id);
    write_analysis(out, supervision::analysis_from_part(*id, *data), row.version);
  }
  out.close_array().member("next", list.next).key("acts").open_array();
  if (asked->agency == who.actor.agency && allow(who, kAnalyse, Relation::agency)) {
    for (const char* act : {"record_analysis", "note_analysis_result"}) out.value(act);
  }
  out.close_array().close_object();
  return ok_json(200, out.take());
}

// The figures are counted here, not sent: whoever analyses cannot better them.
void record_analysis(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(refuse_form(request, kAnalyse, body.error()));
  if (auto known = only_members(*body, {"year", "weak_points", "measures"}); !known) {
    return responder.answer(refuse_form(request, kAnalyse, known.error()));
  }
  const Caller& who = caller(request);
  const auto asked = year_of(who.actor.agency, body->integer("year"), api.services.legal_clock->today());
  if (!asked) return responder.answer(refuse_form(request, kAnalyse, {ErrorCode::invalid, "请选择要分析的年份，不晚于今年。", "year", {}, {}}));
  if (auto allowed = allow(who, kAnalyse, Relation::agency); !allowed) return responder.answer(respond(allowed.error()));
  flow::NewAnalysis wanted{asked->year, supervision::figures_of(supervision::record_indicators(), record_counts(api, *asked)),
                           body->text("weak_points"), body->text("measures")};
  run_command(api, request, responder,
              {kAnalyse, Relation::agency,
               [wanted = std::move(wanted)](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 const auto id = flow::record_analysis(work, wanted);
                 if (!id) return refuse(Error(id.error()));
                 return ports::Answer{201, "{\"id\":\"" + id->text() + "\"}", false};
               },
               {}});
}

void note_result(Api& api, Request& request, const Responder& responder) {
  auto body = read_body(request);
  if (!body) return responder.answer(refuse_form(request, kAnalyse, body.error()));
  if (auto known = only_members(*body, {"use", "text"}); !known) return responder.answer(refuse_form(request, kAnalyse, known.error()));
  const auto use = cases::parse_named(supervision::kAnalysisUses, body->text("use"));
  if (!use) return responder.answer(refuse_form(request, kAnalyse, {ErrorCode::invalid, "请选择结果用在哪里。", "use", {}, {}}));
  const auto version = if_match_version(request);
  if (!version) return responder.answer(refuse_form(request, kAnalyse, version.error()));
  const RecordAnalysisId id(*Uuid::parse(request.param("id")));
  run_command(api, request, responder,
              {kAnalyse, Relation::agency,
               [id, version = *version, use = *use, text = body->text("text")](ports::UnitOfWork& work) -> Result<ports::Answer> {
                 if (auto done = flow::note_analysis_result(work, id, version, use, text); !done) return refuse(Error(done.error()));
                 return ports::Answer{200, R"({"changed":true})", false};
               },
               {}});
}

}  // namespace

void add_analysis_routes(Router& router, const std::shared_ptr<Api>& api) {
  RouteFlags flags;
  flags.body_limit = 32 << 10;
  router.add("list_analyses", Method::get, "/api/v1/analyses", flags, [api](Request& r) { return list_analyses(*api, r); });
  router.add_async("record_analysis", Method::post, "/api/v1/analyses", flags, [api](Request& r, Responder a) { record_analysis(*api, r, a); });
  router.add_async("note_analysis_result", Method::post, "/api/v1/analyses/{id:uuid}/acts/note_analysis_result", flags,
                   [api](Request& r, Responder a) { note_result(*api, r, a); });
}

}  // namespace mingjing::http::api
