// One accepted connection while it speaks HTTP/1.1. Between requests it waits with a call-back and
// owns no buffer. What the service answers at once is written at once; only an answer that comes
// later, or one that the socket does not take, runs a coroutine.
#pragma once

#include <memory>
#include <optional>
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
    answering,  // nothing is read, so a fast sender waits
    lingering,  // the last response is out: drop what comes until the peer ends (RFC 9112 9.6)
    ended,
  };
  enum class Step : std::uint8_t {
    next,       // its answer is in the buffer
    last,       // so, and nothing follows on this connection
    elsewhere,  // a coroutine answers, or the connection is a WebSocket now
  };

  std::shared_ptr<HttpConnection> shared();
  void wait_readable();
  void read();
  void read_later();
  void resume_reading();
  // These say whether reading goes on now. If not, the connection answers, or it has ended.
  bool received(std::span<const char> bytes);
  bool go_on(RequestReader::State state);
  bool tell_to_continue();
  bool answer_now();
  bool send(bool keep_alive);
  bool answered(bool keep_alive);
  void time_reading(RequestReader::State state);

  Step answer_one(std::string& out);
  Step append(std::string& out, const HttpResponse& response, ResponseForm form);
  void append_fault(std::string& out, const HttpFault& fault);
  HttpAnswer ask_service(HttpRequest&& request);
  // Nothing when the connection is a WebSocket from now on.
  std::optional<HttpResponse> upgrade(const HttpRequest& request);
  void hand_over(const HttpRequest& request, UpgradeAnswer accepted);
  HttpResponse decorated(HttpResponse response);
  HttpResponse internal_failure();

  // Coroutines. `self` keeps the connection alive.
  Task<void> answer_late(std::shared_ptr<HttpConnection> self, std::string earlier,
                         Task<HttpResponse> answer, ResponseForm form);
  Task<void> write_rest(std::shared_ptr<HttpConnection> self, std::string bytes, bool keep_alive);
  Task<HttpResponse> wait_for(Task<HttpResponse> answer);
  Task<bool> write(std::string_view bytes);
  IoState write_some(std::string_view& bytes);

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
