// For the tests of this room: a schema, a request and a resolver, run to the end on a loop.
#pragma once

#include <memory>
#include <string_view>

#include "base/loop.h"
#include "graphql/execution/execute.h"
#include "graphql/execution/operation.h"
#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"

namespace syncline::graphql {

// What does not parse or build is a mistake in a test: value() ends it.
inline std::shared_ptr<const Schema> schema_of(std::string_view sdl) {
  return build_schema(sdl).value();
}

inline std::shared_ptr<const Document> document_of(std::string_view query) {
  return std::make_shared<const Document>(parse(query).value());
}

inline Operation operation_of(std::string_view sdl, std::string_view query,
                              const Json& variables = nullptr) {
  Operation operation = prepare(schema_of(sdl), document_of(query), "", variables).value();
  operation.turn_max = std::chrono::hours(1);  // however slow the machine is
  return operation;
}

inline Response run(const Operation& operation, const FieldResolver& resolver,
                    const MutationObserver* observer = nullptr) {
  std::variant<Response, Task<Response>> begun = execute(operation, resolver, observer);
  if (auto* ready = std::get_if<Response>(&begun)) return std::move(*ready);
  Loop loop(0);
  Response response;
  const auto task = [&]() -> Task<void> {
    response = co_await std::get<Task<Response>>(std::move(begun));
  };
  loop.spawn(task());
  loop.context().run();
  return response;
}

// Comes after one turn of the loop.
inline Task<Resolved> later(Resolved resolved) {
  co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
  co_return resolved;
}

// Gives each root field its member of `root`; all others are read from their parents.
inline FieldResolver from_root(const Json& root) {
  return [&root](const FieldCall& call) -> std::optional<FieldValue> {
    if (!call.source.is_null()) return std::nullopt;
    const Json* member = find_member(root, call.field.name);
    return Resolved{member == nullptr ? Json(nullptr) : *member, {}};
  };
}

}  // namespace syncline::graphql
