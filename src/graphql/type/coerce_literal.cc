// Values as a document writes them (specification 3.5 to 3.12 "Input Coercion", 6.4.1).
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "graphql/language/printer.h"
#include "graphql/type/charge.h"
#include "graphql/type/scalars.h"

namespace syncline::graphql {
namespace {

using Part = Coerced<std::optional<Json>>;  // nothing: a variable that was not given

enum class Variables : std::uint8_t {
  given,    // their values stand in an object
  refused,  // none may stand here
  trusted,  // taken as right: validation looks at them elsewhere
};

std::unexpected<CoercionFault> fault(CoercionReason reason, const Type& type, const Value* literal,
                                     std::string message) {
  return std::unexpected(
      CoercionFault{reason, std::move(message), {}, {}, to_string(type), literal});
}

// The same fault, seen from one step further up.
CoercionFault below(CoercionFault fault, const std::string& step) {
  fault.path.insert(0, step);
  return fault;
}

// What a message shows of a literal: enough to find it.
std::string shown(const Value& literal) {
  constexpr std::size_t shown_max = 120;
  auto text = print(literal);
  if (text.size() <= shown_max) return text;
  auto end = shown_max;
  while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end) + "…";
}

// Finds arguments or object fields by name; of two with one name the first counts.
template <class Entry>
class Entries {
 public:
  explicit Entries(const List<Entry>& entries) : entries_(entries) {
    if (entries.size() <= scanned_max) return;
    for (const auto& entry : entries) index_.try_emplace(entry.name, &entry);
  }

  [[nodiscard]] const Entry* find(std::string_view name) const {
    if (!index_.empty()) {
      const auto found = index_.find(name);
      return found == index_.end() ? nullptr : found->second;
    }
    const auto found = std::ranges::find(entries_, name, &Entry::name);
    return found == entries_.end() ? nullptr : &*found;
  }

 private:
  static constexpr std::size_t scanned_max = 16;  // a scan is faster than a table for so few

  const List<Entry>& entries_;
  std::unordered_map<std::string_view, const Entry*> index_;
};

class LiteralCoercer {
 public:
  LiteralCoercer(Variables mode, const JsonObject* variables, CoercionBudget& budget)
      : mode_(mode), variables_(variables), budget_(budget) {}

  Part coerce(const Type& type, const Value& literal) {
    if (const auto* variable = std::get_if<Variable>(&literal.node)) {
      return variable_value(type, literal, *variable);
    }
    if (std::holds_alternative<NullValue>(literal.node)) {
      if (!type.non_null) return charged(type, literal, nullptr);
      return fault(CoercionReason::null_value, type, &literal,
                   fmt::format("Expected a value of type '{}', found null.", to_string(type)));
    }
    if (type.is_list()) return list(type, literal);
    switch (type.named->kind) {
      case TypeKind::scalar: return scalar(type, literal);
      case TypeKind::enum_: return enumeration(type, literal);
      case TypeKind::input_object: return object(type, literal);
      default:
        return fault(CoercionReason::wrong_scalar, type, &literal,
                     fmt::format("Type '{}' takes no input.", type.named->name));
    }
  }

  // The entries that `definitions` know, defaults filled in, in the order of the definitions.
  template <class Entry>
  Coerced<JsonObject> members(const std::vector<InputField>& definitions,
                              const List<Entry>& entries, std::string_view step) {
    JsonObject out;
    const Entries<Entry> by_name(entries);
    for (const auto& definition : definitions) {
      const auto* entry = by_name.find(definition.name);
      auto value = entry == nullptr ? Part() : coerce(definition.type, entry->value);
      if (!value) {
        auto inner = below(std::move(value.error()), std::string(step) + definition.name);
        if (inner.literal == &entry->value && inner.field.empty()) inner.field = definition.name;
        return std::unexpected(std::move(inner));
      }
      if (*value) {
        out.emplace(definition.name, **std::move(value));
      } else if (definition.default_value) {
        // Nobody looks at the value of a check: a default is right, and would be copied in vain.
        if (mode_ == Variables::trusted) continue;
        if (!charge_default(budget_, definition)) {
          auto large =
              fault(CoercionReason::too_large, definition.type, nullptr, defaults_too_large());
          large.error().path = std::string(step) + definition.name;
          return large;
        }
        out.emplace(definition.name, *definition.default_value);
      } else if (definition.type.non_null) {
        return missing(definition, step);
      }
    }
    return out;
  }

