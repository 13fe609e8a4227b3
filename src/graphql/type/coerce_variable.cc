// Values that a client sent as variables (specification 6.1.2, 3.5 to 3.12), with graphql-java's
// messages. As there, a message of a nested value names its nearest field where it says "Variable".
#include <fmt/format.h>

#include <utility>

#include "graphql/type/charge.h"
#include "graphql/type/scalar_groups.h"
#include "graphql/type/scalars.h"

namespace syncline::graphql {
namespace {

class VariableCoercer {
 public:
  VariableCoercer(std::string_view variable, CoercionBudget& budget)
      : variable_(variable), budget_(budget) {}

  // `name` is the variable's own, or that of the input field that we are in.
  Coerced<Json> coerce(std::string_view name, const Type& type, const Json& input) {
    if (input.is_null()) {
      if (!type.non_null) return Json(nullptr);
      return null_fault(CoercionReason::null_value, name, type);
    }
    if (type.is_list()) return list(name, type, input);
    switch (type.named->kind) {
      case TypeKind::scalar: return scalar(name, type, input);
      case TypeKind::enum_: return enumeration(name, type, input);
      case TypeKind::input_object: return object(name, type, input);
      default:
        return invalid(CoercionReason::wrong_scalar, name, type,
                       fmt::format("Type '{}' takes no input.", type.named->name));
    }
  }

 private:
  Coerced<Json> list(std::string_view name, const Type& type, const Json& input) {
    const auto* given = input.if_array();
    const Inside inside(*this);
    if (given == nullptr) {  // a single value is a list of one (3.12)
      TRY(auto only, coerce(name, *type.item, input));
      return Json(JsonArray{std::move(only)});
    }
    JsonArray out;
    out.reserve(given->size());
    for (std::size_t i = 0; i < given->size(); ++i) {
      auto element = coerce(name, *type.item, (*given)[i]);
      if (!element) return below(std::move(element.error()), fmt::format("[{}]", i));
      out.push_back(*std::move(element));
    }
    return Json(std::move(out));
  }

  Coerced<Json> scalar(std::string_view name, const Type& type, const Json& input) {
    auto value = type.named->scalar->parse(input);
    if (!value) return invalid(CoercionReason::wrong_scalar, name, type, value.error().message);
    if (value->is_null() && type.non_null) {
      return null_fault(CoercionReason::null_value, name, type);
    }
    return *std::move(value);
  }

  Coerced<Json> enumeration(std::string_view name, const Type& type, const Json& input) {
    const auto* text = input.if_string();
    if (text != nullptr && type.named->value(*text) != nullptr) return input;
    return invalid(CoercionReason::wrong_enum, name, type,
                   fmt::format("Invalid input for Enum '{}'. No value found for name '{}'",
                               type.named->name, shown_value(input)));
  }

  Coerced<Json> object(std::string_view name, const Type& type, const Json& input) {
    const auto* given = input.if_object();
    if (given == nullptr) {
      const auto found = wrong_kind(coercion_error, "Map", input);
      return invalid(CoercionReason::not_an_object, name, type,
                     found.error().message +
                         " Variables for input objects must be an instance of type 'Map'.");
    }
    for (const auto& member : *given) {
      if (type.named->input_field(member.key()) == nullptr) return unknown(type, member.key());
    }
    TRY(auto out, fields(type, *given));
    if (type.named->one_of && (given->size() != 1 || out.begin()->value().is_null())) {
      return invalid(
          CoercionReason::wrong_one_of, name, type,
          fmt::format("Exactly one field of '{}' must be given, and it must not be null.",
                      type.named->name));
    }
    return Json(std::move(out));
  }

  Coerced<JsonObject> fields(const Type& type, const JsonObject& given) {
    const Inside inside(*this);
    JsonObject out;
    for (const auto& field : type.named->input_fields) {
      if (const auto* value = given.if_contains(field.name)) {
        auto coerced = coerce(field.name, field.type, *value);
        if (!coerced) return below(std::move(coerced.error()), "." + field.name);
        out.emplace(field.name, *std::move(coerced));
      } else if (field.default_value) {
        if (!charge_default(budget_, field)) {
          return invalid(CoercionReason::too_large, variable_, field.type, defaults_too_large());
        }
        out.emplace(field.name, *field.default_value);
      } else if (field.type.non_null) {
        auto missing = null_fault(CoercionReason::missing_field, field.name, field.type);
        return below(std::move(missing.error()), "." + field.name);
      }
    }
    return out;
  }

  // Counts the steps down, since only the top is called "Variable" in a message about null.
  struct Inside {
    explicit Inside(VariableCoercer& owner) : owner_(owner) { ++owner_.depth_; }
    ~Inside() { --owner_.depth_; }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    VariableCoercer& owner_;
  };

  std::unexpected<CoercionFault> null_fault(CoercionReason reason, std::string_view name,
                                            const Type& type) const {
    const auto type_text = to_string(type);
    auto message = depth_ == 0
                       ? fmt::format("Variable '{}' has coerced Null value for NonNull type '{}'",
                                     variable_, type_text)
                       : fmt::format(
                             "Field '{}' of variable '{}' has coerced Null value for NonNull "
                             "type '{}'",
                             name, variable_, type_text);
    return std::unexpected(
        CoercionFault{reason, std::move(message), {}, field_name(name), type_text, nullptr});
  }

  std::unexpected<CoercionFault> invalid(CoercionReason reason, std::string_view name,
                                         const Type& type, const std::string& tail) const {
    auto message = fmt::format("Variable '{}' has an invalid value. {}", name, tail);
    return std::unexpected(
        CoercionFault{reason, std::move(message), {}, {}, to_string(type), nullptr});
  }

  static std::unexpected<CoercionFault> unknown(const Type& type, std::string_view field) {
    auto message = fmt::format(
        "The variables input contains a field name '{}' that is not defined for input object type "
        "'{}'",
        field, type.named->name);
    return std::unexpected(CoercionFault{CoercionReason::unknown_field,
                                         std::move(message),
                                         {},
                                         std::string(field),
                                         to_string(type),
                                         nullptr});
  }

  [[nodiscard]] std::string field_name(std::string_view name) const {
    return depth_ == 0 ? std::string() : std::string(name);
  }

  static std::unexpected<CoercionFault> below(CoercionFault fault, const std::string& step) {
    fault.path.insert(0, step);
    return std::unexpected(std::move(fault));
  }

  std::string_view variable_;
  CoercionBudget& budget_;
  std::size_t depth_ = 0;
};

}  // namespace

Coerced<Json> coerce_variable(std::string_view name, const Type& type, const Json& input,
                              CoercionBudget* budget) {
  CoercionBudget own;
  return VariableCoercer(name, budget == nullptr ? own : *budget).coerce(name, type, input);
}

}  // namespace syncline::graphql
