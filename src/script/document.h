// What a template rendered, read as the JSON document that it must be. AppSync's reader is kinder
// than RFC 8259 in one thing, trailing commas, and stricter in another, duplicate members
// (AppSync: "Resolver mapping template reference", errors recorded from the service).
#pragma once

#include <string_view>

#include "base/result.h"

namespace syncline::script {

// Fails with type "MappingTemplate", and the text itself in Error.detail {"text":…}: the evaluate
// API shows it, and of a text that is no JSON, "Unable to convert <text> to Object.", the message
// for a request names the class of its data source instead of Object.
// A whole number of more than 64 bits is refused by name: Json has no place for it, and to round it
// would be to store another number than the template wrote.
Result<Json> read_document(std::string_view text);

}  // namespace syncline::script