 private:
  Part variable_value(const Type& type, const Value& literal, const Variable& variable) {
    if (mode_ == Variables::trusted) return Json(nullptr);
    if (mode_ == Variables::refused) {
      return fault(CoercionReason::wrong_scalar, type, &literal,
                   fmt::format("Unexpected variable \"${}\" in constant value.", variable.name));
    }
    const auto* value = variables_->if_contains(variable.name);
    if (value == nullptr) return std::nullopt;
    if (value->is_null() && type.non_null) {
      return fault(CoercionReason::null_value, type, &literal,
                   fmt::format("Expected a value of type '{}', but variable '{}' is null.",
                               to_string(type), variable.name));
    }
    if (!charge(budget_.bytes, variable_bytes(variable.name, *value))) {
      return too_large(type, literal);
    }
    return *value;
  }

  [[nodiscard]] std::size_t variable_bytes(std::string_view name, const Json& value) const {
    if (budget_.variable_bytes == nullptr) return bytes_of(value);
    const auto known = budget_.variable_bytes->find(name);
    return known == budget_.variable_bytes->end() ? bytes_of(value) : known->second;
  }

  Part list(const Type& type, const Value& literal) {
    const auto* written = std::get_if<ListValue>(&literal.node);
    if (written == nullptr) {  // a single value is a list of one (3.12)
      TRY(auto only, coerce(*type.item, literal));
      if (!only) return std::nullopt;
      return Json(JsonArray{*std::move(only)});
    }
    if (!charge(budget_.bytes, sizeof(Json))) return too_large(type, literal);
    JsonArray out;
    out.reserve(written->values.size());
    for (std::size_t i = 0; i < written->values.size(); ++i) {
      auto element = coerce(*type.item, written->values[i]);
      if (!element) {
        return std::unexpected(below(std::move(element.error()), fmt::format("[{}]", i)));
      }
      if (!*element && type.item->non_null) {
        return fault(CoercionReason::null_value, *type.item, &written->values[i],
                     fmt::format("Expected a value of type '{}', but its variable was not given.",
                                 to_string(*type.item)));
      }
      out.push_back(std::move(*element).value_or(Json(nullptr)));
    }
    return Json(std::move(out));
  }

  Part scalar(const Type& type, const Value& literal) {
    const auto& rules = *type.named->scalar;
    if (&rules == &own_scalar()) return as_it_is(type, literal);
    const auto* integer = std::get_if<IntValue>(&literal.node);
    // An ID keeps its digits, however many there are.
    if (integer != nullptr && rules.name == "ID") {
      return charged(type, literal, Json(integer->text));
    }
    const bool is_float = std::holds_alternative<FloatValue>(literal.node);
    const bool structured = std::holds_alternative<EnumValue>(literal.node) ||
                            std::holds_alternative<ListValue>(literal.node) ||
                            std::holds_alternative<ObjectValue>(literal.node);
    // `1.0` is a Float and nothing else (3.5.1, 3.5.2), though as a variable it is an Int too.
    if (structured || (is_float && rules.name != "Float")) {
      return fault(
          CoercionReason::wrong_scalar, type, &literal,
          fmt::format("Expected a value of type '{}', found {}.", to_string(type), shown(literal)));
    }
    auto value = rules.parse(literal_to_json(literal));
    if (!value) {
      return fault(CoercionReason::wrong_scalar, type, &literal, std::move(value.error().message));
    }
    if (value->is_null() && type.non_null) {
      return fault(CoercionReason::null_value, type, &literal,
                   fmt::format("Expected a value of type '{}', found null.", to_string(type)));
    }
    return charged(type, literal, *std::move(value));
  }

