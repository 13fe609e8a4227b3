// Which mutations each subscription field hears of (AppSync developer guide, "Using subscriptions
// for real-time data applications").
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "catalog/snapshot.h"
#include "graphql/type/schema.h"

namespace syncline::catalog {

struct Bindings {
  std::unordered_map<std::string, std::vector<std::string>> publishes;
  std::vector<std::string> unbound;  // "messageAdded ← addMessage"
};

// From @aws_subscribe and its inverse, @aws_publish. A subscription field with neither hears, when
// `unbound` is `bind`, the mutations that return just its type, where `!` makes no difference.
Bindings bind_subscriptions(const graphql::Schema& schema, UnboundSubscriptions unbound);

}  // namespace syncline::catalog
