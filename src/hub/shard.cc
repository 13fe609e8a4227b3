#include "hub/shard.h"

#include <utility>
#include <vector>

#include "base/log.h"
#include "base/result.h"
#include "hub/listeners.h"

namespace syncline::hub {
namespace {

// apiIds hold no blank, so that a pair has one form only.
void set_field_key(std::string& key, std::string_view api, std::string_view field) {
  key.assign(api);
  key += ' ';
  key += field;
}

// Where the delivery stands in one bucket.
struct Position {
  const Bucket* bucket = nullptr;
  std::size_t next = 0;

  // The next subscription that is still there, or null at the end.
  Subscription* peek() {
    const auto& all = bucket->subscriptions;
    while (next < all.size() && (all[next] == nullptr || all[next]->ended)) ++next;
    return next < all.size() ? all[next] : nullptr;
  }
};

}  // namespace

struct Shard::State {
  TextMap<std::unique_ptr<Listeners>> by_field;
  std::uint64_t next_sequence = 0;
  std::size_t subscriptions = 0;
  Work work;

  bool delivering = false;
  std::vector<std::unique_ptr<Token::State>> ended;  // meanwhile
  // What a delivery needs, kept so that it allocates nothing in the steady state.
  std::string field_key;
  std::vector<Bucket*> found;
  std::vector<Position> positions;
  std::vector<SharedShape*> rendered;

  void end(std::unique_ptr<Token::State> token);
  void remove(Subscription& subscription);
  Subscription* next_before(std::uint64_t sequence_end);
  void send_to(Subscription& subscription, const Event& event);
  void finish_delivery();
};

struct Shard::Token::State {
  Shard::State* shard = nullptr;
  Subscription subscription;
};

Shard::Token::Token() = default;
Shard::Token::Token(std::unique_ptr<State> state) : state_(std::move(state)) {}
Shard::Token::Token(Token&&) noexcept = default;
Shard::Token& Shard::Token::operator=(Token&& other) noexcept {
  Token moved(std::move(other));  // its end is that of what this token held
  std::swap(state_, moved.state_);
  return *this;
}
Shard::Token::~Token() {
  if (state_ == nullptr) return;
  auto& shard = *state_->shard;
  shard.end(std::move(state_));
}

Shard::Shard() : state_(std::make_unique<State>()) {}
Shard::~Shard() = default;

std::size_t Shard::subscriptions() const { return state_->subscriptions; }
const Work& Shard::work() const { return state_->work; }

Shard::Token Shard::subscribe(Interest interest, std::string subscription, Sink& sink) {
  auto& state = *state_;
  std::string key;
  set_field_key(key, interest.api, interest.field);
  const auto entry = state.by_field.try_emplace(std::move(key)).first;
  auto& listeners = entry->second;
  if (listeners == nullptr) listeners = std::make_unique<Listeners>(entry->first);

  auto token = std::make_unique<Token::State>();
  token->shard = &state;
  token->subscription.id = std::move(subscription);
  token->subscription.sink = &sink;
  token->subscription.sequence = state.next_sequence++;
  listeners->add(token->subscription, interest);
  ++state.subscriptions;
  return Token(std::move(token));
}

// A subscription that ends while an event is delivered stays in place until the delivery is over:
// the sink may still look at its id, and positions in the buckets stay valid.
void Shard::State::end(std::unique_ptr<Token::State> token) {
  --subscriptions;
  if (!delivering) return remove(token->subscription);
  token->subscription.ended = true;
  ended.push_back(std::move(token));
}

void Shard::State::remove(Subscription& subscription) {
  auto& listeners = *subscription.listeners;
  listeners.remove(subscription);
  if (listeners.empty()) by_field.erase(by_field.find(listeners.key()));
}

void Shard::deliver(const Event& event) {
  auto& state = *state_;
  CHECK(!state.delivering);
  ++state.work.events;
  set_field_key(state.field_key, event.api, event.field);
  const auto listeners = state.by_field.find(std::string_view(state.field_key));
  if (listeners == state.by_field.end()) return;

  state.work.lookups += listeners->second->find(*event.payload, state.found);
  for (const auto* bucket : state.found) state.positions.push_back({bucket});
  state.delivering = true;
  const auto sequence_end = state.next_sequence;
  while (auto* subscription = state.next_before(sequence_end)) {
    // What a library throws for one subscriber must not end the others' delivery.
    try {
      state.send_to(*subscription, event);
    } catch (const std::exception& exception) {
      log_error("an event of {} did not reach a subscriber: {}", event.field, exception.what());
    }
  }
  state.finish_delivery();
}

// Merges the buckets, which are in order each. There are as many as sets of argument names in use
// on the field, so that the least is found by looking at each.
Subscription* Shard::State::next_before(std::uint64_t sequence_end) {
  Position* first = nullptr;
  Subscription* least = nullptr;
  for (auto& position : positions) {
    auto* subscription = position.peek();
    if (subscription == nullptr || subscription->sequence >= sequence_end) continue;
    if (least != nullptr && least->sequence < subscription->sequence) continue;
    first = &position;
    least = subscription;
  }
  if (first != nullptr) ++first->next;
  return least;
}

void Shard::State::send_to(Subscription& subscription, const Event& event) {
  auto& shape = *subscription.shape;
  if (shape.rendered == nullptr) {
    shape.rendered = std::make_shared<const std::string>(shape.shape->render(event));
    rendered.push_back(&shape);
    ++work.renders;
  }
  ++work.sends;
  subscription.sink->send(subscription.id, shape.rendered);
}

void Shard::State::finish_delivery() {
  delivering = false;
  for (auto* shape : rendered) shape->rendered.reset();
  rendered.clear();
  found.clear();
  positions.clear();
  for (const auto& token : ended) remove(token->subscription);
  ended.clear();
}

}  // namespace syncline::hub
