#include "dynamo/row_keys.h"

#include "base/result.h"

namespace syncline::dynamo {
namespace {

template <class Number>
void append_big_endian(std::string& out, Number number) {
  for (int shift = sizeof(Number) * 8 - 8; shift >= 0; shift -= 8) {
    out += static_cast<char>(number >> shift & 0xFF);
  }
}

// A zero byte becomes two, so that the terminator, a zero and a one, sorts before any content.
void append_escaped(std::string& out, std::string_view bytes) {
  for (const char byte : bytes) {
    out += byte;
    if (byte == '\0') out += '\xFF';
  }
}

std::string_view bytes_of(const Value& value) {
  if (const auto* text = value.as<std::string>()) return *text;
  const auto* binary = value.as<Binary>();
  CHECK(binary != nullptr);  // keys were checked against the schema
  return binary->bytes;
}

// FNV-1a (64 bits), mixed once more so that the upper half, which is used, depends on every byte.
// Stored keys hold it: it must never change.
std::uint32_t spread(std::string_view bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 0x100000001b3ULL;
  }
  hash ^= hash >> 32;
  hash *= 0xd6e8feb86659fd93ULL;
  return static_cast<std::uint32_t>(hash >> 32);
}

void append_partition(std::string& out, const Value& hash) {
  std::string key;
  append_key(key, hash);
  append_big_endian(out, spread(key));
  out += key;
}

const Value& part_of(const Item& item, const KeyPart& part) {
  const auto* value = item.find(part.name);
  CHECK(value != nullptr);  // keys were checked against the schema
  return *value;
}

}  // namespace

void append_key(std::string& out, const Value& value) {
  if (const auto* number = value.as<Decimal>()) return number->append_ordered(out);
  append_escaped(out, bytes_of(value));
  out += '\0';
  out += '\1';
}

void append_key_beginning(std::string& out, const Value& value) {
  append_escaped(out, bytes_of(value));
}

std::string rows_prefix(const Table& table, const Index* index) {
  std::string prefix;
  append_big_endian(prefix, table.number);
  if (index != nullptr) append_big_endian(prefix, index->number);
  return prefix;
}

std::string partition_prefix(const Table& table, const Index* index, const Value& hash) {
  auto prefix = rows_prefix(table, index);
  append_partition(prefix, hash);
  return prefix;
}

std::string item_row_key(const Table& table, const Item& item) {
  auto key = partition_prefix(table, nullptr, part_of(item, table.key.hash));
  if (table.key.range) append_key(key, part_of(item, *table.key.range));
  return key;
}

std::string index_row_key(const Table& table, const Index& index, const Item& item) {
  auto key = partition_prefix(table, &index, part_of(item, index.key.hash));
  if (index.key.range) append_key(key, part_of(item, *index.key.range));
  for (const auto* part : table.key.parts()) append_key(key, part_of(item, *part));
  return key;
}

std::string filling_key(const Table& table, std::uint32_t number) {
  auto key = rows_prefix(table, nullptr);
  append_big_endian(key, number);
  return key;
}

std::string expiry_begin(const Table& table, std::uint64_t second) {
  auto key = rows_prefix(table, nullptr);
  append_big_endian(key, second);
  return key;
}

std::string expiry_key(const Table& table, std::uint64_t second, std::string_view item_row) {
  return expiry_begin(table, second) + std::string(item_row.substr(sizeof table.number));
}

std::string item_row_of_expiry(std::string_view expiry_row) {
  constexpr auto number = sizeof(Table::number);
  return std::string(expiry_row.substr(0, number)) +
         std::string(expiry_row.substr(number + sizeof(std::uint64_t)));
}

std::string segment_begin(const Table& table, const Index* index, std::uint64_t segment,
                          std::uint64_t total) {
  auto prefix = rows_prefix(table, index);
  if (segment >= total) return end_of_prefix(std::move(prefix));
  constexpr std::uint64_t hashes = std::uint64_t{1} << 32;
  const auto first = (hashes * segment + total - 1) / total;
  append_big_endian(prefix, static_cast<std::uint32_t>(first));
  return prefix;
}

std::string end_of_prefix(std::string prefix) {
  while (!prefix.empty() && prefix.back() == '\xFF') prefix.pop_back();
  if (!prefix.empty()) prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

}  // namespace syncline::dynamo
