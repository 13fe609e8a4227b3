// Literals and JSON, there and back; and type references.
#include <charconv>
#include <cstdlib>

#include "graphql/type/coerce.h"
#include "graphql/type/scalars.h"

namespace syncline::graphql {
namespace {

// strtod and not from_chars: it tells what is too large (infinite) from what is too small (zero).
double to_double(std::string_view text) { return std::strtod(std::string(text).c_str(), nullptr); }

Json integer_to_json(std::string_view text) {
  const auto* const end = text.data() + text.size();
  std::int64_t small = 0;
  if (std::from_chars(text.data(), end, small).ec == std::errc{}) return small;
  std::uint64_t large = 0;
  if (std::from_chars(text.data(), end, large).ec == std::errc{}) return large;
  return to_double(text);
}

struct ToJson {
  Json operator()(const NullValue&) const { return nullptr; }
  Json operator()(const Variable&) const { return nullptr; }
  Json operator()(const IntValue& node) const { return integer_to_json(node.text); }
  Json operator()(const FloatValue& node) const { return to_double(node.text); }
  Json operator()(const StringValue& node) const { return Json(node.text); }
  Json operator()(const BooleanValue& node) const { return node.value; }
  Json operator()(const EnumValue& node) const { return Json(node.name); }
  Json operator()(const ListValue& node) const {
    JsonArray out;
    out.reserve(node.values.size());
    for (const auto& value : node.values) out.push_back(literal_to_json(value));
    return out;
  }
  Json operator()(const ObjectValue& node) const {
    JsonObject out;
    for (const auto& field : node.fields) out.emplace(field.name, literal_to_json(field.value));
    return out;
  }
};

IntValue integer(Arena& arena, const Json& value) { return {arena.copy(to_json(value))}; }
FloatValue decimal(Arena& arena, const Json& value) { return {arena.copy(to_json(value))}; }

// A value of a scalar of the SDL's own: there is no telling enum values from strings.
Value own_to_literal(Arena& arena, const Json& value) {
  if (value.is_null()) return {NullValue{}, {}};
  if (const auto* text = value.if_string()) return {StringValue{*text}, {}};
  if (const auto* flag = value.if_bool()) return {BooleanValue{*flag}, {}};
  if (value.is_double()) return {decimal(arena, value), {}};
  if (const auto* array = value.if_array()) {
    std::vector<Value> values;
    for (const auto& element : *array) values.push_back(own_to_literal(arena, element));
    return {ListValue{arena.copy(values)}, {}};
  }
  if (const auto* object = value.if_object()) {
    std::vector<ObjectField> fields;
    for (const auto& member : *object) {
      fields.push_back({member.key(), own_to_literal(arena, member.value()), {}});
    }
    return {ObjectValue{arena.copy(fields)}, {}};
  }
  return {integer(arena, value), {}};
}

Value list_to_literal(Arena& arena, const Type& item, const Json& value) {
  const auto* array = value.if_array();
  if (array == nullptr) return json_to_literal(arena, item, value);
  std::vector<Value> values;
  for (const auto& element : *array) values.push_back(json_to_literal(arena, item, element));
  return {ListValue{arena.copy(values)}, {}};
}

Value object_to_literal(Arena& arena, const NamedType& type, const JsonObject& object) {
  std::vector<ObjectField> fields;
  for (const auto& member : object) {
    const auto* field = type.input_field(member.key());
    if (field == nullptr) continue;
    fields.push_back({member.key(), json_to_literal(arena, field->type, member.value()), {}});
  }
  return {ObjectValue{arena.copy(fields)}, {}};
}

Value leaf_to_literal(Arena& arena, const NamedType& type, const Json& value) {
  if (const auto* text = value.if_string()) {
    if (type.kind == TypeKind::enum_) return {EnumValue{*text}, {}};
    if (type.name != "AWSJSON") return {StringValue{*text}, {}};
  }
  if (type.name == "AWSJSON") return {StringValue{arena.copy(to_json(value))}, {}};
  if (const auto* flag = value.if_bool()) return {BooleanValue{*flag}, {}};
  if (value.is_double()) return {decimal(arena, value), {}};
  return {integer(arena, value), {}};
}

}  // namespace

std::size_t bytes_of(const Json& value) {
  auto bytes = sizeof(Json);
  if (const auto* text = value.if_string()) {
    bytes += text->size();
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) bytes += bytes_of(element);
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      bytes += sizeof(std::string_view) + member.key().size() + bytes_of(member.value());
    }
  }
  return bytes;
}

Json literal_to_json(const Value& literal) { return std::visit(ToJson{}, literal.node); }

Value json_to_literal(Arena& arena, const Type& type, const Json& value) {
  // The text `null` of an AWSJSON is a value, but there is no telling it from an absent one.
  if (value.is_null()) return {NullValue{}, {}};
  if (type.is_list()) return list_to_literal(arena, *type.item, value);
  if (type.named->scalar == &own_scalar()) return own_to_literal(arena, value);
  if (const auto* object = value.if_object(); object != nullptr && !type.named->is_leaf()) {
    return object_to_literal(arena, *type.named, *object);
  }
  return leaf_to_literal(arena, *type.named, value);
}

std::optional<Type> resolve_type(const Schema& schema, const TypeReference& reference) {
  Type type;
  type.non_null = reference.non_null;
  if (reference.item) {
    auto item = resolve_type(schema, *reference.item);
    if (!item) return std::nullopt;
    type.item = std::make_shared<const Type>(*std::move(item));
    return type;
  }
  type.named = schema.type(reference.name);
  if (type.named == nullptr) return std::nullopt;
  return type;
}

}  // namespace syncline::graphql
