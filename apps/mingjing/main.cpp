// mingjing: the server and its subcommands (CONTRACTS 1). Each subcommand stands in its own file; this one reads the
// command line and turns what went wrong into a sentence and an exit code.
// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iostream>

#include "crypto/random.h"
#include "crypto/secret.h"
#include "law/due_request.h"
#include "mingjing/demo.h"
#include "mingjing/describe.h"
#include "mingjing/drill.h"
#include "mingjing/export.h"
#include "mingjing/import.h"
#include "mingjing/backup.h"
#include "mingjing/migrate.h"
#include "mingjing/replica.h"
#include "mingjing/restore.h"
#include "mingjing/rotate_log.h"
#include "mingjing/serve.h"
#include "mingjing/system.h"
#include "mingjing/verify.h"
#include "mingjing/witness.h"

namespace mingjing::app {
namespace {

using Chosen = std::function<int()>;

std::string environment(const char* name, std::string fallback = {}) {
  const char* value = std::getenv(name);
  return value == nullptr ? fallback : std::string(value);
}

// `--db @FILE` keeps a password off the command line.
std::string db_from(const std::string& text) {
  if (!text.starts_with("@")) return text;
  std::ifstream in(text.substr(1));
  std::string line;
  if (!std::getline(in, line)) throw CLI::ValidationError("--db", "读不到文件 " + text.substr(1));
  return line;
}

void add_common(CLI::App& command, Options& options) {
  options.data = environment("MINGJING_DATA");
  options.db = db_from(environment("MINGJING_DB"));
  options.keys = environment("MINGJING_KEYS");
  auto* data = command.add_option("--data", options.data, "数据文件夹（默认 $MINGJING_DATA）");
  if (options.data.empty()) data->required();
  command.add_option_function<std::string>(
      "--db", [&options](const std::string& text) { options.db = db_from(text); },
      "数据库：sqlite:PATH、postgresql://… 或 @FILE（默认 sqlite:DATA/mingjing.db）");
  command.add_option("--keys", options.keys, "密钥文件夹（默认 DATA/keys）");
}

int say(const Error& error) {
  std::cerr << error.message << "\n";
  for (const auto& reason : error.reasons) {
    std::cerr << "  " << (reason.field.empty() ? "" : reason.field + "：") << reason.message
              << (reason.citation.empty() ? "" : "（据" + reason.citation + "）") << "\n";
  }
  return error.code == ErrorCode::bad_request ? kBadInput : kRefused;
}

void add_init(CLI::App& app, Options& options, Chosen& chosen) {
  auto* command = app.add_subcommand("init", "建立一个空系统和密钥，打印一次性设置码");
  add_common(*command, options);
  static std::string origin;
  static bool renew = false;
  static std::string profile = "standard";
  auto* named = command->add_option("--origin", origin, "日志的公开地址，不带 https://，例如 gs.example.gov.cn/log");
  command->add_flag("--renew-code", renew, "设置码过期或遗失：另发一个，旧的作废")->excludes(named);
  command->add_option("--profile", profile, "密码套件：standard，或 sm（国密：SM2、SM3、SM4）")
      ->check(CLI::IsMember({"standard", "sm"}))->capture_default_str()->excludes("--renew-code");
  command->callback([&options, &chosen] {
    if (!renew && origin.empty()) throw CLI::RequiredError("--origin");
    chosen = [&options] {
      if (renew) {
        const auto code = renew_set_up_code(options);
        if (!code) return say(code.error());
        std::cout << "新的设置码（24 小时内有效，只能用一次；旧的已作废）：" << *code << "\n";
        return kDone;
      }
      const auto made = create_system(options, origin, false);
      if (!made) return say(made.error());
      std::cout << "系统已建立。\n"
                << "设置码（24 小时内有效，只能用一次）：" << made->set_up_code << "\n"
                << "日志公钥：" << made->vkey << "\n";
      if (profile == "sm") {
        const auto sm = add_sm_profile(options);
        if (!sm) return say(sm.error());
        std::cout << "日志的国密公钥：" << *sm << "\n";
      }
      std::cout
                << "请把密钥文件夹 " << options.key_folder().string()
                << " 的备份放进保险柜：mingjing keys export --to 文件。丢失 data 密钥，加密的个人信息无法恢复。\n";
      return kDone;
    };
  });
}

// All with defaults that fit one small machine; on the command line, or in the file of --config under [serve].
void add_limits(CLI::App& command, ServeOptions& serve) {
  auto& limits = serve.limits;
  const auto milliseconds = [&command](const char* name, http::milliseconds& value, const char* what) {
    command
        .add_option_function<std::int64_t>(
            name, [&value](std::int64_t n) { value = http::milliseconds(n); },
            what + ("（默认 " + std::to_string(value.count()) + "）"))
        ->check(CLI::Range(100, 3'600'000))
        ->group("限制");
  };
  command.add_option("--max-body", limits.body, "请求正文的字节数（上传和导入另有限制）")
      ->check(CLI::Range(std::uint64_t{1} << 10, std::uint64_t{1} << 30))->capture_default_str()->group("限制");
  command.add_option("--max-connections", limits.connections, "同时的连接数")
      ->check(CLI::Range(1, 1'000'000))->capture_default_str()->group("限制");
  command.add_option("--max-connections-per-client", limits.connections_per_address, "每个客户端地址的连接数")
      ->check(CLI::Range(1, 1'000'000))->capture_default_str()->group("限制");
  command.add_option("--queue", serve.queue, "等待处理的请求数，超过的答 503")
      ->check(CLI::Range(1, 100'000))->capture_default_str()->group("限制");
  command.add_option("--min-rate", limits.min_rate, "正文每秒至少的字节数，慢于它的连接会断开")
      ->check(CLI::Range(1, 1 << 30))->capture_default_str()->group("限制");
  const auto a_minute = [&command](const char* name, int& value, const char* what) {
    command.add_option(name, value, what)->check(CLI::Range(1, 1'000'000))->capture_default_str()->group("限制");
  };
  a_minute("--searches-per-minute", serve.portal_limits.searches_a_minute, "公示网站：每个客户端每分钟的搜索次数，超过的答 429");
  a_minute("--downloads-per-minute", serve.portal_limits.downloads_a_minute, "公示网站：每个客户端每分钟下载表格和订阅的次数");
  a_minute("--follows-per-minute", serve.portal_limits.follows_a_minute, "公示网站：每个客户端每分钟跟随变更的次数");
  milliseconds("--head-timeout", limits.head, "收完请求头的毫秒数");
  milliseconds("--idle-timeout", limits.idle, "两次请求之间的毫秒数");
}

// Where a program that serves listens, and how it is reached.
void add_edge(CLI::App& command, ServeOptions& serve) {
  command.add_option("--listen", serve.listen, "主机:端口")->capture_default_str();
  command.add_option("--tls-cert", serve.tls_cert, "证书链 PEM");
  command.add_option("--tls-key", serve.tls_key, "私钥 PEM");
  command.add_option("--behind-proxy", serve.behind_proxy, "可信代理的地址段");
}

void add_serve(CLI::App& app, Options& options, Chosen& chosen) {
  auto* command = app.add_subcommand("serve", "启动服务");
  add_common(*command, options);
  static ServeOptions serve;
  add_edge(*command, serve);
  command->add_option("--workers", serve.workers, "网络线程数（默认同处理器核数）")->check(CLI::Range(0, 256));
  command->add_flag("--tls-self-signed", serve.tls_self_signed, "演示数据：自签证书，用手机试用");
  command->add_option("--admin", serve.admin, "指标的 主机:端口");
  command->add_option("--anchor", options.anchors, "锚点文件夹，或另一台服务器的地址（https://主机），可多个");
  command->add_option("--witness", options.witnesses, "见证方，写成 网址=公钥，可多个");
  command->add_option("--timestamp-authority", serve.timestamp_authority, "时间戳机构（RFC 3161）的网址");
  command->add_option("--timestamp-ca", serve.timestamp_ca, "时间戳机构的根证书 PEM");
  command->add_option("--second-copy", serve.second_copy, "第二份文件副本放在哪里：另一块盘上的文件夹，或对象存储 s3+https://主机/桶名/前缀");
  command->add_option("--clock", serve.clock, "演示数据：法定时钟从这一刻起走");
  command->add_option("--web", serve.web, "工作台文件夹")->capture_default_str();
  command->add_option("--public-url", serve.public_url, "公众看到的地址，如 https://gs.example.gov.cn");
  add_limits(*command, serve);
  command->callback([&options, &chosen] { chosen = [&options] { return run_serve(options, serve); }; });
}

void add_portal(CLI::App& app, Options& options, Chosen& chosen) {
  auto* command = app.add_subcommand("portal", "另一台服务器公示网站的副本：跟随它的日志，逐条核对，提供同样的网页");
  options.data = environment("MINGJING_DATA");
  auto* data = command->add_option("--data", options.data, "副本自己的数据文件夹（默认 $MINGJING_DATA）");
  if (options.data.empty()) data->required();
  static ServeOptions serve;
  serve.listen = "127.0.0.1:8081";
  static ReplicaOptions replica;
  command->add_option("--follow", replica.follow, "来源网站，如 https://gs.example.gov.cn")->required();
  command->add_option("--vkey", replica.vkey, "来源日志的公钥，从别处得来；不给就记下第一次见到的");
  command->add_option("--owner", replica.owner, "网页标题下的名称");
  add_edge(*command, serve);
  command->add_option("--workers", serve.workers, "网络线程数（默认同处理器核数）")->check(CLI::Range(0, 256));
  command->add_option("--public-url", serve.public_url, "公众看到的地址");
  add_limits(*command, serve);
  command->callback([&options, &chosen] { chosen = [&options] { return run_replica(options.data, serve, replica); }; });
}

void add_witness(CLI::App& app, Options& options, Chosen& chosen) {
  auto* command = app.add_subcommand("witness", "见证方：看着别人的日志，只给接得上的检查点签名");
  auto* data = command->add_option("--data", options.data, "见证方自己的数据文件夹（默认 $MINGJING_DATA）");
  if (options.data.empty()) data->required();
  static ServeOptions serve;
  serve.listen = "127.0.0.1:8082";
  static WitnessOptions witness;
  command->add_option("--log", witness.logs, "要见证的日志的公钥，可多个")->required();
  command->add_option("--name", witness.name, "见证方的名称，第一次启动时定下，如 sfj.example.gov.cn/witness 或 某某县司法局");
  add_edge(*command, serve);
  add_limits(*command, serve);
  command->callback([&options, &chosen] { chosen = [&options] { return run_witness(options.data, serve, witness); }; });
}

void add_due(CLI::App& app, Options& options, Chosen& chosen) {
  auto* command = app.add_subcommand("due", "列出期限规则，或计算一个期限并给出算法");
  command->allow_extras();
  command->footer("due --list\ndue RULE --start 日期 [--also 名称=日期]… [--suspend 起..止]… [--extend N] [--strict]");
  command->callback([&options, &chosen, command] {
    chosen = [&options, command] {
      std::vector<std::string> words = command->remaining();
      // The stored calendar when there is a system here, else the built-in one.
      law::Calendar calendar = law::Calendar::built_in();
      std::vector<std::string_view> args;
      for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--data" && i + 1 < words.size()) options.data = words[++i];
        else if (words[i] == "--db" && i + 1 < words.size()) options.db = db_from(words[++i]);
        else args.emplace_back(words[i]);
      }
      if (options.data.empty()) options.data = environment("MINGJING_DATA");
      if (!options.data.empty() && std::filesystem::exists(options.data / "mingjing.db")) {
        OpenOptions how;
        how.lock = false;
        if (auto system = System::open(options, how)) calendar = *(*system)->services()->calendar;
      }
      const auto request = law::parse_due_args(args);
      if (!request) return say(request.error());
      if (request->list) {
        std::cout << law::due_list_json() << "\n";
        return kDone;
      }
      const auto answer = law::due_json(*request, calendar);
      if (!answer) return say(answer.error());
      std::cout << answer->json << "\n";
      return answer->exit_code;
    };
  });
}

void add_migrate(CLI::App& app, Options& options, Chosen& chosen) {
  auto* command = app.add_subcommand("migrate", "把数据库结构升级到本程序的版本（先备份）");
  add_common(*command, options);
  command->callback([&options, &chosen] {
    chosen = [&options] { return run_migrate(options); };
  });
}

void add_keys(CLI::App& app, Options& options, Chosen& chosen) {
  auto* command = app.add_subcommand("keys", "密钥的导出、放回和更换");
  command->require_subcommand(1);
  static std::string file;
  const auto passphrase = [] {
    std::string text = environment("MINGJING_PASSPHRASE");
    if (text.empty()) {
      std::cerr << "密码（至少 12 个字符）：";
      std::getline(std::cin, text);
    }
    return text;
  };
  auto* out = command->add_subcommand("export", "导出到一个有密码保护的文件");
  add_common(*out, options);
  out->add_option("--to", file, "文件")->required();
  out->callback([&options, &chosen, passphrase] {
    chosen = [&options, passphrase] {
      const auto done = crypto::KeyStore(options.key_folder()).export_to(file, passphrase());
      return done ? kDone : say(done.error());
    };
  });
  auto* in = command->add_subcommand("import", "从导出的文件放回");
  add_common(*in, options);
  in->add_option("--from", file, "文件")->required();
  in->callback([&options, &chosen, passphrase] {
    chosen = [&options, passphrase] {
      const auto done = crypto::KeyStore(options.key_folder()).import_from(file, passphrase());
      return done ? kDone : say(done.error());
    };
  });
  auto* log = command->add_subcommand("rotate-log", "换新的日志密钥（先停下服务）；旧的在重叠期内一同签名");
  add_common(*log, options);
  static bool end_overlap = false, sm2 = false;
  log->add_flag("--end-overlap", end_overlap, "重叠期结束：删去旧的日志密钥");
  log->add_flag("--sm2", sm2, "换的是国密（SM2）的那一把");
  log->callback([&options, &chosen] {
    chosen = [&options] {
      return run_rotate_log(options, sm2 ? crypto::LogKeyKind::sm2 : crypto::LogKeyKind::ed25519, end_overlap);
    };
  });
  auto* sm = command->add_subcommand("add-sm", "改用国密（先停下服务）：检查点加 SM2 签名，以后的内容用 SM4 和 SM3 加密");
  add_common(*sm, options);
  sm->callback([&options, &chosen] {
    chosen = [&options] {
      const auto done = add_sm_profile(options);
      if (!done) return say(done.error());
      std::cout << "日志的国密公钥：" << *done << "\n请公布它，重新导出密钥；以前加密的内容运行 mingjing keys reseal 改用国密。\n";
      return kDone;
    };
  });
  auto* reseal = command->add_subcommand("reseal", "用现在的 data 密钥重新加密旧密钥加密的内容（先停下服务）");
  add_common(*reseal, options);
  static bool drop_old = false;
  reseal->add_flag("--drop-old", drop_old, "做完以后删去旧的 data 密钥");
  reseal->callback([&options, &chosen] { chosen = [&options] { return run_reseal(options, drop_old); }; });
  auto* rotate = command->add_subcommand("rotate-data", "换新的 data 密钥；旧密钥留着只用于解密")->alias("rotate");
  add_common(*rotate, options);
  rotate->callback([&options, &chosen] {
    chosen = [&options] {
      const auto done = crypto::KeyStore(options.key_folder()).rotate_data();
      return done ? kDone : say(done.error());
    };
  });
}

void add_openapi(CLI::App& app, Chosen& chosen) {
  app.add_subcommand("openapi", "打印接口文档（OpenAPI 3.1）")->callback([&chosen] {
    chosen = [] {
      std::cout << describe_api() << "\n";
      return kDone;
    };
  });
}

void add_demo(CLI::App& app, Options& options, Chosen& chosen) {
  auto* command = app.add_subcommand("demo", "生成演示数据（前 80 件案件有照片、笔录和音像文件）");
  add_common(*command, options);
  static DemoOptions demo;
  command->add_option("--cases", demo.cases, "案件数")->check(CLI::Range(1, 5'000'000))->capture_default_str();
  command->add_option("--seed", demo.seed, "种子")->capture_default_str();
  command
      ->add_option_function<std::string>(
          "--as-of", [](const std::string& text) { demo.as_of = Date::parse(text); }, "截止日期（默认今天）")
      ->check([](const std::string& text) {
        return Date::parse(text) ? std::string() : std::string("日期请写成 2026-03-02 这样的形式。");
      });
  command->callback([&options, &chosen] { chosen = [&options] { return run_demo(options, demo); }; });
}

void add_integrity(CLI::App& app, Options& options, Chosen& chosen) {
  auto* verify = app.add_subcommand("verify", "核对全部数据、日志和锚点");
  add_common(*verify, options);
  static VerifyOptions verify_options;
  verify->add_option("--checkpoint", verify_options.checkpoints, "另存的检查点文件，可多个");
  verify->add_option("--anchor", options.anchors, "锚点文件夹，或另一台服务器的地址（https://主机），可多个");
  verify->add_option("--witness", options.witnesses, "见证方，写成 网址=公钥，可多个");
  verify->add_option("--timestamp-ca", verify_options.timestamp_ca, "时间戳机构的根证书 PEM；不给，只核对时间戳是不是签在检查点上");
  verify->callback([&options, &chosen] { chosen = [&options] { return run_verify(options, verify_options); }; });

  auto* backup = app.add_subcommand("backup", "在线备份（不含密钥）");
  add_common(*backup, options);
  static BackupOptions backup_options;
  backup->add_option("to", backup_options.to, "目标文件夹，或对象存储 s3+https://主机/桶名/前缀")->required();
  backup->add_option("--previous", backup_options.previous, "上一次的备份：没有变的文件不再抄写，省下空间")->check(CLI::ExistingDirectory);
  backup->add_option("--keep", backup_options.keep, "对象存储里只留最近的几份，更早的备份完成后清理（默认都留）")->check(CLI::Range(1, 10000));
  backup->callback([&options, &chosen] { chosen = [&options] { return run_backup(options, backup_options); }; });

  auto* restore = app.add_subcommand("restore", "从备份恢复，日志接着最新的锚点");
  add_common(*restore, options);
  static RestoreOptions restore_options;
  restore->add_option("from", restore_options.from, "备份文件夹，或备份到的对象存储的地址")->required();
  restore->add_option("--new-log", restore_options.new_log, "另起一个日志，给出新的名称");
  restore->add_option("--anchor", options.anchors, "锚点文件夹，或另一台服务器的地址（https://主机），可多个");
  restore->add_option("--witness", options.witnesses, "见证方，写成 网址=公钥，可多个");
  restore->callback([&options, &chosen] { chosen = [&options] { return run_restore(options, restore_options); }; });

  auto* drill = app.add_subcommand("drill", "恢复演练：把一份备份恢复到临时文件夹，逐项核对，写出报告；不动正在使用的数据");
  static DrillOptions drill_options;
  drill->add_option("from", drill_options.from, "备份文件夹，或备份到的对象存储的地址")->required();
  drill->add_option_function<std::string>(
      "--db", [](const std::string& text) { drill_options.db = db_from(text); },
      "备份是 PostgreSQL 的才需要：演练用的空数据库，postgresql://… 或 @FILE");
  drill->add_option("--keys", drill_options.keys, "密钥文件夹（默认用备份里的日志公钥）");
  drill->add_option("--vkey", drill_options.verify.vkey, "公布的日志公钥（默认用备份里的）");
  drill->add_option("--timestamp-ca", drill_options.verify.timestamp_ca, "时间戳机构的根证书 PEM");
  drill->add_option("--work", drill_options.work, "临时文件夹建在哪里（默认系统的临时文件夹），要放得下数据库")->check(CLI::ExistingDirectory);
  drill->add_option("--report", drill_options.report, "报告写到这个文件；名称以 .json 结尾的写成 JSON");
  drill->callback([&chosen] { chosen = [] { return run_drill(drill_options); }; });

  auto* out = app.add_subcommand("export", "导出");
  out->require_subcommand(1);
  auto* audit = out->add_subcommand("audit", "一个机关的全部事件，供审计人员逐条打开");
  add_common(*audit, options);
  static ExportAuditOptions audit_options;
  audit->add_option("--agency", audit_options.agency, "统一社会信用代码")->required();
  audit->add_option("--to", audit_options.to, "文件（默认标准输出）");
  audit->callback([&options, &chosen] { chosen = [&options] { return run_export_audit(options, audit_options); }; });

  auto* import = app.add_subcommand("import", "导入法律、事项、执法人员、放假安排、录音录像");
  add_common(*import, options);
  static ImportOptions import_options;
  import->add_option("what", import_options.what, "laws | items | officers | calendar | recordings")
      ->required()
      ->check(CLI::IsMember({"laws", "items", "officers", "calendar", "recordings"}));
  import->add_option("path", import_options.path, "文件或文件夹")->required();
  import->add_option("--manifest", import_options.manifest, "录像清单（recordings；默认用文件夹里的 manifest.csv）");
  import->add_flag("--dry-run", import_options.dry_run, "只看会怎样，不改动");
  import->callback([&options, &chosen] { chosen = [&options] { return run_import(options, import_options); }; });
}

int run(int argc, char** argv) {
  CLI::App app{"明镜 — 行政执法综合管理监督信息系统", "mingjing"};
  app.require_subcommand(1);
  app.allow_config_extras(CLI::config_extras_mode::error);  // a misspelt name is refused
  app.set_config("--config", "", "配置文件（TOML）：[serve] 之下写选项名，例如 max-body = 2097152；命令行优先");
  Options options;
  Chosen chosen;
  add_init(app, options, chosen);
  add_serve(app, options, chosen);
  add_portal(app, options, chosen);
  add_witness(app, options, chosen);
  add_demo(app, options, chosen);
  add_due(app, options, chosen);
  add_integrity(app, options, chosen);
  add_migrate(app, options, chosen);
  add_keys(app, options, chosen);
  add_openapi(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kBadInput;
  }
  ::umask(077);  // whatever is written belongs to this user alone
  crypto::start();
  crypto::forbid_crash_dumps();
  return chosen();
}

}  // namespace
}  // namespace mingjing::app

int main(int argc, char** argv) {
  try {
    return mingjing::app::run(argc, argv);
  } catch (const mingjing::Unavailable& broken) {
    std::cerr << (broken.disk_full ? "磁盘已满，请腾出空间后再试：" : "现在不能继续，请稍后再试：") << broken.what() << "\n";
    return mingjing::app::kRefused;
  } catch (const std::exception& broken) {
    std::cerr << "没有完成：" << broken.what() << "\n";
    return mingjing::app::kRefused;
  }
}
