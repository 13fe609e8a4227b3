// The catalog's own record of an API in the store: one JSON object, with the structs' names.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "catalog/api.h"

namespace syncline::catalog {

// The text of a kept record's member; `otherwise` when it is absent or not text.
std::string record_text(const Json& record, std::string_view name, std::string_view otherwise = {});

Json api_to_json(const Api& api);

// Members that are missing keep their defaults, so that a newer version reads what an older one
// kept. Fails with kind `internal` when the record is not an API's at all.
Result<Api> api_from_json(const Json& record);

}  // namespace syncline::catalog
