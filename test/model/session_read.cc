// Query and Scan of the model: page by page from the engine, all at once here.
#include <algorithm>

#include "test/model/session.h"

namespace syncline::model {

struct Session::Read {
  bool is_scan = false;
  const Table* table = nullptr;
  const Index* index = nullptr;
  std::vector<Key> keys = {};  // of what is read
  Value hash = {};
  std::optional<Condition> range = {};
  std::optional<Condition> filter = {};
  std::vector<Path> paths = {};
  std::string select = {};
  bool forward = true;
  bool consistent = false;
  std::size_t limit = 0;     // 0 for none
  std::size_t segments = 1;  // of a scan

  struct Row {
    Item row;    // what the source holds
    Item whole;  // the item
  };
  // All that is read, in the order of the range key.
  [[nodiscard]] std::vector<Row> rows() const;
  // Whether items are looked up in the table.
  [[nodiscard]] bool fetches() const;
  // What is answered for the row; nothing when the filter drops it.
  [[nodiscard]] std::optional<Item> answer(const Row& row) const;
  [[nodiscard]] JsonObject input() const;
};

namespace {

const Value* range_of(const std::vector<Key>& keys, const Item& row) {
  return keys.size() < 2 ? nullptr : &row.at(keys[1].name);
}

void append_heads(const Condition& condition, std::set<std::string>& heads) {
  for (const auto& operand : condition.operands) {
    if (!operand.path.empty()) heads.insert(std::get<std::string>(operand.path.front()));
  }
  for (const auto& inner : condition.inner) append_heads(inner, heads);
}

std::vector<std::string> names_of(const std::vector<Key>& keys) {
  std::vector<std::string> names;
  for (const auto& key : keys) names.push_back(key.name);
  return names;
}

// What an index of fewer attributes holds; empty when it holds all.
std::vector<std::string> held_by(const Table& table, const Index* index) {
  if (index == nullptr || index->projection == "ALL") return {};
  auto names = names_of(table.keys);
  for (const auto& name : names_of(index->keys)) names.push_back(name);
  names.insert(names.end(), index->included.begin(), index->included.end());
  return names;
}

}  // namespace

std::vector<Session::Read::Row> Session::Read::rows() const {
  std::vector<Row> rows;
  for (const auto& [text, item] : table->items) {
    auto row = index == nullptr ? std::optional(item) : row_of(*table, *index, item);
    if (!row) continue;
    if (!is_scan && row->at(keys[0].name) != hash) continue;
    if (range && !matches(*range, *row)) continue;
    rows.push_back({*std::move(row), item});
  }
  if (is_scan || keys.size() < 2) return rows;
  std::ranges::sort(rows, [&](const Row& a, const Row& b) {
    const int by = order(*range_of(keys, a.row), *range_of(keys, b.row)).value();
    return forward ? by < 0 : by > 0;
  });
  return rows;
}

bool Session::Read::fetches() const {
  if (index == nullptr || index->global || index->projection == "ALL") return false;
  std::set<std::string> heads;
  for (const auto& path : paths) heads.insert(std::get<std::string>(path.front()));
  if (filter) append_heads(*filter, heads);
  return select == "ALL_ATTRIBUTES" || std::ranges::any_of(heads, [&](const std::string& name) {
           return !is_held(*table, *index, name);
         });
}

std::optional<Item> Session::Read::answer(const Row& row) const {
  if (filter && !matches(*filter, fetches() ? row.whole : row.row)) return std::nullopt;
  const bool whole = select == "ALL_ATTRIBUTES" || !paths.empty();
  const auto& item = whole && fetches() ? row.whole : row.row;
  return paths.empty() ? item : project(item, paths);
}

JsonObject Session::Read::input() const {
  JsonObject input{{"TableName", table->name}};
  if (index != nullptr) input["IndexName"] = index->name;
  Writer writer(table->items.size() % 2 == 0);
  if (!is_scan) {
    Condition equal{"=", {{Operand::Kind::path, {keys[0].name}}, {Operand::Kind::value, {}, hash}}};
    input["KeyConditionExpression"] =
        writer.condition(range ? Condition{"AND", {}, {equal, *range}} : equal);
    input["ScanIndexForward"] = forward;
  }
  if (filter) input["FilterExpression"] = writer.condition(*filter);
  std::string text;
  for (const auto& path : paths) text += (text.empty() ? "" : ", ") + writer.path(path);
  if (!text.empty()) input["ProjectionExpression"] = text;
  if (!select.empty()) input["Select"] = select;
  if (limit > 0) input["Limit"] = limit;
  input["ConsistentRead"] = consistent;
  input["ReturnConsumedCapacity"] = "INDEXES";
  writer.add_to(input);
  return input;
}

// The source, and which of its rows.
void Session::choose_rows(Read& read) {
  read.table = &any_table();
  const auto& table = *read.table;
  if (!table.indexes.empty() && !random_.one_in(3)) read.index = &random_.any(table.indexes);
  read.keys = read.index == nullptr ? table.keys : read.index->keys;
  read.consistent = (read.index == nullptr || !read.index->global) && random_.one_in(2);
  if (read.is_scan) {
    if (random_.one_in(2)) read.segments = 1 + random_.below(4);
    return;
  }
  read.forward = random_.one_in(2);
  read.hash = random_.value_of(read.keys[0].type, true);
  if (read.keys.size() < 2 || random_.one_in(3)) return;
  static const std::vector<std::string> operators{"=",  "<",  "<=",      ">",
                                                  ">=", ">=", "BETWEEN", "begins_with"};
  const auto& key = read.keys[1];
  Condition range{random_.any(operators), {{Operand::Kind::path, {key.name}}}};
  if (range.op == "begins_with" && key.type == "N") range.op = "<=";
  auto low = random_.value_of(key.type, true);
  auto high = random_.value_of(key.type, true);
  if (order(low, high) > 0) std::swap(low, high);
  range.operands.push_back({Operand::Kind::value, {}, std::move(low)});
  if (range.op == "BETWEEN") range.operands.push_back({Operand::Kind::value, {}, std::move(high)});
  read.range = std::move(range);
}

// What is shown of the rows.
void Session::choose_shown(Read& read) {
  const auto& table = *read.table;
  const auto held = held_by(table, read.index);
  const bool may_fetch = held.empty() || !read.index->global;
  const auto only = may_fetch ? std::vector<std::string>() : held;
  if (random_.one_in(3)) {
    const auto without = read.is_scan ? std::vector<std::string>() : names_of(read.keys);
    read.filter = random_.condition(table, without, only);
  }
  if (random_.one_in(3)) read.limit = 1 + random_.below(6);
  if (random_.one_in(3)) {
    for (auto& path : random_.projection(table)) {
      const auto& head = std::get<std::string>(path.front());
      if (only.empty() || std::ranges::find(only, head) != only.end()) {
        read.paths.push_back(std::move(path));
      }
    }
    return;
  }
  if (random_.one_in(6)) read.select = "COUNT";
  if (random_.one_in(6) && may_fetch) read.select = "ALL_ATTRIBUTES";
  if (random_.one_in(6) && read.index != nullptr) read.select = "ALL_PROJECTED_ATTRIBUTES";
}

bool Session::read(bool is_scan) {
  Read read;
  read.is_scan = is_scan;
  choose_rows(read);
  choose_shown(read);
  std::vector<Item> items;
  std::size_t scanned = 0;
  for (std::size_t segment = 0; segment < read.segments; ++segment) {
    auto input = read.input();
    if (read.segments > 1) {
      input["Segment"] = segment;
      input["TotalSegments"] = read.segments;
    }
    if (!read_pages(read, std::move(input), items, scanned)) return false;
  }
  return agree_on_rows(read, items, scanned);
}

bool Session::read_pages(const Read& read, JsonObject input, std::vector<Item>& items,
                         std::size_t& scanned) {
  while (true) {
    const auto page = call(read.is_scan ? "Scan" : "Query", input);
    if (!page) return disagree("a page", "items", page.error().message);
    const auto number = [&](std::string_view member) {
      return page->at(member).to_number<std::size_t>();
    };
    const auto* list = find_member(*page, "Items");
    const bool counts_only = read.select == "COUNT";
    if (counts_only == (list != nullptr) ||
        (list != nullptr && list->as_array().size() != number("Count"))) {
      return disagree("a page's count", "Count items", to_json(*page));
    }
    for (std::size_t i = 0; i < number("Count"); ++i) {
      const auto item = counts_only ? Item() : item_from(list->as_array()[i]);
      if (!item) return disagree("an item", "one that may be stored", to_json(*page));
      items.push_back(*item);
    }
    scanned += number("ScannedCount");
    const auto* last = find_member(*page, "LastEvaluatedKey");
    const bool reached = read.limit > 0 && number("ScannedCount") == read.limit;
    if ((last != nullptr) != reached || (read.limit > 0 && number("ScannedCount") > read.limit)) {
      return disagree("a page's end", "LastEvaluatedKey at its limit", to_json(*page));
    }
    if (read.limit == 0 && read.segments == 1 && !agree_on_units(read, *page)) return false;
    if (last == nullptr) return true;
    input["ExclusiveStartKey"] = *last;
  }
}

// Of a page that holds all rows.
bool Session::agree_on_units(const Read& read, const Json& page) {
  std::size_t bytes = 0;
  Units units;
  for (const auto& row : read.rows()) {
    bytes += size_of(row.row);
    if (read.fetches()) units.table += read_units(size_of(row.whole), read.consistent);
  }
  const auto of_rows = read_units(bytes, read.consistent);
  if (read.index == nullptr) {
    units.table += of_rows;
  } else {
    (read.index->global ? units.global : units.local)[read.index->name] = of_rows;
  }
  const Json wanted = units.to_json(read.table->name, "");
  if (canonical(wanted) == canonical(page.at("ConsumedCapacity"))) return true;
  return disagree("the capacity", to_json(wanted), to_json(page));
}

// Rows of one range key come in any order, and so do all rows of a scan.
bool Session::agree_on_rows(const Read& read, const std::vector<Item>& items, std::size_t scanned) {
  const auto rows = read.rows();
  std::string wanted, got;
  std::size_t next = 0;
  for (auto at = rows.begin(); at != rows.end();) {
    const auto* range = range_of(read.keys, at->row);
    std::vector<std::string> ours, theirs;
    for (; at != rows.end(); ++at) {
      const auto* other = range_of(read.keys, at->row);
      if (!read.is_scan && range != nullptr && *other != *range) break;
      auto shown = read.answer(*at);
      if (shown) ours.push_back(read.select == "COUNT" ? "{}" : show(*shown));
    }
    for (std::size_t i = 0; i < ours.size() && next < items.size(); ++i) {
      theirs.push_back(show(items[next++]));
    }
    std::ranges::sort(ours);
    std::ranges::sort(theirs);
    for (const auto& one : ours) wanted += "\n    " + one;
    for (const auto& one : theirs) got += "\n    " + one;
  }
  while (next < items.size()) got += "\n    " + show(items[next++]);
  if (wanted != got) return disagree("a read", wanted, got);
  if (scanned == rows.size()) return true;
  return disagree("ScannedCount", std::to_string(rows.size()), std::to_string(scanned));
}

}  // namespace syncline::model
