// What several clients saw of a few counters, and whether there is an order of their calls that
// explains it: each call takes effect at one moment between its begin and its end (Herlihy and
// Wing, "Linearizability: a correctness condition for concurrent objects"; the search is that of
// Wing and Gong, "Testing and verifying concurrent objects").
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace syncline::model {

using Counter = std::optional<int>;  // nothing: it is not there
using Counters = std::vector<Counter>;

// One counter's part in a call. The parts of a call take effect together, or none does.
struct Part {
  enum class Change { keep, set, add, erase };
  enum class Sees { nothing, before, after };

  std::size_t counter = 0;
  std::optional<Counter> when = {};  // the part fails unless the counter is this
  Change change = Change::keep;
  int value = 0;  // to set, or to add; a counter that is not there counts from 0
  Sees sees = Sees::nothing;
};

struct Recorded {
  int client = 0;
  std::vector<Part> parts;
  // For each part what was seen: a number, "none", or "" for nothing. When a part failed, for each
  // part "failed" with what the failure showed, or "".
  std::vector<std::string> seen = {};
  std::uint64_t began = 0, ended = 0;  // moments of one clock, all different
};

std::string text_of(Counter counter);
// Lets the parts take effect; gives what is seen of them.
std::vector<std::string> take_effect(const std::vector<Part>& parts, Counters& counters);

// Whether the calls can be put in an order that explains what each saw. At most 64 calls.
bool is_linearizable(const std::vector<Recorded>& calls, const Counters& before);

std::string show(const std::vector<Recorded>& calls);

}  // namespace syncline::model
