// Items as bytes in the store: compact, self-describing, one tag byte a value.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "dynamo/value.h"

namespace syncline::dynamo {

std::string encode_item(const Item& item);
// Fails with InternalServerError for bytes that encode_item did not write.
Result<Item> decode_item(std::string_view bytes);
// Appends the stored item in DynamoDB's JSON, as to_json would have it, and gives what size_of
// would say, without making an item of it. When it fails, part of the text may have been appended.
Result<std::size_t> append_stored_item(std::string& out, std::string_view bytes);

}  // namespace syncline::dynamo
