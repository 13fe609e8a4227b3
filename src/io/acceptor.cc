#include "io/acceptor.h"

#include <fmt/format.h>
#include <sys/socket.h>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/address.hpp>

#include "base/limits.h"
#include "base/log.h"

namespace syncline::io {
namespace {

using ReusePort = boost::asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

std::unexpected<Error> cannot_listen(const std::string& where, const std::string& why) {
  return fail(ErrorKind::unavailable, "ListenError",
              fmt::format("cannot listen on {}: {}", where, why));
}

std::string to_text(const Tcp::endpoint& endpoint) {
  return fmt::format("{} port {}", endpoint.address().to_string(), endpoint.port());
}

template <class Listener>
SocketError open_and_bind(Listener& socket, const Tcp::endpoint& endpoint, bool share_port) {
  SocketError error;
  socket.open(endpoint.protocol(), error);
  if (!error) socket.set_option(boost::asio::socket_base::reuse_address(true), error);
  if (!error && share_port) socket.set_option(ReusePort(true), error);
  if (!error) socket.bind(endpoint, error);
  return error;
}

}  // namespace

Result<Tcp::endpoint> free_endpoint(const std::string& address, std::uint16_t port) {
  SocketError error;
  const auto parsed =
      boost::asio::ip::make_address(address == "localhost" ? "127.0.0.1" : address, error);
  if (error) return cannot_listen(fmt::format("\"{}\"", address), "it is not an IP address");
  const Tcp::endpoint endpoint(parsed, port);
  if (port == 0) return endpoint;
  boost::asio::io_context context;
  ListenSocket probe(context.get_executor());
  error = open_and_bind(probe, endpoint, false);
  if (error) return cannot_listen(to_text(endpoint), error.message());
  return endpoint;
}

Result<std::unique_ptr<Acceptor>> Acceptor::bind(Loop& loop, const Tcp::endpoint& endpoint) {
  ListenSocket socket(loop.context().get_executor());
  auto error = open_and_bind(socket, endpoint, true);
  if (!error) socket.listen(boost::asio::socket_base::max_listen_connections, error);
  if (error) return cannot_listen(to_text(endpoint), error.message());
  return std::make_unique<Acceptor>(std::move(socket));
}

Acceptor::Acceptor(ListenSocket socket)
    : socket_(std::move(socket)), retry_(socket_.get_executor()) {}

std::uint16_t Acceptor::port() const {
  SocketError error;
  return socket_.local_endpoint(error).port();
}

void Acceptor::start(std::shared_ptr<void> owner, Admit admit) {
  admit_ = std::move(admit);
  accept_next(std::move(owner));
}

void Acceptor::close() {
  SocketError ignored;
  socket_.close(ignored);
  accepted_.reset();
  retry_.cancel();
}

void Acceptor::accept_next(std::shared_ptr<void> owner) {
  socket_.async_accept(peer_, [this, owner](SocketError error, Socket socket) mutable {
    if (!socket_.is_open()) return;
    if (error && error != boost::asio::error::connection_aborted) {
      return retry_later(std::move(owner), error.message());
    }
    if (!error) {
      accepted_.emplace(std::move(socket));
      if (!offer()) return retry_later(std::move(owner), "the limit of connections is reached");
    }
    if (socket_.is_open()) accept_next(std::move(owner));
  });
}

// False when there is no room for the connection that was accepted last.
bool Acceptor::offer() {
  SocketError error;
  // A frame must not wait for the acknowledgement of the one before it (Nagle).
  accepted_->set_option(Tcp::no_delay(true), error);
  // After an error it was closed before we could look at it.
  if (!error && !admit_(*accepted_, peer_.address().to_string())) return false;
  accepted_.reset();
  failing_ = false;
  return true;
}

// Out of descriptors, memory or room: those who are connected go on; the others wait in the
// backlog.
void Acceptor::retry_later(std::shared_ptr<void> owner, const std::string& why) {
  if (!failing_) log_warning("no new connections for now: {}", why);
  failing_ = true;
  retry_.expires_after(limits::accept_retry_time);
  retry_.async_wait([this, owner, why](SocketError cancelled) {
    if (cancelled || !socket_.is_open()) return;
    if (accepted_ && !offer()) return retry_later(owner, why);
    accept_next(owner);
  });
}

}  // namespace syncline::io
