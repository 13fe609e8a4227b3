#include "test/model/value.h"

#include <algorithm>

#include "base/text.h"

namespace syncline::model {
namespace {

constexpr std::size_t places = 130;  // behind the point

std::string without_leading_zeros(std::string digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  return digits;
}

int order_of_digits(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.compare(b);
}

std::string add_digits(std::string a, std::string b) {
  const auto width = std::max(a.size(), b.size()) + 1;
  a.insert(0, width - a.size(), '0');
  b.insert(0, width - b.size(), '0');
  int carry = 0;
  for (std::size_t i = width; i-- > 0;) {
    const int digit = (a[i] - '0') + (b[i] - '0') + carry;
    a[i] = static_cast<char>('0' + digit % 10);
    carry = digit / 10;
  }
  return without_leading_zeros(std::move(a));
}

std::string subtract_digits(std::string a, std::string b) {  // a is not below b
  b.insert(0, a.size() - b.size(), '0');
  int borrow = 0;
  for (std::size_t i = a.size(); i-- > 0;) {
    const int digit = (a[i] - '0') - (b[i] - '0') - borrow;
    a[i] = static_cast<char>('0' + (digit + 10) % 10);
    borrow = digit < 0 ? 1 : 0;
  }
  return without_leading_zeros(std::move(a));
}

// The significant digits, first to last.
std::string significant(const Number& number) {
  auto digits = number.digits;
  while (digits.ends_with('0')) digits.pop_back();
  return digits;
}

// The power of ten of the first digit.
int magnitude(const Number& number) {
  return static_cast<int>(number.digits.size()) - 1 - static_cast<int>(places);
}

}  // namespace

Number Number::of(std::string_view plain) {
  Number number;
  if (plain.starts_with('-')) {
    number.negative = true;
    plain.remove_prefix(1);
  }
  const auto point = std::min(plain.find('.'), plain.size());
  std::string digits(plain.substr(0, point));
  std::string fraction(plain.substr(std::min(point + 1, plain.size())));
  fraction.resize(places, '0');
  number.digits = without_leading_zeros(digits + fraction);
  if (number.digits.empty()) number.negative = false;
  return number;
}

std::string Number::text() const {
  if (digits.empty()) return "0";
  auto all = digits;
  if (all.size() <= places) all.insert(0, places + 1 - all.size(), '0');
  const auto point = all.size() - places;
  auto fraction = all.substr(point);
  while (fraction.ends_with('0')) fraction.pop_back();
  return (negative ? "-" : "") + all.substr(0, point) + (fraction.empty() ? "" : "." + fraction);
}

// A byte for each pair of digits that the significant ones touch, pairs lying around the point;
// one for the magnitude, one for a sign.
std::size_t Number::size() const {
  if (digits.empty()) return 1;
  const int first = magnitude(*this);
  const int last = first - static_cast<int>(significant(*this).size()) + 1;
  const auto pair_of = [](int place) { return place >= 0 ? place / 2 : (place - 1) / 2; };
  return static_cast<std::size_t>(pair_of(first) - pair_of(last) + 1) + 1 + (negative ? 1 : 0);
}

bool Number::is_storable() const {
  if (digits.empty()) return true;
  return significant(*this).size() <= 38 && magnitude(*this) <= 125;
}

int order(const Number& a, const Number& b) {
  if (a.negative != b.negative) return a.negative ? -1 : 1;
  const int by_digits = order_of_digits(a.digits, b.digits);
  return a.negative ? -by_digits : by_digits;
}

Number sum(const Number& a, const Number& b) {
  if (a.negative == b.negative) return {a.negative, add_digits(a.digits, b.digits)};
  const int by_digits = order_of_digits(a.digits, b.digits);
  if (by_digits == 0) return {};
  if (by_digits > 0) return {a.negative, subtract_digits(a.digits, b.digits)};
  return {b.negative, subtract_digits(b.digits, a.digits)};
}

Number difference(const Number& a, const Number& b) {
  if (b.digits.empty()) return a;
  return sum(a, {!b.negative, b.digits});
}

bool operator==(const Value& a, const Value& b) {
  return a.type == b.type && a.text == b.text && (a.type != "BOOL" || a.flag == b.flag) &&
         a.members == b.members && a.list == b.list && a.map == b.map;
}

Value string_value(std::string text) {
  Value value;
  value.type = "S";
  value.text = std::move(text);
  return value;
}
Value number_value(std::string text) {
  Value value;
  value.type = "N";
  value.text = std::move(text);
  return value;
}
Value binary_value(std::string bytes) {
  Value value;
  value.type = "B";
  value.text = std::move(bytes);
  return value;
}
Value boolean_value(bool flag) {
  Value value;
  value.type = "BOOL";
  value.flag = flag;
  return value;
}
Value null_value() { return {}; }
Value set_value(std::string type, std::set<std::string> members) {
  Value value;
  value.type = std::move(type);
  value.members = std::move(members);
  return value;
}
Value list_value(std::vector<Value> list) {
  Value value;
  value.type = "L";
  value.list = std::move(list);
  return value;
}
Value map_value(std::map<std::string, Value> map) {
  Value value;
  value.type = "M";
  value.map = std::move(map);
  return value;
}

std::optional<int> order(const Value& a, const Value& b) {
  if (a.type != b.type) return std::nullopt;
  if (a.type == "N") return order(Number::of(a.text), Number::of(b.text));
  if (a.type == "S" || a.type == "B") return a.text.compare(b.text);
  return std::nullopt;
}

std::size_t size_of(const Value& value) {
  if (value.type == "S" || value.type == "B") return value.text.size();
  if (value.type == "N") return Number::of(value.text).size();
  if (value.type == "BOOL" || value.type == "NULL") return 1;
  std::size_t bytes = 0;
  for (const auto& member : value.members) {
    bytes += value.type == "NS" ? Number::of(member).size() : member.size();
  }
  for (const auto& element : value.list) bytes += 1 + size_of(element);
  for (const auto& [name, inner] : value.map) bytes += 1 + name.size() + size_of(inner);
  return bytes + (value.type == "L" || value.type == "M" ? 3 : 0);
}

std::size_t size_of(const Item& item) {
  std::size_t bytes = 0;
  for (const auto& [name, value] : item) bytes += name.size() + size_of(value);
  return bytes;
}

Json to_json(const Value& value) {
  const auto coded = [&](const std::string& text) {
    return Json(value.type.starts_with('B') ? base64_encode(text) : text);
  };
  if (value.type == "BOOL") return JsonObject{{"BOOL", value.flag}};
  if (value.type == "NULL") return JsonObject{{"NULL", true}};
  if (value.type == "M") return JsonObject{{"M", to_json(value.map)}};
  if (value.type.size() == 1 && value.type != "L")
    return JsonObject{{value.type, coded(value.text)}};
  JsonArray all;
  for (const auto& element : value.list) all.push_back(to_json(element));
  for (const auto& member : value.members) all.push_back(coded(member));
  return JsonObject{{value.type, std::move(all)}};
}

JsonObject to_json(const Item& item) {
  JsonObject object;
  for (const auto& [name, value] : item) object[name] = to_json(value);
  return object;
}

namespace {

std::optional<std::string> scalar_from(std::string_view type, const Json& json) {
  const auto* text = json.if_string();
  if (text == nullptr) return std::nullopt;
  if (type == "B") return base64_decode(*text);
  if (type == "N" && Number::of(*text).text() != std::string_view(*text)) return std::nullopt;
  return std::string(*text);
}

std::optional<Value> set_from(std::string type, const JsonArray& elements) {
  std::set<std::string> members;
  for (const auto& element : elements) {
    const auto member = scalar_from(type.substr(0, 1), element);
    if (!member || !members.insert(*member).second) return std::nullopt;
  }
  if (members.empty()) return std::nullopt;
  return set_value(std::move(type), std::move(members));
}

std::optional<Value> list_from(const JsonArray& elements) {
  std::vector<Value> list;
  for (const auto& element : elements) {
    auto value = value_from(element);
    if (!value) return std::nullopt;
    list.push_back(*std::move(value));
  }
  return list_value(std::move(list));
}

}  // namespace

std::optional<Value> value_from(const Json& json) {
  const auto* object = json.if_object();
  if (object == nullptr || object->size() != 1) return std::nullopt;
  std::string type(object->begin()->key());
  const Json& inner = object->begin()->value();
  if (type == "BOOL" && inner.is_bool()) return boolean_value(inner.get_bool());
  if (type == "NULL") return null_value();
  if (type == "M") {
    auto map = item_from(inner);
    return map ? std::optional(map_value(*std::move(map))) : std::nullopt;
  }
  if (const auto* elements = inner.if_array()) {
    return type == "L" ? list_from(*elements) : set_from(std::move(type), *elements);
  }
  auto text = scalar_from(type, inner);
  if (!text || (type != "S" && type != "N" && type != "B")) return std::nullopt;
  Value value;
  value.type = std::move(type);
  value.text = *std::move(text);
  return value;
}

std::optional<Item> item_from(const Json& json) {
  const auto* object = json.if_object();
  if (object == nullptr) return std::nullopt;
  Item item;
  for (const auto& member : *object) {
    auto value = value_from(member.value());
    if (!value) return std::nullopt;
    item[member.key()] = *std::move(value);
  }
  return item;
}

std::string show(const Value& value) { return syncline::to_json(to_json(value)); }
std::string show(const Item& item) { return syncline::to_json(Json(to_json(item))); }

}  // namespace syncline::model
