#include "dynamo/ledger.h"

#include <charconv>
#include <map>
#include <mutex>
#include <utility>

#include "base/parse_json.h"
#include "dynamo/errors.h"
#include "dynamo/stream_record.h"

namespace syncline::dynamo {
namespace {

constexpr std::string_view count_keyspace = "dynamo.count";

using Changes = std::vector<CountChange>;

std::string sum_key(std::uint64_t table) { return std::to_string(table); }

std::string change_key(std::uint64_t table, std::uint64_t number) {
  auto digits = std::to_string(number);
  constexpr std::size_t width = 20;
  return sum_key(table) + "/" + std::string(width - digits.size(), '0') + digits;
}
// The first key behind those of a table's changes: '0' follows '/'.
std::string changes_end(std::uint64_t table) { return sum_key(table) + "0"; }

void add(Counts& to, const Counts& change) {
  to.items += change.items;
  to.bytes += change.bytes;
}

// Both records: the format's byte, the number of a sum (0 of a change), and for each index its
// number and two counts, which may be negative; all in seven bits a byte, the lowest first
// (LEB128). They are written with every item, so they are short and cost little. Records of earlier
// versions are JSON: [n, [index, items, bytes]…] and [[index, items, bytes]…].
constexpr char format = 1;

void append_whole(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}

// Small numbers of either sign are short: 0, -1, 1, -2 … (zigzag).
void append_count(std::string& out, std::int64_t count) {
  const auto doubled = static_cast<std::uint64_t>(count) << 1;
  append_whole(out, count < 0 ? ~doubled : doubled);
}

void append_row(std::string& out, std::uint32_t index, const Counts& counts) {
  append_whole(out, index);
  append_count(out, counts.items);
  append_count(out, counts.bytes);
}

std::string encode_sum(std::uint64_t number, const TableCounts& counts) {
  std::string record(1, format);
  append_whole(record, number);
  for (const auto& [index, count] : counts) append_row(record, index, count);
  return record;
}

std::string encode_changes(const Changes& changes) {
  std::string record(1, format);
  append_whole(record, 0);
  for (const auto& one : changes) append_row(record, one.index, one.change);
  return record;
}

std::unexpected<Error> damaged() {
  return internal_error("the stored counts of a table are damaged");
}

Result<std::uint64_t> take_whole(std::string_view& bytes) {
  std::uint64_t number = 0;
  for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<std::uint8_t>(bytes.front());
    bytes.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return number;
  }
  return damaged();
}

Result<std::int64_t> take_count(std::string_view& bytes) {
  TRY(const auto doubled, take_whole(bytes));
  const auto half = static_cast<std::int64_t>(doubled >> 1);
  return (doubled & 1) != 0 ? ~half : half;
}

// As earlier versions wrote them.
Result<std::uint64_t> decode_json(std::string_view bytes, TableCounts& counts) {
  const auto record = parse_json(bytes);
  const auto* rows = record ? record->if_array() : nullptr;
  if (rows == nullptr) return damaged();
  std::uint64_t first = 0;
  for (const auto& row : *rows) {
    if (const auto* number = row.if_int64()) {
      first = static_cast<std::uint64_t>(*number);
      continue;
    }
    const auto* fields = row.if_array();
    if (fields == nullptr || fields->size() != 3) return damaged();
    const auto* index = (*fields)[0].if_int64();
    const auto* items = (*fields)[1].if_int64();
    const auto* size = (*fields)[2].if_int64();
    if (index == nullptr || items == nullptr || size == nullptr) return damaged();
    add(counts[static_cast<std::uint32_t>(*index)], {*items, *size});
  }
  return first;
}

// Adds the rows of either record to the counts; gives the number in front, or 0.
Result<std::uint64_t> decode(std::string_view bytes, TableCounts& counts) {
  if (bytes.starts_with('[')) return decode_json(bytes, counts);
  if (!bytes.starts_with(format)) return damaged();
  bytes.remove_prefix(1);
  TRY(const auto number, take_whole(bytes));
  while (!bytes.empty()) {
    TRY(const auto index, take_whole(bytes));
    TRY(const auto items, take_count(bytes));
    TRY(const auto size, take_count(bytes));
    add(counts[static_cast<std::uint32_t>(index)], {items, size});
  }
  return number;
}

// One table's counts, and its writes whose outcome is not known yet.
struct Account {
  struct Open {
    Changes changes;
    bool settled = false;
    bool stored = false;
  };

