// $util.map (AppSync: "Map helpers in $util.map"). VTL only.
#include <algorithm>

#include "script/builtin.h"

namespace syncline::script {
namespace {

Answer copied(CallContext& context, Arguments args, bool keep) {
  if (args.size() != 2 || !args[0].is(Kind::map) || !args[1].is_sequence()) return std::nullopt;
  auto& heap = context.heap;
  const auto chosen = args[1].elements(heap);
  auto* out = heap.map();
  for (const auto* entry = args[0].as_map().first(); entry != nullptr; entry = entry->after) {
    if (!heap.spend(1 + chosen.size() / 8)) break;
    const bool found =
        std::ranges::any_of(chosen, [&](const Value& key) { return equal(heap, entry->key, key); });
    if (found == keep) out->put(entry->key, entry->value);
  }
  return Value::of(out);
}

Answer retain_keys(CallContext& context, Arguments args) { return copied(context, args, true); }
Answer remove_keys(CallContext& context, Arguments args) { return copied(context, args, false); }

constexpr Builtin functions[] = {
    {"copyAndRetainAllKeys", retain_keys, true},
    {"copyAndRemoveAllKeys", remove_keys, true},
};

}  // namespace

extern const Family map{"map", functions};

}  // namespace syncline::script
