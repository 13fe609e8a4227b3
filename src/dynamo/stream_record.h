// One record of a stream: what became of an item, as the stream's view has it.
//
// Keyspace "dynamo.stream": stream(8) sequence(8), both with the highest byte first, to a format
// byte, the kind, flags, and three items: the keys, the old image and the new one, each behind its
// length in four bytes, which is 0 for an image that there is not.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "dynamo/row_change.h"
#include "dynamo/stream.h"

namespace syncline::dynamo {

inline constexpr std::string_view record_keyspace = "dynamo.stream";

struct StreamRecord {
  enum class Kind : unsigned char { insert, modify, remove };

  Kind kind = Kind::insert;
  bool by_service = false;  // of an item that expired
  Item keys;
  std::optional<Item> before, after;
};

std::string record_key(std::uint64_t stream, std::uint64_t sequence);
// Of a key that record_key made.
std::uint64_t sequence_of(std::string_view key);

// The record of a change, which must change something, with what the view wants.
std::string encode_record(const RowChange& change, View view);
// Fails with InternalServerError for bytes that encode_record did not write.
Result<StreamRecord> decode_record(std::string_view bytes);

std::size_t size_of(const StreamRecord& record);
// As GetRecords gives it (AWS: "DynamoDB API Reference", Record).
JsonObject describe(const StreamRecord& record, const Stream& stream, std::uint64_t sequence,
                    std::string_view region);

}  // namespace syncline::dynamo
