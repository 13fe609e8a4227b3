#include "test/model/history.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace syncline::model {
namespace {

Counter changed(const Part& part, Counter counter) {
  switch (part.change) {
    case Part::Change::set: return part.value;
    case Part::Change::add: return counter.value_or(0) + part.value;
    case Part::Change::erase: return std::nullopt;
    default: return counter;
  }
}

class Search {
 public:
  explicit Search(const std::vector<Recorded>& calls) : calls_(calls) {}

  // Whether the calls that are not in `done` can follow.
  bool follow(std::uint64_t done, const Counters& counters) {
    if (done == all()) return true;
    if (!been_.emplace(done, counters).second) return false;
    const auto first_end = earliest_end(done);
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      if (is_in(done, i) || calls_[i].began > first_end) continue;
      auto after = counters;
      if (take_effect(calls_[i].parts, after) != calls_[i].seen) continue;
      if (follow(done | std::uint64_t{1} << i, after)) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] std::uint64_t all() const {
    return calls_.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << calls_.size()) - 1;
  }
  static bool is_in(std::uint64_t done, std::size_t call) { return (done >> call & 1) != 0; }

  // A call that began behind it cannot come next: one that has ended must come before it.
  [[nodiscard]] std::uint64_t earliest_end(std::uint64_t done) const {
    std::uint64_t end = ~std::uint64_t{0};
    for (std::size_t i = 0; i < calls_.size(); ++i) {
      if (!is_in(done, i)) end = std::min(end, calls_[i].ended);
    }
    return end;
  }

  const std::vector<Recorded>& calls_;
  std::set<std::pair<std::uint64_t, Counters>> been_;
};

}  // namespace

std::string text_of(Counter counter) { return counter ? std::to_string(*counter) : "none"; }

std::vector<std::string> take_effect(const std::vector<Part>& parts, Counters& counters) {
  std::vector<std::string> failed, seen;
  bool fails = false;
  auto after = counters;
  for (const auto& part : parts) {
    const auto before = counters[part.counter];
    const bool fits = !part.when || *part.when == before;
    fails = fails || !fits;
    failed.push_back(fits ? "" : "failed " + text_of(before));
    auto& counter = after[part.counter];
    counter = changed(part, before);
    const bool is_old = part.sees == Part::Sees::before;
    seen.push_back(part.sees == Part::Sees::nothing ? "" : text_of(is_old ? before : counter));
  }
  if (fails) return failed;
  counters = std::move(after);
  return seen;
}

bool is_linearizable(const std::vector<Recorded>& calls, const Counters& before) {
  return Search(calls).follow(0, before);
}

std::string show(const std::vector<Recorded>& calls) {
  auto sorted = calls;
  std::ranges::sort(sorted, {}, &Recorded::began);
  static constexpr const char* changes[] = {"reads", "sets", "adds", "erases"};
  std::string text;
  for (const auto& call : sorted) {
    text += std::to_string(call.began) + "-" + std::to_string(call.ended) + " client " +
            std::to_string(call.client) + ":";
    for (std::size_t i = 0; i < call.parts.size(); ++i) {
      const auto& part = call.parts[i];
      text += std::string(" [") + changes[static_cast<int>(part.change)] + " " +
              std::to_string(part.counter) + " by " + std::to_string(part.value) +
              (part.when ? " when " + text_of(*part.when) : "") + " sees '" +
              (i < call.seen.size() ? call.seen[i] : "?") + "']";
    }
    text += "\n";
  }
  return text;
}

}  // namespace syncline::model