  Part enumeration(const Type& type, const Value& literal) {
    const auto* written = std::get_if<EnumValue>(&literal.node);
    if (written != nullptr && type.named->value(written->name) != nullptr) {
      return charged(type, literal, Json(written->name));
    }
    return fault(CoercionReason::wrong_enum, type, &literal,
                 fmt::format("Invalid input for Enum '{}'. No value found for name '{}'",
                             type.named->name, shown(literal)));
  }

  // Of a scalar of the SDL's own. A variable inside that was not given is null in a list, and
  // leaves its field out, as in an input object.
  Part as_it_is(const Type& type, const Value& literal) {
    if (const auto* variable = std::get_if<Variable>(&literal.node)) {
      if (mode_ == Variables::trusted) return Json(nullptr);
      const auto* value =
          mode_ == Variables::given ? variables_->if_contains(variable->name) : nullptr;
      if (value == nullptr) return std::nullopt;
      if (!charge(budget_.bytes, variable_bytes(variable->name, *value))) {
        return too_large(type, literal);
      }
      return *value;
    }
    if (const auto* written = std::get_if<ListValue>(&literal.node)) {
      JsonArray out;
      for (const auto& element : written->values) {
        TRY(auto value, as_it_is(type, element));
        out.push_back(std::move(value).value_or(Json(nullptr)));
      }
      if (!charge(budget_.bytes, sizeof(Json))) return too_large(type, literal);
      return Json(std::move(out));
    }
    if (const auto* written = std::get_if<ObjectValue>(&literal.node)) {
      TRY(check_names(type, literal, *written));
      JsonObject out;
      for (const auto& field : written->fields) {
        TRY(auto value, as_it_is(type, field.value));
        if (value) out.emplace(field.name, *std::move(value));
      }
      if (!charge(budget_.bytes, bytes_of_names(*written))) return too_large(type, literal);
      return Json(std::move(out));
    }
    return charged(type, literal, literal_to_json(literal));
  }

  Part object(const Type& type, const Value& literal) {
    const auto* written = std::get_if<ObjectValue>(&literal.node);
    if (written == nullptr) {
      return fault(CoercionReason::not_an_object, type, &literal,
                   fmt::format("Expected an object of type '{}', found {}.", type.named->name,
                               shown(literal)));
    }
    for (const auto& field : written->fields) {
      if (type.named->input_field(field.name) == nullptr) {
        auto unknown = fault(CoercionReason::unknown_field, type, &literal,
                             fmt::format("Field '{}' is not defined for input object type '{}'.",
                                         field.name, type.named->name));
        unknown.error().field = field.name;
        return unknown;
      }
    }
    TRY(check_names(type, literal, *written));
    if (!charge(budget_.bytes, bytes_of_names(*written))) return too_large(type, literal);
    auto out = members(type.named->input_fields, written->fields, ".");
    if (!out) {
      if (out.error().reason == CoercionReason::missing_field && out.error().literal == nullptr) {
        out.error().literal = &literal;
      }
      return std::unexpected(std::move(out.error()));
    }
    if (type.named->one_of) TRY(check_one_of(type, literal, *written, *out));
    return Json(*std::move(out));
  }

  // Each field at most once (5.6.3), of which validation has a rule of its own.
  [[nodiscard]] Coerced<void> check_names(const Type& type, const Value& literal,
                                          const ObjectValue& written) const {
    if (mode_ == Variables::trusted || written.fields.size() < 2) return {};
    std::unordered_set<std::string_view> names;
    for (const auto& field : written.fields) {
      if (names.insert(field.name).second) continue;
      return fault(CoercionReason::wrong_scalar, type, &literal,
                   fmt::format("There can be only one input field named '{}'.", field.name));
    }
    return {};
  }

