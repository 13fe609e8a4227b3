// One accepted connection while it speaks HTTP/1.1. Between requests it waits with a call-back and
// owns no buffer; from a complete request until its response is written it runs a coroutine.
#pragma once

#include <memory>
#include <string>

#include "io/connection.h"
#include "io/request_reader.h"
#include "io/response_writer.h"
#include "io/server_loop.h"
#include "io/transport.h"

namespace syncline::io {

class HttpConnection final : public Connection {
 public:
  HttpConnection(std::shared_ptr<ServerLoop> server, Transport transport, std::string peer);

  void start();

  void deadline_passed() override;
  void wind_down() override;
  void cut() override;

 private:
  enum class Phase : std::uint8_t {
    reading,    // waits for a request, or for the rest of one
    answering,  // a coroutine runs; nothing is read, so a fast sender waits
    lingering,  // the last response is out: drop what comes until the peer ends (RFC 9112 9.6)
    ended,
  };

  std::shared_ptr<HttpConnection> shared();
  void wait_readable();
  void read();
  void read_later();
  // False when a request or a fault is answered now: that goes on with reading when it is done.
  bool received(std::span<const char> bytes);
  bool go_on(RequestReader::State state);
  void time_reading(RequestReader::State state);
  void tell_to_continue();
  void begin_answering();

  // The coroutine: answers what is complete until more must be read. `self` keeps it alive.
  Task<void> answer(std::shared_ptr<HttpConnection> self);
  Task<void> answer_late(std::shared_ptr<HttpConnection> self);
  Task<bool> answer_one();  // false: nothing follows on this connection
  Task<bool> answer_fault(HttpFault fault);
  Task<HttpResponse> ask_service(HttpRequest request);
  Task<bool> write(std::string_view bytes);
  bool upgrade(const HttpRequest& request, HttpResponse& refusal);
  void hand_over(const HttpRequest& request, UpgradeAnswer accepted);

  void linger();
  void end();

  std::shared_ptr<ServerLoop> server_;
  Transport transport_;
  std::string peer_;
  std::unique_ptr<RequestReader> reader_;  // only while some of a request is here
  Phase phase_ = Phase::reading;
  RequestReader::State timed_ = RequestReader::State::empty;  // what the deadline is for
  bool waiting_ = false;  // for the socket to be readable: once at a time
  bool continue_sent_ = false;
  bool close_after_ = false;  // the server stops: no request after this one
};

}  // namespace syncline::io
