// Which fields of an object a selection asks for (specification 6.3.2 CollectFields), merged by
// response key. Depends on the document, the variables and the object's type, never on data: so it
// is worked out once for each type that turns up at a place, and shared by all objects there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graphql/execution/operation.h"
#include "graphql/execution/plain_leaf.h"
#include "graphql/type/coerce.h"

namespace syncline::graphql {

struct CollectedFields;

// All selections of one response key. The first node decides on arguments, as validation has made
// sure that all say the same.
struct CollectedField {
  std::string_view key;
  const FieldType* definition = nullptr;  // never null; may be a meta field (specification 4.1)
  std::vector<const Field*> nodes;

  // The key as JSON has it inside an object: `,"key":`, the first without the comma.
  std::string quoted;
  std::size_t position = 0;  // where the last object had the member: the next one may be alike
  std::optional<bool> asks;  // whether the field has a resolver, once that is known
  // How it is written when it is read from its parent and its value is a plain one.
  PlainLeaf plain = PlainLeaf::none;

  // Coerced when first needed, then the same for every object.
  std::optional<Result<JsonObject>> arguments;
  // The selections below, for each object type that turned up.
  struct Below {
    const NamedType* type;
    Result<std::unique_ptr<CollectedFields>> fields;
  };
  std::vector<Below> below;
};

struct CollectedFields {
  // The object type, or the abstract type that `below` was asked for.
  const NamedType* type = nullptr;
  std::vector<CollectedField> fields;  // in the order of their first selection
};

// The coerced arguments of one field alone.
const Result<JsonObject>& arguments_of(const Operation& operation, CollectedField& field);

// One for an execution; not for several threads. Fields that the type lacks are left out. Fails
// when a condition (@skip, @include) has no boolean, when fragments nest deeper than
// limits::graphql_depth_max (cycles do no harm), or when more than graphql_selections_max
// selections were looked at in all.
class FieldCollector {
 public:
  explicit FieldCollector(const Operation& operation);

  Result<std::unique_ptr<CollectedFields>> root();
  // What `field` selects of `type`. The result lives as long as `field`. `type` may be an
  // interface or a union: then only what all of its objects have is collected.
  Result<CollectedFields*> below(CollectedField& field, const NamedType& type);
  // The same when it was collected before; null when it was not, or failed.
  static CollectedFields* known_below(const CollectedField& field, const NamedType& type) {
    for (const CollectedField::Below& known : field.below) {
      if (known.type == &type) return known.fields ? known.fields->get() : nullptr;
    }
    return nullptr;
  }
  // The coerced arguments of one of its fields. All fields share
  // limits::graphql_argument_bytes_max.
  const Result<JsonObject>& arguments(CollectedField& field);

 private:
  struct Pass;
  Result<void> collect(const SelectionSet& set, Pass& pass, std::size_t depth);
  Result<void> collect(const Selection& selection, Pass& pass, std::size_t depth);
  Result<void> collect_spread(const FragmentSpread& spread, Pass& pass, std::size_t depth);
  Result<bool> included(const List<Directive>& directives);
  Result<bool> condition(const Directive& directive);
  [[nodiscard]] bool applies(std::string_view condition, const NamedType& type) const;

  const Operation& operation_;
  CoercionBudget budget_;
  std::size_t selections_ = 0;
};

}  // namespace syncline::graphql
