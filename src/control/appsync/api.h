// The API that an AppSync operation is about: found, named, described.
#pragma once

#include <string>
#include <string_view>

#include "control/control.h"

namespace syncline::control {

// A copy of the API that the input's `apiId` names, to be changed and put back. Fails with
// NotFoundException.
Result<catalog::Api> find_api(const Call& call);

// arn:aws:appsync:<region>:<account>:apis/<apiId>, and below it `below`, such as "datasources/x".
std::string api_arn(const Rooms& rooms, std::string_view api_id, std::string_view below = "");

// Whether an API may have these tags: AppSync's rules for keys, and ours for those that begin with
// "syncline:" (catalog/api_tags.h). A fault is a BadRequestException that names the tag.
Result<void> check_tags(const JsonObject& tags);

// Reads what CreateGraphqlApi and UpdateGraphqlApi have in common into `api`: name, mode and
// settings. Optional settings that are absent are gone, as on AppSync, except those that an update
// cannot change (`visibility`, `apiType`, `tags`), which stay as they are.
Result<void> read_api(const JsonObject& input, catalog::Api& api);

// Puts what the catalog keeps as `settings` into an object on its way out.
void show_settings(const Json& settings, JsonObject& out);

// AppSync's GraphqlApi object, under the member `graphqlApi`.
Json show_api(const catalog::Api& api, const Rooms& rooms);

}  // namespace syncline::control
