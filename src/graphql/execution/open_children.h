// How the children of one object or list are completed: at once as long as they are ready and it is
// the execution's turn, then as a Task. Shared by data (walk.cc) and introspection.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "base/when_all.h"
#include "graphql/execution/walk.h"

namespace syncline::graphql {

// Children that are not ready yet, and where they belong.
struct Waiting {
  std::vector<Task<Completed>> tasks;
  std::vector<std::size_t> positions;

  void add(std::size_t position, Task<Completed> task) {
    positions.push_back(position);
    tasks.push_back(std::move(task));
  }
};

// What is there of an object and of a list under way: the children so far, and which is next.
struct OpenObject {
  CollectedFields& fields;
  bool non_null;
  JsonObject out = JsonObject();
  Waiting waiting = Waiting();
  std::size_t next = 0;

  [[nodiscard]] std::size_t size() const { return fields.fields.size(); }
  [[nodiscard]] CollectedField& field() const { return fields.fields[next]; }
  void put(Json value) { out.emplace(fields.fields[next++].key, std::move(value)); }
  Json& at(std::size_t position) {
    return (out.begin() + static_cast<std::ptrdiff_t>(position))->value();
  }
};

struct OpenList {
  std::size_t count;
  bool non_null;
  JsonArray out = JsonArray();
  Waiting waiting = Waiting();
  std::size_t next = 0;

  [[nodiscard]] std::size_t size() const { return count; }
  void put(Json value) {
    out.push_back(std::move(value));
    ++next;
  }
  Json& at(std::size_t position) { return out[position]; }
};

enum class Went : std::uint8_t { to_the_end, until_turn_was_over, wrong };

// An Open has an OpenObject or OpenList `made`, and child(walk): the Completing of its next child.
template <class Open>
Went go_on(Walk& walk, Open& open) {
  auto& made = open.made;
  while (made.next < made.size()) {
    if (walk.turn_is_over()) return Went::until_turn_was_over;
    Completing child = open.child(walk);
    if (auto* ready = std::get_if<Completed>(&child)) {
      if (!*ready) return Went::wrong;
      made.put(*std::move(*ready));
    } else {
      made.waiting.add(made.next, std::get<Task<Completed>>(std::move(child)));
      made.put(nullptr);
    }
  }
  return Went::to_the_end;
}

template <class Open>
Task<Completed> finish(Walk& walk, Open open) {
  auto& made = open.made;
  while (made.next < made.size()) {
    co_await walk.next_turn();
    if (go_on(walk, open) == Went::wrong) co_return failed(made.non_null);
  }
  std::vector<Completed> children = co_await when_all(std::move(made.waiting.tasks));
  for (std::size_t i = 0; i < children.size(); ++i) {
    if (!children[i]) co_return failed(made.non_null);
    made.at(made.waiting.positions[i]) = *std::move(children[i]);
  }
  co_return Json(std::move(made.out));
}

template <class Open>
Completing complete_all(Walk& walk, Open open) {
  auto& made = open.made;
  made.out.reserve(made.size());
  const Went went = go_on(walk, open);
  if (went == Went::wrong) return failed(made.non_null);
  if (went == Went::until_turn_was_over || !made.waiting.tasks.empty()) {
    return finish(walk, std::move(open));
  }
  return Completed(Json(std::move(made.out)));
}

}  // namespace syncline::graphql
