#include "graphql/validation/rules/rules.h"

#include "graphql/validation/rule.h"

namespace syncline::graphql {

// graphql-java's order, so that several faults of one part come as AppSync tells them.
std::vector<std::unique_ptr<Rule>> make_rules(Context& context) {
  using Make = std::unique_ptr<Rule> (*)(Context&);
  constexpr Make rules[] = {
      executable_definitions,         // Spec: 5.1.1
      values_of_correct_type,         // Spec: 5.6.1
      field_selections,               // Spec: 5.3.1
      fragments_on_composite_types,   // Spec: 5.5.1.3
      known_argument_names,           // Spec: 5.4.1
      known_directives,               // Spec: 5.7.1, 5.7.2
      known_fragment_names,           // Spec: 5.5.2.1
      known_type_names,               // Spec: 5.5.1.2
      no_fragment_cycles,             // Spec: 5.5.2.2
      no_undefined_variables,         // Spec: 5.8.3
      no_unused_fragments,            // Spec: 5.5.1.4
      no_unused_variables,            // Spec: 5.8.4
      overlapping_fields,             // Spec: 5.3.2
      possible_fragment_spreads,      // Spec: 5.5.2.3
      required_arguments,             // Spec: 5.4.3
      leaf_selections,                // Spec: 5.3.3
      default_values,                 // Spec: 5.6.1, of variables
      variables_are_input_types,      // Spec: 5.8.2
      variables_in_allowed_position,  // Spec: 5.8.5
      lone_anonymous_operation,       // Spec: 5.2.3.1
      unique_operation_names,         // Spec: 5.2.2.1
      unique_fragment_names,          // Spec: 5.5.1.1
      unique_directive_names,         // Spec: 5.7.3
      unique_argument_names,          // Spec: 5.4.2
      unique_variable_names,          // Spec: 5.8.1
      unique_input_field_names,       // Spec: 5.6.3
      known_operation_types,          // Spec: 5.2.1.1
      single_subscription_field,      // Spec: 5.2.4.1
  };
  std::vector<std::unique_ptr<Rule>> made;
  for (const Make make : rules) made.push_back(make(context));
  return made;
}

}  // namespace syncline::graphql
