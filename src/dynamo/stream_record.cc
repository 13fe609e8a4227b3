#include "dynamo/stream_record.h"

#include <fmt/format.h>

#include "dynamo/errors.h"
#include "dynamo/item_codec.h"
#include "dynamo/item_rules.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

// The first byte of every record, so that a later form can be told from this one.
constexpr char format = 1;
constexpr char by_service_flag = 1;
constexpr std::size_t head_bytes = 3;
constexpr std::string_view kind_names[] = {"INSERT", "MODIFY", "REMOVE"};

template <class Number>
void append_big_endian(std::string& out, Number number) {
  for (int shift = sizeof(Number) * 8 - 8; shift >= 0; shift -= 8) {
    out += static_cast<char>(number >> shift & 0xFF);
  }
}

template <class Number>
Number read_big_endian(std::string_view bytes) {
  Number number = 0;
  for (const char byte : bytes.substr(0, sizeof(Number))) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

void append_item(std::string& out, const Item* item) {
  const auto bytes = item == nullptr ? std::string() : encode_item(*item);
  append_big_endian(out, static_cast<std::uint32_t>(bytes.size()));
  out += bytes;
}

std::unexpected<Error> damaged() { return internal_error("a record of a stream is damaged"); }

// The next item of the bytes, or nothing where there is none.
Result<std::optional<Item>> take_item(std::string_view& bytes) {
  constexpr auto width = sizeof(std::uint32_t);
  if (bytes.size() < width) return damaged();
  const auto length = read_big_endian<std::uint32_t>(bytes);
  bytes.remove_prefix(width);
  if (length > bytes.size()) return damaged();
  if (length == 0) return std::nullopt;
  TRY(auto item, decode_item(bytes.substr(0, length)));
  bytes.remove_prefix(length);
  return item;
}

StreamRecord::Kind kind_of(const RowChange& change) {
  if (!change.before) return StreamRecord::Kind::insert;
  return change.after ? StreamRecord::Kind::modify : StreamRecord::Kind::remove;
}

// Spreads a number over all 64 bits, so that no two share theirs (the end of splitmix64).
std::uint64_t mix(std::uint64_t number) {
  number = (number ^ number >> 30) * 0xbf58476d1ce4e5b9ULL;
  number = (number ^ number >> 27) * 0x94d049bb133111ebULL;
  return number ^ number >> 31;
}

}  // namespace

std::string record_key(std::uint64_t stream, std::uint64_t sequence) {
  std::string key;
  append_big_endian(key, stream);
  append_big_endian(key, sequence);
  return key;
}

std::uint64_t sequence_of(std::string_view key) {
  return read_big_endian<std::uint64_t>(key.substr(sizeof(std::uint64_t)));
}

std::string encode_record(const RowChange& change, View view) {
  const bool with_old = view == View::old_image || view == View::new_and_old_images;
  const bool with_new = view == View::new_image || view == View::new_and_old_images;
  const auto keys = key_of(change.table->key, change.after ? *change.after : *change.before);
  std::string bytes(1, format);
  bytes += static_cast<char>(kind_of(change));
  bytes += change.by_service ? by_service_flag : '\0';
  append_item(bytes, &keys);
  append_item(bytes, with_old && change.before ? &*change.before : nullptr);
  append_item(bytes, with_new && change.after ? &*change.after : nullptr);
  return bytes;
}

Result<StreamRecord> decode_record(std::string_view bytes) {
  if (bytes.size() < head_bytes || bytes[0] != format) return damaged();
  const auto kind = static_cast<unsigned char>(bytes[1]);
  if (kind > static_cast<unsigned char>(StreamRecord::Kind::remove)) return damaged();
  StreamRecord record;
  record.kind = static_cast<StreamRecord::Kind>(kind);
  record.by_service = (bytes[2] & by_service_flag) != 0;
  bytes.remove_prefix(head_bytes);
  TRY(auto keys, take_item(bytes));
  if (!keys) return damaged();
  record.keys = *std::move(keys);
  TRY(record.before, take_item(bytes));
  TRY(record.after, take_item(bytes));
  if (!bytes.empty()) return damaged();
  return record;
}

std::size_t size_of(const StreamRecord& record) {
  return size_of(record.keys) + (record.before ? size_of(*record.before) : 0) +
         (record.after ? size_of(*record.after) : 0);
}

JsonObject describe(const StreamRecord& record, const Stream& stream, std::uint64_t sequence,
                    std::string_view region) {
  // AWS gives whole seconds here.
  JsonObject change{{"ApproximateCreationDateTime", sequence_time_ms(sequence) / 1000},
                    {"Keys", to_json(record.keys)}};
  if (record.after) change["NewImage"] = to_json(*record.after);
  if (record.before) change["OldImage"] = to_json(*record.before);
  change["SequenceNumber"] = sequence_text(sequence);
  change["SizeBytes"] = size_of(record);
  change["StreamViewType"] = view_name(stream.view);
  JsonObject json{{"eventID", fmt::format("{:016x}{:016x}", mix(stream.number), mix(sequence))},
                  {"eventName", kind_names[static_cast<std::size_t>(record.kind)]},
                  {"eventVersion", "1.1"},
                  {"eventSource", "aws:dynamodb"},
                  {"awsRegion", region},
                  {"dynamodb", std::move(change)}};
  if (record.by_service) {
    json["userIdentity"] =
        JsonObject{{"PrincipalId", "dynamodb.amazonaws.com"}, {"Type", "Service"}};
  }
  return json;
}

}  // namespace syncline::dynamo
