// Expressions of all four kinds, with placeholders that are always there: no input may crash, hang
// or be applied otherwise than with an answer or an error. The first byte chooses the kind.
#include <cstdint>
#include <string_view>

#include "base/parse_json.h"
#include "dynamo/expression/apply_update.h"
#include "dynamo/expression/check.h"
#include "dynamo/expression/evaluate.h"
#include "dynamo/expression/key_condition.h"
#include "dynamo/expression/parser.h"
#include "dynamo/expression/selection.h"
#include "dynamo/wire.h"

namespace syncline::dynamo {
namespace {

Placeholders placeholders() {
  static const Json input =
      parse_json(R"({"ExpressionAttributeNames":{"#a":"a","#b":"b.c"},)"
                 R"("ExpressionAttributeValues":{":n":{"N":"1.5"},":s":{"S":"x"},)"
                 R"(":l":{"L":[{"N":"1"}]},":t":{"SS":["x","y"]},":b":{"BOOL":true}}})")
          .value();
  return Placeholders::read(input.get_object()).value();
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

void json(std::string_view text) {
  const auto parsed = parse_json(text);
  if (parsed && check_value_kinds(*parsed)) value_from_json(*parsed);
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
    default: dynamo::json(text); break;
  }
  return 0;
}
