// Step 10: no directive stands in its own definition, be it by way of the types of its arguments or
// of other directives (specification 3.13 "Type Validation").
#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "graphql/type/schema_build.h"

namespace syncline::graphql {
namespace {

// Tarjan's strongly connected components, of directives and input types as nodes: a directive that
// is in one with others, or points at itself, is in a circle. Without recursion, in linear time.
class DirectiveCycles {
 public:
  explicit DirectiveCycles(SchemaBuild& build) : build_(build) {}

  void check() {
    for (std::size_t i = 0; i < build_.directives.size(); ++i) {
      if (build_.own_directives[i]) visit(node_of(&build_.schema->directives[i]));
    }
  }

 private:
  struct Node {
    const void* what = nullptr;                // a DirectiveType or a NamedType
    const DirectiveType* directive = nullptr;  // which of the two it is
    std::vector<std::size_t> to;
    std::size_t next = 0;   // in `to`
    std::size_t index = 0;  // in order of the visit, from 1; 0: not visited
    std::size_t low = 0;
    bool open = false;
    bool to_itself = false;
  };

  std::size_t node_of(const DirectiveType* directive) {
    const auto [found, is_new] = nodes_by_.try_emplace(directive, nodes_.size());
    if (is_new) nodes_.push_back({.what = directive, .directive = directive});
    return found->second;
  }

  std::size_t node_of(const NamedType* type) {
    const auto [found, is_new] = nodes_by_.try_emplace(type, nodes_.size());
    if (is_new) nodes_.push_back({.what = type});
    return found->second;
  }

  void visit(std::size_t start) {
    if (nodes_[start].index != 0) return;
    enter(start);
    while (!path_.empty()) {
      const auto at = path_.back();
      if (nodes_[at].next < nodes_[at].to.size()) {
        const auto to = nodes_[at].to[nodes_[at].next++];
        if (nodes_[to].index == 0) {
          enter(to);
        } else if (nodes_[to].open) {
          nodes_[at].low = std::min(nodes_[at].low, nodes_[to].index);
        }
        continue;
      }
      path_.pop_back();
      if (!path_.empty()) {
        auto& above = nodes_[path_.back()];
        above.low = std::min(above.low, nodes_[at].low);
      }
      if (nodes_[at].low == nodes_[at].index) close(at);
    }
  }

  void enter(std::size_t at) {
    const auto seen = Node{.what = nodes_[at].what, .directive = nodes_[at].directive};
    auto to = targets(seen);  // may add nodes, and move those that are there
    auto& node = nodes_[at];
    node.to_itself = std::ranges::find(to, at) != to.end();
    node.to = std::move(to);
    node.index = node.low = ++visited_;
    node.open = true;
    path_.push_back(at);
    open_.push_back(at);
  }

  // The component that `at` was the first of.
  void close(std::size_t at) {
    const bool alone = open_.back() == at;
    std::size_t last = 0;
    do {
      last = open_.back();
      open_.pop_back();
      auto& node = nodes_[last];
      node.open = false;
      if (node.directive != nullptr && (!alone || node.to_itself)) report(*node.directive);
    } while (last != at);
  }

  void report(const DirectiveType& directive) {
    const auto position = static_cast<std::size_t>(&directive - build_.schema->directives.data());
    build_.fault(fmt::format("Directive \"@{}\" cannot reference itself in its own definition.",
                             directive.name),
                 build_.directives[position].location);
  }

  std::vector<std::size_t> targets(const Node& node) {
    std::vector<std::size_t> to;
    if (node.directive != nullptr) {
      add_inputs(node.directive->arguments, to);
      return to;
    }
    const auto& type = *static_cast<const NamedType*>(node.what);
    add_directives(type.directives, to);
    add_inputs(type.input_fields, to);
    for (const auto& value : type.values) add_directives(value.directives, to);
    return to;
  }

  void add_inputs(const std::vector<InputField>& inputs, std::vector<std::size_t>& to) {
    for (const auto& input : inputs) {
      to.push_back(node_of(&input.type.innermost()));
      add_directives(input.directives, to);
    }
  }

  void add_directives(const std::vector<AppliedDirective>& applied, std::vector<std::size_t>& to) {
    for (const auto& directive : applied) {
      to.push_back(node_of(build_.schema->directive(directive.name)));
    }
  }

  SchemaBuild& build_;
  std::vector<Node> nodes_;
  std::unordered_map<const void*, std::size_t> nodes_by_;
  std::vector<std::size_t> path_;
  std::vector<std::size_t> open_;
  std::size_t visited_ = 0;
};

}  // namespace

void check_directive_cycles(SchemaBuild& build) { DirectiveCycles(build).check(); }

}  // namespace syncline::graphql
