#include <algorithm>

#include "base/limits.h"
#include "control/appsync/api.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

std::unexpected<Error> bad_request(std::string message) {
  return fail(ErrorKind::invalid, "BadRequestException", std::move(message));
}

// ^[A-Za-z]+\w*$, 2 to 64 characters (AppSync API model).
bool is_variable_name(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const auto word = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
  return name.size() >= 2 && name.size() <= 64 && letter(name.front()) &&
         std::ranges::all_of(name, word);
}

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  const Input input(call.input);
  TRY(const JsonObject* given, input.optional_object("environmentVariables"));
  if (given == nullptr) {
    return input.violation("environmentVariables", "null", "Member must not be null");
  }
  if (given->size() > limits::environment_variables_max) {
    return bad_request("An API has at most " + std::to_string(limits::environment_variables_max) +
                       " environment variables");
  }
  api.environment.clear();
  for (const auto& [name, value] : *given) {
    if (!is_variable_name(name)) {
      return bad_request("The environment variable name '" + std::string(name) + "' is not valid");
    }
    if (!value.is_string() || value.get_string().size() > limits::environment_value_max) {
      return bad_request("The value of the environment variable " + std::string(name) +
                         " is not a string of at most " +
                         std::to_string(limits::environment_value_max) + " bytes");
    }
    api.environment[name] = value.get_string();
  }
  JsonObject answer{{"environmentVariables", *given}};
  TRY(call.rooms.catalog.put(std::move(api)));
  return answer;
}

}  // namespace

extern const Operation put_graphql_api_environment_variables{"PutGraphqlApiEnvironmentVariables",
                                                             &answer<run>};

}  // namespace syncline::control
