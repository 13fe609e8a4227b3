#include "dynamo/stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/limits.h"
#include "base/parse_json.h"
#include "dynamo/errors.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view streams_keyspace = "dynamo.streams";
constexpr std::string_view view_names[] = {"KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE",
                                           "NEW_AND_OLD_IMAGES"};
constexpr int numbers_bits = 20;  // of a sequence number, below its milliseconds
constexpr std::size_t digits_max = 20;

std::string row_key(std::string_view table, std::string_view label) {
  std::string key(table);
  key += '\0';
  key += label;
  return key;
}

// yyyy-MM-ddTHH:mm:ss.SSS
std::string label_at(std::int64_t ms) {
  const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds(ms)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

std::string encode(const Stream& stream) {
  JsonArray key;
  for (const auto& name : stream.key) key.emplace_back(name);
  JsonObject record{{"number", stream.number},
                    {"view", view_name(stream.view)},
                    {"key", std::move(key)},
                    {"created", stream.created_ms}};
  if (stream.ended_ms) record["ended"] = *stream.ended_ms;
  return to_json(record);
}

Stream read_record(std::string_view key, const Json& record) {
  const auto end = key.find('\0');
  Stream stream;
  stream.table = key.substr(0, end);
  stream.label = key.substr(end + 1);
  stream.number = record.at("number").to_number<std::uint64_t>();
  stream.view = find_view(record.at("view").as_string()).value();
  for (const auto& name : record.at("key").as_array()) {
    stream.key.emplace_back(name.as_string());
  }
  stream.created_ms = record.at("created").to_number<std::int64_t>();
  if (const auto* ended = find_member(record, "ended")) {
    stream.ended_ms = ended->to_number<std::int64_t>();
  }
  return stream;
}

// Of a row that this file wrote.
Result<Stream> decode(std::string_view key, std::string_view value) {
  TRY(const auto record, parse_json(value));
  try {
    return read_record(key, record);
  } catch (const std::exception&) {
    return internal_error("the stored description of a stream is damaged");
  }
}

bool is_gone(const Stream& stream, std::int64_t now_ms) {
  constexpr std::chrono::milliseconds kept = limits::stream_retention;
  return stream.ended_ms && now_ms - *stream.ended_ms >= kept.count();
}

}  // namespace

std::string_view view_name(View view) { return view_names[static_cast<std::size_t>(view)]; }

std::optional<View> find_view(std::string_view name) {
  const auto found = std::ranges::find(view_names, name);
  if (found == std::end(view_names)) return std::nullopt;
  return static_cast<View>(found - std::begin(view_names));
}

std::string stream_arn(std::string_view table, std::string_view label, const Options& options) {
  return fmt::format("arn:aws:dynamodb:{}:{}:table/{}/stream/{}", options.region, options.account,
                     table, label);
}

std::string shard_id(const Stream& stream) {
  return fmt::format("shardId-{:020}-{:08x}", stream.created_ms,
                     static_cast<std::uint32_t>(stream.number));
}

std::string sequence_text(std::uint64_t sequence) { return fmt::format("1{:020}", sequence); }

std::optional<std::uint64_t> read_sequence(std::string_view text) {
  if (text.size() != digits_max + 1 || text.front() != '1') return std::nullopt;
  std::uint64_t sequence = 0;
  const auto* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data() + 1, end, sequence);
  if (fault != std::errc() || stopped != end) return std::nullopt;
  return sequence;
}

std::uint64_t first_sequence_at(std::int64_t ms) {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(ms, 0)) << numbers_bits;
}

std::int64_t sequence_time_ms(std::uint64_t sequence) {
  return static_cast<std::int64_t>(sequence >> numbers_bits);
}

