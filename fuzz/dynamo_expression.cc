// Expressions of all four kinds, with placeholders that are always there, and whole requests: no
// input may crash, hang or be applied otherwise than with an answer or an error. The first byte
// chooses the kind: c, u, p for expressions, k for the rows that a key condition reads, r for
// "Operation {request}", b for the bytes of a stored row, anything else for an attribute value.
#include <cstdint>
#include <memory>
#include <string_view>

#include "base/limits.h"
#include "base/parse_json.h"
#include "dynamo/expression/apply_update.h"
#include "dynamo/expression/check.h"
#include "dynamo/expression/evaluate.h"
#include "dynamo/expression/key_condition.h"
#include "dynamo/expression/parser.h"
#include "dynamo/expression/selection.h"
#include "dynamo/item_codec.h"
#include "dynamo/row_keys.h"
#include "dynamo/stream_record.h"
#include "dynamo/test_database.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

Placeholders placeholders() {
  static const Json input =
      parse_json(R"({"ExpressionAttributeNames":{"#a":"a","#b":"b.c"},)"
                 R"("ExpressionAttributeValues":{":n":{"N":"1.5"},":s":{"S":"x"},)"
                 R"(":l":{"L":[{"N":"1"}]},":t":{"SS":["x","y"]},":b":{"BOOL":true}}})")
          .value();
  return Placeholders::read(input.get_object(), true).value();
}

const Item& item() {
  static const Item made =
      item_from_json(
          parse_json(R"({"a":{"M":{"b":{"L":[{"N":"1"},{"S":"x"}]}}},"n":{"N":"2"},)"
                     R"("l":{"L":[{"L":[]},{"N":"3"}]},"t":{"SS":["x"]},"s":{"S":"xy"}})")
              .value()
              .get_object())
          .value();
  return made;
}

void condition(std::string_view text) {
  auto known = placeholders();
  auto tree = parse_condition(text);
  if (!tree || !check_condition(*tree, known)) return;
  matches(*tree, item());
  if (const auto terms = key_terms(*tree))
    static_cast<void>(bind(*terms, {{"s", Type::string}, std::nullopt}));
}

void update(std::string_view text) {
  auto known = placeholders();
  auto tree = parse_update(text);
  if (tree && check_update(*tree, known)) static_cast<void>(apply_update(*tree, item()));
}

void projection(std::string_view text) {
  auto known = placeholders();
  auto paths = parse_projection(text);
  if (paths && check_projection(*paths, known)) static_cast<void>(Selection(*paths).apply(item()));
}

const Table& table() {
  static const Table made = [] {
    Table one;
    one.number = 7;
    one.key = {{"s", Type::string}, KeyPart{"n", Type::number}};
    one.indexes.push_back(
        {.name = "by_b", .number = 1, .key = {{"s", Type::string}, KeyPart{"b", Type::binary}}});
    return one;
  }();
  return made;
}

// Every row that the range holds must be one that the condition means, and the other way round.
void check_range(const KeyCondition& condition, const Index* index) {
  const auto range = key_range(condition, table(), index);
  const auto prefix = partition_prefix(table(), index, *condition.hash);
  CHECK(range.begin.starts_with(prefix));
  if (condition.range == nullptr) return;
  const auto& key = index == nullptr ? table().key : index->key;
  const Value samples[] = {Value{Decimal()}, Value{Decimal(3)}, Value{Binary{""}},
                           Value{Binary{"x"}}, *condition.range->values.front()};
  for (const auto& sample : samples) {
    if (sample.type() != key.range->type) continue;
    auto row = prefix;
    append_key(row, sample);
    const bool inside = row >= range.begin && row < range.end;
    CHECK(inside == matches(*condition.range, sample));
  }
}

void key_condition(std::string_view text) {
  auto known = placeholders();
  auto tree = parse_condition(text);
  if (!tree || !check_condition(*tree, known)) return;
  const auto terms = key_terms(*tree);
  if (!terms) return;
  const auto* index = table().indexes.data();
  for (const auto* of : {static_cast<const Index*>(nullptr), index}) {
    const auto condition = bind(*terms, of == nullptr ? table().key : of->key);
    if (condition) check_range(*condition, of);
  }
}

void json(std::string_view text) {
  const auto parsed = parse_json(text);
  if (!parsed || !check_value_kinds(*parsed)) return;
  const auto value = value_from_json(*parsed);
  if (!value) return;
  CHECK(depth_of(*value) <= limits::item_depth_max);
  CHECK(value_from_json(to_json(*value)).value() == *value);
  Item whole;
  whole.set("v", *value);
  CHECK(decode_item(encode_item(whole)).value() == whole);
}

// Rows as the store may hold them when they are damaged.
void row(std::string_view bytes) {
  static_cast<void>(decode_item(bytes));
  static_cast<void>(decode_record(bytes));
}

// A database with a table, made anew now and then: inputs may fill it. The last one stays: at the
// program's end its library's own globals may be gone before it.
TestDatabase& database() {
  constexpr int calls_max = 5'000;
  static int calls = 0;
  static auto& made = *new std::unique_ptr<TestDatabase>();
  if (made == nullptr || ++calls % calls_max == 0) {
    made = std::make_unique<TestDatabase>();
    CHECK(made->call("CreateTable",
                     R"({"TableName":"one","BillingMode":"PAY_PER_REQUEST","KeySchema":[)"
                     R"({"AttributeName":"s","KeyType":"HASH"}],"AttributeDefinitions":[)"
                     R"({"AttributeName":"s","AttributeType":"S"}],"StreamSpecification":)"
                     R"({"StreamEnabled":true,"StreamViewType":"NEW_AND_OLD_IMAGES"}})")
              .has_value());
    CHECK(made->call("PutItem", R"({"TableName":"one","Item":{"s":{"S":"x"},"n":{"N":"2"}}})")
              .has_value());
  }
  return *made;
}

void request(std::string_view text) {
  const auto blank = text.find(' ');
  if (blank == std::string_view::npos) return;
  const auto input = parse_json(text.substr(blank + 1));
  if (!input || !input->is_object()) return;
  const auto answer = database().call(text.substr(0, blank), input->get_object());
  CHECK(answer || answer.error().kind != ErrorKind::internal);
}

}  // namespace
}  // namespace syncline::dynamo

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace dynamo = syncline::dynamo;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0]) {
    case 'c': dynamo::condition(text); break;
    case 'u': dynamo::update(text); break;
    case 'p': dynamo::projection(text); break;
    case 'k': dynamo::key_condition(text); break;
    case 'r': dynamo::request(text); break;
    case 'b': dynamo::row(text); break;
    default: dynamo::json(text); break;
  }
  return 0;
}
