#include "dynamo/database.h"

#include <algorithm>

#include "base/limits.h"
#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/expiry.h"
#include "dynamo/has_element.h"
#include "dynamo/index_work.h"
#include "dynamo/not_offered.h"
#include "dynamo/stream_reader.h"

namespace syncline::dynamo {
namespace {

std::unexpected<Error> unknown_operation(std::string_view name) {
  const auto text = has_element(operations_not_offered(), name)
                        ? "DynamoDB's operation " + std::string(name) + " is not offered here"
                        : "The operation " + std::string(name) + " is not supported";
  return fail(ErrorKind::unsupported, "UnknownOperationException", text);
}

}  // namespace

struct Database::State {
  State(store::Store& its_store, const Clock& its_clock, Options its_options)
      : store(its_store),
        clock(its_clock),
        options(std::move(its_options)),
        ledger(its_store, its_clock) {}

  Call call_with(const JsonObject& input) {
    return {store, clock, options, tables, ledger, locks, tokens_erased, input};
  }

  store::Store& store;
  const Clock& clock;
  const Options options;
  Tables tables;
  Ledger ledger;
  KeyLocks locks;
  std::atomic<std::int64_t> tokens_erased = 0;
};

Database::Database(std::unique_ptr<State> state) : state_(std::move(state)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(store::Store& store, const Clock& clock,
                                                 Options options) {
  auto state = std::make_unique<State>(store, clock, std::move(options));
  TRY(const auto tables, state->tables.load(store));
  for (const auto& table : tables) {
    TRY(state->ledger.load_table(table->number));
    if (table->stream && table->stream->enabled) {
      TRY(state->ledger.load_stream(table->stream->number));
    }
  }
  return std::make_unique<Database>(std::move(state));
}

bool Database::offers(Api api, std::string_view operation) {
  return std::ranges::any_of(operations_table(), [&](const Operation* row) {
    return row->api == api && row->name == operation;
  });
}

const Options& Database::options() const { return state_->options; }

std::optional<Result<std::string>> Database::answer_now(std::string_view operation,
                                                        const JsonObject& input) {
  const auto table = operations_table();
  const auto found = std::ranges::find(table, operation, &Operation::name);
  if (found == table.end() || (*found)->write == nullptr) return std::nullopt;
  const auto call = state_->call_with(input);
  std::string text;
  if (auto done = (*found)->write(call, text); !done) {
    return std::unexpected(std::move(done).error());
  }
  return text;
}

Task<Result<Json>> Database::call(std::string_view operation, const JsonObject& input) {
  const auto table = operations_table();
  const auto found = std::ranges::find(table, operation, &Operation::name);
  if (found == table.end()) {
    co_return unknown_operation(operation);
  }
  auto call = state_->call_with(input);
  co_return co_await (*found)->run(call);
}

Task<Result<Tail>> Database::tail(std::string stream_arn, std::optional<std::uint64_t> from) {
  const JsonObject nothing;
  const auto call = state_->call_with(nothing);
  while (true) {
    CO_TRY(const auto stream, find_stream(call, stream_arn));
    if (!from) from = oldest_sequence(stream, call.clock.now_ms());
    CO_TRY(auto page, read_records(call, stream, *from, limits::stream_records_max));
    if (!page.records.empty() || page.ended) {
      co_return Tail{std::move(page.records), page.next, page.ended};
    }
    from = page.next;
    if (co_await state_->ledger.wait_for_record(stream.number, *from)) continue;
    co_return fail(ErrorKind::exhausted, "LimitExceededException",
                   "Too many readers wait for the stream " + stream_arn);
  }
}

Result<std::uint64_t> Database::tail_end(std::string_view stream_arn) {
  const JsonObject nothing;
  const auto call = state_->call_with(nothing);
  TRY(const auto stream, find_stream(call, stream_arn));
  return next_sequence(call, stream);
}

Task<Result<void>> Database::trim_streams() {
  const JsonObject nothing;
  auto call = state_->call_with(nothing);
  co_return co_await dynamo::trim_streams(call);
}

Task<Result<bool>> Database::work() {
  const JsonObject nothing;
  auto call = state_->call_with(nothing);
  const auto hold = co_await call.locks.lock({"work"});
  CO_TRY(const bool on_indexes, co_await work_on_indexes(call));
  CO_TRY(const bool on_expiry, co_await work_on_expiry(call));
  CO_TRY(const bool deleted, co_await delete_expired(call));
  co_return on_indexes || on_expiry || deleted;
}

}  // namespace syncline::dynamo
