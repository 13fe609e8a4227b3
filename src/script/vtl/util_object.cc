#include "script/vtl/util_object.h"

namespace syncline::script::vtl {

Answer FamilyObject::call(Heap& /*heap*/, std::string_view method, Arguments args) {
  if (!is_offered(library_, name_)) return std::unexpected(not_offered(name_));
  const auto* function = find_builtin(library_, name_, method);
  if (function == nullptr) return std::nullopt;
  return function->call(context_, args);
}

void FamilyObject::append_text(Heap& /*heap*/, std::string& out) {
  out += "util.";
  out += name_;
}

Value UtilObject::property(Heap& heap, std::string_view name) {
  // A family's name outlives the run in the library, which is why it is taken from there.
  for (const auto* family : library_) {
    if (!name.empty() && family->name == name && name != "extensions") {
      return Value::of(heap.make<FamilyObject>(context_, library_, family->name));
    }
  }
  return {};
}

Answer UtilObject::call(Heap& /*heap*/, std::string_view method, Arguments args) {
  const auto* function = find_builtin(library_, "", method);
  if (function == nullptr) return std::nullopt;
  return function->call(context_, args);
}

void UtilObject::append_text(Heap& /*heap*/, std::string& out) { out += "util"; }

}  // namespace syncline::script::vtl
