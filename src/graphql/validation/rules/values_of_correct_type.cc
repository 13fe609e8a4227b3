// Specification 5.6.1 Values of Correct Type, for arguments of fields and directives.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "graphql/type/coerce.h"
#include "graphql/validation/literal_fault.h"
#include "graphql/validation/literal_text.h"
#include "graphql/validation/repeated_fields.h"
#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class ValuesOfCorrectType final : public Rule {
 public:
  using Rule::Rule;

  void argument(const Argument& argument) override {
    if (context().argument == nullptr) return;
    const Type& type = context().argument->type;
    const std::optional<CoercionFault> fault = check_literal(type, argument.value);
    if (!fault || repeats_a_field(fault->literal)) return;
    const Value& shown =
        shows_part(fault->reason) && fault->literal != nullptr ? *fault->literal : argument.value;
    context().report("WrongType",
                     {fmt::format("argument '{}{}' with value '{}' {}", argument.name,
                                  path_of(*fault), literal_text(shown), tail(*fault, type)),
                      reference_text(*fault, type)},
                     argument.location);
  }

 private:
  // Of these graphql-java prints the faulty part, of all others the whole argument.
  static bool shows_part(CoercionReason reason) {
    return reason == CoercionReason::null_value || reason == CoercionReason::wrong_scalar ||
           reason == CoercionReason::wrong_enum;
  }

  // A missing field is a fault of the object that lacks it.
  static std::string_view path_of(const CoercionFault& fault) {
    std::string_view path = fault.path;
    if (fault.reason == CoercionReason::missing_field) path = path.substr(0, path.rfind('.'));
    return path;
  }

  static std::string tail(const CoercionFault& fault, const Type& type) {
    switch (fault.reason) {
      case CoercionReason::null_value: return "must not be null";
      case CoercionReason::wrong_scalar:
      case CoercionReason::wrong_enum:
        return fmt::format("is not a valid '{}'", without_bang(fault.type));
      case CoercionReason::not_an_object: return "must be an object type";
      case CoercionReason::missing_field:
        return fmt::format("is missing required fields '[{}]'", missing_fields(fault, type));
      case CoercionReason::unknown_field:
        return fmt::format("contains a field not in '{}': '{}'", without_bang(fault.type),
                           fault.field);
      case CoercionReason::wrong_one_of:
      case CoercionReason::too_large: break;
    }
    return fault.message;
  }

  // All of them, where the fault names the first.
  static std::string missing_fields(const CoercionFault& fault, const Type& type) {
    const auto* object =
        fault.literal == nullptr ? nullptr : std::get_if<ObjectValue>(&fault.literal->node);
    if (object == nullptr) return fault.field;
    std::vector<std::string_view> missing;
    for (const InputField& field : object_around(type, fault.path).input_fields) {
      if (!field.type.non_null || field.default_value) continue;
      if (std::ranges::find(object->fields, field.name, &ObjectField::name) ==
          object->fields.end()) {
        missing.push_back(field.name);
      }
    }
    return fmt::format("{}", fmt::join(missing, ", "));
  }
};

}  // namespace

std::unique_ptr<Rule> values_of_correct_type(Context& context) {
  return std::make_unique<ValuesOfCorrectType>(context);
}

}  // namespace syncline::graphql