  TableCounts sum;           // of the writes up to `summed`
  std::uint64_t summed = 0;  // all writes up to this one are settled
  std::uint64_t last = 0;    // the number of the last write begun
  std::map<std::uint64_t, Open> open;
  std::vector<std::uint64_t> spent;  // writes in the sum, whose rows may still be stored

  // An index that has no rows needs no count: it may have been deleted.
  void add_to_sum(const CountChange& one) {
    auto& count = sum[one.index];
    add(count, one.change);
    if (one.index != 0 && count.items == 0 && count.bytes == 0) sum.erase(one.index);
  }

  void settle(std::uint64_t number, bool stored) {
    auto& write = open.at(number);
    write.settled = true;
    write.stored = stored;
    for (auto at = open.begin(); at != open.end() && at->second.settled; at = open.erase(at)) {
      summed = at->first;
      if (!at->second.stored) continue;
      for (const auto& one : at->second.changes) add_to_sum(one);
      spent.push_back(at->first);
    }
  }
};

// One table's part in a batch.
struct Entry {
  std::shared_ptr<Account> account;
  std::uint64_t number = 0;
  std::vector<std::uint64_t> erased;  // writes whose rows the batch erases
};

// What the changes of one table add to the batch: the sum before, the change, and the end of the
// rows that are in the sum.
Entry enter(const std::shared_ptr<Account>& account, std::uint64_t table, Changes changes,
            store::Batch& batch) {
  Entry entry{account, ++account->last, std::exchange(account->spent, {})};
  batch.put(count_keyspace, sum_key(table), encode_sum(account->summed, account->sum));
  batch.put(count_keyspace, change_key(table, entry.number), encode_changes(changes));
  for (const auto number : entry.erased) batch.erase(count_keyspace, change_key(table, number));
  account->open[entry.number].changes = std::move(changes);
  return entry;
}

}  // namespace

struct Ledger::State {
  // Held while a batch is completed and queued, so that writes are numbered as they are committed.
  // Before `mutex`; the store may call back at once, under `order`, never under `mutex`.
  std::mutex order;
  StreamLog streams;  // has its own lock, the last of all
  mutable std::mutex mutex;
  std::map<std::uint64_t, std::shared_ptr<Account>> tables;  // guarded by mutex

  // False, and nothing done, when a table is not there any longer.
  bool begin(store::Batch& batch, const Changes& changes, std::vector<Entry>& entries) {
    const std::lock_guard lock(mutex);
    for (const auto& one : changes) {
      if (!tables.contains(one.table)) return false;
    }
    Changes of_table;
    for (std::size_t i = 0; i < changes.size(); ++i) {
      const auto& one = changes[i];
      if (one.change.items != 0 || one.change.bytes != 0) of_table.push_back(one);
      const bool is_last = i + 1 == changes.size() || changes[i + 1].table != one.table;
      if (!is_last || of_table.empty()) continue;
      auto all = std::exchange(of_table, {});
      entries.push_back(enter(tables.at(one.table), one.table, std::move(all), batch));
    }
    return true;
  }

  void settle(std::vector<Entry>& entries, bool stored) {
    const std::lock_guard lock(mutex);
    for (auto& entry : entries) {
      auto& account = *entry.account;
      if (!stored) {
        account.spent.insert(account.spent.end(), entry.erased.begin(), entry.erased.end());
      }
      account.settle(entry.number, stored);
    }
  }

  std::shared_ptr<Account> take(std::uint64_t table) {
    const std::lock_guard lock(mutex);
    auto taken = std::move(tables[table]);
    tables.erase(table);
    return taken;
  }

  void put(std::uint64_t table, std::shared_ptr<Account> account) {
    const std::lock_guard lock(mutex);
    tables[table] = std::move(account);
  }
};

Ledger::Ledger(store::Store& store, const Clock& clock)
    : store_(store), clock_(clock), state_(std::make_shared<State>()) {}
Ledger::~Ledger() = default;

void Ledger::add_table(std::uint64_t table) { state_->put(table, std::make_shared<Account>()); }

