#include "graphql/execution/introspection.h"

#include "graphql/execution/introspection_fields.h"

namespace syncline::graphql {
namespace {

// Walks the schema as Walk walks data. Nothing here fails on its own: a failure is a limit or a bad
// argument, is told once, and ends the whole meta field.
class Mirror {
 public:
  explicit Mirror(Walk& walk) : walk_(walk), schema_(*walk.operation().schema) {}

  // The selections of `place.field` on one thing of the introspection type `type`.
  Completed show(const NamedType& type, const Shown& shown, Place place) {
    if (place.path.depth >= limits::graphql_depth_max) {
      return refuse(place, "Query depth limit reached", "QueryDepthLimitReached");
    }
    const Result<CollectedFields*> below = walk_.collector().below(place.field, type);
    if (!below) return refuse(place, below.error().message, below.error().type);
    JsonObject out;
    out.reserve((*below)->fields.size());
    for (CollectedField& field : (*below)->fields) {
      Completed value = show_field(shown, walk_.place(field, type, &place.path));
      if (!value) return value;
      out.emplace(field.key, *std::move(value));
    }
    return Json(std::move(out));
  }

  Completed refuse(const Place& place, std::string message, std::string_view type) {
    walk_.add_error(place, std::move(message), Json(type));
    return std::nullopt;
  }

 private:
  Completed show_field(const Shown& shown, Place place) {
    if (!walk_.count(place, 1)) return std::nullopt;
    const FieldType& definition = *place.field.definition;
    if (definition.name == "__typename") return Json(place.parent.name);
    const Result<JsonObject>& arguments = arguments_of(walk_.operation(), place.field);
    if (!arguments) return refuse(place, arguments.error().message, arguments.error().type);
    const Json* deprecated = arguments->if_contains("includeDeprecated");
    Answer answer = ask(schema_, shown, definition.name,
                        deprecated != nullptr && deprecated->is_bool() && deprecated->get_bool());
    const NamedType& type = definition.type.innermost();
    if (const auto* one = std::get_if<Shown>(&answer)) return show(type, *one, place);
    if (const auto* many = std::get_if<std::vector<Shown>>(&answer)) {
      return show_all(type, *many, place);
    }
    Json& leaf = std::get<Json>(answer);
    if (leaf.is_string() && !walk_.count(place, 0, leaf.get_string().size())) return std::nullopt;
    return std::move(leaf);
  }

  Completed show_all(const NamedType& type, const std::vector<Shown>& many, Place place) {
    JsonArray out;
    out.reserve(many.size());
    for (std::size_t i = 0; i < many.size(); ++i) {
      Completed value = show(type, many[i], walk_.item(place, i));
      if (!value) return value;
      out.push_back(*std::move(value));
    }
    return Json(std::move(out));
  }

  Walk& walk_;
  const Schema& schema_;
};

Completed show_type(Walk& walk, Place place) {
  const Schema& schema = *walk.operation().schema;
  Mirror mirror(walk);
  const Result<JsonObject>& arguments = arguments_of(walk.operation(), place.field);
  if (!arguments) {
    mirror.refuse(place, arguments.error().message, arguments.error().type);
    return Json(nullptr);
  }
  const NamedType* type = schema.type(arguments->at("name").get_string());
  if (type == nullptr) return Json(nullptr);
  Completed shown = mirror.show(place.field.definition->type.innermost(), type, place);
  return shown ? std::move(shown) : Json(nullptr);
}

}  // namespace

Completed introspect(Walk& walk, Place place) {
  const FieldType& definition = *place.field.definition;
  if (definition.name == "__typename") return Json(place.parent.name);
  if (definition.name == "__type") return show_type(walk, place);
  return Mirror(walk).show(definition.type.innermost(), walk.operation().schema.get(), place);
}

}  // namespace syncline::graphql
