#include "script/vtl/context.h"

#include <algorithm>
#include <utility>

#include "script/json_value.h"

namespace syncline::script::vtl {
namespace {

constexpr std::array<std::string_view, 10> names{"arguments", "identity", "source", "result",
                                                 "request",   "info",     "error",  "prev",
                                                 "stash",     "env"};

bool same_members(const JsonObject& left, const JsonObject& right) {
  return std::ranges::equal(left, right, [](const auto& a, const auto& b) {
    return a.key() == b.key() && a.value() == b.value();
  });
}

}  // namespace

Value ContextObject::make(Heap& heap, Member member) const {
  switch (member) {
    case arguments: return to_value(heap, present_arguments());
    case stash: return to_value(heap, context_.stash);
    case identity: return to_value(heap, *context_.identity);
    case source: return to_value(heap, *context_.source);
    case result: return to_value(heap, context_.result);
    case request: return to_value(heap, *context_.request);
    case error: return to_value(heap, context_.error);
    case prev: return to_value(heap, context_.prev);
    default: break;
  }
  const auto made = to_value(heap, member == info ? *context_.info : *context_.env);
  if (!made.is(Kind::map)) return made;
  auto& map = made.as_map();
  if (member == info && !(*context_.variables).is_null()) {
    map.put("variables", to_value(heap, *context_.variables, 1));
  }
  map.hides_selection = member == info;
  map.read_only = member == env;
  return made;
}

const JsonObject& ContextObject::present_arguments() const {
  return context_.given_arguments != nullptr ? *context_.given_arguments : context_.arguments;
}

Value ContextObject::member(Heap& heap, Member which) {
  if (!members_[which]) members_[which] = make(heap, which);
  return *members_[which];
}

Value ContextObject::property(Heap& heap, std::string_view name) {
  if (name == "args") return member(heap, arguments);
  if (name == "outErrors") return out_errors(heap);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return member(heap, static_cast<Member>(i));
  }
  return {};
}

// Java shows an object without a toString of its own by its class and a hash.
void ContextObject::append_text(Heap& /*heap*/, std::string& out) {
  out += "MappingTemplateContext@1";
}

Value ContextObject::plain(Heap& heap) {
  auto* map = heap.map();
  for (std::size_t i = 0; i < names.size(); ++i) {
    map->put(names[i], member(heap, static_cast<Member>(i)));
  }
  map->put("outErrors", out_errors(heap));
  return Value::of(map);
}

Value ContextObject::out_errors(Heap& heap) const {
  auto* list = heap.list();
  for (const auto& error : appended_) {
    auto* map = heap.map();
    map->put("message", heap.text(error.message));
    map->put("type", to_value(heap, error.type));
    map->put("data", to_value(heap, error.data));
    map->put("errorInfo", to_value(heap, error.info));
    list->items.push_back(Value::of(map));
  }
  return Value::of(list);
}

void ContextObject::write_back(Heap& heap) {
  const auto written = [&](Member which) -> std::optional<JsonObject> {
    if (!members_[which]) return std::nullopt;
    auto json = to_json(heap, *members_[which]);
    if (!json.is_object() || heap.stopped()) return std::nullopt;
    return std::move(json.get_object());
  };
  // Arguments that are as they were stay where they are.
  auto now = written(arguments);
  if (now && !same_members(*now, present_arguments())) {
    context_.arguments = *std::move(now);
    context_.given_arguments = nullptr;
  }
  if (auto kept = written(stash)) context_.stash = *std::move(kept);
}

}  // namespace syncline::script::vtl
