// Specification (September 2025) 5.2.1.1 Operation Type Existence.
#include <fmt/format.h>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class KnownOperationTypes final : public Rule {
 public:
  using Rule::Rule;

  void operation(const OperationDefinition& operation) override {
    if (context().schema().root(operation.operation) != nullptr) return;
    const std::string_view name = name_of(operation.operation);
    context().report(
        "UnknownOperation",
        {fmt::format("The '{}' operation is not supported by the schema", name),
         fmt::format("The {} operation is not supported by the schema.", lower_case(name))},
        operation.location);
  }

 private:
  static std::string_view name_of(OperationType type) {
    switch (type) {
      case OperationType::query: return "Query";
      case OperationType::mutation: return "Mutation";
      case OperationType::subscription: return "Subscription";
    }
    return "";
  }

  static std::string lower_case(std::string_view name) {
    return static_cast<char>(name[0] - 'A' + 'a') + std::string(name.substr(1));
  }
};

}  // namespace

std::unique_ptr<Rule> known_operation_types(Context& context) {
  return std::make_unique<KnownOperationTypes>(context);
}

}  // namespace syncline::graphql
