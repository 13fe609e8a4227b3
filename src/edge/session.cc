#include "edge/session.h"

#include <algorithm>
#include <utility>

#include "base/limits.h"
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

}  // namespace

Session::Session(Rooms& rooms, io::WebSocket& socket, Voice& voice)
    : rooms_(rooms), socket_(socket), voice_(voice), self_(std::make_shared<Session*>(this)) {}

Session::~Session() { *self_ = nullptr; }

Session::Start Session::admit(const std::string& id) const {
  if (operations_.contains(id)) return Start::duplicate_id;
  const auto busy = std::max(operations_.size(), running_);
  if (busy >= limits::subscriptions_per_connection_max) return Start::too_many;
  return Start::begun;
}

Session::Start Session::start(std::string id, engine::Request request) {
  const auto admitted = admit(id);
  if (admitted != Start::begun) return admitted;
  const auto number = next_number_++;
  operations_.emplace(id, Operation{.number = number, .token = {}});
  auto outcome = rooms_.engine.start(std::move(request));
  if (auto* ready = std::get_if<engine::Engine::Started>(&outcome)) {
    ended(id, number, std::move(*ready));
    return admitted;
  }
  ++running_;
  socket_.loop().spawn(wait_for(self_, std::get<Task<engine::Engine::Started>>(std::move(outcome)),
                                std::move(id), number));
  return admitted;
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

void Session::send(std::string_view head, const std::shared_ptr<const std::string>& payload) {
  if (!closed_) socket_.send(head, payload, "}");
}

void Session::say_event(std::string_view id, std::string payload) {
  send(voice_.event_head(id), std::make_shared<const std::string>(std::move(payload)));
}

void Session::ended(const std::string& id, std::uint64_t number, engine::Engine::Started outcome) {
  const auto found = operations_.find(id);
  if (found == operations_.end() || found->second.number != number) return;  // stopped meanwhile
  if (auto* interest = std::get_if<engine::Subscribed>(&outcome)) {
    return subscribed(id, found->second, std::move(*interest));
  }
  operations_.erase(found);
  voice_.answered(id, std::get<engine::Reply>(std::move(outcome)));
}

void Session::subscribed(const std::string& id, Operation& operation, engine::Subscribed interest) {
  if (!interest) {
    operations_.erase(id);
    return voice_.failed(id, interest.error());
  }
  // In one turn of the loop: no event comes between the two, so none is lost after the voice has
  // said so, and none is sent before.
  // The hub hands back what it was given with each event: so the head is made once.
  operation.token = rooms_.hub.shard(socket_.loop())
                        .subscribe(*std::move(interest), voice_.event_head(id), *this);
  voice_.started(id);
}

Task<void> Session::wait_for(Self self, Task<engine::Engine::Started> outcome, std::string id,
                             std::uint64_t number) {
  auto ready = co_await std::move(outcome);
  auto* session = *self;
  if (session == nullptr) co_return;
  --session->running_;
  session->ended(id, number, std::move(ready));
}

}  // namespace syncline::edge
