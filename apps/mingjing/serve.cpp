// SPDX-License-Identifier: Apache-2.0
#include "mingjing/serve.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <thread>

#include "crypto/sealed_box.h"
#include "files/folder_uploads.h"
#include "flow/destroyed_files.h"
#include "http/address.h"
#include "http/api/api.h"
#include "http/complaint_routes.h"
#include "http/portal_routes.h"
#include "http/server.h"
#include "http/static_files.h"
#include "http/tls.h"
#include "inbox/inbox.h"
#include "mingjing/anchors.h"
#include "mingjing/import.h"
#include "mingjing/listen.h"
#include "mingjing/portal.h"
#include "mingjing/stored_files.h"
#include "mingjing/system.h"
#include "mingjing/system_state.h"
#include "mingjing/timestamps.h"
#include "mingjing/witnesses.h"
#include "workers/background.h"
#include "workers/complaint_intake.h"
#include "workers/display.h"
#include "workers/job_runner.h"
#include "workers/event_proof.h"
#include "workers/page_child.h"
#include "workers/sequencer.h"

namespace mingjing::app {
namespace {

constexpr std::uint64_t kDiskReserve = 64u << 20;

int refused(const std::string& sentence) {
  std::cerr << sentence << "\n";
  return kRefused;
}

bool disk_has_room(const std::filesystem::path& folder) {
  struct statvfs stats {};
  if (::statvfs(folder.c_str(), &stats) != 0) return false;
  return static_cast<std::uint64_t>(stats.f_bavail) * stats.f_frsize > kDiskReserve;
}

// What is refused before anything is opened, in words (CONTRACTS 1).
std::string unsafe(const System& system, const ServeOptions& serve, const Listen& listen) {
  const bool tls = !serve.tls_cert.empty() || serve.tls_self_signed;
  if (system.is_demo()) {
    if (!is_loopback(listen.host) && !serve.tls_self_signed) {
      return "演示数据只能在本机使用（127.0.0.1）。要用手机试用，请加 --tls-self-signed。";
    }
  } else {
    if (::getuid() == 0) return "请不要以 root 身份运行正式系统。请新建一个普通用户，把数据文件夹交给它，再启动。";
    if (serve.tls_self_signed) return "--tls-self-signed 只用于演示数据。正式系统请用 --tls-cert 和 --tls-key。";
    if (!serve.clock.empty()) return "--clock 只用于演示数据。";
    if (!is_loopback(listen.host) && !tls && serve.behind_proxy.empty()) {
      return "对外提供服务须加密：请给出 --tls-cert 和 --tls-key，或者在代理之后用 --behind-proxy。";
    }
  }
  if (serve.tls_cert.empty() != serve.tls_key.empty()) return "--tls-cert 和 --tls-key 要一起给出。";
  return {};
}

std::optional<http::TlsFiles> tls_files(System& system, const ServeOptions& serve, const Listen& listen) {
  if (!serve.tls_cert.empty()) return http::TlsFiles{serve.tls_cert, serve.tls_key};
  if (!serve.tls_self_signed) return std::nullopt;
  const std::vector<std::string> hosts = {listen.host, "localhost"};
  const auto made = http::make_self_signed(hosts);
  if (!made) throw Unavailable(made.error().message);
  const auto folder = system.options().data / "tmp";
  const http::TlsFiles files{(folder / "self-signed.pem").string(), (folder / "self-signed.key").string()};
  std::ofstream(files.certificate) << made->certificate_pem;
  std::ofstream(files.key) << made->key_pem;
  std::filesystem::permissions(files.key, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::cout << "自签证书指纹（请在手机上核对）：" << made->sha256_fingerprint << "\n";
  return files;
}

// The first address of this machine by which others on the net reach it; `localhost` when it has none.
std::string own_address() {
  ifaddrs* list = nullptr;
  if (::getifaddrs(&list) != 0) return "localhost";
  const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> all(list, ::freeifaddrs);
  for (const auto* at = list; at != nullptr; at = at->ifa_next) {
    if (at->ifa_addr == nullptr || at->ifa_addr->sa_family != AF_INET || (at->ifa_flags & IFF_LOOPBACK) != 0) continue;
    char text[INET_ADDRSTRLEN] = {};
    const auto* in = reinterpret_cast<const sockaddr_in*>(at->ifa_addr);
    if (::inet_ntop(AF_INET, &in->sin_addr, text, sizeof(text)) != nullptr) return text;
  }
  return "localhost";
}

std::string holder_name() { return "server-" + std::to_string(::getpid()); }

}  // namespace

std::filesystem::path view_program() { return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "mingjing-view"; }

std::string base_url_of(const ServeOptions& serve, const std::string& host, const std::string& origin, bool demo) {
  if (!serve.public_url.empty()) {
    std::string url = serve.public_url;
    while (url.ends_with('/')) url.pop_back();
    return url;
  }
  if (!demo) {
    const bool under_log = origin.ends_with("/log");
    return "https://" + (under_log ? origin.substr(0, origin.size() - 4) : origin);
  }
  const bool tls = !serve.tls_cert.empty() || serve.tls_self_signed;
  const bool any = host == "0.0.0.0" || host == "::" || host == "*";
  const std::string port = serve.listen.substr(serve.listen.rfind(':'));
  return (tls ? "https://" : "http://") + (any ? own_address() + port : serve.listen);
}

int run_serve(const Options& options, const ServeOptions& serve) {
  http::block_stop_signals();
  const auto listen = parse_listen(serve.listen);
  if (!listen) return refused("--listen 请写成 主机:端口，例如 127.0.0.1:8080。");
  OpenOptions how;
  how.migrate = true;
  if (!serve.clock.empty()) {
    how.clock_start = Instant::parse(serve.clock);
    if (!how.clock_start) return refused("--clock 请写成 2026-03-02T09:00+08:00 这样的形式。");
  }
  auto opened = System::open(options, how);
  if (!opened) return refused(opened.error().message);
  System& system = **opened;
  if (const auto why = unsafe(system, serve, *listen); !why.empty()) return refused(why);
  const auto report = [](const std::string& line) { std::cerr << line << std::endl; };
  const auto named = parse_witnesses(options.witnesses);
  if (!named) return refused(named.error().message);
  auto authority = parse_authority(serve.timestamp_authority, serve.timestamp_ca);
  if (!authority) return refused(authority.error().message);
  std::vector<AnchorSource> witness_sources;
  for (const auto& witness : *named) witness_sources.push_back(witness.source(system.origin()));
  Anchors anchors(system, options.anchors, report, std::move(witness_sources));
  if (auto anchored = anchors.check(); !anchored) return refused(anchored.error().message);

  const bool tls = !serve.tls_cert.empty() || serve.tls_self_signed;
  const std::string base_url = base_url_of(serve, listen->host, system.origin(), system.is_demo());
  system.change_services([&](flow::Services& services) {
    if (services.public_address.empty()) services.public_address = base_url;
  });

  const SystemClock real_clock;  // outlives everything below that keeps a reference to it
  Portal portal(system);
  Witnesses witnesses(system, *named, real_clock, report);
  Timestamps timestamps(system, std::move(*authority), real_clock, report);
  LogBoard board(system, witnesses, &timestamps.stamping());
  const auto site = portal.site(base_url, &witnesses, &board);
  inbox::Inbox inbox((options.data / "inbox.db").string());
  const auto data_keys = crypto::KeyStore(options.key_folder()).load_data();
  if (data_keys && *data_keys) inbox.set_public_key(crypto::letter_public_key(**data_keys));
  auto stored = StoredFiles::open(options, system.files(), serve.second_copy, real_clock, report,
                                  [&](const std::string& digest) { return flow::destroyed_file(system.snapshots(), digest); },
                                  [&](const std::string& digest) { return flow::recorded_sm3(system.snapshots(), digest); });
  if (!stored) return refused(stored.error().message);
  StoredFiles& stored_files = **stored;
  files::FolderUploads uploads((options.data / "tmp" / "uploads").string(), stored_files.store(), system.ids(), real_clock, {},
                               system.profile());

  // A thread of its own: a slow disk or a silent server delays no act and no checkpoint.
  workers::Rounds anchoring(
      "anchors", 1000, 10'000,
      [&] {
        board.refresh();
        anchors.round();
        system.refresh_statutes();
      },
      report);
  workers::Rounds stamping("timestamps", 1000, 10'000, [&] { timestamps.round(); }, report);
  std::unique_ptr<workers::Sequencer> sequencer;
  std::unique_ptr<workers::Rounds> sequencing;
  if (system.signer() != nullptr) {
    sequencer = std::make_unique<workers::Sequencer>(system.database(), system.tiles(), *system.signer(), system.clock(),
                                                     holder_name());
    sequencing = std::make_unique<workers::Rounds>(
        "sequencer", 200, 1000,
        [&, last = std::int64_t{0}]() mutable {
          if (anchors.contradiction() || !sequencer->lead()) return;
          sequencer->catch_up();
          const std::int64_t now = real_clock.now().unix_ms();
          if (now - last < 1000) return;
          if (sequencer->publish()) {
            last = now;
            anchoring.wake();
            witnesses.wake();
          }
          if (portal.publisher().publish() == 0) portal.db().tend(query::kTendSteps);
        },
        report);
  } else {
    report("没有日志密钥：本进程不签发检查点，其他都照常。");
  }
  // Pages name who has cosigned what they show: made anew when that has changed.
  struct Shown {
    std::mutex mutex;
    std::int64_t position = -1;
    std::vector<std::string> names;
  } shown;
  witnesses.start(
      [&] {
        const auto position = portal.db().position();
        auto names = witnesses.of_entry(position);
        {
          const std::lock_guard lock(shown.mutex);
          if (shown.position != position || shown.names != names) portal.db().drop_caches();
          shown.position = position;
          shown.names = std::move(names);
        }
        anchoring.wake();
      },
      [&] {
        anchors.ask_soon();
        anchoring.wake();
      });
  const struct StopWitnesses {  // before what their threads call is gone
    Witnesses& all;
    ~StopWitnesses() { all.stop(); }
  } stop_witnesses{witnesses};
  const auto actor_of = [&](AgencyId agency) { return system.system_actor(agency); };
  workers::PageChild pages({view_program()});
  workers::PageChild paper({view_program(), 2});  // for volumes and recordings, never in the way of somebody who looks
  const workers::JobServices job_services{system.jobs(),        system.commands(), system.snapshots(),
                                          stored_files.store(), [&] { return system.services(); },
                                          actor_of,             &inbox,            &paper,
                                          &paper};
  workers::JobRunner runner(job_services, holder_name(), ports::JobLane::quick);
  workers::JobRunner slow_runner(job_services, holder_name() + "-slow", ports::JobLane::slow);
  const workers::DisplayServices displays{system.database(), system.commands(), [&] { return system.services(); },
                                          actor_of};
  workers::Rounds jobs(
      "jobs", 20, 1000,
      [&, ended_on = std::optional<Date>(), swept_on = std::optional<Date>()]() mutable {
        runner.run_until_empty(100);
        const Instant real_now = real_clock.now();
        if (swept_on != real_now.date()) {  // once a day, on until nothing is left
          const Instant oldest = real_now.plus_hours(-24 * ports::kDraftDays);
          if (system.drafts().drop_saved_before(oldest, 500) < 500) swept_on = real_now.date();
        }
        // Once a day of the legal clock, and on until nothing is left that has ended.
        const Date today = system.clock().today();
        if (ended_on == today) return;
        if (workers::end_displays(displays, today, 50, report) == 0) ended_on = today;
        else if (sequencing) sequencing->wake();
      },
      report);
  workers::Rounds slow_jobs("slow-jobs", 20, 1000, [&] { slow_runner.run_until_empty(100); }, report);
  std::unique_ptr<workers::ComplaintIntake> intake;
  std::unique_ptr<workers::Rounds> taking_in;
  if (data_keys && *data_keys) {
    intake = std::make_unique<workers::ComplaintIntake>(workers::IntakeServices{
        inbox, **data_keys, system.commands(), system.database(), [&] { return system.services(); },
        [&] { return system.root_agency(); }, actor_of, report});
    taking_in = std::make_unique<workers::Rounds>(
        "intake", 200, 5000,
        [&] {
          if (intake->round() == 0) return;
          jobs.wake();
          if (sequencing) sequencing->wake();
        },
        report);
  }

  http::api::ApiServices api;
  api.commands = &system.commands();
  api.submit = [&](const ports::Actor& actor, std::optional<ports::RequestKey> key, ports::Commands::UseCase use_case,
                   std::function<void(Result<ports::Answer>, std::exception_ptr)> done) {
    system.commands().submit(actor, std::move(key), std::move(use_case), std::move(done));
  };
  api.snapshots = &system.snapshots();
  api.sessions = &system.sessions();
  api.attempts = &system.attempts();
  api.directory = &system.directory();
  api.drafts = &system.drafts();
  api.sealed_index = &system.sealed_index();
  api.set_up_codes = &system;
  api.database = &system.database();
  api.flow = [&] { return system.services(); };
  api.legal_clock = &system.clock();
  api.real_clock = &real_clock;
  api.ids = &system.ids();
  api.uploads = &uploads;
  api.files = &stored_files.store();
  api.file_watch = [&](const std::string& digest, Instant stored_at) { return stored_files.watch(digest, stored_at); };
  api.pages = &pages;
  api.media = &pages;
  api.scratch = (options.data / "tmp").string();
  api.event_proofs = [&](AgencyId agency, Uuid aggregate, std::string_view type, int limit) {
    return workers::event_proofs(system.database(), system.tiles(), agency, aggregate, type, limit);
  };
  api.statutes = [&] { return system.statutes(); };
  api.root_agency = [&] { return system.root_agency(); };
  api.on_import = [&](const law::Calendar& before) {
    system.reload();
    system.refresh_statutes();
    for (const auto& line : recompute_running_limits(system, before)) {
      if (line.outcome == "refused") report(line.name + "：" + line.why);
    }
    if (sequencing) sequencing->wake();
  };
  api.on_set_up = [&](AgencyId) { system.reload(); };
  api.on_commit = [&] {
    if (sequencing) sequencing->wake();
    jobs.wake();
    slow_jobs.wake();
  };
  if (auto* clock = system.manual_clock()) {
    api.set_legal_clock = [clock](Instant to) { return clock->advance_to(to); };
  }
  api.system_state = [&, started_at = real_clock.now()] {
    auto state = system_state(system, anchors, witnesses, started_at);
    stored_files.describe(state);
    return state;
  };
  api.readiness = [&] {
    http::api::Readiness out;
    const auto part = [&](std::string name, bool ok, std::string word) {
      out.parts.emplace_back(std::move(name), ok ? "ok" : std::move(word));
      out.ready = out.ready && ok;
    };
    bool database = true;
    try {
      system.database().ping();
    } catch (const std::exception&) {
      database = false;
    }
    part("database", database, "unreachable");
    part("disk", disk_has_room(options.data), "full");
    if (anchors.contradiction()) part("anchors", false, "contradict");
    if (sequencing) part("sequencer", real_clock.now().unix_ms() - sequencing->last_success_ms() < 30'000, "behind");
    return out;
  };
  http::Server* running = nullptr;
  const auto metrics = [&] {
    return running == nullptr ? std::string() : running->metrics_text() + anchors.metrics() + witnesses.metrics() +
                                                timestamps.metrics() + stored_files.metrics();
  };
  if (system.is_demo()) api.metrics = metrics;

  const auto api_object = http::api::make_api(std::move(api));
  http::Router router;
  http::api::add_api(router, api_object);
  const auto change_waiters = http::add_portal_routes(router, *site, portal.db(), serve.portal_limits);
  http::add_complaint_routes(router, {inbox, *site, portal.db(), system.clock(), real_clock, [&] {
                                        if (taking_in) taking_in->wake();
                                      }});
  const auto keys_sm2 = system.log_keys_sm2();
  http::add_log_routes(router, {system.tiles(), system.vkey() + "\n", tlog::NoteVerifier::parse(system.vkey()) ? system.log_keys().text() : "",
                                [&](const std::string& note) { return witnesses.with_cosignatures(note); },
                                [&](std::optional<std::uint64_t> from) { return timestamps.stamping().listed(from); },
                                keys_sm2 ? keys_sm2->text() : ""});
  http::StaticFiles::add_routes(router, "workbench", "/workbench", http::StaticFiles::from_folder(serve.web),
                                http::Csp::workbench, "index.html");

  http::ServerOptions server_options;
  server_options.host = listen->host;
  server_options.port = listen->port;
  server_options.io_threads =
      serve.workers > 0 ? static_cast<unsigned>(serve.workers) : std::max(1u, std::thread::hardware_concurrency());
  server_options.limits = serve.limits;
  server_options.pool_queue = static_cast<std::size_t>(serve.queue);
  server_options.tls = tls_files(system, serve, *listen);
  if (!serve.behind_proxy.empty()) {
    const auto cidr = http::Cidr::parse(serve.behind_proxy);
    if (!cidr) return refused("--behind-proxy 请写成 10.0.0.0/8 这样的地址段。");
    server_options.trusted_proxies.push_back(*cidr);
  }
  server_options.before = [api_object](http::Request& request, const http::Route& route) {
    return http::api::before(*api_object, request, route);
  };
  server_options.error_page = http::portal_error_page(*site);
  http::Server server(std::move(router), std::move(server_options));
  if (auto started = server.start(); !started) return refused(started.error().message);
  running = &server;

  std::unique_ptr<http::Server> admin;
  if (!serve.admin.empty()) {
    const auto admin_listen = parse_listen(serve.admin);
    if (!admin_listen) return refused("--admin 请写成 主机:端口。");
    http::Router admin_router;
    http::RouteFlags flags = http::public_page();
    flags.csp = http::Csp::api;
    admin_router.add("metrics", http::Method::get, "/metrics", flags,
                     [metrics](http::Request&) { return http::Response::text(200, metrics()); });
    http::ServerOptions admin_options;
    admin_options.host = admin_listen->host;
    admin_options.port = admin_listen->port;
    admin_options.io_threads = 1;
    admin_options.pool_threads = 1;
    admin = std::make_unique<http::Server>(std::move(admin_router), std::move(admin_options));
    if (auto started = admin->start(); !started) return refused(started.error().message);
  }

  std::cout << (system.is_demo() ? "演示系统" : "明镜") << "已启动：" << (tls ? "https://" : "http://") << listen->host
            << ":" << server.port() << "/　工作台 /workbench/" << std::endl;
  http::wait_for_stop_signal();
  change_waiters->stop();
  server.stop();
  http::api::flush_journal(*api_object);
  if (sequencing) sequencing->stop();
  try {
    if (sequencer) sequencer->release();
  } catch (const std::exception& broken) {
    report(std::string("日志的租约没有交还，十秒后自行到期：") + broken.what());
  }
  if (taking_in) taking_in->stop();
  witnesses.stop();
  stamping.stop();
  anchoring.stop();
  stored_files.stop();
  jobs.stop();
  slow_jobs.stop();
  return kDone;
}

}  // namespace mingjing::app
