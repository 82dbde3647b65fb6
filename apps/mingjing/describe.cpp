// SPDX-License-Identifier: Apache-2.0
#include "mingjing/describe.h"

#include "db/db.h"
#include "http/api/api.h"
#include "http/api/openapi.h"
#include "ports/memory_store.h"
#include "query/statutes.h"

namespace mingjing::app {
namespace {

struct NoSnapshots final : ports::Snapshots {
  void read(const std::function<void(ports::Reader&)>&) override { throw Unavailable("nothing is stored here"); }
};

struct NoUploads final : ports::StagedUploads {
  static tl::unexpected<Error> none() { return refuse(ErrorCode::not_found, "没有这个上传文件。"); }
  Result<ports::Upload> create(const ports::UploadOwner&, std::uint64_t, std::string, std::string) override {
    return none();
  }
  Result<ports::Upload> find(const UploadId&, const ports::UploadOwner&) override { return none(); }
  Result<std::unique_ptr<ports::UploadWriter>> append(const UploadId&, const ports::UploadOwner&, std::uint64_t,
                                                      std::optional<std::string>) override {
    return none();
  }
  Status terminate(const UploadId&, const ports::UploadOwner&) override { return none(); }
  Result<ports::StoredFile> adopt(const UploadId&, const ports::UploadOwner&, const std::string&) override {
    return none();
  }
  void discard(const UploadId&) override {}
  std::size_t expire() override { return 0; }
};

}  // namespace

std::string describe_api() {
  SystemClock clock;
  RandomIdSource ids;
  ports::MemoryStore store(clock, ids);
  NoSnapshots snapshots;
  NoUploads uploads;
  const auto database = db::open("sqlite::memory:");
  http::api::ApiServices services;
  services.commands = &store;
  services.submit = [](const ports::Actor&, std::optional<ports::RequestKey>, ports::Commands::UseCase,
                       std::function<void(Result<ports::Answer>, std::exception_ptr)>) {};
  services.snapshots = &snapshots;
  services.sessions = &store;
  services.attempts = &store;
  services.directory = &store;
  services.database = database.get();
  services.flow = [] { return std::make_shared<const flow::Services>(); };
  services.legal_clock = services.real_clock = &clock;
  services.ids = &ids;
  services.uploads = &uploads;
  services.statutes = [] { return std::make_shared<const query::Statutes>(); };
  http::Router router;
  http::api::add_api(router, http::api::make_api(std::move(services)));
  return http::api::openapi_json(router);
}

}  // namespace mingjing::app
