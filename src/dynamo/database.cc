#include "dynamo/database.h"

#include <algorithm>

#include "dynamo/call.h"
#include "dynamo/errors.h"
#include "dynamo/has_element.h"
#include "dynamo/not_offered.h"

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
      : store(its_store), clock(its_clock), options(std::move(its_options)), ledger(its_store) {}

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
  }
  return std::make_unique<Database>(std::move(state));
}

bool Database::offers(Api api, std::string_view operation) {
  return std::ranges::any_of(operations_table(), [&](const Operation* row) {
    return row->api == api && row->name == operation;
  });
}

const Options& Database::options() const { return state_->options; }

Task<Result<Json>> Database::call(std::string_view operation, const JsonObject& input) {
  const auto table = operations_table();
  const auto found = std::ranges::find(table, operation, &Operation::name);
  if (found == table.end()) {
    co_return unknown_operation(operation);
  }
  Call call{state_->store,  state_->clock, state_->options,       state_->tables,
            state_->ledger, state_->locks, state_->tokens_erased, input};
  co_return co_await (*found)->run(call);
}

}  // namespace syncline::dynamo
