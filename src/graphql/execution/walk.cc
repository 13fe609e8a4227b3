#include "graphql/execution/walk.h"

#include <fmt/format.h>

#include "graphql/execution/introspection.h"
#include "graphql/execution/open_children.h"

namespace syncline::graphql {
namespace {

const Json& no_value() {
  static const Json null(nullptr);
  return null;
}

constexpr int steps_per_look = 64;  // fields and items between two looks at the clock

std::size_t path_bytes(const FieldPath& path) {
  std::size_t bytes = 0;
  for (const FieldPath* step = &path; step != nullptr; step = step->above) {
    bytes += sizeof(step->index) + step->key.size();
  }
  return bytes;
}

std::size_t path_bytes(const Path& path) {
  std::size_t bytes = 0;
  for (const auto& step : path) {
    const auto* key = std::get_if<std::string>(&step);
    bytes += sizeof(std::int64_t) + (key == nullptr ? 0 : key->size());
  }
  return bytes;
}

}  // namespace

Walk::Walk(const Operation& operation, const FieldResolver* resolver, const ExecuteHooks& hooks)
    : operation_(operation), resolver_(resolver), hooks_(hooks), collector_(operation) {
  if (resolver_ != nullptr && !*resolver_) resolver_ = nullptr;
  begin_turn();
}

// Objects of one list are alike more often than not.
const Json& Walk::member(const Json& source, CollectedField& field) {
  const JsonObject* object = source.if_object();
  if (object == nullptr) return no_value();
  const Json* found = find_member(*object, field.definition->name, field.position);
  return found == nullptr ? no_value() : *found;
}

const FieldPath& Walk::step(const FieldPath* above, std::string_view key, std::size_t index) {
  return *take_step(above, key, index);
}

Place Walk::place(CollectedField& field, const NamedType& parent, const FieldPath* above) {
  return {field, parent, step(above, field.key, 0)};
}

Place Walk::item(const Place& list, std::size_t index) {
  return {list.field, list.parent, step(&list.path, {}, index)};
}

bool Walk::has_room_for_error(std::size_t bytes) {
  if (errors_full_) return false;
  if (errors_.size() < operation_.errors_max && text_bytes_ + bytes <= operation_.text_bytes_max) {
    text_bytes_ += bytes;
    return true;
  }
  errors_full_ = true;
  FieldError& last = errors_.emplace_back();
  last.message =
      fmt::format("Error limit reached: only the first {} are told.", errors_.size() - 1);
  last.type = Json("ErrorLimitReached");
  return false;
}

void Walk::add_error(const Place& place, std::string message, Json type) {
  if (!has_room_for_error(message.size() + path_bytes(place.path))) return;
  FieldError& error = errors_.emplace_back();
  error.message = std::move(message);
  error.path = place.path;
  error.type = std::move(type);
}

void Walk::refuse_growth(const Place& place) {
  // Only the first is told: there may be as many as the document asks for. There is always room for
  // it, as the path's keys were counted.
  if (!too_large_ && keeps_errors()) {
    FieldError& error = errors_.emplace_back();
    error.message = "Response size limit reached";
    error.path = place.path;
    error.type = Json("ResponseSizeLimitReached");
  }
  too_large_ = true;
}

Completing Walk::run_field(CollectedField& field, const NamedType& parent, const Json& source,
                           const FieldPath* above) {
  const Place here = place(field, parent, above);
  const Type& type = field.definition->type;
  if (!count(here, 1, field.key.size())) return failed(type.non_null);
  if (field.definition->name.starts_with("__")) return introspect(*this, here);
  if (resolver_ == nullptr) return complete(type, member(source, field), here);
  return call_resolver(source, here);
}

bool Walk::reads_parent(const Place& place) {
  if (hooks_.has_resolver == nullptr) return false;
  CollectedField& field = place.field;
  if (!field.asks) field.asks = (*hooks_.has_resolver)(place.parent, *field.definition);
  return !*field.asks;
}

Walk::Asked Walk::ask(const Json& source, const Place& place, std::optional<FieldValue>& value) {
  const Result<JsonObject>& arguments = collector_.arguments(place.field);
  if (!arguments) {
    add_error(place, arguments.error().message, Json(arguments.error().type));
    return Asked::failed;
  }
  if (reads_parent(place)) return Asked::without_resolver;
  const FieldCall call{operation_,        place.parent,   *place.field.definition,
                       place.field.nodes, source,         *arguments,
                       place.path,        &listed_bytes_, resolvers_ >= operation_.resolvers_max};
  value = (*resolver_)(call);
  if (!value) return Asked::without_resolver;
  until_look_ = 0;  // a resolver may have taken long
  if (++resolvers_ > operation_.resolvers_max) {
    add_error(place, "Resolver invocation limit reached", "ResolverExecutionLimitReached");
    return Asked::failed;
  }
  return Asked::answered;
}

Completing Walk::call_resolver(const Json& source, Place place) {
  const Type& type = place.field.definition->type;
  std::optional<FieldValue> value;
  switch (ask(source, place, value)) {
    case Asked::failed: return failed(type.non_null);
    case Asked::without_resolver: return complete(type, member(source, place.field), place);
    case Asked::answered: break;
  }
  if (auto* task = std::get_if<Task<Resolved>>(&*value)) {
    return answer_later(place, std::move(*task));
  }
  return answer(std::get<Resolved>(*std::move(value)), place);
}

bool Walk::take_errors_of(Resolved& resolved, const Place& place) {
  for (FieldError& error : resolved.errors) {
    const std::size_t path = error.path.empty() ? path_bytes(place.path) : path_bytes(error.path);
    if (!has_room_for_error(error.message.size() + path + bytes_of(error.type) +
                            bytes_of(error.info) + bytes_of(error.data))) {
      break;
    }
    if (error.path.empty()) error.path = place.path;
    if (error.locations.empty()) error.locations = {place.field.nodes.front()->location};
    errors_.push_back(std::move(error));
  }
  return !resolved.errors.empty();
}

Completing Walk::answer(Resolved resolved, Place place) {
  const Type& type = place.field.definition->type;
  const bool told = take_errors_of(resolved, place);
  // Only one error for a field that is null (6.4.4).
  if (told && resolved.value.is_null()) return failed(type.non_null);
  if (!type.is_list() && type.named->is_leaf()) return complete(type, resolved.value, place);
  return complete(type, keep(std::move(resolved.value)), place);
}

Task<Completed> Walk::answer_later(Place place, Task<Resolved> task) {
  // Not every Task waits: a thousand of them may be as good as ready.
  until_look_ = 0;
  if (turn_is_over()) co_await next_turn();
  Resolved resolved = co_await std::move(task);
  Completing completing = answer(std::move(resolved), place);
  if (auto* later = std::get_if<Task<Completed>>(&completing)) {
    co_return co_await std::move(*later);
  }
  co_return std::get<Completed>(std::move(completing));
}

Task<Completed> Walk::run_field_later(CollectedField& field, const NamedType& parent,
                                      const Json& source, const FieldPath* above) {
  co_await next_turn();
  Completing completing = run_field(field, parent, source, above);
  if (auto* later = std::get_if<Task<Completed>>(&completing)) {
    co_return co_await std::move(*later);
  }
  co_return std::get<Completed>(std::move(completing));
}

void Walk::begin_turn() {
  ++turn_;
  turn_is_over_ = false;
  until_look_ = steps_per_look;
  turn_began_ = std::chrono::steady_clock::now();
}

bool Walk::look_at_clock() {
  if (turn_is_over_) return true;
  until_look_ = steps_per_look;
  turn_is_over_ = std::chrono::steady_clock::now() - turn_began_ >= operation_.turn_max;
  return turn_is_over_;
}

Task<void> Walk::next_turn() {
  while (true) {
    const std::uint64_t ended = turn_;
    co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                               boost::asio::use_awaitable);
    if (turn_ == ended) begin_turn();
    if (!turn_is_over_) co_return;
  }
}

namespace {

struct OpenFields {
  OpenObject made;
  const Json& source;
  const FieldPath* above;

  Completing child(Walk& walk) const {
    return walk.run_field(made.field(), *made.fields.type, source, above);
  }
};

struct OpenItems {
  OpenList made;
  const Type& type;
  const JsonArray& items;
  Place place;

  Completing child(Walk& walk) const {
    return walk.complete(type, items[made.next], walk.item(place, made.next));
  }
};

}  // namespace

Completing Walk::run_fields(CollectedFields& fields, const Json& source, const FieldPath* above,
                            bool non_null) {
  return complete_all(*this, OpenFields{{fields, non_null}, source, above});
}

Completing Walk::complete_list(const Type& type, const Json& value, Place place) {
  const JsonArray& items = value.get_array();
  if (!count(place, items.size())) return failed(type.non_null);
  return complete_all(*this, OpenItems{{items.size(), type.non_null}, *type.item, items, place});
}

}  // namespace syncline::graphql
