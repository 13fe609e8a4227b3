// Step 7: what a type must be by itself (specification 3.6 to 3.10 "Type Validation").
#include <fmt/format.h>

#include <unordered_map>

#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

// 3.10.1: each field of a @oneOf object is nullable and has no default.
void check_one_of(SchemaBuild& build, const TypeDefinition& definition) {
  const auto& type = build.type_of(definition);
  if (!type.one_of) return;
  for (const auto& node : definition.input_fields) {
    if (node.type.non_null) {
      build.fault(fmt::format("OneOf input field {}.{} must be nullable.", type.name, node.name),
                  node.location);
    }
    if (node.default_value) {
      build.fault(
          fmt::format("OneOf input field {}.{} cannot have a default value.", type.name, node.name),
          node.location);
    }
  }
}

// Walks input objects along fields that must hold another one. Without recursion: a schema may
// chain as many types as it has room for.
class InputCycles {
 public:
  explicit InputCycles(SchemaBuild& build) : build_(build) {
    for (const auto& definition : build.definitions) {
      definitions_.emplace(&build.type_of(definition), &definition);
    }
  }

  void check_from(const NamedType& start) {
    if (state_[&start] != State::fresh) return;
    enter(start);
    while (!path_.empty()) {
      auto& [type, next] = path_.back();
      if (next == type->input_fields.size()) {
        state_[type] = State::done;
        path_.pop_back();
        continue;
      }
      const auto& field = type->input_fields[next++];
      const bool must_hold = field.type.non_null && !field.type.is_list() &&
                             field.type.named->kind == TypeKind::input_object;
      if (!must_hold) continue;
      const auto& held = *field.type.named;
      if (state_[&held] == State::open) report(held);
      if (state_[&held] == State::fresh) enter(held);
    }
  }

 private:
  enum class State : std::uint8_t { fresh, open, done };
  struct Step {
    const NamedType* type;
    std::size_t next;  // the field to look at next; the one before it leads down the path
  };

  void enter(const NamedType& type) {
    state_[&type] = State::open;
    path_.push_back({&type, 0});
  }

  void report(const NamedType& start) {
    if (build_.full()) return;  // the path may be as long as the schema, and so may their number
    std::string through;
    Location location;  // of the first of the fields
    bool inside = false;
    for (const auto& step : path_) {
      inside = inside || step.type == &start;
      if (!inside) continue;
      if (through.empty()) {
        location = definitions_.at(&start)->input_fields[step.next - 1].location;
      } else {
        through += '.';
      }
      through += step.type->input_fields[step.next - 1].name;
    }
    build_.fault(fmt::format("Cannot reference Input Object \"{}\" within itself through a series "
                             "of non-null fields: \"{}\".",
                             start.name, through),
                 location);
  }

  SchemaBuild& build_;
  std::unordered_map<const NamedType*, const TypeDefinition*> definitions_;
  std::unordered_map<const NamedType*, State> state_;
  std::vector<Step> path_;
};

}  // namespace

void check_types(SchemaBuild& build) {
  for (const auto& definition : build.definitions) check_one_of(build, definition);
}

void check_input_cycles(SchemaBuild& build) {
  InputCycles cycles(build);
  for (const auto& definition : build.definitions) {
    if (definition.kind == TypeKind::input_object) cycles.check_from(build.type_of(definition));
  }
}

}  // namespace syncline::graphql
