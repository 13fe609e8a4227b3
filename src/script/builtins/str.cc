// $util.str (AppSync: "String helpers in $util.str").
#include "script/builtin.h"
#include "script/java_text.h"
#include "script/utf16.h"

namespace syncline::script {
namespace {

Answer to_upper(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  return context.heap.text(to_upper_case(args[0].as_text()));
}

Answer to_lower(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  return context.heap.text(to_lower_case(args[0].as_text()));
}

// (text, target, replacement): every occurrence, taken literally.
Answer to_replace(CallContext& context, Arguments args) {
  if (args.size() != 3) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  return replace_literal(context.heap, args[0].as_text(), args[1].as_text(), args[2].as_text());
}

// Text in ASCII is its own normal form in all four. The tables for the rest are those of ICU,
// which the server does not link.
Answer normalize(CallContext& /*context*/, Arguments args) {
  if (args.size() != 2) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  const auto form = to_lower_case(args[1].as_text());
  if (form != "nfc" && form != "nfd" && form != "nfkc" && form != "nfkd") {
    return fault("java.lang.IllegalArgumentException: Unknown normalization form: " + form);
  }
  if (is_ascii(args[0].as_text())) return args[0];
  return std::unexpected(
      template_error("$util.str.normalize of text beyond ASCII is not offered by this server yet.",
                     ErrorKind::unsupported));
}

constexpr Builtin functions[] = {
    {"toUpper", to_upper, true},
    {"toLower", to_lower, true},
    {"toReplace", to_replace, true},
    {"normalize", normalize},
};

}  // namespace

extern const Family str{"str", functions};

}  // namespace syncline::script
