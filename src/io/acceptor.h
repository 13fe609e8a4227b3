// Takes connections from one listening socket of one loop.
#pragma once

#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/loop.h"
#include "base/result.h"
#include "io/transport.h"

namespace syncline::io {

class Acceptor {
 public:
  // Called on the loop with a connected socket and the peer's address. False when there is no room
  // for it now: the socket is left as it was, and will be offered again.
  using Admit = std::function<bool(Socket&, const std::string& peer)>;

  // Binds and listens. Several loops may bind the same port (SO_REUSEPORT): the kernel spreads
  // connections over them.
  static Result<std::unique_ptr<Acceptor>> bind(Loop& loop, const Tcp::endpoint& endpoint);
  explicit Acceptor(ListenSocket socket);  // use the function above

  [[nodiscard]] std::uint16_t port() const;

  // `owner` keeps this object alive while a call is waited for.
  void start(std::shared_ptr<void> owner, Admit admit);
  void close();

 private:
  void accept_next(std::shared_ptr<void> owner);
  bool offer();
  void retry_later(std::shared_ptr<void> owner, const std::string& why);

  ListenSocket socket_;
  Tcp::endpoint peer_;
  std::optional<Socket> accepted_;  // while there is no room for it, and for those behind it
  boost::asio::steady_timer retry_;
  bool failing_ = false;  // so that the log has one line, not ten a second
  Admit admit_;
};

// Fails when the address is wrong, or when somebody already listens there: SO_REUSEPORT alone
// would silently share the port with another server of the same user.
Result<Tcp::endpoint> free_endpoint(const std::string& address, std::uint16_t port);

}  // namespace syncline::io
