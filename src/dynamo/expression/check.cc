#include "dynamo/expression/check.h"

#include <algorithm>

#include "dynamo/errors.h"
#include "dynamo/expression/reserved_words.h"

namespace syncline::dynamo {
namespace {

enum class Relation : unsigned char { apart, overlap, conflict };

Relation relation(const Path& one, const Path& two) {
  for (std::size_t i = 0; i < std::min(one.size(), two.size()); ++i) {
    if (one[i].index() != two[i].index()) return Relation::conflict;
    if (one[i] != two[i]) return Relation::apart;
  }
  return Relation::overlap;
}

}  // namespace

Result<void> check_reserved(const Path& path) {
  for (const auto& step : path) {
    const auto* name = std::get_if<std::string>(&step);
    if (name == nullptr || name->starts_with('#') || !is_reserved(*name)) continue;
    return validation_error("Attribute name is a reserved keyword; reserved keyword: " + *name);
  }
  return {};
}

Result<void> check_reserved(const Node& node) {
  TRY(check_reserved(node.path));
  for (const auto& child : node.children) TRY(check_reserved(child));
  return {};
}

Result<void> resolve_names(Path& path, Placeholders& placeholders) {
  for (auto& step : path) {
    auto* name = std::get_if<std::string>(&step);
    if (name == nullptr || !name->starts_with('#')) continue;
    TRY(*name, placeholders.name(*name));
  }
  return {};
}

Result<void> resolve_names(Node& node, Placeholders& placeholders) {
  TRY(resolve_names(node.path, placeholders));
  for (auto& child : node.children) TRY(resolve_names(child, placeholders));
  return {};
}

Result<void> resolve_values(Node& node, Placeholders& placeholders) {
  if (node.kind == NodeKind::value) {
    TRY(node.value, placeholders.value(node.text));
  }
  for (auto& child : node.children) TRY(resolve_values(child, placeholders));
  return {};
}

Result<void> check_disjoint(const std::vector<Path>& paths) {
  // Sorted, a path stands right before the paths that begin with it, so neighbours tell of every
  // overlap; a conflict needs the neighbour too, since names sort apart from indexes.
  std::vector<const Path*> sorted;
  sorted.reserve(paths.size());
  for (const auto& path : paths) sorted.push_back(&path);
  std::ranges::sort(sorted,
                    [](const Path* a, const Path* b) { return *a == *b ? a < b : *a < *b; });
  for (const auto wanted : {Relation::overlap, Relation::conflict}) {
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if (relation(*sorted[i - 1], *sorted[i]) != wanted) continue;
      // As DynamoDB, in the order of the expression.
      auto [one, two] = std::minmax(sorted[i - 1], sorted[i]);
      return validation_error(std::string("Two document paths ") +
                              (wanted == Relation::overlap ? "overlap" : "conflict") +
                              " with each other; must remove or rewrite one of these paths; "
                              "path one: " +
                              show(*one) + ", path two: " + show(*two));
    }
  }
  return {};
}

Result<void> check_projection(std::vector<Path>& paths, Placeholders& placeholders) {
  for (const auto& path : paths) TRY(check_reserved(path));
  for (auto& path : paths) TRY(resolve_names(path, placeholders));
  return check_disjoint(paths);
}

}  // namespace syncline::dynamo
