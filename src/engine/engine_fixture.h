// For the tests of this room: an engine on an in-memory database, with one small API.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/parse_json.h"
#include "catalog/snapshot.h"
#include "engine/engine.h"
#include "store/store.h"

namespace syncline::engine {

// Runs a task on a loop of its own and gives its result.
template <class T>
T run_task(Task<T> task) {
  boost::asio::io_context context;
  std::optional<T> result;
  boost::asio::co_spawn(context, std::move(task), [&](const std::exception_ptr& thrown, T value) {
    if (!thrown) result = std::move(value);
  });
  context.run();
  CHECK(result.has_value());
  return *std::move(result);
}

class RecordingBus final : public hub::Bus {
 public:
  void publish(std::shared_ptr<const hub::Event> event) override {
    events.push_back(std::move(event));
  }

  // "field payload" of each event.
  [[nodiscard]] std::vector<std::string> texts() const {
    std::vector<std::string> all;
    for (const auto& event : events) all.push_back(event->field + " " + to_json(*event->payload));
    return all;
  }

  std::vector<std::shared_ptr<const hub::Event>> events;
};

// An API in the making.
struct ApiText {
  catalog::Api api;

  explicit ApiText(std::string schema) {
    api.id = "api";
    api.schema = std::move(schema);
    api.data_sources["none"] = {.name = "none", .type = "NONE"};
    api.data_sources["table"] = {.name = "table",
                                 .type = "AMAZON_DYNAMODB",
                                 .config = JsonObject{{"tableName", "messages"}}};
  }

  ApiText& unit(const std::string& field, std::string source, std::string request,
                std::string response) {
    auto& resolver = resolver_of(field);
    resolver.data_source = std::move(source);
    resolver.request_template = std::move(request);
    resolver.response_template = std::move(response);
    return *this;
  }

  ApiText& pipeline(const std::string& field, std::optional<std::string> before,
                    std::vector<std::string> functions, std::optional<std::string> after) {
    auto& resolver = resolver_of(field);
    resolver.pipeline = true;
    resolver.functions = std::move(functions);
    resolver.request_template = std::move(before);
    resolver.response_template = std::move(after);
    return *this;
  }

  ApiText& function(const std::string& id, std::string request, std::string response,
                    std::string source = "none") {
    api.functions[id] = {.id = id,
                         .name = id,
                         .data_source = std::move(source),
                         .request_template = std::move(request),
                         .response_template = std::move(response)};
    return *this;
  }

 private:
  catalog::Resolver& resolver_of(const std::string& field) {
    auto& resolver = api.resolvers[field];
    const auto dot = field.find('.');
    resolver.type = field.substr(0, dot);
    resolver.field = field.substr(dot + 1);
    return resolver;
  }
};

class House {
 public:
  explicit House(const ApiText& text)
      : store(*store::Store::in_memory()),
        database(*dynamo::Database::open(*store, clock)),
        rooms{*database},
        engine(rooms, bus, clock),
        api(catalog::compile(text.api, catalog::UnboundSubscriptions::bind)) {
    request.api = api;
    request.identity = {"API_KEY", nullptr, "API Key Authorization"};
  }

  // The table of the data source "table", with the partition key `id`.
  void create_table() {
    const JsonObject input{
        {"TableName", "messages"},
        {"BillingMode", "PAY_PER_REQUEST"},
        {"KeySchema", JsonArray{JsonObject{{"AttributeName", "id"}, {"KeyType", "HASH"}}}},
        {"AttributeDefinitions",
         JsonArray{JsonObject{{"AttributeName", "id"}, {"AttributeType", "S"}}}}};
    CHECK(run_task(database->call("CreateTable", input)).has_value());
  }

  // The answer of a task, or the one that needed none.
  template <class T>
  static T wait_for(Answer<T> answer) {
    if (auto* ready = std::get_if<T>(&answer)) return std::move(*ready);
    return run_task(std::get<Task<T>>(std::move(answer)));
  }

  Reply execute(std::string query, Json variables = nullptr, std::string operation = "") {
    return wait_for(
        engine.execute(request_of(std::move(query), std::move(variables), std::move(operation))));
  }
  std::string body(std::string query, Json variables = nullptr, std::string operation = "") {
    return execute(std::move(query), std::move(variables), std::move(operation)).body;
  }
  Result<hub::Interest> subscribe(std::string query, Json variables = nullptr) {
    auto asked = request_of(std::move(query), std::move(variables), "");
    asked.subscriptions_only = true;
    return std::get<Subscribed>(wait_for(engine.start(std::move(asked))));
  }
  // The bytes that a subscriber of `query` gets for this payload.
  std::string rendered(std::string query, std::string_view payload) {
    const auto interest = subscribe(std::move(query));
    CHECK(interest.has_value());
    return interest->shape->render(
        {"api", interest->field, std::make_shared<const Json>(*parse_json(payload))});
  }

  ManualClock clock{1'700'000'000'000};
  std::unique_ptr<store::Store> store;
  std::unique_ptr<dynamo::Database> database;
  source::Rooms rooms;
  RecordingBus bus;
  Engine engine;
  std::shared_ptr<const catalog::CompiledApi> api;
  Request request;  // what each request has beside its query

 private:
  Request request_of(std::string query, Json variables, std::string operation) const {
    Request made = request;
    made.query = std::move(query);
    made.variables = std::move(variables);
    made.operation_name = std::move(operation);
    return made;
  }
};

}  // namespace syncline::engine
