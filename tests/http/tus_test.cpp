// The tus protocol over a real socket.
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "base/bytes.h"
#include "crypto/hash.h"
#include "files/content_store.h"
#include "files/folder_uploads.h"
#include "http/tus.h"
#include "tests/http/raw_client.h"

namespace mingjing::http {
namespace {

using namespace std::chrono_literals;

class TusTest : public testing::Test {
 protected:
  TusTest() {
    char name[] = "/tmp/mingjing-tus-XXXXXX";
    folder = ::mkdtemp(name);
    limits.reserve_bytes = 0;
    limits.user_bytes = 10 << 20;
    store = std::make_unique<files::FolderStore>(folder + "/files");
    start();
  }
  ~TusTest() override {
    server.reset();
    uploads.reset();
    std::filesystem::remove_all(folder);
  }
  void start() {
    server.reset();
    uploads = std::make_unique<files::FolderUploads>(folder + "/uploads", *store, ids, clock, limits);
    Router router;
    TusOptions options;
    options.uploads = uploads.get();
    options.max_size = 8 << 20;
    options.authenticate = [this](Request& request) -> Result<ports::UploadOwner> {
      if (request.header("Authorization") == "Bearer a") return owner;
      if (request.header("Authorization") == "Bearer b") return stranger;
      return refuse(ErrorCode::unauthenticated, "请先登录。");
    };
    add_tus_routes(router, options);
    server = std::make_unique<TestServer>(std::move(router));
  }
  RawResponse tus(const std::string& method, const std::string& target, const std::string& fields,
                  const std::string& body = {}, const std::string& user = "a") {
    return ask(server->port(),
               method + " " + target + " HTTP/1.1\r\nHost: a\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer " + user +
                   "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + fields + "\r\n" + body);
  }
  std::string create(std::size_t length, const std::string& metadata = {}) {
    const auto made = tus("POST", "/api/v1/uploads",
                          "Upload-Length: " + std::to_string(length) + "\r\n" +
                              (metadata.empty() ? "" : "Upload-Metadata: " + metadata + "\r\n"));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.header("Location");
  }
  RawResponse patch(const std::string& at, std::size_t offset, const std::string& body, const std::string& more = {}) {
    return tus(
        "PATCH", at,
        "Content-Type: application/offset+octet-stream\r\nUpload-Offset: " + std::to_string(offset) + "\r\n" + more,
        body);
  }

  std::string folder;
  SystemClock clock;
  RandomIdSource ids;
  files::UploadLimits limits;
  ports::UploadOwner owner{AgencyId(ids.next(1, 1)), UserId(ids.next(1, 2))};
  ports::UploadOwner stranger{owner.agency, UserId(ids.next(1, 3))};
  std::unique_ptr<files::FolderStore> store;
  std::unique_ptr<files::FolderUploads> uploads;
  std::unique_ptr<TestServer> server;
};

TEST_F(TusTest, SaysWhatItCan) {
  const auto answer = ask(server->port(), "OPTIONS /api/v1/uploads HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.header("Tus-Version"), "1.0.0");
  EXPECT_EQ(answer.header("Tus-Extension"), "creation,expiration,termination,checksum");
  EXPECT_EQ(answer.header("Tus-Checksum-Algorithm"), "sha256");
  EXPECT_EQ(answer.header("Tus-Max-Size"), std::to_string(8 << 20));
}

TEST_F(TusTest, UploadsInPiecesAndTellsTheDigest) {
  const std::string bytes = [] {
    std::string out;
    for (int i = 0; i < 700'000; ++i) out += std::to_string(i);
    return out;
  }();
  const std::string at = create(
      bytes.size(), "filename " + to_base64("dir/现场.mp4") + ",sha256 " + to_base64(to_hex(crypto::sha256(bytes))));
  EXPECT_EQ(tus("HEAD", at, "").header("Upload-Offset"), "0");
  const auto first = patch(at, 0, bytes.substr(0, 1'000'000));
  EXPECT_EQ(first.status, 204);
  EXPECT_EQ(first.header("Upload-Offset"), "1000000");
  EXPECT_TRUE(first.header("Upload-Sha256").empty());
  EXPECT_FALSE(first.header("Upload-Expires").empty());
  start();  // another process goes on
  const auto head = tus("HEAD", at, "");
  EXPECT_EQ(head.header("Upload-Offset"), "1000000");
  EXPECT_EQ(head.header("Upload-Length"), std::to_string(bytes.size()));
  EXPECT_EQ(head.header("Cache-Control"), "no-store");
  const auto last = patch(at, 1'000'000, bytes.substr(1'000'000));
  EXPECT_EQ(last.status, 204);
  EXPECT_EQ(last.header("Upload-Sha256"), to_hex(crypto::sha256(bytes)));
  const auto id = UploadId::parse(at.substr(at.rfind('/') + 1));
  EXPECT_EQ(uploads->find(*id, owner)->filename, "现场.mp4");
  EXPECT_TRUE(uploads->adopt(*id, owner, crypto::digest_text(crypto::sha256(bytes))));
}

TEST_F(TusTest, TakesChunkedBodies) {
  const std::string at = create(10);
  const auto done = ask(server->port(),
                        "PATCH " + at +
                            " HTTP/1.1\r\nHost: a\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer a\r\nUpload-Offset: "
                            "0\r\nContent-Type: application/offset+octet-stream\r\nTransfer-Encoding: "
                            "chunked\r\n\r\n4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n");
  EXPECT_EQ(done.status, 204);
  EXPECT_EQ(done.header("Upload-Sha256"), to_hex(crypto::sha256("0123456789")));
}

TEST_F(TusTest, Refusals) {
  const std::string at = create(10);
  EXPECT_EQ(patch(at, 5, "x").status, 409);
  EXPECT_EQ(patch(at, 0, "01234567890").status, 413);
  EXPECT_EQ(patch(at, 0, "0123", "Upload-Checksum: sha256 " + to_base64(crypto::sha256("zzzz")) + "\r\n").status, 460);
  EXPECT_EQ(tus("HEAD", at, "").header("Upload-Offset"), "0");
  EXPECT_EQ(patch(at, 0, "0123", "Upload-Checksum: md5 AAAA\r\n").status, 400);
  EXPECT_EQ(patch(at, 0, "0123", "Upload-Checksum: sha256 " + to_base64(crypto::sha256("0123")) + "\r\n").status, 204);
  EXPECT_EQ(tus("PATCH", at, "Upload-Offset: 4\r\n", "x").status, 415);
  EXPECT_EQ(tus("PATCH", at, "Content-Type: application/offset+octet-stream\r\n", "x").status, 400);
  EXPECT_EQ(tus("HEAD", at, "", "", "b").status, 404);
  EXPECT_EQ(tus("HEAD", at, "", "", "nobody").status, 401);
  EXPECT_EQ(tus("DELETE", at, "", "", "b").status, 404);
  const auto old = ask(server->port(), "HEAD " + at + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer a\r\n\r\n");
  EXPECT_EQ(old.status, 412);
  EXPECT_EQ(old.header("Tus-Version"), "1.0.0");
  EXPECT_EQ(tus("POST", "/api/v1/uploads", "").status, 400);
  EXPECT_EQ(tus("POST", "/api/v1/uploads", "Upload-Length: -1\r\n").status, 400);
  EXPECT_EQ(tus("POST", "/api/v1/uploads", "Upload-Length: 1x\r\n").status, 400);
  EXPECT_EQ(tus("POST", "/api/v1/uploads", "Upload-Defer-Length: 1\r\n").status, 400);
  EXPECT_EQ(tus("POST", "/api/v1/uploads", "Upload-Length: 9000000\r\n").status, 413);
  EXPECT_EQ(tus("POST", "/api/v1/uploads", "Upload-Length: 1\r\nUpload-Metadata: filename ***\r\n").status, 400);
  EXPECT_EQ(
      tus("POST", "/api/v1/uploads", "Upload-Length: 1\r\nUpload-Metadata: sha256 " + to_base64("abc") + "\r\n").status,
      400);
  create(8 << 20);
  EXPECT_EQ(tus("POST", "/api/v1/uploads", "Upload-Length: 8000000\r\n").status, 413) << "over the user's quota";
  EXPECT_EQ(tus("DELETE", at, "").status, 204);
  EXPECT_EQ(tus("HEAD", at, "").status, 404);
}

TEST_F(TusTest, AWholeFileThatIsNotWhatItSaidIsGone) {
  const std::string at = create(4, "sha256 " + to_base64(to_hex(crypto::sha256("good"))));
  EXPECT_EQ(patch(at, 0, "evil").status, 460);
  EXPECT_EQ(tus("HEAD", at, "").status, 404);
}

TEST_F(TusTest, ABrokenConnectionKeepsWhatArrivedAndASecondWriterWaits) {
  const std::string at = create(1000);
  const std::string head =
      "PATCH " + at +
      " HTTP/1.1\r\nHost: a\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer a\r\nUpload-Offset: 0\r\nContent-Type: "
      "application/offset+octet-stream\r\nContent-Length: 1000\r\n\r\n";
  {
    RawClient client(server->port());
    client.send(head + std::string(400, 'x'));
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(patch(at, 0, "y").status, 423);
  }
  std::string offset;
  for (int i = 0; i < 100 && offset != "400"; ++i) {
    std::this_thread::sleep_for(20ms);
    offset = tus("HEAD", at, "").header("Upload-Offset");
  }
  EXPECT_EQ(offset, "400");
  EXPECT_EQ(patch(at, 400, std::string(600, 'x')).header("Upload-Sha256"),
            to_hex(crypto::sha256(std::string(1000, 'x'))));
}

TEST_F(TusTest, AsksForTheBodyWithContinue) {
  const std::string at = create(3);
  RawClient client(server->port());
  client.send(
      "PATCH " + at +
      " HTTP/1.1\r\nHost: a\r\nTus-Resumable: 1.0.0\r\nAuthorization: Bearer a\r\nUpload-Offset: 0\r\nContent-Type: "
      "application/offset+octet-stream\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.read().status, 100);
  client.send("abc");
  EXPECT_EQ(client.read().status, 204);
}

}  // namespace
}  // namespace mingjing::http
