// StreamSpecification of CreateTable and UpdateTable: a table's stream begins and ends with it.
#pragma once

#include "dynamo/call.h"
#include "dynamo/shape.h"
#include "dynamo/stream.h"

namespace syncline::dynamo {

namespace fields {

inline constexpr std::string_view view_choices[] = {"NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES",
                                                    "KEYS_ONLY"};
inline constexpr Field stream_members[] = {
    {.name = "StreamEnabled", .kind = Kind::boolean, .required = true},
    {.name = "StreamViewType", .choices = view_choices}};
inline constexpr Field stream_specification{
    .name = "StreamSpecification", .kind = Kind::structure, .inner = stream_members};

}  // namespace fields

// The view that CreateTable asks for; nothing when the table shall have no stream.
Result<std::optional<View>> read_new_stream(const JsonObject& input);

enum class StreamStep : unsigned char { none, begin, end };
// What UpdateTable asks for; what can be checked without the table.
Result<StreamStep> read_stream_step(const JsonObject& input);
// Whether the table is in the state for it.
Result<void> check_stream_step(StreamStep step, const Table& table);

// Begins a stream of this view: its row in the batch, and what the table says of it. Once the batch
// is committed, and before the table can be found, it must be opened (ledger.h). The locks are
// make_stream's.
Result<void> begin_stream(Call& call, Table& table, View view, store::Batch& batch);
// Commits the table with its stream's end. `table` is changed accordingly.
Task<Result<void>> commit_end_of_stream(Call& call, Table& table);

}  // namespace syncline::dynamo
