// The streams of tables. A table has one at a time; its row stays for 24 hours after the stream has
// ended or its table is gone, and so do its records (AWS: "DynamoDB Developer Guide", Change data
// capture for DynamoDB Streams).
//
// A sequence number says when its record was committed: milliseconds since 1970 times 2^20, and
// more when they are not enough to tell records apart. So to trim is to compare numbers, and no
// number is used twice, whatever a power cut took along.
//
// Keyspace "dynamo.streams": table-name 0 label to what the stream is, as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dynamo/call.h"
#include "dynamo/table.h"

namespace syncline::dynamo {

struct Stream {
  std::string table;  // its name, of which there may be another table by now
  std::string label;  // when it was made; no two streams of one table name share it
  std::uint64_t number = 0;
  View view = View::keys_only;
  std::vector<std::string> key;  // the names of the table's key attributes
  std::int64_t created_ms = 0;
  std::optional<std::int64_t> ended_ms;
};

std::string_view view_name(View view);  // "NEW_IMAGE" …
std::optional<View> find_view(std::string_view name);

// "arn:aws:dynamodb:us-east-1:000000000000:table/name/stream/2026-01-02T03:04:05.678"
std::string stream_arn(std::string_view table, std::string_view label, const Options& options);
// A stream has one shard.
std::string shard_id(const Stream& stream);

// On the wire a number has 21 digits, the first of them 1 (API reference: 21 to 40).
std::string sequence_text(std::uint64_t sequence);
// Of a number that sequence_text wrote; nothing for another.
std::optional<std::uint64_t> read_sequence(std::string_view text);
std::uint64_t first_sequence_at(std::int64_t ms);
std::int64_t sequence_time_ms(std::uint64_t sequence);

// The stream of that name: ValidationException for a text that is no stream's ARN,
// ResourceNotFoundException when there is none, or it ended longer ago than its records are kept.
Result<Stream> find_stream(const Call& call, std::string_view arn);
std::unexpected<Error> stream_not_found(std::string_view arn);

// All that find_stream finds, in the order of their tables' names and then of their age; at most
// `limit` of them, of one table when `table` is not empty, behind the stream `after`.
Result<std::vector<Stream>> find_streams(const Call& call, std::string_view table,
                                         const std::optional<Stream>& after, std::size_t limit);
// The table and the label that an ARN names: nothing when it has not the form of a stream's.
std::optional<Stream> parse_stream_arn(std::string_view arn);

// What every stream's row is, for who walks the store; with those that have ended.
Result<std::vector<Stream>> all_streams(const store::Store& store);
void put_stream(store::Batch& batch, const Stream& stream);
void erase_stream(store::Batch& batch, const Stream& stream);

// A stream that begins now; its label is one that no stream of that table had. To be called under
// the table's lock and the one of numbers (write_path.h).
Result<Stream> make_stream(Call& call, const Table& table, View view, store::Batch& batch);
// The stream that the table has, as it is when it ends now. The table must have one.
Result<Stream> end_of_stream(const Call& call, const Table& table);

}  // namespace syncline::dynamo
