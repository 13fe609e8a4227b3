#include "dynamo/item_codec.h"

#include <cstdint>
#include <vector>

#include "base/limits.h"
#include "dynamo/item_bytes.h"

namespace syncline::dynamo {
namespace {

// Lengths and counts: seven bits a byte, the lowest first (LEB128).
void append_length(std::string& out, std::size_t length) {
  for (; length >= 0x80; length >>= 7) out += static_cast<char>(length | 0x80);
  out += static_cast<char>(length);
}

void append_text(std::string& out, std::string_view text) {
  append_length(out, text.size());
  out += text;
}

void append_element(std::string& out, const std::string& text) { append_text(out, text); }
void append_element(std::string& out, const Decimal& number) { number.append_ordered(out); }
void append_element(std::string& out, const Binary& binary) { append_text(out, binary.bytes); }
void append_element(std::string& out, bool truth) { out += truth ? '\1' : '\0'; }
void append_element(std::string&, const Null&) {}
void append_element(std::string& out, const Map& map);
void append_element(std::string& out, const Value& value);

template <class Element>
void append_all(std::string& out, const std::vector<Element>& elements) {
  append_length(out, elements.size());
  for (const auto& element : elements) append_element(out, element);
}

template <class Element>
void append_element(std::string& out, const Set<Element>& set) {
  append_all(out, set.elements);
}

void append_element(std::string& out, const Map& map) {
  append_length(out, map.size());
  for (const auto& member : map.members()) {
    append_text(out, member.name);
    append_element(out, member.value);
  }
}

void append_element(std::string& out, const Value& value) {
  out += static_cast<char>(value.type());
  if (const auto* list = value.as<List>()) return append_all(out, *list);
  std::visit(
      [&](const auto& held) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(held)>, List>)
          append_element(out, held);
      },
      value.held);
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  Result<Map> read_item() {
    TRY(bytes_.read_format());
    TRY(auto item, read_map(0));
    return bytes_.at_end() ? Result<Map>(std::move(item)) : ItemBytes::damaged();
  }

 private:
  Result<Map> read_map(std::size_t depth) {
    TRY(const auto count, bytes_.read_count());
    std::vector<Member> members;
    members.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      TRY(auto name, read_text());
      TRY(auto value, read_value(depth));
      members.push_back({std::move(name), std::move(value)});
    }
    return Map(std::move(members));
  }

  Result<std::string> read_text() {
    TRY(const auto text, bytes_.read_text());
    return std::string(text);
  }

  Result<Decimal> read_number() { return Decimal::read_ordered(bytes_.rest()); }

  Result<Binary> read_binary() {
    TRY(auto bytes, read_text());
    return Binary{std::move(bytes)};
  }

  template <class Element>
  Result<Value> read_set(Result<Element> (Reader::*read)()) {
    TRY(const auto count, bytes_.read_count());
    Set<Element> set;
    set.elements.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      TRY(auto element, (this->*read)());
      set.elements.push_back(std::move(element));
    }
    return Value{std::move(set)};
  }

  Result<Value> read_list(std::size_t depth) {
    TRY(const auto count, bytes_.read_count());
    List list;
    list.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      TRY(auto element, read_value(depth));
      list.push_back(std::move(element));
    }
    return Value{std::move(list)};
  }

  template <class Held>
  static Result<Value> as_value(Result<Held> held) {
    if (!held) return std::unexpected(std::move(held).error());
    return Value{*std::move(held)};
  }

  Result<Value> read_value(std::size_t depth) {
    TRY(const auto tag, bytes_.read_byte());
    if (tag > static_cast<std::uint8_t>(Type::map)) return ItemBytes::damaged();
    if (depth > limits::item_depth_max) return ItemBytes::damaged();
    switch (static_cast<Type>(tag)) {
      case Type::string: return as_value(read_text());
      case Type::number: return as_value(read_number());
      case Type::binary: return as_value(read_binary());
      case Type::boolean: {
        TRY(const auto byte, bytes_.read_byte());
        return Value{byte != 0};
      }
      case Type::null: return Value{Null{}};
      case Type::string_set: return read_set(&Reader::read_text);
      case Type::number_set: return read_set(&Reader::read_number);
      case Type::binary_set: return read_set(&Reader::read_binary);
      case Type::list: return read_list(depth + 1);
      case Type::map: return as_value(read_map(depth + 1));
    }
    return ItemBytes::damaged();
  }

  ItemBytes bytes_;
};

}  // namespace

std::string encode_item(const Item& item) {
  std::string bytes(1, ItemBytes::format);
  bytes.reserve(size_of(item) + 4 * item.size() + 8);
  append_element(bytes, item);
  return bytes;
}

Result<Item> decode_item(std::string_view bytes) { return Reader(bytes).read_item(); }

}  // namespace syncline::dynamo
