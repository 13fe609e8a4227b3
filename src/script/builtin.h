// The $util / util families, one file each in builtins/, read by every resolver language.
#pragma once

#include <optional>
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

// Whether a family bears the name and has functions; its function, or nullptr.
bool is_offered(Library library, std::string_view family);
const Builtin* find_builtin(Library library, std::string_view family, std::string_view name);
Error not_offered(std::string_view family);

// A fault inside a helper, told as the Java exception that it is on AppSync. Velocity says around
// it which method threw; is_thrown tells it from the errors that a resolver raises itself.
std::unexpected<Error> fault(std::string java_exception);
bool is_thrown(const Error& error);

// For helpers whose parameters are Strings. Nothing when all are; else the answer: null is taken
// for a String, as any reference type takes it in Java, and the helper trips over it.
std::optional<Answer> unless_texts(Arguments args);

}  // namespace syncline::script
