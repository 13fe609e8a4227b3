// Each line as one Accept field: the items are what they must be, they come back as they were when
// they are written out again, and what is chosen by them is among the best of them. The same lines
// as Accept-Encoding.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "edge/compress.h"
#include "edge/media_type.h"
#include "edge/preferences.h"

namespace {

namespace edge = syncline::edge;

struct Item {
  std::string value;  // in lower case, as these names have no case
  int weight;
};
using Items = std::vector<Item>;
using Fields = std::vector<std::string_view>;

Fields lines_of(std::string_view text) {
  Fields lines;
  for (;;) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    if (end == text.size()) return lines;
    text.remove_prefix(end + 1);
  }
}

syncline::io::Headers headers_of(const Fields& fields, std::string_view name) {
  syncline::io::Headers headers;
  for (const auto field : fields) {
    headers.add(name, field);
    headers.add("x-other", "application/json, gzip");
  }
  return headers;
}

Items read(const Fields& fields) {
  const auto headers = headers_of(fields, "accept");
  edge::Preferences preferences(headers, "accept");
  Items all;
  while (const auto item = preferences.next()) {
    all.push_back({syncline::to_lower(item->value), item->weight});
    CHECK(item->is(all.back().value));
  }
  return all;
}

bool is_same(const Items& a, const Items& b) {
  return std::ranges::equal(a, b, [](const auto& one, const auto& other) {
    return one.value == other.value && one.weight == other.weight;
  });
}

void check_items(const Items& all, std::size_t bytes) {
  CHECK(all.size() <= bytes);
  for (const auto& [value, weight] : all) {
    CHECK(!value.empty() && value.find_first_of(",;\"") == std::string::npos);
    CHECK(!value.starts_with(' ') && !value.starts_with('\t'));
    CHECK(!value.ends_with(' ') && !value.ends_with('\t'));
    CHECK(weight >= 0 && weight <= 1000);
  }
}

std::string written(const Items& all) {
  std::string text;
  for (const auto& [value, weight] : all) {
    const auto digits = std::to_string(1000 + weight % 1000).substr(1);
    text += value + " ;\tq=" + (weight == 1000 ? "1." : "0.") + digits + " , ";
  }
  return text;
}

// RFC 9110 12.5.1: the most exact range that matches decides; none is 0.
int weight_of(const Items& all, std::string_view type) {
  for (const std::string_view range :
       {type, std::string_view("application/*"), std::string_view("*/*")}) {
    const auto found = std::ranges::find(all, range, &Item::value);
    if (found != all.end()) return found->weight;
  }
  return 0;
}

void check_media_type(const Fields& fields, const Items& all) {
  const auto chosen = edge::choose_media_type(headers_of(fields, "accept"));
  const int json = all.empty() ? 1000 : weight_of(all, "application/json");
  const int graphql = weight_of(all, "application/graphql-response+json");
  CHECK(chosen.has_value() == (json > 0 || graphql > 0));
  if (chosen == edge::MediaType::json) CHECK(json >= graphql);
  if (chosen == edge::MediaType::graphql_response) CHECK(graphql >= json);
}

void check_encoding(const Fields& fields, const Items& all) {
  if (!edge::accepts_gzip(headers_of(fields, "accept-encoding"))) return;
  CHECK(std::ranges::any_of(all, [](const auto& item) {
    const auto& value = item.value;
    return item.weight > 0 && (value == "gzip" || value == "x-gzip" || value == "*");
  }));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto fields = lines_of(text);
  const auto all = read(fields);
  check_items(all, size);
  const auto again = written(all);
  CHECK(is_same(all, read({again})));
  // Several fields mean what one does with a comma between them (RFC 9110 5.3).
  if (!text.contains('"')) {
    std::string joined(text);
    std::ranges::replace(joined, '\n', ',');
    CHECK(is_same(all, read({joined})));
  }
  check_media_type(fields, all);
  check_encoding(fields, all);
  return 0;
}
