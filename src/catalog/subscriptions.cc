#include "catalog/subscriptions.h"

#include <algorithm>
#include <set>

namespace syncline::catalog {
namespace {

using graphql::FieldType;

bool same_apart_from_non_null(const graphql::Type& a, const graphql::Type& b) {
  if (a.is_list() != b.is_list()) return false;
  return a.is_list() ? same_apart_from_non_null(*a.item, *b.item) : a.named == b.named;
}

// The names in a directive's list argument, such as @aws_subscribe(mutations: ["a", "b"]).
std::vector<std::string> names_in(const FieldType& field, std::string_view directive,
                                  std::string_view argument) {
  std::vector<std::string> names;
  const auto* applied = graphql::find_directive(field.directives, directive);
  if (applied == nullptr) return names;
  const Json* list = applied->arguments.if_contains(argument);
  if (list == nullptr || !list->is_array()) return names;
  for (const Json& name : list->get_array()) {
    if (name.is_string()) names.emplace_back(name.get_string());
  }
  return names;
}

void add(Bindings& bindings, const std::string& mutation, const std::string& subscription) {
  auto& listeners = bindings.publishes[mutation];
  if (std::ranges::find(listeners, subscription) == listeners.end()) {
    listeners.push_back(subscription);
  }
}

}  // namespace

Bindings bind_subscriptions(const graphql::Schema& schema, UnboundSubscriptions unbound) {
  Bindings bindings;
  if (schema.subscription == nullptr || schema.mutation == nullptr) return bindings;
  std::set<std::string> bound;
  for (const FieldType& subscription : schema.subscription->fields) {
    for (const std::string& mutation : names_in(subscription, "aws_subscribe", "mutations")) {
      if (schema.mutation->field(mutation) != nullptr) add(bindings, mutation, subscription.name);
    }
    if (graphql::find_directive(subscription.directives, "aws_subscribe") != nullptr) {
      bound.insert(subscription.name);
    }
  }
  for (const FieldType& mutation : schema.mutation->fields) {
    for (const std::string& name : names_in(mutation, "aws_publish", "subscriptions")) {
      if (schema.subscription->field(name) == nullptr) continue;
      add(bindings, mutation.name, name);
      bound.insert(name);
    }
  }
  if (unbound == UnboundSubscriptions::off) return bindings;
  for (const FieldType& subscription : schema.subscription->fields) {
    if (bound.contains(subscription.name)) continue;
    for (const FieldType& mutation : schema.mutation->fields) {
      if (!same_apart_from_non_null(subscription.type, mutation.type)) continue;
      add(bindings, mutation.name, subscription.name);
      bindings.unbound.push_back(subscription.name + " ← " + mutation.name);
    }
  }
  return bindings;
}

}  // namespace syncline::catalog
