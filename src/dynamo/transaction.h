// What TransactWriteItems, TransactGetItems and PartiQL's ExecuteTransaction share (AWS: "DynamoDB
// Developer Guide", Managing complex workflows with DynamoDB transactions).
#pragma once

#include <cstddef>
#include <vector>

#include "dynamo/call.h"
#include "dynamo/write_path.h"

namespace syncline::dynamo {

// Of all items that a transaction reads or writes.
Result<void> check_transaction_size(std::size_t bytes);

// TransactionCanceledException: what it says of each part, in order. A part without a fault is
// null; at least one has one.
Error cancelled(const std::vector<const Error*>& faults);

// What the tables said of each part, in order: a fault cancels the whole, but one of an empty key,
// which DynamoDB finds before the transaction begins, is told as it is.
Result<void> check_parts(const std::vector<Result<void>>& checked);

// Writes all or nothing, once for the request's ClientRequestToken; answers with what the request
// wants to know: ConsumedCapacity, and ItemCollectionMetrics where the operation has that member.
// No two writes are of one item.
Task<Result<JsonObject>> transact(Call& call, std::vector<Write> writes, bool tells_collections);

}  // namespace syncline::dynamo
