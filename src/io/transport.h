// A server connection's socket: its bytes (io/channel.h) and waiting for it on the loop.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <utility>

#include "io/channel.h"
#include "io/open_sockets.h"
#include "io/outbox.h"

namespace syncline::io {

using Tcp = boost::asio::ip::tcp;
using SocketError = boost::system::error_code;
// The loop's own executor type: the general one (any_io_executor) costs a virtual call each time.
using Socket = boost::asio::basic_stream_socket<Tcp, boost::asio::io_context::executor_type>;
using ListenSocket =
    boost::asio::basic_socket_acceptor<Tcp, boost::asio::io_context::executor_type>;

class Transport {
 public:
  Transport(Socket socket, Channel channel, OpenSocket counted);

  [[nodiscard]] bool is_open() const { return socket_.is_open(); }
  [[nodiscard]] bool is_secure() const { return channel_.is_secure(); }

  IoResult read(std::span<char> into) { return channel_.read(into); }
  IoResult write(std::string_view bytes) { return channel_.write(bytes); }
  // Writes what one system call takes. `scratch` holds a copy of small pieces while it runs.
  IoResult write(Outbox& outbox, std::span<char> scratch);

  // Calls `handler(SocketError)` once the socket is readable or writable, or was closed. The
  // connection owns no buffer while it waits.
  template <class Handler>
  void wait_readable(Handler handler) {
    socket_.async_wait(Socket::wait_read, std::move(handler));
  }
  template <class Handler>
  void wait_writable(Handler handler) {
    socket_.async_wait(Socket::wait_write, std::move(handler));
  }
  [[nodiscard]] Socket& socket() { return socket_; }

  void end_writing() { channel_.end_writing(); }
  void close();

 private:
  Socket socket_;
  Channel channel_;
  OpenSocket counted_;
};

}  // namespace syncline::io