Result<void> Ledger::load_table(std::uint64_t table) {
  auto account = std::make_shared<Account>();
  TRY(const auto sum, store_.get(count_keyspace, sum_key(table)));
  if (sum) {
    TRY(account->summed, decode(*sum, account->sum));
  }
  const auto before = account->summed;
  auto cursor = store_.cursor(count_keyspace);
  const auto end = changes_end(table);
  for (cursor.seek(change_key(table, 0)); cursor.valid() && cursor.key() < end; cursor.next()) {
    const auto digits = cursor.key().substr(cursor.key().find('/') + 1);
    std::uint64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (number > before) {
      TRY(decode(cursor.value(), account->sum));
      account->summed = number;
    }
    account->spent.push_back(number);
  }
  TRY(cursor.status());
  account->last = account->summed;
  state_->put(table, std::move(account));
  return {};
}

TableCounts Ledger::counts(std::uint64_t table) const {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->tables.find(table);
  return found == state_->tables.end() ? TableCounts() : found->second->sum;
}

void Ledger::open_stream(std::uint64_t stream) { state_->streams.open(stream, 0); }

Result<void> Ledger::load_stream(std::uint64_t stream) {
  auto cursor = store_.cursor(record_keyspace);
  cursor.seek_backwards(record_key(stream, UINT64_MAX));
  const bool has_any = cursor.valid() && cursor.key() >= record_key(stream, 0);
  TRY(cursor.status());
  state_->streams.open(stream, has_any ? sequence_of(cursor.key()) : 0);
  return {};
}

Task<Result<void>> Ledger::commit_end(std::function<store::Batch()> make_batch,
                                      std::uint64_t stream) {
  Result<void> outcome;
  do {
    auto start = [&](auto done) {
      const std::lock_guard order(state_->order);
      state_->streams.pause(stream);
      store_.commit(make_batch(), std::move(done));
    };
    outcome = co_await from_callback<Result<void>>(start);
  } while (!outcome && outcome.error().kind == ErrorKind::exhausted);
  if (outcome) {
    state_->streams.close(stream);
    co_return outcome;
  }
  state_->streams.resume(stream);
  co_return std::unexpected(store_failed(std::move(outcome).error()));
}

void Ledger::close_stream(std::uint64_t stream) { state_->streams.close(stream); }

Task<bool> Ledger::wait_for_record(std::uint64_t stream, std::uint64_t from) {
  co_return co_await from_callback<bool>(
      [&](auto wake) { state_->streams.wait(stream, from, std::move(wake)); });
}

Task<Result<bool>> Ledger::commit(store::Batch batch, std::vector<CountChange> changes,
                                  std::function<bool()> is_current,
                                  std::vector<StreamChange> streams) {
  bool queued = false, stale = false;
  auto start = [&](auto done) {
    const std::lock_guard order(state_->order);
    stale = is_current && !is_current();
    if (stale) return done(Result<void>());
    std::vector<Entry> entries;
    queued = state_->begin(batch, changes, entries);
    if (!queued) return done(Result<void>(resource_not_found()));
    auto marks = state_->streams.add(batch, streams, clock_.now_ms());
    store_.commit(std::move(batch),
                  [state = state_, entries = std::move(entries), marks = std::move(marks),
                   done = std::move(done)](Result<void> outcome) mutable {
                    state->settle(entries, outcome.has_value());
                    if (outcome) state->streams.stored(marks);
                    done(std::move(outcome));
                  });
  };
  auto outcome = co_await from_callback<Result<void>>(start);
  if (outcome) co_return !stale;
  if (!queued) co_return std::unexpected(std::move(outcome).error());
  co_return std::unexpected(store_failed(std::move(outcome).error()));
}

Task<Result<void>> Ledger::commit_drop(store::Batch batch, std::uint64_t table) {
  std::shared_ptr<Account> account;
  auto start = [&](auto done) {
    const std::lock_guard order(state_->order);
    account = state_->take(table);
    batch.erase(count_keyspace, sum_key(table));
    batch.erase_range(count_keyspace, change_key(table, 0), changes_end(table));
    store_.commit(std::move(batch), std::move(done));
  };
  auto outcome = co_await from_callback<Result<void>>(start);
  if (outcome) co_return outcome;
  state_->put(table, std::move(account));  // it is still there
  co_return std::unexpected(store_failed(std::move(outcome).error()));
}

}  // namespace syncline::dynamo
