// Walks an operation over a schema (specification section 6). No I/O, and nothing of AWS: values
// come from a FieldResolver. Safe on any document that parses, validated or not.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/task.h"
#include "graphql/language/ast.h"
#include "graphql/type/schema.h"

namespace syncline::graphql {

using Path = std::vector<std::variant<std::string, std::int64_t>>;  // response keys and indexes

// A place in the response while it is made: one step, and the steps above it. The execution owns
// the steps, and keeps them until it ends; a Path is only built when somebody asks for it.
struct FieldPath {
  const FieldPath* above = nullptr;  // null: a root field
  std::string_view key;              // empty: this step is an index
  std::int64_t index = 0;
  std::size_t depth = 1;  // steps from the root, this one included

  operator Path() const;
};
// As error texts show it: "/posts[0]/title".
std::string to_string(const FieldPath& path);

// A field error is data. `type`, `info` and `data` are AppSync's members; the engine's formatter
// decides which of them a client sees.
struct FieldError {
  std::string message;
  std::vector<Location> locations;
  Path path;
  Json type;              // errorType: a string, or null
  Json info;              // errorInfo
  Json data;              // already filtered by the field's selection
  bool resolver = false;  // raised by a resolver (all six keys on AppSync's wire), not by the walk
};

struct Operation;  // operation.h: a document with its chosen operation and coerced variables

// What a resolver gets to see of the field that it resolves.
struct FieldCall {
  const Operation& operation;
  const NamedType& parent_type;
  const FieldType& field;
  const std::vector<const Field*>& nodes;  // the merged selections, at least one
  const Json& source;           // the parent's value; at a root ExecuteHooks::root, or null
  const JsonObject& arguments;  // coerced; an argument that was not given is absent
  const FieldPath& path;
  // What selection.h's lists and texts took in this execution; null: each is bounded by itself.
  std::size_t* listed_bytes = nullptr;
  // Operation::resolvers_max resolvers have run: this field's, if it has one, must not. Any value
  // will do, as it is dropped.
  bool over_limit = false;
};

// What a resolver answers: a value, and errors that stand beside it (a failed field is null with
// at least one error). Errors without a path or locations get those of the field.
struct Resolved {
  Json value;
  std::vector<FieldError> errors;
};

// A ready value costs no coroutine. A Task may use what the FieldCall's references refer to until
// it ends, but not the FieldCall itself. Above the limit of resolvers a ready value is dropped, and
// a Task is dropped before it starts.
using FieldValue = std::variant<Resolved, Task<Resolved>>;

// Returns nothing for a field without a resolver of its own: then the parent's member is read at
// once, by the field's name.
using FieldResolver = std::function<std::optional<FieldValue>(const FieldCall&)>;

// Tells the type of an object where an interface or a union stands: an object type of the schema,
// or null when it does not know. Without one it is the value's member __typename that tells.
using TypeResolver = std::function<const NamedType*(const NamedType& abstract, const Json& value)>;

// Whether the resolver would answer a field. Asked once for each place of a selection; where it
// says no, the parent's member is read without a call for each object.
using HasResolver = std::function<bool(const NamedType& parent, const FieldType& field)>;

struct Response {
  Json data;  // in the order of the selection
  // At most Operation::errors_max, and one more without a path that says that there were others.
  std::vector<FieldError> errors;
  bool executed = true;  // false when the request failed before a field ran: no "data" to show
};

class FieldCollector;   // collect_fields.h
struct CollectedField;  // collect_fields.h

// Told of each root field of a mutation as soon as it has ended, with its completed value, which
// may be null: what it did is done, even when a later field fails and the whole response is null.
// Not told of a field that fails where no null may stand.
using MutationObserver =
    std::function<void(FieldCollector& collector, CollectedField& field, const Json& value)>;

struct ExecuteHooks {  // each may be null; what is not must outlive the task
  const MutationObserver* observer = nullptr;
  const TypeResolver* type_of = nullptr;
  const HasResolver* has_resolver = nullptr;
  // What root fields without a resolver are read from, where it stands (6.2.1 "initialValue").
  const Json* root = nullptr;
};

// Runs a query or mutation; root fields of a mutation one after another. When every resolver gave a
// ready value the response is ready too, and no coroutine ran; but after Operation::turn_max the
// rest is a Task, which lets others on its loop have their turn. The arguments must outlive the
// task.
std::variant<Response, Task<Response>> execute(const Operation& operation,
                                               const FieldResolver& resolver,
                                               const MutationObserver* observer = nullptr);
std::variant<Response, Task<Response>> execute(const Operation& operation,
                                               const FieldResolver& resolver,
                                               const ExecuteHooks& hooks);

struct TextResponse {
  std::string data;  // JSON text
  std::vector<FieldError> errors;
  bool executed = true;
};

// The same, with the data as text. A query's values are written as they are completed, and no tree
// of them is made: this is the way for whoever only wants to send the answer. A mutation's values
// are made first, as its observer wants them.
std::variant<TextResponse, Task<TextResponse>> execute_to_text(const Operation& operation,
                                                               const FieldResolver& resolver,
                                                               const ExecuteHooks& hooks = {});

// Completes the one root field of a subscription from an event's payload, at once and without
// resolvers: members that the payload lacks are null (AppSync, "Subscription payload").
Response render_event(const Operation& operation, const Json& payload);

}  // namespace syncline::graphql
