#include "graphql/validation/document_walk.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace syncline::graphql {
namespace {

// Sets a value for as long as it lives.
template <class T>
class Setting {
 public:
  Setting(T& target, T value) : target_(target), before_(std::exchange(target, value)) {}
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;
  ~Setting() { target_ = before_; }

 private:
  T& target_;
  T before_;
};

std::string_view place_of(OperationType type) {
  switch (type) {
    case OperationType::query: return "QUERY";
    case OperationType::mutation: return "MUTATION";
    case OperationType::subscription: return "SUBSCRIPTION";
  }
  return "QUERY";
}

TypeName innermost(const TypeReference& type) {
  const TypeReference* inner = &type;
  while (inner->item != nullptr) inner = inner->item;
  return {inner->name, inner->location};
}

}  // namespace

DocumentWalk::DocumentWalk(Context& context, const std::vector<std::unique_ptr<Rule>>& rules)
    : context_(context) {
  for (const auto& rule : rules) {
    all_.push_back(rule.get());
    (rule->follows_spreads() ? following_ : others_).push_back(rule.get());
  }
}

void DocumentWalk::walk(const Document& document) {
  for (const Definition& definition : document.definitions) {
    if (const auto* fragment = std::get_if<FragmentDefinition>(&definition)) gather(*fragment);
  }
  forget_what_leads_nowhere();
  show(&Rule::document, document);
  for (const Definition& definition : document.definitions) {
    if (const auto* operation_definition = std::get_if<OperationDefinition>(&definition)) {
      operation(*operation_definition);
    } else if (const auto* fragment_definition = std::get_if<FragmentDefinition>(&definition)) {
      fragment(*fragment_definition);
    }
  }
  show(&Rule::leave_document, document);
}

void DocumentWalk::operation(const OperationDefinition& operation) {
  const Setting all(active_, static_cast<const std::vector<Rule*>*>(&all_));
  const Setting inside(in_operation_, true);
  ++operations_;
  show(&Rule::operation, operation);
  for (const VariableDefinition& definition : operation.variables) {
    variable_definition(definition);
  }
  directives(operation.directives, place_of(operation.operation));
  selections(operation.selection_set, context_.schema().root(operation.operation));
  show(&Rule::leave_operation, operation);
}

void DocumentWalk::variable_definition(const VariableDefinition& definition) {
  show(&Rule::variable_definition, definition);
  show(&Rule::type_name, innermost(definition.type));
  if (definition.default_value) value(*definition.default_value, {});
  directives(definition.directives, "VARIABLE_DEFINITION");
}

void DocumentWalk::fragment(const FragmentDefinition& fragment) {
  const Setting others(active_, static_cast<const std::vector<Rule*>*>(&others_));
  const Setting place(context_.place, context_.below(fragment.name));
  const NamedType* type = context_.schema().type(fragment.type_condition.name);
  const Setting of_fragment(context_.fragment_type, type);
  show(&Rule::fragment, fragment);
  show(&Rule::type_name, fragment.type_condition);
  directives(fragment.directives, "FRAGMENT_DEFINITION");
  selections(fragment.selection_set, composite_or_null(type));
}

void DocumentWalk::gather(const FragmentDefinition& fragment) {
  static const std::vector<Rule*> nobody;
  const Setting none(active_, &nobody);
  const Setting gathering(gathering_, &gathered_[&fragment].uses);
  const Setting place(context_.place, context_.below(fragment.name));
  known_uses_.clear();
  directives(fragment.directives, "FRAGMENT_DEFINITION");
  selections(fragment.selection_set,
             composite_or_null(context_.schema().type(fragment.type_condition.name)));
}

// What cannot make a difference to an operation is not shown to it again.
void DocumentWalk::gathered(Use use) {
  const std::string key =
      use.variable == nullptr
          ? fmt::format("{}", fmt::ptr(use.fragment))
          : fmt::format("${} {} {} {}", use.variable->name, fmt::ptr(use.expected.type),
                        use.expected.has_default, use.expected.one_of);
  const auto [known, is_new] = known_uses_.try_emplace(key, gathering_->size());
  if (is_new) {
    gathering_->push_back(std::move(use));
  } else if (use.variable != nullptr) {
    (*gathering_)[known->second].repeats.push_back(std::move(use));
  }
}

