#include "hub/listeners.h"

#include <algorithm>

#include "hub/argument_key.h"

namespace syncline::hub {
namespace {

using Arguments = std::vector<std::pair<std::string, Json>>;

Arguments sorted(Arguments arguments) {
  std::ranges::sort(arguments, {}, &Arguments::value_type::first);
  return arguments;
}

std::vector<std::string> names_of(const Arguments& arguments) {
  std::vector<std::string> names;
  names.reserve(arguments.size());
  for (const auto& argument : arguments) names.push_back(argument.first);
  return names;
}

void close_holes(Bucket& bucket) {
  std::erase(bucket.subscriptions, nullptr);
  bucket.holes = 0;
  for (std::size_t i = 0; i < bucket.subscriptions.size(); ++i) {
    bucket.subscriptions[i]->position = i;
  }
}

}  // namespace

ArgumentSet& Listeners::set_of(std::vector<std::string> names) {
  const auto same = [&](const auto& set) { return set->names == names; };
  const auto known = std::ranges::find_if(sets_, same);
  if (known != sets_.end()) return **known;
  sets_.push_back(std::make_unique<ArgumentSet>(ArgumentSet{std::move(names), {}}));
  return *sets_.back();
}

SharedShape& Listeners::share(const std::shared_ptr<const Shape>& shape) {
  auto& shared = shapes_[shape->key];
  if (shared.users++ == 0) shared.shape = shape;
  return shared;
}

void Listeners::add(Subscription& subscription, const Interest& interest) {
  ++subscriptions_;
  subscription.listeners = this;
  subscription.shape = &share(interest.shape);

  const auto arguments = sorted(interest.arguments);
  std::string key;
  for (const auto& argument : arguments) {
    if (!append_argument_key(key, &argument.second)) return;
  }
  auto& set = set_of(names_of(arguments));
  const auto entry = set.by_values.try_emplace(std::move(key)).first;
  auto& bucket = entry->second;
  bucket.set = &set;
  bucket.key = entry->first;
  subscription.bucket = &bucket;
  subscription.position = bucket.subscriptions.size();
  bucket.subscriptions.push_back(&subscription);
}

void Listeners::remove(Subscription& subscription) {
  --subscriptions_;
  if (subscription.bucket != nullptr) leave(*subscription.bucket, subscription.position);
  if (--subscription.shape->users == 0) {
    shapes_.erase(shapes_.find(subscription.shape->shape->key));
  }
}

void Listeners::leave(Bucket& bucket, std::size_t position) {
  bucket.subscriptions[position] = nullptr;
  ++bucket.holes;
  if (bucket.holes < bucket.subscriptions.size()) {
    if (bucket.holes * 2 > bucket.subscriptions.size()) close_holes(bucket);
    return;
  }
  auto& set = *bucket.set;
  set.by_values.erase(set.by_values.find(bucket.key));
  if (!set.by_values.empty()) return;
  std::erase_if(sets_, [&](const auto& known) { return known.get() == &set; });
}

std::size_t Listeners::find(const Json& payload, std::vector<Bucket*>& found) {
  std::size_t lookups = 0;
  for (const auto& set : sets_) {
    scratch_.clear();
    const auto append = [&](const std::string& name) {
      return append_argument_key(scratch_, find_member(payload, name));
    };
    if (!std::ranges::all_of(set->names, append)) continue;
    ++lookups;
    const auto entry = set->by_values.find(std::string_view(scratch_));
    if (entry != set->by_values.end()) found.push_back(&entry->second);
  }
  return lookups;
}

}  // namespace syncline::hub
