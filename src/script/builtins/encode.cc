// Texts in and out of other forms (AppSync: "Utility helpers in $util", encoding and JSON).
#include <fmt/format.h>

#include "base/parse_json.h"
#include "base/text.h"
#include "script/builtin.h"
#include "script/json_value.h"
#include "script/utf16.h"

namespace syncline::script {
namespace {

using Encoding = std::string (*)(std::string_view);

template <Encoding encode>
Answer encoded(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  if (!context.heap.spend(args[0].as_text().size() / 64)) return Value();
  return context.heap.text(encode(args[0].as_text()));
}

// java.net.URLEncoder: letters, digits and .-*_ stay, a blank is a plus.
std::string url_encode(std::string_view text) {
  constexpr std::string_view kept = ".-*_";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || kept.find(c) != std::string_view::npos) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string valid_utf8(std::string bytes) {
  if (is_utf8(bytes)) return bytes;
  std::string out;
  for (const char32_t code_point : to_utf32(bytes)) append_utf8(out, code_point);
  return out;
}

std::string url_decode(std::string_view text) { return valid_utf8(percent_decode(text, true)); }

// Commons-Lang's StringEscapeUtils.escapeJavaScript, which gives null for null.
std::string escape_java_script(std::string_view text) {
  std::string out;
  for (const char16_t unit : to_utf16(text)) {
    switch (unit) {
      case '\b': out += "\\b"; continue;
      case '\n': out += "\\n"; continue;
      case '\t': out += "\\t"; continue;
      case '\f': out += "\\f"; continue;
      case '\r': out += "\\r"; continue;
      case '\'':
      case '"':
      case '\\':
      case '/': out += '\\'; break;
      default: break;
    }
    if (unit < 0x20 || unit > 0x7F) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(unit));
    } else {
      out += static_cast<char>(unit);
    }
  }
  return out;
}

Answer java_script_escaped(CallContext& context, Arguments args) {
  if (args.size() == 1 && args[0].is_null()) return Value();
  return encoded<escape_java_script>(context, args);
}

// Of a text, or of what its getBytes() gave.
Answer base64_encoded(CallContext& context, Arguments args) {
  const bool bytes =
      args.size() == 1 && args[0].is(Kind::list) && args[0].as_list().type == List::Type::bytes;
  if (!bytes) return encoded<base64_encode>(context, args);
  const auto& items = args[0].as_list().items;
  if (!context.heap.spend(items.size() / 8)) return Value();
  std::string text;
  for (const auto& item : items)
    text += static_cast<char>(item.is(Kind::integer) ? item.as_whole() : 0);
  return context.heap.text(base64_encode(text));
}

Answer base64_decoded(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  auto bytes = base64_decode(args[0].as_text());
  if (!bytes) return fault("java.lang.IllegalArgumentException: The text is not Base64.");
  return context.heap.text(valid_utf8(std::move(*bytes)));
}

Answer as_json(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return json_text(context.heap, args[0]);
}

Answer parsed(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  if (auto other = unless_texts(args)) return *other;
  if (!context.heap.reserve(args[0].as_text().size())) return Value();
  const auto json = parse_json(args[0].as_text());
  if (!json) return fault("Unable to parse the JSON text: " + json.error().message);
  return to_value(context.heap, *json);
}

// qr and quiet: their argument was evaluated before the call; nothing is printed.
Answer nothing(CallContext& /*context*/, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return Value::text("");
}

constexpr Builtin functions[] = {
    {"qr", nothing, true},
    {"quiet", nothing, true},
    {"toJson", as_json, true},
    {"parseJson", parsed, true},
    {"escapeJavaScript", java_script_escaped, true},
    {"urlEncode", encoded<url_encode>},
    {"urlDecode", encoded<url_decode>},
    {"base64Encode", base64_encoded},
    {"base64Decode", base64_decoded},
};

}  // namespace

extern const Family encode{"", functions};

}  // namespace syncline::script