std::size_t DocumentWalk::kind_of(const Variable& variable, const Expected& expected) {
  const auto [known, is_new] =
      kinds_.try_emplace(fmt::format("{} {} {} {}", variable.name,
                                     expected.type == nullptr ? "" : to_string(*expected.type),
                                     expected.has_default, expected.one_of),
                         kinds_.size());
  if (is_new) right_.push_back(0);
  return known->second;
}

// A fragment that leads to no variable says nothing to an operation.
void DocumentWalk::forget_what_leads_nowhere() {
  std::unordered_map<const Gathered*, std::vector<Gathered*>> spread_by;
  std::vector<Gathered*> open;
  for (auto& [definition, fragment] : gathered_) {
    for (const Use& use : fragment.uses) {
      if (use.variable == nullptr) {
        spread_by[use.fragment].push_back(&fragment);
      } else if (!std::exchange(fragment.leads_to_variable, true)) {
        open.push_back(&fragment);
      }
    }
  }
  while (!open.empty()) {
    const Gathered* fragment = open.back();
    open.pop_back();
    for (Gathered* by : spread_by[fragment]) {
      if (!std::exchange(by->leads_to_variable, true)) open.push_back(by);
    }
  }
  for (auto& [definition, fragment] : gathered_) {
    std::erase_if(fragment.uses, [](const Use& use) {
      return use.fragment != nullptr && !use.fragment->leads_to_variable;
    });
  }
}

void DocumentWalk::selections(const SelectionSet& set, const NamedType* type) {
  const Setting parent(context_.parent_type, type);
  for (const Selection& any : set.selections) {
    if (context_.full()) return;
    std::visit([this](const auto* node) { selection(*node); }, any);
  }
}

void DocumentWalk::selection(const Field& field) {
  const Setting place(context_.place, context_.below(field.name));
  const FieldType* definition = context_.parent_type == nullptr
                                    ? nullptr
                                    : context_.schema().field_of(*context_.parent_type, field.name);
  const Setting current(context_.field, definition);
  show(&Rule::field, field);
  arguments(field.arguments, definition == nullptr ? nullptr : &definition->arguments);
  directives(field.directives, "FIELD");
  selections(field.selection_set,
             definition == nullptr ? nullptr : composite_or_null(&definition->type.innermost()));
}

void DocumentWalk::selection(const InlineFragment& fragment) {
  const NamedType* type = fragment.type_condition.name.empty()
                              ? context_.parent_type
                              : context_.schema().type(fragment.type_condition.name);
  const Setting of_fragment(context_.fragment_type, type);
  show(&Rule::inline_fragment, fragment);
  if (!fragment.type_condition.name.empty()) {
    show(&Rule::type_name, fragment.type_condition);
  }
  directives(fragment.directives, "INLINE_FRAGMENT");
  selections(fragment.selection_set, composite_or_null(type));
}

void DocumentWalk::selection(const FragmentSpread& spread) {
  show(&Rule::spread, spread);
  directives(spread.directives, "FRAGMENT_SPREAD");
  const FragmentDefinition* fragment = context_.fragment(spread.name);
  if (fragment == nullptr) return;
  if (gathering_ != nullptr) {
    gathered({nullptr, &gathered_[fragment], spread.location, {}, context_.place, 0, {}});
  } else if (in_operation_) {
    follow(gathered_[fragment]);
  }
}

bool DocumentWalk::begin_following(Gathered& fragment) const {
  return std::exchange(fragment.followed, operations_) != operations_;
}

