// Specification 5.1.1 Executable Definitions: no type system in a request.
#include <fmt/format.h>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class ExecutableDefinitions final : public Rule {
 public:
  using Rule::Rule;

  void document(const Document& document) override {
    for (const Definition& definition : document.definitions) {
      std::visit([this](const auto& node) { check(node); }, definition);
    }
  }

 private:
  void check(const OperationDefinition&) {}
  void check(const FragmentDefinition&) {}
  void check(const SchemaDefinition& schema) { refuse("schema", "schema", schema.location); }
  void check(const TypeDefinition& type) { refuse(type.name, quoted(type.name), type.location); }
  void check(const DirectiveDefinition& directive) {
    refuse("provided", quoted(directive.name), directive.location);
  }

  static std::string quoted(std::string_view name) { return fmt::format("\"{}\"", name); }

  void refuse(std::string_view name, std::string_view reference, Location location) {
    context().report("NonExecutableDefinition",
                     {fmt::format("The {} definition is not executable.", name),
                      fmt::format("The {} definition is not executable.", reference)},
                     location);
  }
};

}  // namespace

std::unique_ptr<Rule> executable_definitions(Context& context) {
  return std::make_unique<ExecutableDefinitions>(context);
}

}  // namespace syncline::graphql
