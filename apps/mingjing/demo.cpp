// SPDX-License-Identifier: Apache-2.0
#include "mingjing/demo.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <mimalloc.h>
#include <unistd.h>

#include <cstdio>

#include "base/check.h"
#include "base/text.h"
#include "demo_bureau.h"
#include "demo_cases.h"
#include "demo_complaints.h"
#include "demo_equipment.h"
#include "demo_looks.h"
#include "demo_plan.h"
#include "mingjing/portal.h"
#include "mingjing/serve.h"
#include "workers/sequencer.h"

// Of the allocator that the program is linked with; tests and sanitizers have another.
extern "C" __attribute__((weak)) void mi_option_disable(mi_option_t option);

namespace mingjing::app {
namespace {

// Memory goes back to the system when the demo is made, not after each act: a quarter of the CPU of a case.
void keep_memory() {
  if (mi_option_disable != nullptr) mi_option_disable(mi_option_allow_decommit);
}

// The laws that the sentences cite are in force from this day, with two years before it for the cases.
constexpr Date kEarliest{2023, 9, 2};

int fail(const Error& error) {
  fmt::print(stderr, "{}\n", error.message);
  return kRefused;
}

void write_accounts(const std::filesystem::path& file, const demo::Bureau& bureau) {
  Json all(Json::Array{});
  for (const auto& person : bureau.people) {
    all.push(Json::object({{"username", person.username},
                           {"password", person.password},
                           {"role", person.role_id},
                           {"name", person.name},
                           {"agency", bureau.name}}));
  }
  const std::string text = to_text(all) + "\n";
  const int fd = ::open(file.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0) throw Unavailable("cannot write " + file.string());
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (::close(fd) != 0 || !written) throw Unavailable("cannot write " + file.string());
}

// Nothing was synced on the way (OpenOptions::bulk); from here on it survives.
void sync_all(const std::filesystem::path& folder) {
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) throw Unavailable("cannot open " + folder.string());
  const bool synced = ::syncfs(fd) == 0;
  ::close(fd);
  if (!synced) throw Unavailable("cannot sync " + folder.string());
}

// Chinese characters take two columns.
std::string padded(const std::string& text, std::size_t width) {
  std::size_t columns = 0;
  for (unsigned char c : text) columns += c < 0x80 ? 1 : (c >= 0xE0 ? 2 : 0);
  return text + std::string(columns < width ? width - columns : 1, ' ');
}

void print_accounts(const demo::Bureau& bureau) {
  fmt::print("\n演示账号（密码每次生成都不同）：\n  {}{}{}{}\n", padded("用户名", 16), padded("密码", 24), padded("姓名", 8), "角色");
  for (const auto& person : bureau.people) {
    fmt::print("  {}{}{}{}（{}）\n", padded(person.username, 16), padded(person.password, 24), padded(person.name, 8),
               person.role_zh, person.unit_name);
  }
}

// All leaves carry the legal times of their acts, so one pass at the end gives each its day.
void sequence_and_publish(System& system) {
  MJ_CHECK(system.signer() != nullptr);
  workers::Sequencer sequencer(system.database(), system.tiles(), *system.signer(), system.clock(), "demo");
  sequencer.drain();
  sequencer.release();
  Portal portal(system);
  portal.publisher().publish();
}

}  // namespace

int run_demo(const Options& options, const DemoOptions& demo) {
  keep_memory();
  const Date as_of = demo.as_of.value_or(SystemClock().today());
  if (demo.cases < 1 || demo.cases > 5'000'000) return fail({ErrorCode::bad_request, "--cases 应在 1 到 5000000 之间。", {}, {}, {}});
  if (as_of < kEarliest) {
    return fail({ErrorCode::bad_request, "--as-of 不能早于 " + kEarliest.text() + "，此前所引法律尚未施行。", {}, {}, {}});
  }
  SeededIdSource ids(demo.seed * 1'000'003 + static_cast<std::uint64_t>(as_of.days().time_since_epoch().count()));
  const Instant opened = Instant::beijing(as_of - 760, 9);
  const AgencyId root(ids.next(1, opened.unix_ms()));
  auto made = create_system(options, kDemoOrigin, true, root);
  if (!made) return fail(made.error());
  OpenOptions how;
  how.ids = &ids;
  how.clock_start = opened;
  how.clock_stands = true;
  how.bulk = true;
  auto system = System::open(options, how);
  if (!system) return fail(system.error());
  auto bureau = demo::make_bureau(**system, made->set_up_code, opened, as_of);
  if (!bureau) return fail(bureau.error());
  const auto calendar = (*system)->services()->calendar;
  const demo::Planner planner(*bureau, *calendar, as_of, demo.seed);
  demo::Performer performer(**system, *bureau, planner, demo.cases, demo.view.empty() ? view_program() : demo.view);
  const std::int64_t stride = std::max<std::int64_t>(1, demo.cases / 20);
  std::int64_t told = 0;
  auto performed = performer.perform([&](std::int64_t done) {
    if (demo.quiet || done - told < stride) return;
    told = done;
    fmt::print(stderr, "\r已生成 {}/{} 件", done, demo.cases);
  });
  if (!performed) return fail(performed.error());
  demo::make_looks(**system, *bureau, as_of, performer.filed());
  const auto tickets = demo::make_complaints(**system, *bureau, as_of);
  if (!tickets) return fail(tickets.error());
  if (auto equipped = demo::make_equipment(**system, *bureau, as_of); !equipped) return fail(equipped.error());
  (*system)->manual_clock()->set(planner.end());
  sequence_and_publish(**system);
  write_accounts(options.data / "demo-accounts.json", *bureau);
  sync_all(options.data);
  if (!demo.quiet) {
    fmt::print(stderr, "\r");
    fmt::print("演示数据已生成：{}，{} 件案件，截至 {}。日志公钥：{}\n", bureau->name, demo.cases, as_of.text(), made->vkey);
    print_accounts(*bureau);
    fmt::print("\n演示投诉（在 /complaints/progress 查）：\n");
    for (const auto& ticket : *tickets) fmt::print("  编号 {}　查询码 {}　{}\n", ticket.number, ticket.code, ticket.state_zh);
  }
  return kDone;
}

}  // namespace mingjing::app