std::optional<Stream> parse_stream_arn(std::string_view arn) {
  constexpr std::string_view table_mark = ":table/";
  constexpr std::string_view stream_mark = "/stream/";
  const auto table = arn.find(table_mark);
  const auto stream = arn.find(stream_mark);
  if (!arn.starts_with("arn:") || table == std::string_view::npos ||
      stream == std::string_view::npos || stream < table + table_mark.size()) {
    return std::nullopt;
  }
  const auto begin = table + table_mark.size();
  Stream named;
  named.table = arn.substr(begin, stream - begin);
  named.label = arn.substr(stream + stream_mark.size());
  return named;
}

std::unexpected<Error> stream_not_found(std::string_view arn) {
  return resource_not_found("Requested resource not found: Stream: " + std::string(arn) +
                            " not found");
}

Result<Stream> find_stream(const Call& call, std::string_view arn) {
  const auto named = parse_stream_arn(arn);
  if (!named) return validation_error("Invalid StreamArn");
  // Also another region or account, or what only looks like the stream's name.
  if (stream_arn(named->table, named->label, call.options) != arn) return stream_not_found(arn);
  const auto key = row_key(named->table, named->label);
  TRY(const auto row, call.store.get(streams_keyspace, key));
  if (!row) return stream_not_found(arn);
  TRY(auto stream, decode(key, *row));
  if (is_gone(stream, call.clock.now_ms())) return stream_not_found(arn);
  return stream;
}

Result<std::vector<Stream>> find_streams(const Call& call, std::string_view table,
                                         const std::optional<Stream>& after, std::size_t limit) {
  const auto now = call.clock.now_ms();
  const auto first = table.empty() ? std::string() : row_key(table, "");
  const auto behind = after ? row_key(after->table, after->label) : std::string();
  std::vector<Stream> streams;
  auto cursor = call.store.cursor(streams_keyspace);
  for (cursor.seek(std::max(first, behind)); cursor.valid() && cursor.key().starts_with(first);
       cursor.next()) {
    if (after && cursor.key() == behind) continue;
    TRY(auto stream, decode(cursor.key(), cursor.value()));
    if (is_gone(stream, now)) continue;
    if (streams.size() >= limit) return streams;
    streams.push_back(std::move(stream));
  }
  TRY(cursor.status());
  return streams;
}

Result<std::vector<Stream>> all_streams(const store::Store& store) {
  std::vector<Stream> streams;
  auto cursor = store.cursor(streams_keyspace);
  for (cursor.seek(""); cursor.valid(); cursor.next()) {
    TRY(auto stream, decode(cursor.key(), cursor.value()));
    streams.push_back(std::move(stream));
  }
  TRY(cursor.status());
  return streams;
}

void put_stream(store::Batch& batch, const Stream& stream) {
  batch.put(streams_keyspace, row_key(stream.table, stream.label), encode(stream));
}

void erase_stream(store::Batch& batch, const Stream& stream) {
  batch.erase(streams_keyspace, row_key(stream.table, stream.label));
}

Result<Stream> make_stream(Call& call, const Table& table, View view, store::Batch& batch) {
  Stream stream{.table = table.name, .view = view, .created_ms = call.clock.now_ms()};
  for (const auto* part : table.key.parts()) stream.key.push_back(part->name);
  // A table's streams of one millisecond have labels of the next ones.
  for (auto ms = stream.created_ms;; ++ms) {
    stream.label = label_at(ms);
    TRY(const auto taken, call.store.get(streams_keyspace, row_key(stream.table, stream.label)));
    if (!taken) break;
  }
  stream.number = call.tables.take_number(batch);
  return stream;
}

Result<Stream> end_of_stream(const Call& call, const Table& table) {
  CHECK(table.stream);
  const auto key = row_key(table.name, table.stream->label);
  TRY(const auto row, call.store.get(streams_keyspace, key));
  if (!row) return internal_error("a table's stream has no row");
  TRY(auto stream, decode(key, *row));
  stream.ended_ms = call.clock.now_ms();
  return stream;
}

}  // namespace syncline::dynamo
