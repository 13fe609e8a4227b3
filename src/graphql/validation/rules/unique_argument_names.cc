// Specification 5.4.2 Argument Uniqueness, of fields and directives.
#include <fmt/format.h>

#include <unordered_set>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class UniqueArgumentNames final : public Rule {
 public:
  using Rule::Rule;

  void field(const Field& field) override {
    check(field.arguments, [](std::string_view name) {
      return fmt::format("There can be only one argument named '{}'", name);
    });
  }

  void directive(const Directive& directive, std::string_view) override {
    check(directive.arguments, [&](std::string_view name) {
      return fmt::format("There can be only one argument named '{}' for directive '{}'", name,
                         directive.name);
    });
  }

 private:
  template <class Message>
  void check(const List<Argument>& arguments, Message message) {
    if (arguments.size() < 2) return;
    std::unordered_set<std::string_view> names;
    for (const Argument& argument : arguments) {
      if (names.insert(argument.name).second) continue;
      context().report("DuplicateArgumentNames",
                       {message(argument.name),
                        fmt::format("There can be only one argument named \"{}\".", argument.name)},
                       argument.location);
    }
  }
};

}  // namespace

std::unique_ptr<Rule> unique_argument_names(Context& context) {
  return std::make_unique<UniqueArgumentNames>(context);
}

}  // namespace syncline::graphql
