// From an item's stored bytes to its text, in one pass: what reads answer most of the time.
#include <array>
#include <cstdint>

#include "base/limits.h"
#include "base/text.h"
#include "dynamo/item_bytes.h"
#include "dynamo/item_codec.h"

namespace syncline::dynamo {
namespace {

// How a value of each type begins, in the order of Type.
constexpr std::array<std::string_view, 10> heads = {
    R"({"S":)",  R"({"N":)",  R"({"B":)",  R"({"BOOL":)", R"({"NULL":)",
    R"({"SS":)", R"({"NS":)", R"({"BS":)", R"({"L":)",    R"({"M":)"};

class TextWriter {
 public:
  TextWriter(std::string& out, std::string_view bytes) : out_(out), bytes_(bytes) {}

  Result<std::size_t> write_item() {
    TRY(bytes_.read_format());
    TRY(const auto written, write_map(0));
    return bytes_.at_end() ? Result<std::size_t>(written.bytes) : ItemBytes::damaged();
  }

 private:
  struct Written {
    std::size_t members = 0;
    std::size_t bytes = 0;  // of names and values
  };

  Result<Written> write_map(std::size_t depth) {
    TRY(const auto count, bytes_.read_count());
    Written written{.members = count};
    for (std::size_t i = 0; i < count; ++i) {
      TRY(const auto name, bytes_.read_text());
      append_json_string(out_, i == 0 ? "{" : ",", name);
      out_ += ':';
      TRY(const auto value, write_value(depth));
      written.bytes += name.size() + value;
    }
    out_ += count == 0 ? "{}" : "}";
    return written;
  }

  Result<std::size_t> write_list(std::size_t depth) {
    TRY(const auto count, bytes_.read_count());
    std::size_t size = 3 + count;
    out_ += '[';
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out_ += ',';
      TRY(const auto value, write_value(depth));
      size += value;
    }
    out_ += ']';
    return size;
  }

  Result<std::size_t> write_set(Result<std::size_t> (TextWriter::*write)()) {
    TRY(const auto count, bytes_.read_count());
    std::size_t size = 0;
    out_ += '[';
    for (std::size_t i = 0; i < count; ++i) {
      if (i > 0) out_ += ',';
      TRY(const auto element, (this->*write)());
      size += element;
    }
    out_ += ']';
    return size;
  }

  Result<std::size_t> write_string() {
    TRY(const auto text, bytes_.read_text());
    append_json_string(out_, text);
    return text.size();
  }

  Result<std::size_t> write_number() {
    TRY(const auto number, Decimal::read_ordered(bytes_.rest()));
    out_ += '"';
    out_ += number.to_string();
    out_ += '"';
    return number.size();
  }

  Result<std::size_t> write_binary() {
    TRY(const auto bytes, bytes_.read_text());
    out_ += '"';
    out_ += base64_encode(bytes);
    out_ += '"';
    return bytes.size();
  }

  Result<std::size_t> write_content(Type type, std::size_t depth) {
    switch (type) {
      case Type::string: return write_string();
      case Type::number: return write_number();
      case Type::binary: return write_binary();
      case Type::boolean: {
        TRY(const auto byte, bytes_.read_byte());
        out_ += byte != 0 ? "true" : "false";
        return 1;
      }
      case Type::null: out_ += "true"; return 1;
      case Type::string_set: return write_set(&TextWriter::write_string);
      case Type::number_set: return write_set(&TextWriter::write_number);
      case Type::binary_set: return write_set(&TextWriter::write_binary);
      case Type::list: return write_list(depth + 1);
      case Type::map: {
        TRY(const auto written, write_map(depth + 1));
        return 3 + written.members + written.bytes;
      }
    }
    return ItemBytes::damaged();
  }

  Result<std::size_t> write_value(std::size_t depth) {
    TRY(const auto tag, bytes_.read_byte());
    if (tag >= heads.size() || depth > limits::item_depth_max) return ItemBytes::damaged();
    out_ += heads[tag];
    TRY(const auto size, write_content(static_cast<Type>(tag), depth));
    out_ += '}';
    return size;
  }

  std::string& out_;
  ItemBytes bytes_;
};

}  // namespace

Result<std::size_t> append_stored_item(std::string& out, std::string_view bytes) {
  return TextWriter(out, bytes).write_item();
}

}  // namespace syncline::dynamo
