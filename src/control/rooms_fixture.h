// For tests of this room and of those above: what operations work on, on a store in memory, and a
// loop that runs one task to its end.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>

#include "base/loop.h"
#include "base/parse_json.h"
#include "control/control.h"

namespace syncline::control {

class RoomsFixture : public testing::Test {
 protected:
  RoomsFixture() { open(); }

  // What a restart of the server does: everything anew, on the same store.
  void open() {
    catalog_.reset();
    database_.reset();
    auto database = dynamo::Database::open(*store_, clock_);
    auto catalog = catalog::Catalog::open(*store_, catalog::UnboundSubscriptions::bind);
    EXPECT_TRUE(database && catalog);
    database_ = *std::move(database);
    catalog_ = *std::move(catalog);
    rooms_ = std::make_unique<Rooms>(Rooms{*catalog_, *database_, clock_});
  }

  template <class T>
  static T run(Task<T> task) {
    Loop loop(0);
    std::optional<T> result;
    loop.spawn(keep(std::move(task), result));
    loop.context().run();
    return *std::move(result);
  }

  Result<Json> call(std::string_view operation, const JsonObject& input) {
    return run(control::call(operation, input, *rooms_));
  }
  Result<Json> call(std::string_view operation, std::string_view input) {
    const auto parsed = parse_json(input);
    EXPECT_TRUE(parsed) << input;
    return call(operation, parsed->get_object());
  }

  // The operation must succeed; its answer.
  Json ask(std::string_view operation, const JsonObject& input) {
    auto answer = call(operation, input);
    EXPECT_TRUE(answer) << operation << ": " << answer.error().message;
    return answer ? *std::move(answer) : Json();
  }

  // The operation must fail; its error.
  Error refuse(std::string_view operation, const JsonObject& input) {
    auto answer = call(operation, input);
    EXPECT_FALSE(answer) << operation << " answered " << to_json(answer ? *answer : Json());
    return answer ? Error() : std::move(answer).error();
  }

  Result<Json> ask_database(std::string_view operation, const JsonObject& input) {
    return run(database_->call(operation, input));
  }

  const catalog::CompiledApi* find_api(const std::string& id) {
    snapshot_ = catalog_->snapshot();
    const auto found = snapshot_->by_id.find(id);
    return found != snapshot_->by_id.end() ? found->second.get() : nullptr;
  }

  static constexpr std::int64_t start_ms = 1'700'000'000'000;

  ManualClock clock_{start_ms};
  std::unique_ptr<store::Store> store_ = std::move(store::Store::in_memory()).value();
  std::unique_ptr<dynamo::Database> database_;
  std::unique_ptr<catalog::Catalog> catalog_;
  std::unique_ptr<Rooms> rooms_;

 private:
  template <class T>
  static Task<void> keep(Task<T> task, std::optional<T>& result) {
    result.emplace(co_await std::move(task));
  }

  std::shared_ptr<const catalog::Snapshot> snapshot_;
};

}  // namespace syncline::control
