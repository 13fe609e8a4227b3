#include "engine/shape.h"

#include <fmt/format.h>

#include "engine/error_format.h"
#include "graphql/execution/execute.h"
#include "graphql/language/printer.h"

namespace syncline::engine {
namespace {

std::string print_selections(const graphql::Operation& operation,
                             const graphql::CollectedField& root) {
  std::string text;
  for (const auto* node : root.nodes) text += graphql::print(node->selection_set);
  for (const auto& definition : operation.document->definitions) {
    const auto* fragment = std::get_if<graphql::FragmentDefinition>(&definition);
    if (fragment == nullptr) continue;
    text += fmt::format(" fragment {} on {} ", fragment->name, fragment->type_condition.name);
    text += graphql::print(fragment->selection_set);
  }
  return text;
}

// A variable whose name stands somewhere in the text without being used there only makes two
// shapes of one.
std::string print_variables(const graphql::Operation& operation, std::string_view selections) {
  std::string text;
  for (const auto& variable : operation.variables) {
    const auto name = fmt::format("${}", std::string_view(variable.key()));
    if (selections.find(name) == std::string_view::npos) continue;
    text += fmt::format(" {}={}", name, to_json(variable.value()));
  }
  return text;
}

}  // namespace

std::shared_ptr<const hub::Shape> make_shape(std::shared_ptr<const graphql::Operation> operation,
                                             const graphql::CollectedField& root) {
  const auto selections = print_selections(*operation, root);
  auto key =
      fmt::format("{} {}:{} {}{}", static_cast<const void*>(operation->schema.get()), root.key,
                  root.definition->name, selections, print_variables(*operation, selections));
  auto render = [operation = std::move(operation)](const hub::Event& event) {
    return write_response(graphql::render_event(*operation, *event.payload));
  };
  return std::make_shared<const hub::Shape>(hub::Shape{std::move(key), std::move(render)});
}

}  // namespace syncline::engine
