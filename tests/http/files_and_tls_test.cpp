// Files with ranges, plainly and over TLS.
// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <memory>

#include "http/conditional.h"
#include "http/tls.h"
#include "tests/http/raw_client.h"

namespace mingjing::http {
namespace {

std::string pattern(std::size_t size) {
  std::string out(size, '\0');
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>((i * 2654435761u) >> 13);
  return out;
}

class FilesTest : public testing::Test {
 protected:
  FilesTest() : bytes(pattern(5 << 20)) {
    char name[] = "/tmp/mingjing-serve-XXXXXX";
    folder = ::mkdtemp(name);
    write("video.mp4", bytes);
  }
  ~FilesTest() override { std::filesystem::remove_all(folder); }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder + "/" + name, std::ios::binary) << text;
  }
  Router routes() {
    Router router;
    RouteFlags flags = public_page();
    flags.csp = Csp::sandbox;
    router.add("file", Method::get, "/file/{name}", flags, [this](Request& request) {
      auto file = OpenFile::open(folder + "/" + std::string(request.param("name")));
      return file ? file_response(request, std::move(file), "video/mp4", "\"v1\"") : Response::text(404, "");
    });
    router.add("echo", Method::post, "/echo", flags,
               [](Request& r) { return Response::text(200, r.body + (r.is_tls ? " tls" : "")); });
    return router;
  }
  std::string folder, bytes;
};