// Once in an operation is enough: all that a following rule knows is the operation's variables.
// With a stack of its own, as fragments may nest deeper than the program's is.
void DocumentWalk::follow(Gathered& fragment) {
  if (!begin_following(fragment)) return;
  struct Step {
    const std::vector<Use>& uses;
    std::size_t next = 0;
  };
  const Setting following(active_, static_cast<const std::vector<Rule*>*>(&following_));
  const Setting place(context_.place, context_.place);
  context_.followed.push_back(context_.place);
  std::vector<Step> steps{{fragment.uses}};
  while (!steps.empty()) {
    Step& step = steps.back();
    if (step.next == step.uses.size() || context_.full()) {
      steps.pop_back();
      context_.followed.pop_back();
      continue;
    }
    const Use& use = step.uses[step.next++];
    ++replayed_;
    if (use.variable != nullptr) {
      replay(use);
    } else if (begin_following(*use.fragment)) {
      context_.followed.push_back(use.place);
      steps.push_back({use.fragment->uses});
    }
  }
}

// Where the first use is wrong, those like it are too, and each is told. What was right once in an
// operation is right again.
void DocumentWalk::replay(const Use& use) {
  if (right_[use.kind] == operations_) return;
  const std::size_t before = context_.reported();
  context_.place = use.place;
  show(&Rule::variable, *use.variable, use.location, use.expected);
  if (context_.reported() == before) {
    right_[use.kind] = operations_;
    return;
  }
  for (const Use& repeat : use.repeats) {
    if (context_.full()) return;
    context_.place = repeat.place;
    show(&Rule::variable, *repeat.variable, repeat.location, repeat.expected);
  }
}

void DocumentWalk::directives(const List<Directive>& directives, std::string_view place) {
  if (!directives.empty()) show(&Rule::directives, directives, place);
  for (const Directive& directive : directives) {
    const DirectiveType* definition = context_.schema().directive(directive.name);
    const Setting current(context_.directive, definition);
    show(&Rule::directive, directive, place);
    // The arguments of an unknown directive are not those of the field.
    const Setting no_field(context_.field, static_cast<const FieldType*>(nullptr));
    arguments(directive.arguments, definition == nullptr ? nullptr : &definition->arguments);
  }
}

void DocumentWalk::arguments(const List<Argument>& arguments,
                             const std::vector<InputField>* definitions) {
  for (const Argument& argument : arguments) {
    const InputField* definition = nullptr;
    if (definitions != nullptr) {
      const auto found = std::ranges::find(*definitions, argument.name, &InputField::name);
      if (found != definitions->end()) definition = &*found;
    }
    const Setting current(context_.argument, definition);
    show(&Rule::argument, argument);
    value(argument.value, definition == nullptr
                              ? Expected{}
                              : Expected{&definition->type, definition->default_value.has_value()});
  }
}

void DocumentWalk::variable(const Variable& variable, Location location, const Expected& expected) {
  if (gathering_ != nullptr) {
    gathered(
        {&variable, nullptr, location, expected, context_.place, kind_of(variable, expected), {}});
  } else {
    show(&Rule::variable, variable, location, expected);
  }
}

void DocumentWalk::value(const Value& literal, const Expected& expected) {
  if (const auto* used = std::get_if<Variable>(&literal.node)) {
    variable(*used, literal.location, expected);
    return;
  }
  const Type* type = expected.type;
  if (const auto* list = std::get_if<ListValue>(&literal.node)) {
    const Expected item{type != nullptr && type->is_list() ? type->item.get() : nullptr};
    for (const Value& element : list->values) value(element, item);
  } else if (const auto* members = std::get_if<ObjectValue>(&literal.node)) {
    object(*members, type == nullptr ? nullptr : &type->innermost());
  }
}

void DocumentWalk::object(const ObjectValue& object, const NamedType* type) {
  show(&Rule::object, object);
  for (const ObjectField& member : object.fields) {
    const InputField* definition = type == nullptr ? nullptr : type->input_field(member.name);
    value(member.value,
          definition == nullptr
              ? Expected{}
              : Expected{&definition->type, definition->default_value.has_value(), type->one_of});
  }
}

}  // namespace syncline::graphql
