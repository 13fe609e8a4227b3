#include "edge/session.h"

#include <utility>

#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

namespace syncline::edge {
namespace {

constexpr std::size_t close_reason_bytes_max = 123;  // RFC 6455 5.5

std::string_view fitting_reason(std::string_view reason) {
  if (reason.size() <= close_reason_bytes_max) return reason;
  reason = reason.substr(0, close_reason_bytes_max);
  while (!is_utf8(reason)) reason.remove_suffix(1);  // never half a character
  return reason;
}

// What a library throws ends here: the caller hears of a failure, the log of its cause.
Task<Result<hub::Interest>> guarded_subscribe(engine::Engine& engine, engine::Request request) {
  try {
    co_return co_await engine.subscribe(std::move(request));
  } catch (const std::exception& exception) {
    log_error("a subscription failed unexpectedly: {}", exception.what());
  }
  co_return fail(ErrorKind::internal, "InternalFailure", "An internal failure occurred.");
}

Task<engine::Reply> guarded_execute(engine::Engine& engine, engine::Request request) {
  try {
    co_return co_await engine.execute(std::move(request));
  } catch (const std::exception& exception) {
    log_error("an operation failed unexpectedly: {}", exception.what());
  }
  constexpr std::string_view errors =
      R"({"errors":[{"errorType":"InternalFailure","message":"An internal failure occurred."}]})";
  co_return engine::Reply{
      .status = 500, .error_type = "InternalFailure", .body = std::string(errors)};
}

}  // namespace

Session::Session(Rooms& rooms, io::WebSocket& socket, Voice& voice)
    : rooms_(rooms), socket_(socket), voice_(voice), self_(std::make_shared<Session*>(this)) {}

Session::~Session() { *self_ = nullptr; }

Session::Start Session::admit(const std::string& id) const {
  if (operations_.contains(id)) return Start::duplicate_id;
  if (operations_.size() >= limits::subscriptions_per_connection_max) return Start::too_many;
  return Start::begun;
}

Session::Start Session::subscribe(std::string id, engine::Request request) {
  const auto start = admit(id);
  if (start != Start::begun) return start;
  const auto number = next_number_++;
  operations_.emplace(id, Operation{.number = number, .token = {}});
  socket_.loop().spawn(
      run_subscribe(self_, rooms_.engine, std::move(id), number, std::move(request)));
  return start;
}

Session::Start Session::execute(std::string id, engine::Request request) {
  const auto start = admit(id);
  if (start != Start::begun) return start;
  const auto number = next_number_++;
  operations_.emplace(id, Operation{.number = number, .token = {}});
  socket_.loop().spawn(
      run_execute(self_, rooms_.engine, std::move(id), number, std::move(request)));
  return start;
}

bool Session::stop(const std::string& id) { return operations_.erase(id) > 0; }

void Session::stop_all() {
  closed_ = true;
  operations_.clear();
}

void Session::say(std::string message) {
  if (!closed_) socket_.send(std::move(message), nullptr);
}

void Session::close(std::uint16_t code, std::string_view reason) {
  if (closed_) return;
  stop_all();
  socket_.close(code, fitting_reason(reason));
}

void Session::send(std::string_view subscription, std::shared_ptr<const std::string> payload) {
  if (!closed_) socket_.send(voice_.event_head(subscription), std::move(payload), "}");
}

bool Session::is_current(const std::string& id, std::uint64_t number) const {
  const auto found = operations_.find(id);
  return found != operations_.end() && found->second.number == number;
}

void Session::subscribed(const std::string& id, std::uint64_t number,
                         Result<hub::Interest> interest) {
  if (!is_current(id, number)) return;  // stopped while the engine was at work
  if (!interest) {
    operations_.erase(id);
    voice_.failed(id, interest.error());
    return;
  }
  // In one turn of the loop: no event comes between the two, so none is lost after the voice has
  // said so, and none is sent before.
  operations_.at(id).token =
      rooms_.hub.shard(socket_.loop()).subscribe(*std::move(interest), id, *this);
  voice_.started(id);
}

void Session::executed(const std::string& id, std::uint64_t number, engine::Reply reply) {
  if (!is_current(id, number)) return;
  operations_.erase(id);
  voice_.answered(id, std::move(reply));
}

Task<void> Session::run_subscribe(Self self, engine::Engine& engine, std::string id,
                                  std::uint64_t number, engine::Request request) {
  auto interest = co_await guarded_subscribe(engine, std::move(request));
  if (*self != nullptr) (*self)->subscribed(id, number, std::move(interest));
}

Task<void> Session::run_execute(Self self, engine::Engine& engine, std::string id,
                                std::uint64_t number, engine::Request request) {
  auto reply = co_await guarded_execute(engine, std::move(request));
  if (*self != nullptr) (*self)->executed(id, number, std::move(reply));
}

}  // namespace syncline::edge
