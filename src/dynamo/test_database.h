// For tests: a database on a store in memory, called with JSON text.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/loop.h"
#include "base/parse_json.h"
#include "dynamo/database.h"

namespace syncline::dynamo {

template <class T>
Task<void> keep_result(Task<T> task, std::optional<T>& result) {
  result = co_await std::move(task);
}

// Runs the task to its end on the loop, which nobody else runs.
template <class T>
T run_task(Loop& loop, Task<T> task) {
  std::optional<T> result;
  loop.spawn(keep_result(std::move(task), result));
  loop.context().restart();
  loop.context().run();
  return *std::move(result);
}

class TestDatabase {
 public:
  TestDatabase() : TestDatabase(store::Store::in_memory().value()) {}
  explicit TestDatabase(std::unique_ptr<store::Store> store)
      : clock(1'700'000'000'123), store(std::move(store)) {
    reopen();
  }

  void reopen() {
    database.reset();
    database = Database::open(*store, clock).value();
  }

  Result<Json> call(std::string_view operation, const JsonObject& input) {
    return run_task(loop_, database->call(operation, input));
  }
  Result<Json> call(std::string_view operation, std::string_view input) {
    return call(operation, parse_json(input).value().get_object());
  }
  Result<void> trim_streams() { return run_task(loop_, database->trim_streams()); }
  Result<Tail> tail(std::string arn, std::optional<std::uint64_t> from) {
    return run_task(loop_, database->tail(std::move(arn), from));
  }
  // Does all that is done when nobody waits.
  void work() {
    while (run_task(loop_, database->work()).value()) {
    }
  }
  // One step of it.
  Result<bool> work_once() { return run_task(loop_, database->work()); }
  // The answer as text; an error as "Type: message".
  std::string text(std::string_view operation, std::string_view input) {
    const auto result = call(operation, input);
    return result ? to_json(*result) : result.error().type + ": " + result.error().message;
  }

  // Ends after the store, which posts to it.
 private:
  Loop loop_{0};

 public:
  ManualClock clock;
  std::unique_ptr<store::Store> store;
  std::unique_ptr<Database> database;
};

}  // namespace syncline::dynamo
