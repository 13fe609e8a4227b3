// Reads a request document's members. Each fails with type "MappingTemplate", in AppSync's words;
// `path` is where in the document the object stands that has the member: "$[tables][T]".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace syncline::source {

// A member that is null is as good as absent (templates write `"filter": null`).
const Json* optional_member(const Json& document, std::string_view name);
// "Value for field '$[operation]' not found."
Result<const Json*> required_member(const Json& document, std::string_view name,
                                    std::string_view path = "$");

Result<std::string> required_text(const Json& document, std::string_view name,
                                  std::string_view path = "$");
Result<std::optional<std::string>> optional_text(const Json& document, std::string_view name);
Result<std::optional<bool>> optional_boolean(const Json& document, std::string_view name,
                                             std::string_view path = "$");
// Whole numbers, also as text ("20"), as templates that put quotes around arguments write them.
Result<std::optional<std::int64_t>> optional_integer(const Json& document, std::string_view name);

std::unexpected<Error> bad_document(std::string message);
// "Value for field '$[limit]' must be an integer."
std::unexpected<Error> wrong_type(std::string_view path, std::string_view expected);

}  // namespace syncline::source
