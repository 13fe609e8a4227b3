// Tells subscribers what a mutation did (AppSync: "Using subscriptions").
#pragma once

#include "catalog/snapshot.h"
#include "graphql/execution/execute.h"
#include "graphql/execution/operation.h"
#include "hub/bus.h"

namespace syncline::engine {

// For one mutation: one event for each subscription field that hears of a mutation field, for each
// time that the operation selects it, as soon as that field has ended. The payload is the field's
// response, keyed by the names of fields. A field that is null tells nothing.
// An event above limits::event_bytes_max is not published. Unlike AppSync, which drops it without a
// word, we log it and add an error of type "InboundMessageError" to the response.
class Publisher {
 public:
  Publisher(const catalog::CompiledApi& api, const graphql::Operation& operation, hub::Bus& bus)
      : api_(api), operation_(operation), bus_(bus) {}

  // For execute(); refers to this publisher.
  [[nodiscard]] graphql::MutationObserver observer();
  // What could not be published, once the mutation has ended.
  void add_errors(std::vector<graphql::FieldError>& errors);

 private:
  void publish(graphql::FieldCollector& collector, graphql::CollectedField& field,
               const Json& value);
  void refuse(const graphql::CollectedField& field, std::string_view subscription,
              std::size_t bytes);

  const catalog::CompiledApi& api_;
  const graphql::Operation& operation_;
  hub::Bus& bus_;
  std::vector<graphql::FieldError> errors_;
};

}  // namespace syncline::engine
