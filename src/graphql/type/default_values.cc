// Step 5: default values, coerced. The default of an input object's field may need those of other
// fields (`input A { b: B = {} }` takes in B's defaults), so they are found in that order, and a
// circle is a fault (specification 3.10 "Type Validation", input object default value cycles).
// Depth is bounded on the way down by graphql_depth_max, and in what is stored by
// graphql_default_values_max, whatever the order of the definitions.
#include <fmt/format.h>

#include <unordered_map>
#include <unordered_set>

#include "base/limits.h"
#include "graphql/type/coerce.h"
#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

std::size_t count_values(const Json& value) {
  std::size_t count = 1;
  if (const auto* array = value.if_array()) {
    for (const auto& element : *array) count += count_values(element);
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) count += count_values(member.value());
  }
  return count;
}

class Defaults {
 public:
  explicit Defaults(SchemaBuild& build) : build_(build) {}

  void set_all() {
    for (auto& definition : build_.definitions) {
      auto& type = build_.type_of(definition);
      note(type.input_fields, definition.input_fields, type.name);
    }
    for (auto& definition : build_.definitions) {
      auto& type = build_.type_of(definition);
      for (auto& field : type.input_fields) set(field, 0);
      for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const auto owner = fmt::format("{}.{}", type.name, type.fields[i].name);
        set_arguments(owner, type.fields[i].arguments, definition.fields[i].arguments);
      }
    }
    for (std::size_t i = 0; i < build_.directives.size(); ++i) {
      auto& directive = build_.schema->directives[i];
      set_arguments("@" + directive.name, directive.arguments, build_.directives[i].arguments);
    }
  }

 private:
  enum class State : std::uint8_t { waiting, running, done };
  struct Pending {
    InputField* field;
    const InputValueDefinition* node;
    std::string owner;  // "Type.field", for messages
    State state = State::waiting;
  };

  void note(std::vector<InputField>& fields, const std::vector<InputValueDefinition>& nodes,
            const std::string& owner) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!nodes[i].default_value) continue;
      pending_.emplace(&fields[i], Pending{&fields[i], &nodes[i], owner + "." + fields[i].name});
    }
  }

  void set_arguments(const std::string& owner, std::vector<InputField>& arguments,
                     const std::vector<InputValueDefinition>& nodes) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      if (!nodes[i].default_value) continue;
      Pending pending{&arguments[i], &nodes[i], fmt::format("{}({}:)", owner, arguments[i].name)};
      coerce(pending, 0);
    }
  }

  void set(InputField& field, std::size_t depth) {
    const auto found = pending_.find(&field);
    if (found == pending_.end() || found->second.state == State::done) return;
    auto& pending = found->second;
    if (pending.state == State::running) {
      fault(pending, "Invalid circular reference. The default value of {} references itself.");
      pending.state = State::done;
      return;
    }
    pending.state = State::running;
    coerce(pending, depth);
    pending.state = State::done;
  }

  void coerce(Pending& pending, std::size_t depth) {
    if (too_large_) return;
    if (depth > limits::graphql_depth_max) {
      fault(pending, "The default value of {} takes in too many levels of other defaults.");
      return;
    }
    const auto& literal = *pending.node->default_value;
    set_needed(pending.field->type, literal, depth + 1);
    auto value = coerce_literal(pending.field->type, literal, nullptr);
    if (!value) {
      build_.fault(
          fmt::format("{} has an invalid default value: {}", pending.owner, value.error().message),
          value.error().literal != nullptr ? value.error().literal->location : literal.location);
      return;
    }
    const auto size = count_values(**value);
    if (size > limits::graphql_default_values_max) {
      fault(pending, "The default value of {} is too large.");
      return;
    }
    const auto bytes = bytes_of(**value);
    bytes_ += bytes;
    if (bytes_ > limits::graphql_argument_bytes_max) {
      fault(pending, "With {} the default values of the schema are too large.");
      too_large_ = true;  // all later ones would say the same
      return;
    }
    pending.field->default_value = **std::move(value);
    pending.field->default_size = size;
    pending.field->default_bytes = bytes;
  }

  // The defaults that `literal` leaves to the fields of input objects.
  void set_needed(const Type& type, const Value& literal, std::size_t depth) {
    if (const auto* list = std::get_if<ListValue>(&literal.node)) {
      const auto& item = type.is_list() ? *type.item : type;
      for (const auto& element : list->values) set_needed(item, element, depth + 1);
      return;
    }
    const auto* object = std::get_if<ObjectValue>(&literal.node);
    const auto& named = type.innermost();
    if (object == nullptr || named.kind != TypeKind::input_object) return;
    std::unordered_set<std::string_view> written;
    for (const auto& node : object->fields) {
      written.insert(node.name);
      const auto* field = named.input_field(node.name);
      if (field != nullptr) set_needed(field->type, node.value, depth + 1);
    }
    for (auto& field : build_.schema->types.find(named.name)->second->input_fields) {
      if (!written.contains(field.name)) set(field, depth);
    }
  }

  void fault(const Pending& pending, fmt::format_string<const std::string&> format) {
    build_.fault(fmt::format(format, pending.owner), pending.node->location);
  }

  SchemaBuild& build_;
  std::unordered_map<const InputField*, Pending> pending_;
  std::size_t bytes_ = 0;  // of all default values: those of others are copied into each
  bool too_large_ = false;
};

}  // namespace

void set_default_values(SchemaBuild& build) { Defaults(build).set_all(); }

}  // namespace syncline::graphql
