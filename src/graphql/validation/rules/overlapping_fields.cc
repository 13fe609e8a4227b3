// Specification 5.3.2 Field Selection Merging.
#include "graphql/validation/field_merge.h"
#include "graphql/validation/rules/rules.h"

namespace syncline::graphql {
namespace {

class OverlappingFields final : public Rule {
 public:
  using Rule::Rule;

  void leave_document(const Document& document) override {
    if (!context().full()) FieldMerge(context()).check(document);
  }
};

}  // namespace

std::unique_ptr<Rule> overlapping_fields(Context& context) {
  return std::make_unique<OverlappingFields>(context);
}

}  // namespace syncline::graphql
