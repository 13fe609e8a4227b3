// The subscriptions of one field of one API, indexed by the arguments that they gave.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "hub/event.h"

namespace syncline::hub {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};
template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

// One shape, kept once however many subscriptions have it. Its bytes stay only while an event is
// delivered.
struct SharedShape {
  std::shared_ptr<const Shape> shape;
  std::size_t users = 0;
  std::shared_ptr<const std::string> rendered;
};

class Listeners;
struct Bucket;

struct Subscription {
  std::string id;
  Sink* sink = nullptr;
  std::uint64_t sequence = 0;  // the order in which subscriptions began
  bool ended = false;          // while an event is delivered: to be removed after it
  Listeners* listeners = nullptr;
  SharedShape* shape = nullptr;
  Bucket* bucket = nullptr;  // null: its arguments match nothing
  std::size_t position = 0;  // in the bucket
};

struct ArgumentSet;

// The subscriptions that the same values of the same arguments lead to, in their order. An ended
// one leaves a hole; holes are closed when they are the majority, so that an end costs O(1).
struct Bucket {
  std::vector<Subscription*> subscriptions;  // null: a hole
  std::size_t holes = 0;
  ArgumentSet* set = nullptr;
  std::string_view key;  // in the set's map
};

// The subscriptions that gave the same arguments, by the arguments' values.
struct ArgumentSet {
  std::vector<std::string> names;  // sorted
  TextMap<Bucket> by_values;
};

class Listeners {
 public:
  // Must outlive the listeners. (api, field) in the shard's map.
  explicit Listeners(std::string_view key) : key_(key) {}

  void add(Subscription& subscription, const Interest& interest);
  void remove(Subscription& subscription);

  // Appends the buckets that the payload leads to: at most one for each set of arguments in use.
  // Returns how many look-ups that took.
  std::size_t find(const Json& payload, std::vector<Bucket*>& found);

  [[nodiscard]] bool empty() const { return subscriptions_ == 0; }
  [[nodiscard]] std::string_view key() const { return key_; }

 private:
  ArgumentSet& set_of(std::vector<std::string> names);
  SharedShape& share(const std::shared_ptr<const Shape>& shape);
  void leave(Bucket& bucket, std::size_t position);

  std::string_view key_;
  std::vector<std::unique_ptr<ArgumentSet>> sets_;
  TextMap<SharedShape> shapes_;
  std::string scratch_;
  std::size_t subscriptions_ = 0;
};

}  // namespace syncline::hub
