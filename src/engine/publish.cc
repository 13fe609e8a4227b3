#include "engine/publish.h"

#include <fmt/format.h>

#include <iterator>
#include <ranges>

#include "base/limits.h"
#include "base/log.h"
#include "engine/payload.h"
#include "graphql/execution/collect_fields.h"

namespace syncline::engine {

graphql::MutationObserver Publisher::observer() {
  return [this](graphql::FieldCollector& collector, graphql::CollectedField& field,
                const Json& value) { publish(collector, field, value); };
}

void Publisher::add_errors(std::vector<graphql::FieldError>& errors) {
  std::ranges::move(errors_, std::back_inserter(errors));
}

void Publisher::publish(graphql::FieldCollector& collector, graphql::CollectedField& field,
                        const Json& value) {
  const auto subscriptions = api_.publishes.find(field.definition->name);
  if (subscriptions == api_.publishes.end() || value.is_null()) return;
  const auto payload =
      std::make_shared<const Json>(event_payload(operation_, collector, field, value));
  const auto bytes = to_json(*payload).size();
  for (const auto& subscription : subscriptions->second) {
    if (bytes > limits::event_bytes_max) {
      refuse(field, subscription, bytes);
      continue;
    }
    bus_.publish(
        std::make_shared<const hub::Event>(hub::Event{api_.definition.id, subscription, payload}));
  }
}

void Publisher::refuse(const graphql::CollectedField& field, std::string_view subscription,
                       std::size_t bytes) {
  log_warning("API {}: an event for {} is too large ({} bytes) and was not published",
              api_.definition.id, subscription, bytes);
  graphql::FieldError& error = errors_.emplace_back();
  error.message = fmt::format(
      "The event for {} has {} bytes, which is more than {}. Subscribers were not told.",
      subscription, bytes, limits::event_bytes_max);
  error.path.emplace_back(std::string(field.key));
  error.locations.push_back(field.nodes.front()->location);
  error.type = "InboundMessageError";
  error.resolver = true;
}

}  // namespace syncline::engine
