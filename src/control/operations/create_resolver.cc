#include "control/appsync/api.h"
#include "control/appsync/resolver.h"
#include "control/appsync/schema.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  const Input input(call.input);
  TRY(std::string type, input.required_text("typeName"));
  TRY(std::string field, input.required_text("fieldName"));
  TRY(check_field(call.rooms.catalog.schema(api.id).get(), type, field));
  const std::string name = type + "." + field;
  if (api.resolvers.contains(name)) {
    return fail(ErrorKind::conflict, "BadRequestException",
                "Only one resolver is allowed per field.");
  }
  TRY(const catalog::Resolver resolver,
      read_resolver(call.input, api, std::move(type), std::move(field)));
  api.resolvers.emplace(name, resolver);
  Json shown = show_resolver(resolver, api, call.rooms);
  TRY(call.rooms.catalog.put(std::move(api)));
  return shown;
}

}  // namespace

extern const Operation create_resolver{"CreateResolver", &answer<run>};

}  // namespace syncline::control
