// SPDX-License-Identifier: Apache-2.0
#include <boost/asio/ssl/stream.hpp>

#include "http/connection.h"

namespace mingjing::http::edge {

void serve_tls(std::shared_ptr<Shared> shared, std::shared_ptr<Loop> loop, Socket socket, Address peer) {
  std::shared_ptr<asio::ssl::context> context;
  {
    std::lock_guard lock(shared->tls_mutex);
    context = shared->tls;
  }
  Loop& home = *loop;
  auto connection = std::make_shared<Connection<asio::ssl::stream<Socket>>>(std::move(shared), std::move(loop), peer,
                                                                            context, std::move(socket), *context);
  spawn(std::move(connection), home);
}

}  // namespace mingjing::http::edge
