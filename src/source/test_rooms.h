// For tests: the rooms of sources, with an empty database and a seal that hides nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "source/source.h"
#include "store/store.h"

namespace syncline::source {

struct TestRooms {
  ManualClock clock;
  std::unique_ptr<store::Store> store = store::Store::in_memory().value();
  std::unique_ptr<dynamo::Database> database = dynamo::Database::open(*store, clock).value();
  Rooms rooms{*database,
              [](std::string_view text, std::string_view context) {
                return std::string(context) + "\n" + std::string(text);
              },
              [](std::string_view sealed, std::string_view context) -> std::optional<std::string> {
                const auto head = std::string(context) + "\n";
                if (!sealed.starts_with(head)) return std::nullopt;
                return std::string(sealed.substr(head.size()));
              }};
};

}  // namespace syncline::source
