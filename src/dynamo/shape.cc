#include "dynamo/shape.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "dynamo/errors.h"
#include "dynamo/has_element.h"
#include "dynamo/tables.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

constexpr std::size_t faults_max = 10;  // AWS names no more
constexpr std::string_view must_not_be_null = "Member must not be null";
constexpr std::string_view name_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

// Where a value stands: DynamoDB's parser has other words for it.
enum class Place : unsigned char { member, element };

Result<void> check_kinds(const Json& json, const Field& field, Place place);

// A Java class of DynamoDB's.
std::string class_of(std::string_view name) {
  return "com.amazonaws.dynamodb.v20120810." + std::string(name);
}

std::string class_of(const Field& field) {
  switch (field.kind) {
    case Kind::value: return class_of("AttributeValue");
    case Kind::structure: return class_of(field.class_name.empty() ? field.name : field.class_name);
    case Kind::list: return "java.util.List<" + class_of(field.inner[0]) + ">";
    default: return "java.lang.String";
  }
}

// What is neither a list nor a map, where one of them must stand. As an element its Java type is
// generic, and the parser's own failure is the message.
std::unexpected<Error> no_collection(Place place) {
  if (place == Place::member) return serialization_error("Unexpected field type");
  return serialization_error(
      "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class "
      "java.lang.Class (sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and "
      "java.lang.Class are in module java.base of loader 'bootstrap')");
}

Result<void> check_list_kinds(const Json& json, const Field& element, Place place) {
  if (json.is_object()) {
    return serialization_error("Start of structure or map found where not expected");
  }
  if (!json.is_array()) return no_collection(place);
  for (const auto& value : json.get_array()) TRY(check_kinds(value, element, Place::element));
  return {};
}

Result<void> check_map_kinds(const Json& json, const Field& element, Place place) {
  if (json.is_array()) {
    return serialization_error("Unrecognized collection type java.util.Map<java.lang.String, " +
                               class_of(element) + ">");
  }
  if (!json.is_object()) return no_collection(place);
  for (const auto& member : json.get_object()) {
    TRY(check_kinds(member.value(), element, Place::element));
  }
  return {};
}

// What must be an object is none.
std::unexpected<Error> no_structure(const Json& json, const Field& field, Place place) {
  if (json.is_array()) {
    return serialization_error("Unrecognized collection type class " + class_of(field));
  }
  return serialization_error(place == Place::member ? "Unexpected field type"
                                                    : "Unexpected value type in payload");
}

Result<void> check_structure_kinds(const JsonObject& object, std::span<const Field> fields) {
  for (const auto& field : fields) {
    if (const auto* value = present(object, field.name)) {
      TRY(check_kinds(*value, field, Place::member));
    }
  }
  return {};
}

Result<void> check_kinds(const Json& json, const Field& field, Place place) {
  if (json.is_null()) return {};
  switch (field.kind) {
    case Kind::text:
      if (json.is_string()) return {};
      return wrong_kind(json, "String");
    case Kind::boolean:
      if (boolean_of(json)) return {};
      return wrong_kind(json, "Boolean");
    case Kind::integer:
      if (json.is_number()) return {};
      return wrong_kind(json, field.is_long ? "Long" : "Integer");
    case Kind::list: return check_list_kinds(json, field.inner[0], place);
    case Kind::map: return check_map_kinds(json, field.inner[0], place);
    case Kind::value:
    case Kind::structure:
      if (!json.is_object()) return no_structure(json, field, place);
      if (field.kind == Kind::value) return check_value_kinds(json);
      return check_structure_kinds(json.get_object(), field.inner);
  }
  return {};
}

std::int64_t integer_of(const Json& json) {
  if (const auto* whole = json.if_int64()) return *whole;
  if (json.is_uint64()) return INT64_MAX;
  constexpr double bound = 9e18;
  return static_cast<std::int64_t>(std::clamp(std::floor(json.get_double()), -bound, bound));
}

std::string show_json(const Json& json) {
  if (const auto* text = json.if_string()) return std::string(*text);
  const auto* array = json.if_array();
  if (array == nullptr) return syncline::to_json(json);
  std::string shown = "[";
  for (const auto& element : *array) {
    if (shown.size() > 1) shown += ", ";
    shown += show_json(element);
  }
  return shown + "]";
}

// `TableName` in a message is `tableName`.
std::string lower_first(std::string_view name) {
  std::string lowered(name);
  if (!lowered.empty() && lowered[0] >= 'A' && lowered[0] <= 'Z') {
    lowered[0] = static_cast<char>(lowered[0] - 'A' + 'a');
  }
  return lowered;
}

class Constraints {
 public:
  void check_members(const JsonObject& object, std::span<const Field> fields,
                     const std::string& path) {
    for (const auto& field : fields) {
      const auto* value = present(object, field.name);
      if (value != nullptr) {
        check(*value, field, path + lower_first(field.name));
      } else if (field.required) {
        add("Value null", path + lower_first(field.name), must_not_be_null);
      }
    }
  }

