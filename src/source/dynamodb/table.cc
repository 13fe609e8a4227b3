#include "source/dynamodb/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace syncline::source {
namespace {

constexpr std::size_t request_id_length = 52;

std::string new_request_id() {
  auto id = random_id(request_id_length);
  std::ranges::transform(id, id.begin(),
                         [](char c) { return 'a' <= c && c <= 'z' ? char(c - 32) : c; });
  return id;
}

// The SDK that AppSync uses has no class of its own for a ValidationException.
std::string_view exception_name(const Error& error) {
  return error.type == "ValidationException" ? "DynamoDbException" : std::string_view(error.type);
}

Error as_appsync_shows(const Error& error) {
  const int status = error.kind == ErrorKind::internal ? 500 : 400;
  return {error.kind, fmt::format("DynamoDB:{}", exception_name(error)),
          fmt::format("{} (Service: DynamoDb, Status Code: {}, Request ID: {}, "
                      "Extended Request ID: null)",
                      error.message, status, new_request_id()),
          error.detail};
}

}  // namespace

Task<Result<Json>> Table::call(std::string_view operation, JsonObject input) const {
  input["TableName"] = name;
  auto output = co_await call_on_tables(operation, std::move(input));
  if (!output) output.error().detail = nullptr;
  co_return output;
}

Task<Result<Json>> Table::call_on_tables(std::string_view operation, JsonObject input) const {
  auto output = co_await rooms.database.call(operation, input);
  if (!output) co_return std::unexpected(as_appsync_shows(output.error()));
  co_return output;
}

}  // namespace syncline::source
