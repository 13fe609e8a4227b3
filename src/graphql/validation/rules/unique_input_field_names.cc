// Specification 5.6.3 Input Object Field Uniqueness.
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class UniqueInputFieldNames final : public Rule {
 public:
  using Rule::Rule;

  void object(const ObjectValue& object) override {
    if (object.fields.size() < 2) return;
    std::unordered_set<std::string_view> names;
    for (const ObjectField& field : object.fields) {
      if (names.insert(field.name).second) continue;
      context().report("UniqueObjectFieldName",
                       {fmt::format("There can be only one field named '{}'", field.name),
                        fmt::format("There can be only one input field named \"{}\".", field.name)},
                       field.location);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> unique_input_field_names(Context& context) {
  return std::make_unique<UniqueInputFieldNames>(context);
}

}  // namespace syncline::graphql
