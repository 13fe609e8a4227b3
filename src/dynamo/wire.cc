#include "dynamo/wire.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "dynamo/errors.h"

namespace syncline::dynamo {
namespace {

std::string_view token_name(const Json& json) {
  switch (json.kind()) {
    case boost::json::kind::bool_: return json.get_bool() ? "TRUE_VALUE" : "FALSE_VALUE";
    case boost::json::kind::double_: return "DECIMAL_VALUE";
    case boost::json::kind::string: return "STRING_VALUE";
    default: return "NUMBER_VALUE";
  }
}

Result<void> check_text(const Json& json) {
  if (json.is_string()) return {};
  return wrong_kind(json, "String");
}

Result<void> check_boolean(const Json& json) {
  if (boolean_of(json)) return {};
  return wrong_kind(json, "Boolean");
}

Result<void> check_blob(const Json& json) {
  if (!json.is_string()) {
    if (json.is_array()) {
      return serialization_error("Unrecognized collection type class java.nio.ByteBuffer");
    }
    if (json.is_object()) return wrong_kind(json, "ByteBuffer");
    return serialization_error("only base-64-encoded strings are convertible to bytes");
  }
  const auto& text = json.get_string();
  if (text.size() % 4 != 0) {
    return serialization_error(
        "Base64 encoded length is expected a multiple of 4 bytes but found: " +
        std::to_string(text.size()));
  }
  const auto bytes = base64_decode(text);
  if (!bytes || base64_encode(*bytes) != std::string_view(text)) {
    return serialization_error("Invalid last non-pad Base64 character dectected");
  }
  return {};
}

Result<void> check_each(const Json& json, Result<void> (*check)(const Json&)) {
  if (json.is_object()) return wrong_kind(json, "List");
  if (!json.is_array()) return serialization_error("Unexpected field type");
  for (const auto& element : json.get_array()) TRY(check(element));
  return {};
}

Result<void> check_members(const Json& json) {
  if (json.is_array()) {
    return serialization_error(
        "Unrecognized collection type java.util.Map<java.lang.String, "
        "com.amazonaws.dynamodb.v20120810.AttributeValue>");
  }
  if (!json.is_object()) return serialization_error("Unexpected field type");
  for (const auto& member : json.get_object()) TRY(check_value_kinds(member.value()));
  return {};
}

Result<void> check_kind(Type type, const Json& json) {
  switch (type) {
    case Type::string:
    case Type::number: return check_text(json);
    case Type::binary: return check_blob(json);
    case Type::boolean:
    case Type::null: return check_boolean(json);
    case Type::string_set:
    case Type::number_set: return check_each(json, check_text);
    case Type::binary_set: return check_each(json, check_blob);
    case Type::list: return check_each(json, check_value_kinds);
    case Type::map: return check_members(json);
  }
  return {};
}

Binary binary_of(const Json& json) { return Binary{base64_decode(json.get_string()).value_or("")}; }

// Sorts the elements; false when two are equal.
template <class Element>
bool sort_unique(std::vector<Element>& elements) {
  std::ranges::sort(elements);
  return std::ranges::adjacent_find(elements) == elements.end();
}

std::string show_elements(const JsonArray& array) {
  std::string text = "[";
  for (const auto& element : array) {
    if (text.size() > 1) text += ", ";
    text += std::string_view(element.get_string());
  }
  return text + "]";
}

Result<Value> string_set(const JsonArray& array) {
  if (array.empty()) return invalid_parameter("An string set  may not be empty");
  Set<std::string> set;
  for (const auto& element : array) set.elements.emplace_back(element.get_string());
  if (!sort_unique(set.elements)) {
    return invalid_parameter("Input collection " + show_elements(array) + " contains duplicates.");
  }
  return Value{std::move(set)};
}

Result<Value> number_set(const JsonArray& array) {
  if (array.empty()) return invalid_parameter("An number set  may not be empty");
  Set<Decimal> set;
  for (const auto& element : array) {
    TRY(auto number, Decimal::parse(element.get_string()));
    set.elements.push_back(number);
  }
  if (!sort_unique(set.elements)) return validation_error("Input collection contains duplicates");
  return Value{std::move(set)};
}

Result<Value> binary_set(const JsonArray& array) {
  if (array.empty()) return invalid_parameter("Binary sets should not be empty");
  Set<Binary> set;
  for (const auto& element : array) set.elements.push_back(binary_of(element));
  if (!sort_unique(set.elements)) {
    return invalid_parameter("Input collection " + show_elements(array) +
                             "of type BS contains duplicates.");
  }
  return Value{std::move(set)};
}

Result<Value> read_value(const Json& json, std::size_t depth);

Result<Value> read_list(const JsonArray& array, std::size_t depth) {
  List list;
  list.reserve(array.size());
  for (const auto& element : array) {
    TRY(auto value, read_value(element, depth + 1));
    list.push_back(std::move(value));
  }
  return Value{std::move(list)};
}

Result<Map> read_map(const JsonObject& object, std::size_t depth) {
  std::vector<Member> members;
  members.reserve(object.size());
  for (const auto& member : object) {
    TRY(auto value, read_value(member.value(), depth));
    members.push_back({std::string(member.key()), std::move(value)});
  }
  return Map(std::move(members));
}

// `depth` is how many lists and maps the value stands in.
Result<Value> read_content(Type type, const Json& json, std::size_t depth) {
  if (depth >= limits::item_depth_max) {
    return validation_error(
        "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels "
        "beyond supported limit");
  }
  switch (type) {
    case Type::string: return Value{std::string(json.get_string())};
    case Type::number: {
      TRY(auto number, Decimal::parse(json.get_string()));
      return Value{number};
    }
    case Type::binary: return Value{binary_of(json)};
    case Type::boolean: return Value{boolean_of(json).value_or(false)};
    case Type::null:
      if (boolean_of(json).value_or(false)) return Value{Null{}};
      return invalid_parameter("Null attribute value types must have the value of true");
    case Type::string_set: return string_set(json.get_array());
    case Type::number_set: return number_set(json.get_array());
    case Type::binary_set: return binary_set(json.get_array());
    case Type::list: return read_list(json.get_array(), depth);
    case Type::map: {
      TRY(auto map, read_map(json.get_object(), depth + 1));
      return Value{std::move(map)};
    }
  }
  return internal_error("an attribute value has no type");
}

// The types that the value names. Members with other names, or with null, do not count.
struct Named {
  Type type;
  const Json* content;
};

std::vector<Named> types_of(const JsonObject& object) {
  std::vector<Named> types;
  for (const auto& member : object) {
    const auto type = find_type(member.key());
    if (type && !member.value().is_null()) types.push_back({*type, &member.value()});
  }
  return types;
}

Result<Value> read_value(const Json& json, std::size_t depth) {
  const auto* object = json.if_object();
  const auto types = object == nullptr ? std::vector<Named>() : types_of(*object);
  if (types.empty()) {
    return validation_error(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }
  TRY(auto value, read_content(types.front().type, *types.front().content, depth));
  if (types.size() > 1) {
    for (const auto& other : types) TRY(read_content(other.type, *other.content, depth));
    return validation_error(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the "
        "supported datatypes");
  }
  return value;
}

JsonArray array_of(const auto& elements, auto write) {
  JsonArray array;
  array.reserve(elements.size());
  for (const auto& element : elements) array.push_back(write(element));
  return array;
}

Json text_of(const std::string& text) { return Json(text); }
Json text_of(const Decimal& number) { return Json(number.to_string()); }
Json text_of(const Binary& binary) { return Json(base64_encode(binary.bytes)); }

Json content_of(const Value& value) {
  const auto text = [](const auto& element) { return text_of(element); };
  switch (value.type()) {
    case Type::string: return text(*value.as<std::string>());
    case Type::number: return text(*value.as<Decimal>());
    case Type::binary: return text(*value.as<Binary>());
    case Type::boolean: return *value.as<bool>();
    case Type::null: return true;
    case Type::string_set: return array_of(value.as<Set<std::string>>()->elements, text);
    case Type::number_set: return array_of(value.as<Set<Decimal>>()->elements, text);
    case Type::binary_set: return array_of(value.as<Set<Binary>>()->elements, text);
    case Type::list:
      return array_of(*value.as<List>(), [](const Value& element) { return to_json(element); });
    case Type::map: return to_json(*value.as<Map>());
  }
  return nullptr;
}

}  // namespace

std::optional<bool> boolean_of(const Json& json) {
  if (const auto* boolean = json.if_bool()) return *boolean;
  const auto* text = json.if_string();
  constexpr std::size_t longest = 5;
  if (text == nullptr || text->size() > longest) return std::nullopt;
  const auto word = to_lower(*text);
  if (word == "true" || word == "yes" || word == "1") return true;
  if (word == "false" || word == "no" || word == "0") return false;
  return std::nullopt;
}

std::unexpected<Error> wrong_kind(const Json& json, std::string_view wanted) {
  if (json.is_array()) {
    return serialization_error("Unrecognized collection type class java.lang." +
                               std::string(wanted));
  }
  if (json.is_object()) {
    return serialization_error("Start of structure or map found where not expected");
  }
  if (json.is_string() && wanted == "Boolean") {
    return serialization_error("Unexpected token received from parser");
  }
  return serialization_error(std::string(token_name(json)) + " cannot be converted to " +
                             std::string(wanted));
}

Result<void> check_value_kinds(const Json& json) {
  if (json.is_null()) return {};
  if (json.is_array()) {
    return serialization_error(
        "Unrecognized collection type class com.amazonaws.dynamodb.v20120810.AttributeValue");
  }
  const auto* object = json.if_object();
  if (object == nullptr) return serialization_error("Unexpected value type in payload");
  for (const auto& named : types_of(*object)) TRY(check_kind(named.type, *named.content));
  return {};
}

Result<Value> value_from_json(const Json& json) { return read_value(json, 0); }

Result<Item> item_from_json(const JsonObject& json) { return read_map(json, 0); }

Json to_json(const Value& value) {
  JsonObject object;
  object.emplace(type_name(value.type()), content_of(value));
  return object;
}

JsonObject to_json(const Item& item) {
  JsonObject object;
  object.reserve(item.size());
  for (const auto& member : item.members()) object.emplace(member.name, to_json(member.value));
  return object;
}

Json epoch_seconds(std::int64_t ms) {
  constexpr std::int64_t ms_per_second = 1000;
  // As a floating-point number it might be written with an exponent.
  if (ms % ms_per_second == 0) return ms / ms_per_second;
  return static_cast<double>(ms) / ms_per_second;
}

std::string show(const Value& value) {
  const auto content = content_of(value);
  const auto* text = content.if_string();
  return "{" + std::string(type_name(value.type())) + ":" +
         (text != nullptr ? std::string(*text) : syncline::to_json(content)) + "}";
}

}  // namespace syncline::dynamo
