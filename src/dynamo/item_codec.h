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

}  // namespace syncline::dynamo
