// Reads the records of a stream from a number on: what GetRecords and the internal tail share.
//
// A record can be read for 24 hours. The store keeps it a little longer
// (limits::stream_trim_delay), and that is how a reader who fell behind is told so, and one whose
// stream was silent is not.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "dynamo/stream.h"

namespace syncline::dynamo {

struct StreamPage {
  JsonArray records;       // as GetRecords gives them
  std::uint64_t next = 0;  // where to go on
  bool ended = false;      // there is nothing at `next`, and never will be
};

// The records from `from` on: at most `limit`, and no more than 1 MB of them but for the first.
// TrimmedDataAccessException when one of them is not kept any longer.
Result<StreamPage> read_records(const Call& call, const Stream& stream, std::uint64_t from,
                                std::size_t limit);

// Where to begin for all that is kept, and for what comes after this.
std::uint64_t oldest_sequence(const Stream& stream, std::int64_t now_ms);
Result<std::uint64_t> newest_sequence(const Call& call, const Stream& stream);  // or where it began
Result<std::uint64_t> next_sequence(const Call& call, const Stream& stream);
// TrimmedDataAccessException when a record at `from` or behind it has been lost to age.
Result<void> check_kept(const Call& call, const Stream& stream, std::uint64_t from);

// A shard iterator: readable, since it holds no secret, and of at most 2048 characters.
struct ShardIterator {
  std::string arn;  // of the stream
  std::uint64_t next = 0;
  std::int64_t issued_ms = 0;
};
std::string encode_iterator(const ShardIterator& iterator);
// ValidationException for a text that is none.
Result<ShardIterator> decode_iterator(std::string_view text);

// Erases records that nobody may read any longer, and streams that ended so long ago.
Task<Result<void>> trim_streams(Call& call);

}  // namespace syncline::dynamo
