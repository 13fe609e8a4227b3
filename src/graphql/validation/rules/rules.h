// One function a rule, one rule a file; rules.cc has their order.
#pragma once

#include <memory>

#include "graphql/validation/context.h"
#include "graphql/validation/rule.h"

namespace syncline::graphql {

std::unique_ptr<Rule> default_values(Context& context);
std::unique_ptr<Rule> executable_definitions(Context& context);
std::unique_ptr<Rule> field_selections(Context& context);
std::unique_ptr<Rule> fragments_on_composite_types(Context& context);
std::unique_ptr<Rule> known_argument_names(Context& context);
std::unique_ptr<Rule> known_directives(Context& context);
std::unique_ptr<Rule> known_fragment_names(Context& context);
std::unique_ptr<Rule> known_operation_types(Context& context);
std::unique_ptr<Rule> known_type_names(Context& context);
std::unique_ptr<Rule> leaf_selections(Context& context);
std::unique_ptr<Rule> lone_anonymous_operation(Context& context);
std::unique_ptr<Rule> no_fragment_cycles(Context& context);
std::unique_ptr<Rule> no_undefined_variables(Context& context);
std::unique_ptr<Rule> no_unused_fragments(Context& context);
std::unique_ptr<Rule> no_unused_variables(Context& context);
std::unique_ptr<Rule> overlapping_fields(Context& context);
std::unique_ptr<Rule> possible_fragment_spreads(Context& context);
std::unique_ptr<Rule> required_arguments(Context& context);
std::unique_ptr<Rule> single_subscription_field(Context& context);
std::unique_ptr<Rule> unique_argument_names(Context& context);
std::unique_ptr<Rule> unique_directive_names(Context& context);
std::unique_ptr<Rule> unique_fragment_names(Context& context);
std::unique_ptr<Rule> unique_input_field_names(Context& context);
std::unique_ptr<Rule> unique_operation_names(Context& context);
std::unique_ptr<Rule> unique_variable_names(Context& context);
std::unique_ptr<Rule> values_of_correct_type(Context& context);
std::unique_ptr<Rule> variables_are_input_types(Context& context);
std::unique_ptr<Rule> variables_in_allowed_position(Context& context);

}  // namespace syncline::graphql
