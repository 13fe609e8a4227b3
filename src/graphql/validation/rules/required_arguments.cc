// Specification 5.4.3 Required Arguments, of fields and directives.
#include <fmt/format.h>

#include <algorithm>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class RequiredArguments final : public Rule {
 public:
  using Rule::Rule;

  void field(const Field& field) override {
    if (context().field == nullptr) return;
    check(context().field->arguments, field.arguments, field.location, "MissingFieldArgument",
          "field", fmt::format("Field \"{}\"", field.name));
  }

  void directive(const Directive& directive, std::string_view) override {
    if (context().directive == nullptr) return;
    check(context().directive->arguments, directive.arguments, directive.location,
          "MissingDirectiveArgument", "directive",
          fmt::format("Directive \"@{}\"", directive.name));
  }

 private:
  void check(const std::vector<InputField>& definitions, const List<Argument>& arguments,
             Location location, std::string_view rule, std::string_view of,
             const std::string& reference) {
    for (const InputField& definition : definitions) {
      if (!definition.type.non_null || definition.default_value) continue;
      if (std::ranges::find(arguments, definition.name, &Argument::name) != arguments.end()) {
        continue;
      }
      context().report(rule,
                       {fmt::format("Missing {} argument {}", of, definition.name),
                        fmt::format("{} argument \"{}\" of type \"{}\" is required, but it was not "
                                    "provided.",
                                    reference, definition.name, to_string(definition.type))},
                       location);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> required_arguments(Context& context) {
  return std::make_unique<RequiredArguments>(context);
}

}  // namespace syncline::graphql
