// SPDX-License-Identifier: Apache-2.0
#include "mingjing/manifest.h"

#include <libpq-fe.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

#include "base/bytes.h"
#include "base/json.h"
#include "crypto/hash.h"
#include "files/folder.h"
#include "mingjing/read_whole.h"

extern char** environ;

namespace mingjing::app {
namespace {

constexpr std::size_t kPiece = 1 << 20;

}  // namespace

std::string to_json(const Manifest& manifest) {
  Json files(Json::Array{});
  for (const auto& file : manifest.files) {
    Json row = Json::object({{"path", file.path}, {"sha256", file.sha256}, {"size", static_cast<std::int64_t>(file.size)}});
    if (!file.pieces.empty()) {
      Json pieces(Json::Array{});
      for (const auto& piece : file.pieces) pieces.push(piece);
      row.set("pieces", std::move(pieces));
    }
    files.push(std::move(row));
  }
  Json out = Json::object({{"database", manifest.database},
                           {"files", std::move(files)},
                           {"origin", manifest.origin},
                           {"schema", manifest.schema},
                           {"v", 1}});
  if (manifest.at) out.set("at", manifest.at->text());
  return canonical(out);
}

Result<Manifest> read_manifest(const std::filesystem::path& folder) {
  const auto text = read_whole(folder / "manifest.json");
  if (!text) return refuse(ErrorCode::bad_request, "这里不是一份完整的备份：没有 " + (folder / "manifest.json").string() + "。");
  return parse_manifest(*text);
}

Result<Manifest> parse_manifest(std::string_view text) {
  const auto json = parse_json(text, {.depth = 8, .bytes = 1u << 30, .values = 100'000'000});
  if (!json || json->integer("v") != 1) return refuse(ErrorCode::bad_request, "备份清单 manifest.json 读不成。");
  Manifest out;
  out.origin = json->text("origin");
  out.database = json->text("database");
  out.schema = static_cast<int>(json->integer("schema"));
  out.at = Instant::parse(json->text("at"));
  for (const auto& file : json->items("files")) {
    const std::string path = file.text("path");
    // The list comes from outside: no path may leave the folder.
    if (path.empty() || path.front() == '/' || path.find("..") != std::string::npos) {
      return refuse(ErrorCode::bad_request, "备份清单里有不合规的路径：" + path + "。");
    }
    out.files.push_back({path, file.text("sha256"), static_cast<std::uint64_t>(file.integer("size")), {}});
    for (const auto& piece : file.items("pieces"))
      if (const auto* hex = piece.as_string()) out.files.back().pieces.push_back(*hex);
  }
  return out;
}

Manifest::File digest_of(const std::filesystem::path& path) {
  const auto in = files::File::open_read(path.string());
  if (!in.is_open()) throw Unavailable("cannot read " + path.string());
  crypto::Sha256 hash;
  std::uint64_t at = 0;
  for (;;) {
    const std::string piece = in.read_at(at, kPiece);
    if (piece.empty()) break;
    hash.update(piece);
    at += piece.size();
  }
  return {path.filename().string(), to_hex(hash.finish()), at};
}

Manifest::File copy_durably(const std::filesystem::path& from, const std::filesystem::path& to) {
  const auto in = files::File::open_read(from.string());
  if (!in.is_open()) throw Unavailable("cannot read " + from.string());
  std::filesystem::create_directories(to.parent_path());
  const auto out = files::File::create(to.string());
  crypto::Sha256 hash;
  std::uint64_t at = 0;
  for (;;) {
    const std::string piece = in.read_at(at, kPiece);
    if (piece.empty()) break;
    hash.update(piece);
    out.write_at(at, piece);
    at += piece.size();
  }
  out.sync();
  return {to.filename().string(), to_hex(hash.finish()), at};
}

int run_program(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
  std::vector<char*> argv, env;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  for (const auto& entry : environment) env.push_back(const_cast<char*>(entry.c_str()));
  for (char** entry = environ; *entry != nullptr; ++entry) env.push_back(*entry);
  env.push_back(nullptr);
  pid_t child = 0;
  if (::posix_spawnp(&child, argv[0], nullptr, nullptr, argv.data(), env.data()) != 0) return -1;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::vector<std::string> libpq_environment(const std::string& url) {
  std::vector<std::string> out;
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfoParse(url.c_str(), &message),
                                                                               PQconninfoFree);
  if (!options) {
    PQfreemem(message);
    throw Unavailable("not a PostgreSQL address");
  }
  for (const auto* o = options.get(); o->keyword != nullptr; ++o) {
    if (o->envvar != nullptr && o->val != nullptr) out.push_back(std::string(o->envvar) + "=" + o->val);
  }
  return out;
}

}  // namespace mingjing::app
