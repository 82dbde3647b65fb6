// SPDX-License-Identifier: Apache-2.0
#include "mingjing/replica.h"

#include <charconv>
#include <iostream>
#include <thread>

#include "base/text.h"
#include "files/folder.h"
#include "http/portal_routes.h"
#include "mingjing/listen.h"
#include "mingjing/read_whole.h"

namespace mingjing::app {
namespace {

constexpr std::int64_t kSilentMs = 60'000;  // so long without an answer is said on every page
constexpr std::int64_t kHeardEveryMs = 10'000;

std::int64_t now_ms() { return SystemClock().now().unix_ms(); }

std::string trimmed(std::string text) { return std::string(trim(text)); }

}  // namespace

Result<std::unique_ptr<Replica>> Replica::open(const std::filesystem::path& data, ReplicaOptions options,
                                               std::function<void(const std::string&)> report) {
  while (options.follow.ends_with('/')) options.follow.pop_back();
  if (!options.follow.starts_with("https://") && !options.follow.starts_with("http://")) {
    return refuse(ErrorCode::bad_request, "--follow 请写成来源网站的地址，如 https://gs.example.gov.cn。");
  }
  files::make_folders(data.string());
  auto lock = FolderLock::take(data);
  if (!lock) return refuse(lock.error());
  std::unique_ptr<Replica> out(new Replica(data, std::move(options), std::move(report)));
  out->lock_.emplace(std::move(*lock));
  if (auto done = out->start(); !done) return refuse(done.error());
  return out;
}

// The key on the command line wins; what is in the folder must be the same. Without either the source is asked, once.
Status Replica::pin_key() {
  const std::string path = (data_ / "log" / "vkey").string();
  const std::string pinned = trimmed(read_whole(path).value_or(""));
  vkey_ = options_.vkey.empty() ? pinned : options_.vkey;
  // Once the log has changed its key, any of its keys will do; the mirrored log says which they are.
  const auto known = tlog::LogKeys::parse(read_whole((data_ / "log" / "vkeys").string()).value_or(""));
  const bool is_known = known && std::any_of(known->all().begin(), known->all().end(),
                                             [&](const auto& one) { return one.key.vkey() == vkey_; });
  if (!pinned.empty() && pinned != vkey_ && !is_known) {
    return refuse(ErrorCode::conflict,
                  "这个数据文件夹跟随的是另一把公钥的日志：" + pinned + "。请核对 --vkey，或者换一个空的数据文件夹。");
  }
  if (vkey_.empty()) {
    http::FetchLimits limits;
    const auto got = http::fetch(options_.follow + "/log/vkey", limits);
    if (!got) return refuse(ErrorCode::unavailable, "来源现在没有回答，公钥还没有记下：" + got.error().message);
    if (got->status != 200)
      return refuse(ErrorCode::unavailable, "来源没有给出日志公钥，它回答 " + std::to_string(got->status) + "。");
    vkey_ = trimmed(got->body);
    report_("第一次使用，记下来源的公钥，请与公布的核对：" + vkey_);
  }
  const auto key = tlog::NoteVerifier::parse(vkey_);
  if (!key) return refuse(ErrorCode::bad_request, "公钥读不懂：" + key.error().message);
  name_ = key->name();
  if (pinned.empty()) files::write_durably(path, vkey_ + "\n");
  return {};
}

Status Replica::start() {
  files::make_folders((data_ / "log").string());
  if (auto done = pin_key(); !done) return done;
  source_ = std::make_unique<AnchorSource>(options_.follow);
  tiles_ = std::make_unique<tlog::FolderTileStore>(data_ / "log");
  files_ = std::make_unique<files::FolderStore>((data_ / "files").string());
  portal_ = std::make_unique<query::PortalDb>((data_ / "portal.db").string(), checked_portal());
  follower_ = std::make_unique<Follower>(
      Follower::Parts{[base = options_.follow](const std::string& path, const http::FetchLimits& limits) {
                        return http::fetch(base + path, limits);
                      },
                      *source_, *tlog::NoteVerifier::parse(vkey_), *tiles_, *portal_, *files_, now_ms});
  if (const auto heard = Instant::parse(trimmed(read_whole((data_ / "heard").string()).value_or("")))) {
    heard_ms_ = written_ms_ = heard->unix_ms();
  }
  return follower_->open();
}

Status Replica::round() {
  const auto outcome = follower_->round(options_.wait_s);
  note(outcome);
  if (outcome) portal_->tend();
  return outcome;
}

// What is said on the pages changes with it, so pages kept in memory are dropped.
void Replica::note(const Status& outcome) {
  const std::string fault = outcome ? "" : outcome.error().message;
  bool changed = false;
  {
    const std::lock_guard lock(mutex_);
    changed = fault != fault_;
    fault_ = fault;
    refused_ = !outcome && outcome.error().code != ErrorCode::unavailable;
    const std::int64_t now = now_ms();
    if (outcome) heard_ms_ = now;
    if (outcome && now - written_ms_ > kHeardEveryMs) {
      files::write_durably((data_ / "heard").string(), Instant(now).text() + "\n");
      written_ms_ = now;
    }
  }
  if (auto now = notice(); now != shown_) {
    shown_ = std::move(now);
    portal_->drop_caches();
  }
  if (changed)
    report_(fault.empty() ? "来源核对无误，继续跟随。"
                          : (refused() ? "拒绝采用来源的数据：" : "没有收到来源的回答：") + fault);
}

bool Replica::is_demo() const { return name_ == kDemoOrigin; }

std::string Replica::notice() const {
  const std::lock_guard lock(mutex_);
  const std::string since = heard_ms_ == 0 ? "建站以来" : "自 " + Instant(heard_ms_).text_zh() + " 起";
  if (refused_) {
    return "来源给的数据与公示日志核对不上，本站没有采用，" + since + "停止更新。原因：" + fault_ + "。";
  }
  if (!fault_.empty() && now_ms() - heard_ms_ > kSilentMs) {
    return since + "没有收到来源的消息。这里是那时已经公开的内容，之后的更正和撤下要到来源网站看。";
  }
  return "内容来自下面的网站，每一条都与公示日志核对过。";
}

// Under the checkpoint held here, with what witnesses signed of it: the source's own proofs bear none, and may be of a key
// that the log has replaced.
std::string Replica::proof(const std::string& stored) const {
  const auto proof = tlog::parse_proof(stored);
  auto note = tiles_->read("checkpoint");
  if (!proof || !note) return stored;
  const auto made = tlog::prove_again(*tiles_, *proof, std::move(*note), &cache_);
  return made ? tlog::format_proof(*made) : stored;
}

std::shared_ptr<const render::LogView> Replica::log_view() const {
  auto out = std::make_shared<render::LogView>();
  out->origin = name_;
  out->source = options_.follow;
  out->vkey = trimmed(tiles_->read("vkey").value_or(vkey_));
  const auto note = tlog::parse_note(tiles_->read("checkpoint").value_or(""));
  const auto checkpoint = note ? tlog::parse_checkpoint_text(note->text) : refuse(ErrorCode::not_found, "");
  if (!checkpoint) return out;
  out->size = static_cast<std::int64_t>(checkpoint->head.size);
  out->root = tlog::base64(checkpoint->head.root);
  for (const auto& signature : note->signatures) {
    if (signature.name != name_) out->claimed.push_back(signature.name);
  }
  return out;
}

std::unique_ptr<render::PortalSite> Replica::site(std::string base_url) {
  render::Site site;
  site.base_url = std::move(base_url);
  site.owner = options_.owner;
  site.demo = is_demo();
  site.source_url = options_.follow;
  site.source_notice = [this] { return notice(); };
  render::PortalSources sources;
  sources.file = [this](const std::string& sha256) -> std::shared_ptr<const std::string> {
    const auto file = files_->open("sha256:" + sha256);
    if (!file) return nullptr;
    return std::make_shared<const std::string>(file->read(0, file->size()));
  };
  SignedHeads* const heads = &follower_->heads();
  sources.verify = [heads](const query::PortalDecision& decision) { return verify_publicly(decision, *heads); };
  sources.verify_answer = [heads](const query::PortalAnswer& answer) { return verify_publicly(answer, *heads); };
  sources.log = [this] { return log_view(); };
  sources.proof = [this](const std::string& stored) { return proof(stored); };
  sources.now = [] { return SystemClock().now(); };
  return std::make_unique<render::PortalSite>(*portal_, site, std::move(sources));
}

int run_replica(const std::filesystem::path& data, const ServeOptions& serve, const ReplicaOptions& options) {
  http::block_stop_signals();
  const auto refused = [](const std::string& sentence) {
    std::cerr << sentence << "\n";
    return kRefused;
  };
  const auto listen = parse_listen(serve.listen);
  if (!listen) return refused("--listen 请写成 主机:端口，例如 127.0.0.1:8081。");
  if (serve.tls_cert.empty() != serve.tls_key.empty()) return refused("--tls-cert 和 --tls-key 要一起给出。");
  if (!is_loopback(listen->host) && serve.tls_cert.empty() && serve.behind_proxy.empty())
    return refused("对外提供服务须加密：请给出 --tls-cert 和 --tls-key，或者在代理之后用 --behind-proxy。");
  const auto report = [](const std::string& line) { std::cerr << line << std::endl; };
  auto opened = Replica::open(data, options, report);
  if (!opened) {
    std::cerr << opened.error().message << "\n";
    return opened.error().code == ErrorCode::bad_request ? kBadInput : kRefused;
  }
  Replica& replica = **opened;
  if (replica.is_demo() && !is_loopback(listen->host)) return refused("演示数据的副本只能在本机使用（127.0.0.1）。");
  const bool tls = !serve.tls_cert.empty();
  const std::string own = serve.public_url.empty() ? (tls ? "https://" : "http://") + serve.listen : serve.public_url;
  const auto site = replica.site(own);

  http::Router router;
  const auto change_waiters = http::add_portal_routes(router, *site, replica.db(), serve.portal_limits);
  http::add_log_routes(router, {replica.tiles(), "", ""});
  router.add("complaints_elsewhere", http::Method::get, "/complaints", http::public_page(),
             [&](http::Request& request) {
               auto page = site->handle({request.path, {}, request.header("Cookie"), {}});
               http::Response out(page.status);
               out.set("Content-Type", page.content_type);
               out.shared_body = std::move(page.body);
               return out;
             });
  http::RouteFlags plain = http::public_page();
  plain.csp = http::Csp::api;
  router.add("healthz", http::Method::get, "/healthz", plain,
             [](http::Request&) { return http::Response::text(200, "ok\n"); });
  router.add("readyz", http::Method::get, "/readyz", plain, [&replica](http::Request&) {
    return replica.refused() ? http::Response::text(503, "source refused\n") : http::Response::text(200, "ok\n");
  });

  http::ServerOptions how;
  how.host = listen->host;
  how.port = listen->port;
  how.io_threads =
      serve.workers > 0 ? static_cast<unsigned>(serve.workers) : std::max(1u, std::thread::hardware_concurrency());
  how.limits = serve.limits;
  how.pool_queue = static_cast<std::size_t>(serve.queue);
  if (tls) how.tls = http::TlsFiles{serve.tls_cert, serve.tls_key};
  if (!serve.behind_proxy.empty()) {
    const auto cidr = http::Cidr::parse(serve.behind_proxy);
    if (!cidr) return refused("--behind-proxy 请写成 10.0.0.0/8 这样的地址段。");
    how.trusted_proxies.push_back(*cidr);
  }
  how.error_page = http::portal_error_page(*site);
  http::Server server(std::move(router), std::move(how));
  if (auto started = server.start(); !started) return refused(started.error().message);
  // The source holds an answer back while nothing is new, so rounds follow each other; a fault waits longer.
  workers::Rounds following(
      "follower", 50, 50,
      [&] {
        if (!replica.round()) std::this_thread::sleep_for(std::chrono::seconds(2));
      },
      report);
  std::cout << "副本已启动：" << (tls ? "https://" : "http://") << listen->host << ":" << server.port() << "/　来源 "
            << options.follow << std::endl;
  http::wait_for_stop_signal();
  change_waiters->stop();
  server.stop();
  following.stop();
  return kDone;
}

}  // namespace mingjing::app
