// What an API is: plain structs, named as AppSync's control plane names them.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"

namespace syncline::catalog {

struct ApiKey {
  std::string id;  // the key itself: "da2-" and 26 characters
  std::string description;
  std::int64_t expires = 0;  // seconds since the epoch, on the hour
  bool operator==(const ApiKey&) const = default;
};

// `settings`, here and below: what AppSync's object says beside these members, kept and given back
// as it came.
struct DataSource {
  std::string name;
  std::string type;  // "NONE", "AMAZON_DYNAMODB" …
  std::string description;
  std::string service_role_arn;
  Json config;  // the type's own: {"tableName","awsRegion","useCallerCredentials",…}, or null
  Json settings;
  bool operator==(const DataSource&) const = default;
};

struct Function {
  std::string id;
  std::string name;
  std::string data_source;
  std::string description;
  std::string function_version = "2018-05-29";
  std::string request_template;
  std::string response_template;
  Json settings;
  bool operator==(const Function&) const = default;
};

struct Resolver {
  std::string type;   // "Query"
  std::string field;  // "getMessage"
  bool pipeline = false;
  std::string data_source;             // UNIT
  std::vector<std::string> functions;  // PIPELINE: function ids in order; may be empty
  std::optional<std::string> request_template;
  std::optional<std::string> response_template;
  Json settings;
  bool operator==(const Resolver&) const = default;
};

struct Api {
  std::string id;  // 26 of [a-z0-9]
  std::string name;
  std::string authentication_type = "API_KEY";
  Json settings;
  std::string schema;        // SDL; empty until StartSchemaCreation
  std::string schema_fault;  // why the latest StartSchemaCreation failed; empty when it did not
  std::map<std::string, std::string> environment;  // ctx.env
  std::map<std::string, ApiKey> keys;
  std::map<std::string, DataSource> data_sources;
  std::map<std::string, Function> functions;
  std::map<std::string, Resolver> resolvers;  // by "Type.field"
  bool operator==(const Api&) const = default;
};

}  // namespace syncline::catalog
