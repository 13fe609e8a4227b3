// Specification 5.2.3.1 Lone Anonymous Operation.
#include <fmt/format.h>

#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class LoneAnonymousOperation final : public Rule {
 public:
  using Rule::Rule;

  void operation(const OperationDefinition& operation) override {
    if (operation.name.empty()) {
      if (seen_any_) refuse(operation, "Anonymous operation with other operations.");
      seen_anonymous_ = true;
    } else if (seen_anonymous_) {
      refuse(operation,
             fmt::format("Operation {} is following anonymous operation.", operation.name));
    }
    seen_any_ = true;
  }

 private:
  void refuse(const OperationDefinition& operation, std::string message) {
    context().report(
        "LoneAnonymousOperationViolation",
        {std::move(message), "This anonymous operation must be the only defined operation."},
        operation.location);
  }

  bool seen_any_ = false;
  bool seen_anonymous_ = false;
};

}  // namespace

std::unique_ptr<Rule> lone_anonymous_operation(Context& context) {
  return std::make_unique<LoneAnonymousOperation>(context);
}

}  // namespace syncline::graphql
