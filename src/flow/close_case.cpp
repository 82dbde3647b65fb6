// 处理罚没物品、结案、归档. APL 47, 74. SPDX-License-Identifier: Apache-2.0
#include "flow/money.h"
#include "flow/verbs.h"

namespace mingjing::flow {
namespace {

Status prepare_goods(ActContext& context) {
  context.input.money.way = context.body.text("way");
  context.input.money.way_reasoned = !context.body.text("note").empty();
  const auto on = Date::parse(context.body.text("on"));
  if (on && *on > context.work.today()) return invalid("处理日期在今天之后，请核对。", "on");
  return {};
}

Status dispose(ActContext& context) {
  cases::GoodsDisposal row;
  row.id = GoodsDisposalId(context.work.new_id());
  row.decision = context.draft.decision->id;
  row.way = context.input.money.way;
  row.on = Date::parse(context.body.text("on")).value_or(context.on());
  row.receipt = context.body.text("receipt");
  row.note = context.body.text("note");
  for (const auto& thing : context.body.items("things")) {
    row.things.push_back({thing.text("name"), thing.text("specification"), thing.text("quantity"), thing.text("unit"),
                          thing.text("state"), thing.text("place")});
  }
  context.event_data.set("way", row.way);
  context.event_data.set("things", static_cast<std::int64_t>(row.things.size()));
  context.draft.goods_disposals.push_back(std::move(row));
  return {};
}

Status prepare_closing(ActContext& context) {
  context.input.money.closing_reason = context.body.text("reason");
  return {};
}

Status close(ActContext& context) {
  context.draft.closing_reason = context.input.money.closing_reason;
  // What is not to be performed any more is no lateness of the party either.
  stop_payment_limits(context);
  stop_all(context, "acl_54_demand");
  context.event_data.set("reason", context.draft.closing_reason);
  return {};
}

Status archive(ActContext& context) {
  context.draft.archive = {context.body.text("volume_no"), context.body.text("retention"), context.body.text("location"),
                           context.body.text("secrecy"),   context.body.text("privacy"),   context.on()};
  context.event_data.set("retention", context.draft.archive.retention);
  // The volume is bound and sealed once this is durable (src/workers/binder.h).
  if (!context.services.publish_without_files) {
    context.work.queue(ports::NewJob{"seal_volume", Json::object({{"case", context.draft.id.text()}}), {}});
  }
  return {};
}

}  // namespace

const Verb kDisposeGoods{cases::Act::dispose_goods, prepare_goods, dispose};
const Verb kCloseCase{cases::Act::close_case, prepare_closing, close};
const Verb kArchiveCase{cases::Act::archive_case, nullptr, archive};

}  // namespace mingjing::flow