  Result<void> outcome() const {
    if (faults_.empty()) return {};
    std::string message = std::to_string(faults_.size()) +
                          (faults_.size() == 1 ? " validation error" : " validation errors") +
                          " detected: ";
    for (const auto& fault : faults_) {
      if (&fault != &faults_.front()) message += "; ";
      message += fault;
    }
    return validation_error(std::move(message));
  }

 private:
  void check(const Json& value, const Field& field, const std::string& path) {
    switch (field.kind) {
      case Kind::text: check_text(value, field, path); break;
      case Kind::integer: check_bounds(value, field, path, integer_of(value), "value"); break;
      case Kind::list: check_list(value, field, path); break;
      case Kind::map: check_map(value, field, path); break;
      case Kind::structure: check_members(value.get_object(), field.inner, path + "."); break;
      case Kind::boolean:
      case Kind::value: break;
    }
  }

  void check_text(const Json& value, const Field& field, const std::string& path) {
    std::string_view text = value.get_string();
    if (field.takes_arn) text = bare_table_name(text);
    if (!field.choices.empty() && !has_element(field.choices, text)) {
      std::string set;
      for (const auto choice : field.choices) {
        if (!set.empty()) set += ", ";
        set += choice;
      }
      add(shown(value), path, "Member must satisfy enum value set: [" + set + "]");
    }
    const bool fits =
        !text.empty() && text.find_first_not_of(name_characters) == std::string_view::npos;
    if (field.is_name && !fits) {
      add(shown(value), path, "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
    }
    check_bounds(value, field, path, static_cast<std::int64_t>(text.size()), "length");
  }

  void check_list(const Json& value, const Field& field, const std::string& path) {
    const auto& array = value.get_array();
    check_bounds(value, field, path, static_cast<std::int64_t>(array.size()), "length");
    const auto& element = field.inner[0];
    if (element.kind == Kind::value) return;  // told when its content is read
    for (std::size_t i = 0; i < array.size(); ++i) {
      const auto here = path + "." + std::to_string(i + 1) + ".member";
      if (array[i].is_null()) {
        add("Value null", here, must_not_be_null);
      } else {
        check(array[i], element, here);
      }
    }
  }

  void check_map(const Json& value, const Field& field, const std::string& path) {
    const auto& object = value.get_object();
    check_bounds(value, field, path, static_cast<std::int64_t>(object.size()), "length");
    if (field.inner[0].kind == Kind::value) return;
    for (const auto& member : object) {
      if (member.value().is_null()) continue;  // as good as absent
      check(member.value(), field.inner[0], path + "." + std::string(member.key()) + ".member");
    }
  }

  void check_bounds(const Json& value, const Field& field, const std::string& path,
                    std::int64_t measure, std::string_view what) {
    const auto member_must = [&] { return "Member must have " + std::string(what); };
    if (field.least && measure < *field.least) {
      add(shown(value), path,
          member_must() + " greater than or equal to " + std::to_string(*field.least));
    }
    if (field.most && measure > *field.most) {
      add(shown(value), path,
          member_must() + " less than or equal to " + std::to_string(*field.most));
    }
  }

  static std::string shown(const Json& value) { return "Value '" + show_json(value) + "'"; }

  void add(const std::string& value, const std::string& path, std::string_view constraint) {
    if (faults_.size() >= faults_max) return;
    faults_.push_back(value + " at '" + path +
                      "' failed to satisfy constraint: " + std::string(constraint));
  }

  std::vector<std::string> faults_;
};

}  // namespace

Result<void> check_shape(const JsonObject& input, std::span<const Field> fields) {
  for (const auto& field : fields) {
    if (const auto* value = present(input, field.name))
      TRY(check_kinds(*value, field, Place::member));
  }
  Constraints constraints;
  constraints.check_members(input, fields, "");
  return constraints.outcome();
}

const Json* present(const JsonObject& input, std::string_view name) {
  const auto* value = input.if_contains(name);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::string_view text_or(const JsonObject& input, std::string_view name,
                         std::string_view fallback) {
  const auto* value = present(input, name);
  return value == nullptr ? fallback : std::string_view(value->get_string());
}

bool boolean_or(const JsonObject& input, std::string_view name, bool fallback) {
  const auto* value = present(input, name);
  return value == nullptr ? fallback : boolean_of(*value).value_or(fallback);
}

std::int64_t integer_or(const JsonObject& input, std::string_view name, std::int64_t fallback) {
  const auto* value = present(input, name);
  return value == nullptr ? fallback : integer_of(*value);
}

const JsonObject& object_or_empty(const JsonObject& input, std::string_view name) {
  static const JsonObject empty;
  const auto* value = present(input, name);
  return value == nullptr ? empty : value->get_object();
}

const JsonArray& array_or_empty(const JsonObject& input, std::string_view name) {
  static const JsonArray empty;
  const auto* value = present(input, name);
  return value == nullptr ? empty : value->get_array();
}

}  // namespace syncline::dynamo
