#include "graphql/execution/walk.h"

#include <fmt/format.h>

#include "base/when_all.h"
#include "graphql/execution/introspection.h"

namespace syncline::graphql {
namespace {

const Json& no_value() {
  static const Json null(nullptr);
  return null;
}

const Json& member(const Json& source, std::string_view name) {
  const Json* found = find_member(source, name);
  return found != nullptr ? *found : no_value();
}

}  // namespace

struct Walk::Waiting {
  std::vector<Task<Completed>> tasks;
  std::vector<std::size_t> positions;

  void add(std::size_t position, Task<Completed> task) {
    positions.push_back(position);
    tasks.push_back(std::move(task));
  }
};

Walk::Walk(const Operation& operation, const FieldResolver* resolver)
    : operation_(operation), resolver_(resolver), collector_(operation) {
  if (resolver_ != nullptr && !*resolver_) resolver_ = nullptr;
}

const FieldPath& Walk::step(const FieldPath* above, std::string_view key, std::size_t index) {
  std::pmr::polymorphic_allocator<> memory(&steps_);
  const std::size_t depth = above == nullptr ? 1 : above->depth + 1;
  return *memory.new_object<FieldPath>(above, key, static_cast<std::int64_t>(index), depth);
}

Place Walk::place(CollectedField& field, const NamedType& parent, const FieldPath* above) {
  return {field, parent, step(above, field.key, 0)};
}

Place Walk::item(const Place& list, std::size_t index) {
  return {list.field, list.parent, step(&list.path, {}, index)};
}

void Walk::add_error(const Place& place, std::string message, Json type) {
  FieldError& error = errors_.emplace_back();
  error.message = std::move(message);
  error.path = place.path;
  error.type = std::move(type);
}

bool Walk::count(const Place& place, std::size_t fields, std::size_t text_bytes) {
  fields_ += fields;
  text_bytes_ += text_bytes;
  if (fields_ <= operation_.fields_max && text_bytes_ <= operation_.text_bytes_max) return true;
  // Only the first is told: there may be as many as the document asks for.
  if (!too_large_) add_error(place, "Response size limit reached", "ResponseSizeLimitReached");
  too_large_ = true;
  return false;
}

Completing Walk::run_field(CollectedField& field, const NamedType& parent, const Json& source,
                           const FieldPath* above) {
  const Place here = place(field, parent, above);
  const Type& type = field.definition->type;
  if (!count(here, 1)) return failed(type.non_null);
  if (field.definition->name.starts_with("__")) return introspect(*this, here);
  if (resolver_ == nullptr) {
    return complete(type, member(source, field.definition->name), here);
  }
  return call_resolver(source, here);
}

Completing Walk::call_resolver(const Json& source, Place place) {
  const FieldType& definition = *place.field.definition;
  const Result<JsonObject>& arguments = arguments_of(operation_, place.field);
  if (!arguments) {
    add_error(place, arguments.error().message, Json(arguments.error().type));
    return failed(definition.type.non_null);
  }
  const FieldCall call{operation_, place.parent, definition, place.field.nodes,
                       source,     *arguments,   place.path};
  std::optional<FieldValue> value = (*resolver_)(call);
  if (!value) return complete(definition.type, member(source, definition.name), place);
  if (++resolvers_ > operation_.resolvers_max) {
    add_error(place, "Resolver invocation limit reached", "ResolverExecutionLimitReached");
    return failed(definition.type.non_null);
  }
  if (auto* task = std::get_if<Task<Resolved>>(&*value)) {
    return answer_later(place, std::move(*task));
  }
  return answer(std::get<Resolved>(*std::move(value)), place);
}

Completing Walk::answer(Resolved resolved, Place place) {
  const Type& type = place.field.definition->type;
  const bool told = !resolved.errors.empty();
  for (FieldError& error : resolved.errors) {
    if (error.path.empty()) error.path = place.path;
    if (error.locations.empty()) error.locations = {place.field.nodes.front()->location};
    errors_.push_back(std::move(error));
  }
  // Only one error for a field that is null (6.4.4).
  if (told && resolved.value.is_null()) return failed(type.non_null);
  if (type.innermost().is_leaf()) return complete(type, resolved.value, place);
  return complete(type, keep(std::move(resolved.value)), place);
}

Task<Completed> Walk::answer_later(Place place, Task<Resolved> task) {
  Resolved resolved = co_await std::move(task);
  Completing completing = answer(std::move(resolved), place);
  if (auto* later = std::get_if<Task<Completed>>(&completing)) {
    co_return co_await std::move(*later);
  }
  co_return std::get<Completed>(std::move(completing));
}

Completing Walk::run_fields(CollectedFields& fields, const Json& source, const FieldPath* above,
                            bool non_null) {
  JsonObject out;
  out.reserve(fields.fields.size());
  Waiting waiting;
  for (CollectedField& field : fields.fields) {
    Completing child = run_field(field, *fields.type, source, above);
    if (auto* ready = std::get_if<Completed>(&child)) {
      if (!*ready) return failed(non_null);
      out.emplace(field.key, *std::move(*ready));
    } else {
      waiting.add(out.size(), std::get<Task<Completed>>(std::move(child)));
      out.emplace(field.key, nullptr);
    }
  }
  if (waiting.tasks.empty()) return Completed(Json(std::move(out)));
  return finish(non_null, std::move(out), std::move(waiting));
}

Completing Walk::complete_list(const Type& type, const Json& value, Place place) {
  const JsonArray& items = value.get_array();
  if (!count(place, items.size())) return failed(type.non_null);
  JsonArray out;
  out.reserve(items.size());
  Waiting waiting;
  for (std::size_t i = 0; i < items.size(); ++i) {
    Completing child = complete(*type.item, items[i], item(place, i));
    if (auto* ready = std::get_if<Completed>(&child)) {
      if (!*ready) return failed(type.non_null);
      out.push_back(*std::move(*ready));
    } else {
      waiting.add(i, std::get<Task<Completed>>(std::move(child)));
      out.emplace_back(nullptr);
    }
  }
  if (waiting.tasks.empty()) return Completed(Json(std::move(out)));
  return finish(type.non_null, std::move(out), std::move(waiting));
}

namespace {

Json& at(JsonObject& object, std::size_t position) {
  return (object.begin() + static_cast<std::ptrdiff_t>(position))->value();
}
Json& at(JsonArray& array, std::size_t position) { return array[position]; }

}  // namespace

template <class Container>
Task<Completed> Walk::finish(bool non_null, Container out, Waiting waiting) {
  std::vector<Completed> children = co_await when_all(std::move(waiting.tasks));
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (!children[i]) co_return failed(non_null);
    at(out, waiting.positions[i]) = *std::move(children[i]);
  }
  co_return Json(std::move(out));
}

}  // namespace syncline::graphql
