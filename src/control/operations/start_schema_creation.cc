#include "base/text.h"
#include "control/appsync/api.h"
#include "control/appsync/schema.h"
#include "control/input.h"
#include "control/operation.h"

namespace syncline::control {
namespace {

Result<Json> run(const Call& call) {
  TRY(catalog::Api api, find_api(call));
  TRY(const std::string encoded, Input(call.input).required_text("definition"));
  const auto definition = base64_decode(encoded);
  if (!definition) {
    return fail(ErrorKind::invalid, "BadRequestException", "The definition is not Base64");
  }
  // The answer is the same whatever comes of it: GetSchemaCreationStatus tells the end. A schema
  // with a fault leaves the one that is there, which goes on answering.
  if (const auto checked = check_schema(*definition); checked) {
    api.schema = *definition;
    api.schema_fault.clear();
  } else {
    api.schema_fault = checked.error().message;
  }
  TRY(call.rooms.catalog.put(std::move(api)));
  return JsonObject{{"status", "PROCESSING"}};
}

}  // namespace

extern const Operation start_schema_creation{"StartSchemaCreation", &answer<run>};

}  // namespace syncline::control
