// $util.log: lines that the evaluate API and the field logs show.
#include "script/builtin.h"
#include "script/java_text.h"
#include "script/json_value.h"

namespace syncline::script {
namespace {

std::string shown(Heap& heap, const Value& value) {
  if (value.is_text()) return std::string(value.as_text());
  std::string out;
  append_json(heap, out, value);
  return out;
}

// `{}` takes the next argument, as in SLF4J; what is left over is not shown.
std::string filled(Heap& heap, std::string_view format, Arguments args) {
  std::string out;
  for (std::size_t at = 0; at < format.size(); ++at) {
    if (!args.empty() && format.substr(at, 2) == "{}") {
      append_within(heap, out, shown(heap, args[0]));
      args = args.subspan(1);
      ++at;
    } else {
      out += format[at];
    }
  }
  return out;
}

// One object; or a format and its arguments.
Answer log_line(CallContext& context, std::string_view level, Arguments args) {
  if (args.empty() || (args.size() > 1 && !args[0].is_text())) return std::nullopt;
  auto line = std::string(level) + ": ";
  line += args.size() == 1 ? shown(context.heap, args[0])
                           : filled(context.heap, args[0].as_text(), args.subspan(1));
  if (context.heap.reserve(line.size() + sizeof(line))) context.logs.push_back(std::move(line));
  return Value::text("");
}

Answer info(CallContext& context, Arguments args) { return log_line(context, "INFO", args); }
Answer debug(CallContext& context, Arguments args) { return log_line(context, "DEBUG", args); }
Answer error_line(CallContext& context, Arguments args) { return log_line(context, "ERROR", args); }

constexpr Builtin functions[] = {
    {"info", info},
    {"debug", debug},
    {"error", error_line},
};

}  // namespace

extern const Family log{"log", functions};

}  // namespace syncline::script
