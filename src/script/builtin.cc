#include "script/builtin.h"

#include <algorithm>

namespace syncline::script {

bool is_offered(Library library, std::string_view family) {
  return std::ranges::any_of(library, [&](const auto* known) {
    return known->name == family && !known->functions.empty();
  });
}

const Builtin* find_builtin(Library library, std::string_view family, std::string_view name) {
  for (const auto* known : library) {
    if (known->name != family) continue;
    for (const auto& function : known->functions) {
      if (function.name == name) return &function;
    }
  }
  return nullptr;
}

Error not_offered(std::string_view family) {
  const auto name = family == "extensions" ? "$extensions" : "$util." + std::string(family);
  return template_error("The helpers of " + name + " are not offered by this server yet.",
                        ErrorKind::unsupported);
}

std::unexpected<Error> fault(std::string java_exception) {
  auto error = template_error(std::move(java_exception));
  error.detail = JsonObject{{"thrown", true}};
  return std::unexpected(std::move(error));
}

bool is_thrown(const Error& error) { return find_member(error.detail, "thrown") != nullptr; }

std::optional<Answer> unless_texts(Arguments args) {
  bool any_null = false;
  for (const auto& arg : args) {
    if (!arg.is_text() && !arg.is_null()) return Answer(std::nullopt);
    any_null = any_null || arg.is_null();
  }
  if (any_null) return Answer(fault("java.lang.NullPointerException"));
  return std::nullopt;
}

}  // namespace syncline::script
