#include "graphql/execution/introspection.h"

#include <fmt/format.h>

#include "graphql/execution/introspection_fields.h"
#include "graphql/execution/open_children.h"

namespace syncline::graphql {
namespace {

// Walks the schema as Walk walks data. Nothing here fails on its own: a failure is a limit or a bad
// argument, is told once, and ends the whole meta field, as nothing in it may then be null.
class Mirror {
 public:
  explicit Mirror(Walk& walk) : walk_(walk), schema_(*walk.operation().schema) {}

  // The selections of `place.field` on one thing of the introspection type `type`.
  Completing show(const NamedType& type, const Shown& shown, Place place);

  // One field of `shown`.
  Completing show_field(const Shown& shown, Place place) {
    if (!walk_.count(place, 1, place.field.key.size())) return Completed();
    const FieldType& definition = *place.field.definition;
    if (definition.name == "__typename") return leaf(Json(place.parent.name), place);
    const Result<JsonObject>& arguments = walk_.collector().arguments(place.field);
    if (!arguments) return refuse(place, arguments.error().message, arguments.error().type);
    const Json* deprecated = arguments->if_contains("includeDeprecated");
    Answer answer = ask(schema_, shown, definition.name,
                        deprecated != nullptr && deprecated->is_bool() && deprecated->get_bool());
    const NamedType& type = definition.type.innermost();
    if (const auto* one = std::get_if<Shown>(&answer)) return show(type, *one, place);
    if (auto* many = std::get_if<std::vector<Shown>>(&answer)) {
      return show_all(type, std::move(*many), place);
    }
    return leaf(std::get<Json>(std::move(answer)), place);
  }

  Completed refuse(const Place& place, std::string message, std::string_view type) {
    walk_.add_error(place, std::move(message), Json(type));
    return std::nullopt;
  }

 private:
  Completing show_all(const NamedType& type, std::vector<Shown> many, Place place);

  // Or a list of them.
  Completed leaf(Json value, const Place& place) {
    const JsonArray* items = value.if_array();
    if (!walk_.count(place, items == nullptr ? 0 : items->size(), text_bytes(value))) {
      return std::nullopt;
    }
    return value;
  }

  static std::size_t text_bytes(const Json& value) {
    std::size_t bytes = value.is_string() ? value.get_string().size() : 0;
    if (const JsonArray* items = value.if_array()) {
      for (const Json& item : *items) bytes += text_bytes(item);
    }
    return bytes;
  }

  Walk& walk_;
  const Schema& schema_;
};

struct OpenShown {
  OpenObject made;
  Shown shown;
  const FieldPath* above;

  Completing child(Walk& walk) const {
    return Mirror(walk).show_field(shown, walk.place(made.field(), *made.fields.type, above));
  }
};

struct OpenShownList {
  OpenList made;
  const NamedType& type;
  std::vector<Shown> many;
  Place place;

  Completing child(Walk& walk) const {
    return Mirror(walk).show(type, many[made.next], walk.item(place, made.next));
  }
};

Completing Mirror::show(const NamedType& type, const Shown& shown, Place place) {
  if (place.path.depth >= limits::graphql_depth_max) {
    return refuse(place, "Query depth limit reached", "QueryDepthLimitReached");
  }
  const Result<CollectedFields*> below = walk_.collector().below(place.field, type);
  if (!below) return refuse(place, below.error().message, below.error().type);
  return complete_all(walk_, OpenShown{{**below, true}, shown, &place.path});
}

Completing Mirror::show_all(const NamedType& type, std::vector<Shown> many, Place place) {
  const std::size_t size = many.size();
  if (!walk_.count(place, size)) return Completed();
  return complete_all(walk_, OpenShownList{{size, true}, type, std::move(many), place});
}

// __type is nullable, whatever failed below it.
Task<Completed> or_null(Task<Completed> waits) {
  Completed shown = co_await std::move(waits);
  if (!shown) co_return Json(nullptr);
  co_return std::move(shown);
}

Completing show_type(Walk& walk, Place place) {
  const Schema& schema = *walk.operation().schema;
  Mirror mirror(walk);
  const Result<JsonObject>& arguments = walk.collector().arguments(place.field);
  if (!arguments) {
    mirror.refuse(place, arguments.error().message, arguments.error().type);
    return Completed(Json(nullptr));
  }
  // A variable of any type may stand there in a document that was not validated.
  const boost::json::string* name = find_string(*arguments, "name");
  if (name == nullptr) {
    mirror.refuse(place,
                  "Argument 'name' has an invalid value. Expected a value of type 'String!'.",
                  "ArgumentError");
    return Completed(Json(nullptr));
  }
  const NamedType* type = schema.type(*name);
  if (type == nullptr) return Completed(Json(nullptr));
  Completing shown = mirror.show(place.field.definition->type.innermost(), type, place);
  if (auto* waits = std::get_if<Task<Completed>>(&shown)) return or_null(std::move(*waits));
  return std::get<Completed>(shown) ? std::move(shown) : Completed(Json(nullptr));
}

}  // namespace

Completing introspect(Walk& walk, Place place) {
  const FieldType& definition = *place.field.definition;
  if (definition.name == "__typename") {
    if (!walk.count(place, 0, place.parent.name.size())) return Completed();
    return Completed(Json(place.parent.name));
  }
  if (!walk.operation().introspection) {
    walk.add_error(
        place,
        fmt::format("Field '{}' in type '{}' is undefined", definition.name, place.parent.name),
        "FieldUndefined");
    return failed(definition.type.non_null);
  }
  if (definition.name == "__type") return show_type(walk, place);
  return Mirror(walk).show(definition.type.innermost(), walk.operation().schema.get(), place);
}

}  // namespace syncline::graphql
