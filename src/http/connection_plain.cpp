// SPDX-License-Identifier: Apache-2.0
#include "http/connection.h"

namespace mingjing::http::edge {

void serve_plain(std::shared_ptr<Shared> shared, std::shared_ptr<Loop> loop, Socket socket, Address peer) {
  Loop& home = *loop;
  auto connection = std::make_shared<Connection<Socket>>(std::move(shared), std::move(loop), peer,
                                                         std::shared_ptr<void>(), std::move(socket));
  spawn(std::move(connection), home);
}

}  // namespace mingjing::http::edge
