// The control planes: what creates and changes things. Operations take and give AWS's own JSON
// (AppSync API 2017-07-25, IAM); the template room and, later, the HTTP paths call the same rows.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/task.h"
#include "catalog/catalog.h"
#include "dynamo/database.h"

namespace syncline::control {

// What an operation works on. One at a time: the caller does not run two at once.
struct Rooms {
  catalog::Catalog& catalog;
  dynamo::Database& database;
  const Clock& clock;
  std::string region = "us-east-1";
  std::string account = "000000000000";
  // Where this server is reached, without a path: `uris` and `dns` of an API are made from these.
  std::string base_url = "http://localhost:4000";
  std::string realtime_url = "ws://localhost:4000";
};

struct Call {
  const JsonObject& input;
  Rooms& rooms;
};

struct Operation {
  std::string_view name;  // "CreateGraphqlApi"
  Task<Result<Json>> (*run)(Call call);
};

std::span<const Operation* const> operations_table();  // made by room_table

// Fails with AWS's error types: "NotFoundException", "BadRequestException", …
Task<Result<Json>> call(std::string_view operation, const JsonObject& input, Rooms& rooms);

}  // namespace syncline::control
