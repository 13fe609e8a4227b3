// The $util / util families, one file each in builtins/, read by every resolver language.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "script/heap.h"
#include "script/program.h"

namespace syncline::script {

// What a helper may use of the run that calls it. Everything outlives the call.
struct CallContext {
  Heap& heap;
  const Clock& clock;
  std::string_view auth_type;
  std::vector<ScriptError>& appended;
  std::vector<std::string>& logs;
};

struct Builtin {
  std::string_view name;
  Answer (*call)(CallContext&, Arguments);
  bool vtl_only = false;
};

// Several families may bear one name: they are one to the caller. A family without functions is
// one of AppSync's that is not offered yet: to call it is an error that names it.
struct Family {
  std::string_view name;  // "dynamodb"; "" for $util itself; "extensions" for $extensions
  std::span<const Builtin> functions;
};

using Library = std::span<const Family* const>;

Library builtins_table();  // made by room_table

// Whether a family bears the name; and its function, or nullptr.
bool has_family(Library library, std::string_view family);
bool is_offered(Library library, std::string_view family);
const Builtin* find_builtin(Library library, std::string_view family, std::string_view name);
Error not_offered(std::string_view family);

// A fault inside a helper, told as the Java exception that it is on AppSync.
std::unexpected<Error> fault(std::string java_exception);

}  // namespace syncline::script