  // Exactly one field, given and not null (3.10.1).
  Coerced<void> check_one_of(const Type& type, const Value& literal, const ObjectValue& written,
                             const JsonObject& out) {
    const bool trusted_variable =
        mode_ == Variables::trusted && written.fields.size() == 1 &&
        std::holds_alternative<Variable>(written.fields.front().value.node);
    const bool one = written.fields.size() == 1 && out.size() == 1 &&
                     (trusted_variable || !out.begin()->value().is_null());
    if (one) return {};
    return fault(CoercionReason::wrong_one_of, type, &literal,
                 fmt::format("Exactly one field of '{}' must be given, and it must not be null.",
                             type.named->name));
  }

  static std::unexpected<CoercionFault> missing(const InputField& field, std::string_view step) {
    auto missed = fault(
        CoercionReason::missing_field, field.type, nullptr,
        fmt::format("Field '{}' of type '{}' must be given.", field.name, to_string(field.type)));
    missed.error().field = field.name;
    missed.error().path = std::string(step) + field.name;
    return missed;
  }

  static std::unexpected<CoercionFault> too_large(const Type& type, const Value& literal) {
    return fault(CoercionReason::too_large, type, &literal,
                 fmt::format("The arguments of an operation may take {} bytes in all.",
                             limits::graphql_argument_bytes_max));
  }

  // bytes_of an object without its values.
  static std::size_t bytes_of_names(const ObjectValue& written) {
    auto bytes = sizeof(Json);
    for (const auto& field : written.fields) bytes += sizeof(std::string_view) + field.name.size();
    return bytes;
  }

  Part charged(const Type& type, const Value& literal, Json value) {
    if (!charge(budget_.bytes, bytes_of(value))) return too_large(type, literal);
    return value;
  }

  Variables mode_;
  const JsonObject* variables_;
  CoercionBudget& budget_;
};

Variables mode_for(const JsonObject* variables) {
  return variables == nullptr ? Variables::refused : Variables::given;
}

// The argument's name, which stands at the start of the path.
std::string argument_of(const CoercionFault& fault) {
  return fault.path.substr(0, fault.path.find_first_of(".["));
}

std::string argument_message(const CoercionFault& fault) {
  const auto argument = argument_of(fault);
  const bool whole = fault.path.size() == argument.size();
  const bool null =
      fault.reason == CoercionReason::null_value || fault.reason == CoercionReason::missing_field;
  if (whole && null) {
    return fmt::format("Argument '{}' has coerced Null value for NonNull type '{}'", argument,
                       fault.type);
  }
  return fmt::format("Argument '{}' has an invalid value. {}", argument, fault.message);
}

}  // namespace

Coerced<std::optional<Json>> coerce_literal(const Type& type, const Value& literal,
                                            const JsonObject* variables, CoercionBudget* budget) {
  CoercionBudget own;
  LiteralCoercer coercer(mode_for(variables), variables, budget == nullptr ? own : *budget);
  return coercer.coerce(type, literal);
}

std::optional<CoercionFault> check_literal(const Type& type, const Value& literal) {
  CoercionBudget own;
  auto checked = LiteralCoercer(Variables::trusted, nullptr, own).coerce(type, literal);
  if (checked) return std::nullopt;
  return std::move(checked.error());
}

Coerced<JsonObject> coerce_arguments(const std::vector<InputField>& definitions,
                                     const List<Argument>& arguments, const JsonObject* variables,
                                     CoercionBudget* budget) {
  CoercionBudget own;
  LiteralCoercer coercer(mode_for(variables), variables, budget == nullptr ? own : *budget);
  auto coerced = coercer.members(definitions, arguments, "");
  if (!coerced) coerced.error().message = argument_message(coerced.error());
  return coerced;
}

}  // namespace syncline::graphql
