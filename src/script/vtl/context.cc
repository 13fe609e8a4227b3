#include "script/vtl/context.h"

#include <utility>

#include "script/json_value.h"

namespace syncline::script::vtl {
namespace {

constexpr std::array<std::string_view, 10> names{"arguments", "identity", "source", "result",
                                                 "request",   "info",     "error",  "prev",
                                                 "stash",     "env"};

}  // namespace

Value ContextObject::make(Heap& heap, Member member) const {
  switch (member) {
    case arguments: return to_value(heap, context_.arguments);
    case stash: return to_value(heap, context_.stash);
    case identity: return to_value(heap, context_.identity);
    case source: return to_value(heap, context_.source);
    case result: return to_value(heap, context_.result);
    case request: return to_value(heap, context_.request);
    case error: return to_value(heap, context_.error);
    case prev: return to_value(heap, context_.prev);
    default: break;
  }
  const auto made = to_value(heap, member == info ? context_.info : context_.env);
  if (!made.is(Kind::map)) return made;
  made.as_map().hides_selection = member == info;
  made.as_map().read_only = member == env;
  return made;
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
  const auto back = [&](Member which, JsonObject& into) {
    if (!members_[which]) return;
    auto json = to_json(heap, *members_[which]);
    if (json.is_object() && !heap.stopped()) into = std::move(json.get_object());
  };
  back(arguments, context_.arguments);
  back(stash, context_.stash);
}

}  // namespace syncline::script::vtl
