// Errors that a resolver raises or collects (AppSync: "Error helpers in $util").
// They are how a template refuses a request: a null among their arguments, such as a message that
// was never set, must not make them let it through.
#include "script/builtin.h"
#include "script/json_value.h"

namespace syncline::script {
namespace {

bool is_text_or_null(const Value& value) { return value.is_text() || value.is_null(); }

// (message[, type[, data[, info]]]), as far as they are given.
std::optional<ScriptError> error_of(Heap& heap, Arguments args) {
  if (args.empty() || args.size() > 4 || !is_text_or_null(args[0])) return std::nullopt;
  if (args.size() > 1 && !is_text_or_null(args[1])) return std::nullopt;
  ScriptError error;
  error.message = args[0].is_null() ? "null" : std::string(args[0].as_text());
  if (args.size() > 1) error.type = to_json(heap, args[1]);
  if (args.size() > 2) error.data = to_json(heap, args[2]);
  if (args.size() > 3) error.info = to_json(heap, args[3]);
  return error;
}

std::unexpected<Error> raise(ScriptError error) {
  const auto* type = error.type.if_string();
  return fail(error.unauthorized ? ErrorKind::forbidden : ErrorKind::invalid,
              type == nullptr ? "" : std::string(*type), std::move(error.message),
              JsonObject{{"data", std::move(error.data)},
                         {"info", std::move(error.info)},
                         {"unauthorized", error.unauthorized}});
}

Answer error_now(CallContext& context, Arguments args) {
  auto error = error_of(context.heap, args);
  if (!error) return std::nullopt;
  return raise(std::move(*error));
}

Answer append_error(CallContext& context, Arguments args) {
  auto error = error_of(context.heap, args);
  if (!error) return std::nullopt;
  if (context.heap.reserve(sizeof(*error) + error->message.size())) {
    context.appended.push_back(std::move(*error));
  }
  return Value::text("");
}

Answer unauthorized(CallContext& /*context*/, Arguments args) {
  if (!args.empty()) return std::nullopt;
  ScriptError error;
  error.message = "Unauthorized";
  error.type = "Unauthorized";
  error.unauthorized = true;
  return raise(std::move(error));
}

// (condition, message[, type[, data]]). A condition that is null does not hold.
Answer validate(CallContext& context, Arguments args) {
  if (args.size() < 2 || args.size() > 4) return std::nullopt;
  if (!args[0].is(Kind::boolean) && !args[0].is_null()) return std::nullopt;
  auto error = error_of(context.heap, args.subspan(1));
  if (!error) return std::nullopt;
  if (args[0].is(Kind::boolean) && args[0].as_boolean()) return Value::text("");
  if (args.size() == 2) error->type = "CustomTemplateException";
  return raise(std::move(*error));
}

constexpr Builtin functions[] = {
    {"error", error_now},
    {"appendError", append_error},
    {"unauthorized", unauthorized},
    {"validate", validate},
};

}  // namespace

extern const Family error{"", functions};

}  // namespace syncline::script
