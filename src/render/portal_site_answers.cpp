// Addresses of the answers to complaints.
// SPDX-License-Identifier: Apache-2.0
#include "render/portal_answer.h"
#include "render/portal_answers.h"

namespace mingjing::render {
namespace {

constexpr std::string_view kPlain = "text/plain; charset=utf-8";

// {id}, {id}.json, {id}.event.json, {id}.tlog-proof
std::pair<std::string_view, std::string_view> split_form(std::string_view name) {
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return {name, {}};
  return {name.substr(0, dot), name.substr(dot)};
}

}  // namespace

PortalResponse PortalSite::answers(const PortalRequest& request, const PageContext& context) const {
  constexpr std::string_view kBase = "/answers";
  if (request.path == kBase) return page(200, answers_page(context, db_.answers(QueryString(request.query).get("after"))));
  const auto [id, form] = split_form(request.path.substr(kBase.size() + 1));
  if (const auto found = db_.answer(id)) {
    if (form.empty()) return page(200, answer_page(context, *found, sources_.verify_answer ? sources_.verify_answer(*found) : Verification{}));
    if (form == ".json") return render::answer(200, "application/json; charset=utf-8", found->json);
    if (form == ".event.json") return render::answer(200, "application/json; charset=utf-8", opened_event_json(*found));
    if (form == ".tlog-proof") return render::answer(200, std::string(kPlain), proof(found->proof));
    return page(404, not_found_page(context));
  }
  if (const auto tomb = db_.answer_tombstone(id)) {
    if (form == ".tlog-proof") return render::answer(200, std::string(kPlain), proof(tomb->proof));
    if (form.empty()) return page(410, answer_tombstone_page(context, *tomb));
    if (form == ".json" || form == ".event.json") return render::answer(410, std::string(kPlain), "这份答复已撤下。\n");
  }
  return page(404, not_found_page(context));
}

}  // namespace mingjing::render
