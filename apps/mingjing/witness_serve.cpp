// The witness as a program: addresses, a page in plain words, the command.
// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <thread>

#include "http/address.h"
#include "http/server.h"
#include "mingjing/listen.h"
#include "mingjing/witness.h"
#include "render/html.h"
#include "render/portal_assets.h"

namespace mingjing::app {
namespace {

using render::text;
using render::url;

void state_of(render::Html& html, const Witness::Watched& log) {
  html.add("<h2>", text(log.origin), "</h2><dl class=\"facts\"><div><dt>见证到</dt><dd>");
  if (log.head.size == 0) html.add("还没有收到过它的检查点");
  else html.add("第 ", text(render::grouped(static_cast<std::int64_t>(log.head.size))), " 条");
  if (log.cosigned_at) html.add("，", text(log.cosigned_at->text_zh()), " 签名");
  html.add("</dd></div>");
  if (log.head.size > 0) {
    html.add("<div><dt>那时的根</dt><dd class=\"mono\">", text(tlog::base64(log.head.root)),
             "</dd></div><div><dt>原文</dt><dd><a href=\"", url("/" + witnessed_path(log.origin)), "\">签过名的检查点</a></dd></div>");
  }
  if (log.refused_at) {
    html.add("<div><dt>拒绝过</dt><dd><strong>", text(log.refused_at->text_zh()), "</strong>　", text(log.refused_why),
             "请问签日志的机关这是怎么回事。</dd></div>");
  }
  html.add("</dl>");
}

std::string plain_page(const Witness& witness) {
  render::Html html;
  html.add("<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\"><title>见证方 ", text(witness.key().name()),
           "</title><link rel=\"stylesheet\" href=\"", url(render::portal_css_path()),
           "\"></head><body><main class=\"wrap page prose\"><h1>见证方 ", text(witness.key().name()),
           "</h1><p class=\"lead\">这里替公众看着下面的日志：只能往后加，不能改写，也不能变短。接得上的才签名，接不上的拒绝。</p>",
           "<p>日志里写了什么、决定对不对，见证方不过问，也看不到。它签名的意思只有一个：到那一刻为止，它见过的日志前后一致。</p>");
  for (const auto& log : witness.watched()) state_of(html, log);
  html.add("<h2>公钥</h2><p>核对见证签名要用这一行，请从另一处再取得一次，比一比：</p><p class=\"mono-block\">", text(witness.key().vkey()),
           "</p></main></body></html>\n");
  return html.take();
}

}  // namespace

void add_witness_routes(http::Router& router, Witness& witness) {
  http::RouteFlags plain = http::public_page();
  plain.csp = http::Csp::api;
  http::RouteFlags asked = plain;
  asked.body_limit = tlog::kMaxAddCheckpointBytes;
  router.add("witness_add_checkpoint", http::Method::post, "/add-checkpoint", asked, [&witness](http::Request& request) {
    auto answer = witness.add_checkpoint(request.body);
    http::Response out(answer.status);
    out.set("Content-Type", answer.content_type).set("Cache-Control", "no-store");
    out.body = std::move(answer.body);
    return out;
  });
  router.add("witness_vkey", http::Method::get, "/vkey", plain,
             [&witness](http::Request&) { return http::Response::text(200, witness.key().vkey() + "\n"); });
  router.add("witness_checkpoint", http::Method::get, "/{origin:word}/checkpoint", plain, [&witness](http::Request& request) {
    auto note = witness.checkpoint(request.param("origin"));
    auto out = note ? http::Response::text(200, std::move(*note)) : http::Response::text(404, "还没有见证过这个日志。\n");
    out.set("Cache-Control", "no-store").set("Access-Control-Allow-Origin", "*");
    return out;
  });
  router.add("witness_page", http::Method::get, "/", http::public_page(), [&witness](http::Request&) {
    auto out = http::Response::html(200, plain_page(witness));
    out.set("Cache-Control", "no-cache");
    return out;
  });
  router.add("witness_css", http::Method::get, render::portal_css_path(), plain, [](http::Request&) {
    auto out = http::Response::text(200, render::portal_css());
    out.set("Content-Type", "text/css; charset=utf-8").set("Cache-Control", "public, max-age=31536000, immutable");
    return out;
  });
  router.add("healthz", http::Method::get, "/healthz", plain, [](http::Request&) { return http::Response::text(200, "ok\n"); });
}

int run_witness(const std::filesystem::path& data, const ServeOptions& serve, const WitnessOptions& options) {
  http::block_stop_signals();
  const auto refused = [](const std::string& sentence, int code = kRefused) {
    std::cerr << sentence << "\n";
    return code;
  };
  const auto listen = parse_listen(serve.listen);
  if (!listen) return refused("--listen 请写成 主机:端口，例如 127.0.0.1:8082。", kBadInput);
  if (serve.tls_cert.empty() != serve.tls_key.empty()) return refused("--tls-cert 和 --tls-key 要一起给出。", kBadInput);
  const bool tls = !serve.tls_cert.empty();
  if (!is_loopback(listen->host) && !tls && serve.behind_proxy.empty())
    return refused("对外提供服务须加密：请给出 --tls-cert 和 --tls-key，或者在代理之后用 --behind-proxy。");
  std::vector<tlog::NoteVerifier> logs;
  for (const auto& vkey : options.logs) {
    auto key = tlog::NoteVerifier::parse(vkey);
    if (!key) return refused("--log " + key.error().message, kBadInput);
    logs.push_back(std::move(*key));
  }
  const SystemClock clock;
  const auto report = [](const std::string& line) { std::cerr << line << std::endl; };
  auto opened = Witness::open(data, options.name, std::move(logs), clock, report);
  if (!opened) return refused(opened.error().message);
  Witness& witness = **opened;

  http::Router router;
  add_witness_routes(router, witness);
  http::ServerOptions how;
  how.host = listen->host;
  how.port = listen->port;
  how.io_threads = 1;
  how.pool_threads = 2;
  how.limits = serve.limits;
  how.pool_queue = static_cast<std::size_t>(serve.queue);
  if (tls) how.tls = http::TlsFiles{serve.tls_cert, serve.tls_key};
  if (!serve.behind_proxy.empty()) {
    const auto cidr = http::Cidr::parse(serve.behind_proxy);
    if (!cidr) return refused("--behind-proxy 请写成 10.0.0.0/8 这样的地址段。", kBadInput);
    how.trusted_proxies.push_back(*cidr);
  }
  http::Server server(std::move(router), std::move(how));
  if (auto started = server.start(); !started) return refused(started.error().message);
  std::cout << "见证方已启动：" << (tls ? "https://" : "http://") << listen->host << ":" << server.port() << "/\n"
            << "公钥（请交给签日志的机关，并登在本机关的公告栏）：" << witness.key().vkey() << std::endl;
  http::wait_for_stop_signal();
  server.stop();
  return kDone;
}

}  // namespace mingjing::app
