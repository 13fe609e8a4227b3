#include "base/limits.h"
#include "control/appsync/api.h"
#include "control/appsync/api_key.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(const catalog::Api api, find_api(call));
  const Input input(call.input);
  TRY(const auto given, input.optional_integer("maxResults", 0, limits::page_items_max));
  // Zero asks for nothing in particular: it would never come to an end.
  const auto page = given.value_or(0) == 0 ? limits::page_items_max : std::size_t(*given);
  // The token is the last key of the page before.
  TRY(const std::string after, input.text_or("nextToken", ""));
  JsonArray keys;
  std::string last;
  for (auto key = api.keys.upper_bound(after); key != api.keys.end(); ++key) {
    if (keys.size() == page) return JsonObject{{"apiKeys", std::move(keys)}, {"nextToken", last}};
    keys.push_back(show_key(key->second));
    last = key->first;
  }
  return JsonObject{{"apiKeys", std::move(keys)}, {"nextToken", nullptr}};
}

}  // namespace

extern const Operation list_api_keys{"ListApiKeys", &answer<run>};

}  // namespace syncline::control
