// A whole system behind a loopback port: an agency with units, people of every role, officers and items, made by the
// use cases everybody uses, on a real database. Every JSON answer is checked against the OpenAPI document.
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "crypto/seal.h"
#include "files/content_store.h"
#include "files/folder_uploads.h"
#include "flow/complaints.h"
#include "flow/services.h"
#include "http/api/api.h"
#include "http/server.h"
#include "ports/media_reader.h"
#include "ports/set_up.h"
#include "store/sql_drafts.h"
#include "store/sql_jobs.h"
#include "store/sql_sealed_index.h"
#include "store/sql_reader.h"
#include "store/sql_sessions.h"
#include "store/unit_of_work.h"
#include "tests/api/counting.h"
#include "workers/scrub.h"

namespace mingjing::api_tests {

struct Answer {
  int status = 0;
  std::string head, body;
  Json json;  // null when the body is no JSON
  std::string header(std::string_view name) const;
  std::string error() const;  // error.message
};

struct Ask {
  std::string method = "GET";
  std::string path;
  std::string body{};
  std::vector<std::string> headers{};  // "Name: value"
};

// What a test cannot do without; throws with every reason.
template <class T>
T must(Result<T> result) {
  if (!result) {
    std::string why = result.error().message + " " + result.error().field;
    for (const auto& reason : result.error().reasons) why += "; " + reason.field + ": " + reason.message;
    throw std::runtime_error(why);
  }
  return std::move(*result);
}

class World;

// One person's sign-in; sends cookie, CSRF token and a fresh Idempotency-Key by itself.
class Person {
 public:
  Answer get(const std::string& path) const;
  Answer post(const std::string& path, const Json& body, std::vector<std::string> headers = {}) const;
  // An act on a case at its present version.
  Answer act(const std::string& case_id, const std::string& act, const Json& body) const;
  Answer send(Ask ask) const;  // with cookie and CSRF, nothing else
  Answer upload(const std::string& bytes, std::string* id) const;

  World* world = nullptr;
  std::string username, cookie, csrf, user_id;
};

class World {
 public:
  // "sqlite::memory:" or an empty PostgreSQL schema.
  explicit World(const std::string& url);
  ~World();

  Answer ask(const Ask& what);
  Person sign_in(const std::string& username, const std::string& password = kPassword);
  const Person& as(const std::string& username);  // signs in once
  void advance_to(Instant now) { legal_clock_.set(now); }
  Instant now() const { return legal_clock_.now(); }
  // What the job runner would do: gives every waiting document a file, seals every archived case.
  void render_documents();
  // A round over all stored files.
  void reread_files() {
    constexpr int kMostSteps = 1000;
    for (int i = 0; i < kMostSteps && scrub().step(1 << 20); ++i) {}
  }
  // The job runner itself, which looks into recordings; documents are left as they are.
  void look_into_recordings();
  // What the portal would be given of a list now, once the jobs are done; null: never published.
  Json published(std::string_view list);
  // As the intake does with a letter from the inbox; returns the complaint's id.
  std::string take_in(const supervision::ComplaintContent& content, const std::string& letter);
  // What the public side would be given for it.
  flow::PublicProgress shown(const std::string& complaint);
  // What the job runner would do once an answer is approved or taken down.
  void publish_answers(const std::string& complaint);
  std::int64_t events(const std::string& type);
  std::atomic<int> imports = 0;  // how often the server was told that shared data were imported
  Counting& database() { return *database_; }
  ports::Drafts& drafts() { return *drafts_; }
  const http::Router& router() const { return server_->router(); }
  const Json& openapi() const { return openapi_; }

  // As `mingjing import laws` would, with a file of this name.
  void import_law(const std::string& file, const std::string& markdown);

  // An agency below the first, with an officer `below1` and an intake clerk `below2`; once.
  void add_subordinate();
  // A piece of evidence with these bytes in a case of the agency below, as its officers would have added it; its id.
  std::string piece_below(const std::string& case_id, const std::string& bytes);

  std::string unit, review_unit, office, item_id, officer_1, officer_2, set_up_code, unit_below;
  static constexpr const char* kPassword = "Wangshan-2026-Qiu";

