// SPDX-License-Identifier: Apache-2.0
#include "workers/display.h"

#include "flow/perform_act.h"
#include "query/publication_desk.h"

namespace mingjing::workers {

std::size_t end_displays(const DisplayServices& services, Date today, std::size_t limit,
                         const std::function<void(const std::string&)>& report) {
  std::size_t down = 0;
  for (const auto& ended : query::ended_displays(services.database, today, static_cast<std::int64_t>(limit))) {
    flow::ActRequest request{ended.id, cases::Act::take_down_publication, {}, {}, {}, {}};
    request.body = Json::object({{"reason", "display_ended"}, {"text", "公开期限到 " + ended.until + " 届满。"}});
    const auto flow_services = services.flow();
    const auto answer = services.commands.run(
        services.system_actor(ended.agency), std::nullopt,
        [&](ports::UnitOfWork& work) { return flow::perform_act(work, *flow_services, request); });
    if (answer) ++down;
    else report("案件 " + ended.id.text() + " 的公示期满，没有撤下：" + answer.error().message);
  }
  return down;
}

}  // namespace mingjing::workers