TEST_F(FilesTest, AreSentWholeInPartAndNotAtAll) {
  TestServer server(routes());
  const auto get = [&](const std::string& fields) {
    return ask(server.port(), "GET /file/video.mp4 HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n");
  };
  const auto whole = get("");
  EXPECT_EQ(whole.status, 200);
  EXPECT_TRUE(whole.body == bytes);
  EXPECT_EQ(whole.header("Accept-Ranges"), "bytes");
  EXPECT_EQ(whole.header("Content-Security-Policy").substr(0, 8), "sandbox;");
  const auto part = get("Range: bytes=1000000-3999999\r\n");
  EXPECT_EQ(part.status, 206);
  EXPECT_EQ(part.header("Content-Range"), "bytes 1000000-3999999/5242880");
  EXPECT_TRUE(part.body == bytes.substr(1'000'000, 3'000'000));
  EXPECT_TRUE(get("Range: bytes=-7\r\n").body == bytes.substr(bytes.size() - 7));
  const auto beyond = get("Range: bytes=5242880-\r\n");
  EXPECT_EQ(beyond.status, 416);
  EXPECT_EQ(beyond.header("Content-Range"), "bytes */5242880");
  EXPECT_EQ(get("If-None-Match: \"v1\"\r\n").status, 304);
  EXPECT_EQ(get("Range: bytes=0-1\r\nIf-Range: \"v1\"\r\n").status, 206);
  EXPECT_EQ(get("Range: bytes=0-1\r\nIf-Range: \"v0\"\r\n").status, 200);
  const auto head = ask(server.port(), "HEAD /file/video.mp4 HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(head.header("Content-Length"), "5242880");
  EXPECT_EQ(ask(server.port(), "GET /file/none HTTP/1.1\r\nHost: a\r\n\r\n").status, 404);
}

TEST_F(FilesTest, LinksAndFoldersAreNoFiles) {
  std::filesystem::create_symlink("/etc/passwd", folder + "/link");
  EXPECT_FALSE(OpenFile::open(folder + "/link"));
  EXPECT_FALSE(OpenFile::open(folder));
  EXPECT_FALSE(OpenFile::open(folder + "/video.mp4/x"));
}

TEST_F(FilesTest, AFileThatShrinksEndsTheConnection) {
  TestServer server(routes());
  RawClient client(server.port());
  client.send("GET /file/video.mp4 HTTP/1.1\r\nHost: a\r\n\r\n");
  std::filesystem::resize_file(folder + "/video.mp4", 10);
  const auto answer = client.read(false, std::chrono::seconds(5));
  EXPECT_LE(answer.body.size(), bytes.size());
  client.shut_down_writing();
  EXPECT_TRUE(client.closed_within(std::chrono::seconds(5)));
}

struct FreeSsl {
  void operator()(SSL_CTX* p) const { SSL_CTX_free(p); }
  void operator()(SSL* p) const { SSL_free(p); }
};

// Says `request` over TLS with this protocol version at most; empty when there is no agreement.
std::string ask_tls(std::uint16_t port, const std::string& request, int max_version, std::string* alpn = nullptr) {
  std::unique_ptr<SSL_CTX, FreeSsl> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_max_proto_version(context.get(), max_version);
  std::unique_ptr<SSL, FreeSsl> ssl(SSL_new(context.get()));
  const std::array<unsigned char, 12> protocols = {2, 'h', '2', 8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  SSL_set_alpn_protos(ssl.get(), protocols.data(), protocols.size());
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
  SSL_set_fd(ssl.get(), fd);
  std::string out;
  if (SSL_connect(ssl.get()) == 1) {
    if (alpn) {
      const unsigned char* chosen = nullptr;
      unsigned int size = 0;
      SSL_get0_alpn_selected(ssl.get(), &chosen, &size);
      alpn->assign(reinterpret_cast<const char*>(chosen), size);
    }
    EXPECT_GT(SSL_write(ssl.get(), request.data(), static_cast<int>(request.size())), 0);
    std::array<char, 16384> piece;
    for (int n = 0; (n = SSL_read(ssl.get(), piece.data(), piece.size())) > 0;)
      out.append(piece.data(), static_cast<std::size_t>(n));
  }
  ::close(fd);
  return out;
}

TEST_F(FilesTest, OverTls) {
  const std::string hosts[] = {"localhost", "127.0.0.1"};
  const auto made = make_self_signed(hosts);
  ASSERT_TRUE(made);
  write("cert.pem", made->certificate_pem);
  write("key.pem", made->key_pem);
  ServerOptions options;
  options.tls = TlsFiles{folder + "/cert.pem", folder + "/key.pem"};
  TestServer server(routes(), options);
  std::string alpn;
  const std::string end = "Host: a\r\nConnection: close\r\n";
  const auto echoed =
      ask_tls(server.port(), "POST /echo HTTP/1.1\r\n" + end + "Content-Length: 3\r\n\r\nabc", TLS1_3_VERSION, &alpn);
  EXPECT_TRUE(echoed.starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_TRUE(echoed.ends_with("abc tls"));
  EXPECT_NE(echoed.find("Strict-Transport-Security: "), std::string::npos);
  EXPECT_EQ(alpn, "http/1.1");
  const auto file = ask_tls(server.port(), "GET /file/video.mp4 HTTP/1.1\r\n" + end + "\r\n", TLS1_2_VERSION);
  EXPECT_TRUE(file.size() > bytes.size() && file.substr(file.size() - bytes.size()) == bytes);
  EXPECT_EQ(ask_tls(server.port(), "GET /file/video.mp4 HTTP/1.1\r\n" + end + "\r\n", TLS1_1_VERSION), "");
  // Plain bytes to a TLS port get no answer and harm nobody.
  EXPECT_EQ(ask(server.port(), "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n").status, 0);
  EXPECT_TRUE(server.server.reload_tls());
  write("key.pem", "broken");
  EXPECT_FALSE(server.server.reload_tls());
  EXPECT_FALSE(
      ask_tls(server.port(), "POST /echo HTTP/1.1\r\n" + end + "Content-Length: 0\r\n\r\n", TLS1_3_VERSION).empty());
}

TEST(Start, RefusesACertificateThatDoesNotFit) {
  ServerOptions options;
  options.tls = TlsFiles{"/nonexistent/cert.pem", "/nonexistent/key.pem"};
  Server server(Router(), options);
  const auto started = server.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("证书"), std::string::npos);
}

}  // namespace
}  // namespace mingjing::http
