#include "dynamo/stream_reader.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/limits.h"
#include "base/text.h"
#include "dynamo/errors.h"
#include "dynamo/stream_record.h"

namespace syncline::dynamo {
namespace {

constexpr std::chrono::milliseconds retention = limits::stream_retention;
constexpr std::chrono::milliseconds erased_after =
    limits::stream_retention + limits::stream_trim_delay;
// An iterator that was made at the edge of what is kept must find its records when it is used.
static_assert(limits::stream_trim_delay > limits::stream_iterator_life);

// The first number that can still be read, and the first that the store has for sure.
std::uint64_t horizon(std::int64_t now_ms) { return first_sequence_at(now_ms - retention.count()); }
std::uint64_t erased_below(std::int64_t now_ms) {
  return first_sequence_at(now_ms - erased_after.count());
}

std::unexpected<Error> trimmed() {
  return fail(ErrorKind::invalid, "TrimmedDataAccessException",
              "The data you are trying to access has been trimmed");
}

class Reader {
 public:
  Reader(const Call& call, const Stream& stream, std::uint64_t from)
      : now_(call.clock.now_ms()),
        from_(from),
        end_(record_key(stream.number, UINT64_MAX)),
        cursor_(call.store.cursor(record_keyspace)) {
    cursor_.seek(record_key(stream.number, from));
  }

  [[nodiscard]] bool valid() const { return cursor_.valid() && cursor_.key() <= end_; }
  [[nodiscard]] std::uint64_t sequence() const { return sequence_of(cursor_.key()); }
  [[nodiscard]] std::string_view value() const { return cursor_.value(); }
  [[nodiscard]] Result<void> status() const { return cursor_.status(); }
  void next() { cursor_.next(); }

  // To be asked where the reader begins.
  [[nodiscard]] Result<void> check_kept() const {
    const bool is_lost = valid() ? sequence() < horizon(now_) : false;
    if (is_lost || from_ < erased_below(now_)) return trimmed();
    return {};
  }

 private:
  std::int64_t now_;
  std::uint64_t from_;
  std::string end_;
  store::Cursor cursor_;
};

constexpr std::string_view iterator_form = "|1|";  // between the stream and what follows

}  // namespace

std::uint64_t oldest_sequence(const Stream& stream, std::int64_t now_ms) {
  return std::max(first_sequence_at(stream.created_ms), horizon(now_ms));
}

Result<std::uint64_t> newest_sequence(const Call& call, const Stream& stream) {
  TRY(const auto next, next_sequence(call, stream));
  const auto oldest = oldest_sequence(stream, call.clock.now_ms());
  return next > oldest ? next - 1 : oldest;
}

Result<std::uint64_t> next_sequence(const Call& call, const Stream& stream) {
  const auto oldest = oldest_sequence(stream, call.clock.now_ms());
  auto cursor = call.store.cursor(record_keyspace);
  cursor.seek_backwards(record_key(stream.number, UINT64_MAX));
  const bool has_any = cursor.valid() && cursor.key() >= record_key(stream.number, 0);
  TRY(cursor.status());
  return has_any ? std::max(sequence_of(cursor.key()) + 1, oldest) : oldest;
}

Result<void> check_kept(const Call& call, const Stream& stream, std::uint64_t from) {
  const Reader reader(call, stream, from);
  TRY(reader.status());
  return reader.check_kept();
}

Result<StreamPage> read_records(const Call& call, const Stream& stream, std::uint64_t from,
                                std::size_t limit) {
  // `stream` was read before this: if it had ended by then, the reader sees its last record.
  Reader reader(call, stream, from);
  TRY(reader.check_kept());
  StreamPage page{.records = {}, .next = from, .ended = stream.ended_ms.has_value()};
  std::size_t bytes = 0;
  for (; reader.valid(); reader.next()) {
    TRY(const auto record, decode_record(reader.value()));
    bytes += size_of(record);
    const bool fits = page.records.empty() || bytes <= limits::page_bytes_max;
    if (!fits || page.records.size() >= limit) {
      page.ended = false;
      return page;
    }
    page.records.push_back(describe(record, stream, reader.sequence(), call.options.region));
    page.next = reader.sequence() + 1;
  }
  TRY(reader.status());
  // All up to the horizon has been seen: whoever waits longer than records are kept misses none.
  page.next = std::max(page.next, horizon(call.clock.now_ms()));
  return page;
}

std::string encode_iterator(const ShardIterator& iterator) {
  const auto where = std::to_string(iterator.next) + " " + std::to_string(iterator.issued_ms);
  return iterator.arn + std::string(iterator_form) + base64_encode(where);
}

Result<ShardIterator> decode_iterator(std::string_view text) {
  const auto invalid = validation_error("Invalid ShardIterator");
  const auto form = text.find(iterator_form);
  if (form == std::string_view::npos) return invalid;
  const auto where = base64_decode(text.substr(form + iterator_form.size()));
  if (!where) return invalid;
  ShardIterator iterator{.arn = std::string(text.substr(0, form))};
  const auto* end = where->data() + where->size();
  const auto [blank, fault] = std::from_chars(where->data(), end, iterator.next);
  if (fault != std::errc() || blank == end || *blank != ' ') return invalid;
  const auto [stopped, second_fault] = std::from_chars(blank + 1, end, iterator.issued_ms);
  if (second_fault != std::errc() || stopped != end) return invalid;
  if (!parse_stream_arn(iterator.arn)) return invalid;
  return iterator;
}

Task<Result<void>> trim_streams(Call& call) {
  const auto now = call.clock.now_ms();
  store::Batch batch;
  CO_TRY(const auto streams, all_streams(call.store));
  for (const auto& stream : streams) {
    if (stream.ended_ms && now - *stream.ended_ms >= erased_after.count()) {
      batch.erase_range(record_keyspace, record_key(stream.number, 0),
                        record_key(stream.number + 1, 0));
      erase_stream(batch, stream);
      continue;
    }
    // A range that is erased costs every later read of the keyspace: none where nothing is.
    const Reader reader(call, stream, 0);
    CO_TRY(reader.status());
    if (!reader.valid() || reader.sequence() >= erased_below(now)) continue;
    batch.erase_range(record_keyspace, record_key(stream.number, 0),
                      record_key(stream.number, erased_below(now)));
  }
  if (batch.empty()) co_return Result<void>();
  CO_TRY(co_await call.ledger.commit(std::move(batch), {}));
  co_return Result<void>();
}

}  // namespace syncline::dynamo
