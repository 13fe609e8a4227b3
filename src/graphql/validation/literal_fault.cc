#include "graphql/validation/literal_fault.h"

#include <fmt/format.h>

#include "graphql/language/printer.h"

namespace syncline::graphql {
namespace {

std::string scalar_text(std::string_view type, const Value& literal, const std::string& found) {
  const std::string_view name = without_bang(type);
  if (name == "Int" && std::holds_alternative<IntValue>(literal.node)) {
    return fmt::format("Int cannot represent non 32-bit signed integer value: {}", found);
  }
  if (name == "Int") return fmt::format("Int cannot represent non-integer value: {}", found);
  if (name == "Float") return fmt::format("Float cannot represent non numeric value: {}", found);
  if (name == "String") return fmt::format("String cannot represent a non string value: {}", found);
  if (name == "Boolean") {
    return fmt::format("Boolean cannot represent a non boolean value: {}", found);
  }
  if (name == "ID") {
    return fmt::format("ID cannot represent a non-string and non-integer value: {}", found);
  }
  return fmt::format("Expected value of type \"{}\", found {}.", type, found);
}

std::string enum_text(const CoercionFault& fault, const std::string& found) {
  const std::string_view name = without_bang(fault.type);
  if (std::holds_alternative<EnumValue>(fault.literal->node)) {
    return fmt::format("Value \"{}\" does not exist in \"{}\" enum.", found, name);
  }
  return fmt::format("Enum \"{}\" cannot represent non-enum value: {}.", name, found);
}

std::string one_of_text(const CoercionFault& fault) {
  const auto* object = std::get_if<ObjectValue>(&fault.literal->node);
  if (object == nullptr || object->fields.size() != 1) {
    return fmt::format("OneOf Input Object \"{}\" must specify exactly one key.",
                       without_bang(fault.type));
  }
  return fmt::format("Field \"{}.{}\" must be non-null.", without_bang(fault.type),
                     object->fields.front().name);
}

}  // namespace

std::string_view without_bang(std::string_view type) {
  if (type.ends_with('!')) type.remove_suffix(1);
  return type;
}

const NamedType& object_around(const Type& type, std::string_view path) {
  const NamedType* named = &type.innermost();
  for (auto dot = path.find('.'); dot != path.rfind('.'); dot = path.find('.')) {
    path.remove_prefix(dot + 1);
    const InputField* field = named->input_field(path.substr(0, path.find_first_of(".[")));
    if (field == nullptr) break;
    named = &field->type.innermost();
  }
  return *named;
}

std::string reference_text(const CoercionFault& fault, const Type& type) {
  if (fault.reason == CoercionReason::missing_field) {
    return fmt::format("Field \"{}.{}\" of type \"{}\" is required, but it was not provided.",
                       object_around(type, fault.path).name, fault.field, fault.type);
  }
  if (fault.literal == nullptr) return fault.message;
  const std::string found = print(*fault.literal);
  switch (fault.reason) {
    case CoercionReason::wrong_scalar: return scalar_text(fault.type, *fault.literal, found);
    case CoercionReason::wrong_enum: return enum_text(fault, found);
    case CoercionReason::wrong_one_of: return one_of_text(fault);
    case CoercionReason::unknown_field:
      return fmt::format("Field \"{}\" is not defined by type \"{}\".", fault.field,
                         without_bang(fault.type));
    case CoercionReason::null_value:
    case CoercionReason::not_an_object:
      return fmt::format("Expected value of type \"{}\", found {}.", fault.type, found);
    case CoercionReason::missing_field:
    case CoercionReason::too_large: break;
  }
  return fault.message;
}

}  // namespace syncline::graphql