 private:
  struct Codes final : ports::SetUpCodes {
    std::optional<ports::SetUpCode> kept;
    std::optional<ports::SetUpCode> pending() override { return kept; }
  };
  // Every file has one page, whose picture tells how wide it was asked for. What begins with "film" plays for ten minutes.
  struct OnePage final : ports::PageDrawer, ports::MediaReader {
    Result<ports::MediaFacts> look(const ports::OpenedFile& file) override {
      ports::MediaFacts out;
      if (file.read(0, 4) != "film") return out;
      out.playable = true;
      out.container = "mov", out.video = "h264", out.width = 1280, out.height = 720, out.duration_ms = 600'000;
      return out;
    }
    Result<ports::DrawnPage> frame(const ports::OpenedFile&, std::int64_t at_ms, int width) override {
      return ports::DrawnPage{"\x89PNG at " + std::to_string(at_ms) + " of " + std::to_string(width), 1};
    }
    Result<ports::DrawnPage> waveform(const ports::OpenedFile&, int) override {
      return refuse(ErrorCode::unsupported_type, "没有声音。");
    }
    Result<ports::DrawnPage> draw(const ports::OpenedFile&, const ports::PageWish& wish) override {
      if (wish.page != 1) return refuse(ErrorCode::not_found, "没有这一页。", "page");
      return ports::DrawnPage{"\x89PNG of " + std::to_string(wish.width) + wish.mark, 1};
    }
  };
  // Made at first use; nobody asks for it twice at once.
  workers::Scrub& scrub() {
    if (!scrub_) {
      scrub_ = std::make_unique<workers::Scrub>(workers::Scrub::Stores{*files_, nullptr, (folder_ / "copies").string(), {}},
                                                (folder_ / "scrub.json").string(), real_clock_, [](const std::string&) {});
    }
    return *scrub_;
  }
  void set_up();
  void seal(CaseId id);
  void make_people();
  void start();
  std::string add_user(const ports::Actor& admin, const std::string& username, const std::string& unit_id,
                       identity::RoleSet roles, const std::string& officer);
  ports::Actor actor_of(UserId user, identity::RoleSet roles) const;

  std::filesystem::path folder_;
  ManualClock legal_clock_;
  SystemClock real_clock_;
  RandomIdSource ids_;
  std::unique_ptr<Counting> database_;
  std::unique_ptr<store::Sealer> sealer_;
  std::unique_ptr<store::Context> context_;
  std::unique_ptr<store::SqlCommands> commands_;
  std::unique_ptr<store::SqlSnapshots> snapshots_;
  std::unique_ptr<store::SqlSessions> sessions_;
  std::unique_ptr<store::SqlSignInAttempts> attempts_;
  std::unique_ptr<store::SqlDrafts> drafts_;
  std::unique_ptr<store::SqlSealedIndex> sealed_index_;
  std::unique_ptr<store::SqlDirectory> directory_;
  std::unique_ptr<ports::ContentStore> files_;
  std::unique_ptr<workers::Scrub> scrub_;
  std::unique_ptr<ports::StagedUploads> uploads_;
  std::shared_ptr<const flow::Services> services_;
  Codes codes_;
  OnePage pages_;
  AgencyId root_;
  std::string password_hash_;
  std::shared_ptr<http::api::Api> api_;
  std::unique_ptr<http::Server> server_;
  Json openapi_;
  std::map<std::string, Person> people_;
  AgencyId below_;
};

// The databases tests run on: SQLite in memory, and PostgreSQL when MINGJING_TEST_PG names a server.
std::vector<std::string> database_urls();

// One fixture a suite, since making people costs argon2.
class ApiTest : public testing::TestWithParam<std::string> {
 protected:
  static World& world(const std::string& url);
  World& w() { return world(GetParam()); }
  // An act on a case, a minute after whatever was before; and one that goes through.
  Answer act(const char* who, const std::string& id, const char* name, const Json& body) {
    w().advance_to(w().now().plus_ms(60'000));
    return w().as(who).act(id, name, body);
  }
  Json must(const char* who, const std::string& id, const char* name, const Json& body) {
    const auto answer = act(who, id, name, body);
    EXPECT_EQ(answer.status, 200) << name << " " << answer.body;
    return answer.json;
  }
  std::string filed();  // a case that is filed and has its two officers
};
std::string url_name(const testing::TestParamInfo<std::string>& info);

// A unified social credit code with right check digits.
std::string valid_uscc(const std::string& first16);
// A clue that can be filed; returns the case's id.
std::string register_clue(World& world, const std::string& by = "officer1");

}  // namespace mingjing::api_tests
