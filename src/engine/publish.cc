#include "engine/publish.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "base/log.h"
#include "engine/payload.h"
#include "graphql/execution/collect_fields.h"

namespace syncline::engine {
namespace {

graphql::FieldError too_large(const graphql::CollectedField& field, std::string_view subscription,
                              std::size_t bytes) {
  graphql::FieldError error;
  error.message = fmt::format(
      "The event for {} has {} bytes, which is more than {}. Subscribers were not told.",
      subscription, bytes, limits::event_bytes_max);
  error.path.emplace_back(std::string(field.key));
  error.locations.push_back(field.nodes.front()->location);
  error.type = "InboundMessageError";
  error.resolver = true;
  return error;
}

class Publisher {
 public:
  Publisher(const catalog::CompiledApi& api, graphql::Response& response, hub::Bus& bus)
      : api_(api), response_(response), bus_(bus) {}

  void publish(const graphql::CollectedField& field, const std::vector<std::string>& subscriptions,
               Json payload) {
    const auto shared = std::make_shared<const Json>(std::move(payload));
    const auto bytes = to_json(*shared).size();
    for (const auto& subscription : subscriptions) {
      if (bytes > limits::event_bytes_max) {
        refuse(field, subscription, bytes);
        continue;
      }
      bus_.publish(
          std::make_shared<const hub::Event>(hub::Event{api_.definition.id, subscription, shared}));
    }
  }

 private:
  void refuse(const graphql::CollectedField& field, const std::string& subscription,
              std::size_t bytes) {
    log_warning("API {}: an event for {} is too large ({} bytes) and was not published",
                api_.definition.id, subscription, bytes);
    response_.errors.push_back(too_large(field, subscription, bytes));
  }

  const catalog::CompiledApi& api_;
  graphql::Response& response_;
  hub::Bus& bus_;
};

}  // namespace

void publish(const catalog::CompiledApi& api, const graphql::Operation& operation,
             graphql::Response& response, hub::Bus& bus) {
  if (!response.executed || api.publishes.empty()) return;
  graphql::FieldCollector collector(operation);
  const auto root = collector.root();
  if (!root) return;
  Publisher publisher(api, response, bus);
  for (auto& field : (*root)->fields) {
    const auto subscriptions = api.publishes.find(field.definition->name);
    if (subscriptions == api.publishes.end()) continue;
    if (response.data.is_null()) {
      log_warning("API {}: {} failed, so that the whole mutation is null: nothing is published",
                  api.definition.id, field.definition->name);
      return;
    }
    const auto* value = find_member(response.data, field.key);
    if (value == nullptr || value->is_null()) continue;
    publisher.publish(field, subscriptions->second,
                      event_payload(operation, collector, field, *value));
  }
}

}  // namespace syncline::engine
