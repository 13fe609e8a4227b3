// Time to live: items whose attribute says a second that has passed are deleted, by and by (AWS:
// "DynamoDB Developer Guide", Time to Live).
//
// An item that can expire has a row, in its own batch and under its own lock, as it has in an index
// (row_keys.h), so a restart has nothing to find out. UpdateTimeToLive leaves the rows of items
// that are there already to be made, or all rows to be erased, in steps (filling.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "dynamo/call.h"

namespace syncline::dynamo {

// The second in which the item expires, whatever the time is now: its attribute is a number, not
// negative; of a fraction the whole part counts. Nothing when the table's items do not expire.
std::optional<std::uint64_t> expiry_of(const Table& table, const Item& item);
// The key of its row, if it has one.
std::optional<std::string> expiry_row_key(const Table& table, const Item& item);

// What UpdateTimeToLive left to do, one step; false when no table has any.
Task<Result<bool>> work_on_expiry(Call& call);
// Deletes a few of the items that have expired by now, those of the last limits::expiry_age_max,
// as the service's writes; false when there were none. What a client has changed since stays.
Task<Result<bool>> delete_expired(Call& call);

}  // namespace syncline::dynamo
