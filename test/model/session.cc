#include "test/model/session.h"

#include <algorithm>

#include "base/parse_json.h"

namespace syncline::model {
namespace {

Table alpha() {
  return {"alpha",
          {{"p", "S"}, {"s", "N"}},
          {{"by_a", false, {{"p", "S"}, {"a", "N"}}, "KEYS_ONLY"},
           {"by_b", false, {{"p", "S"}, {"b", "S"}}, "INCLUDE", {"c", "m"}},
           {"by_g", true, {{"g", "S"}, {"s", "N"}}, "ALL"},
           {"by_h", true, {{"h", "N"}}, "INCLUDE", {"a", "count"}}}};
}

Table beta() {
  return {"beta", {{"id", "B"}}, {{"by_g", true, {{"g", "S"}, {"a", "N"}}, "KEYS_ONLY"}}};
}

Table gamma() {
  return {"gamma",
          {{"p", "N"}, {"s", "B"}},
          {{"by_s", true, {{"s", "B"}, {"p", "N"}}, "ALL"},
           {"by_t", false, {{"p", "N"}, {"t", "B"}}, "ALL"}}};
}

void append_sorted(std::string& out, std::vector<std::string> parts, std::string_view brackets) {
  std::ranges::sort(parts);
  out += brackets[0];
  for (const auto& part : parts) out += part + ",";
  out += brackets[1];
}

std::string joined(const std::set<std::string>& all) {
  std::string text;
  for (const auto& one : all) text += (text.empty() ? "" : " | ") + one;
  return text;
}

std::string text_of(const Result<Json>& answer) {
  if (answer) return to_json(*answer);
  return answer.error().type + ": " + answer.error().message;
}

JsonObject put_input(const Write& write, Writer& writer) {
  JsonObject input{{"TableName", write.table}};
  input[write.operation == "Put" ? "Item" : "Key"] = to_json(write.item);
  if (write.condition) input["ConditionExpression"] = writer.condition(*write.condition);
  if (!write.update.empty()) input["UpdateExpression"] = writer.update(write.update);
  if (write.shows_item) input["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD";
  writer.add_to(input);
  return input;
}

std::string row_name(const Write& write, const Table& table) {
  return write.table + key_text(table, write.item);
}

void add_projection(JsonObject& input, Writer& writer, const std::vector<Path>& paths) {
  std::string text;
  for (const auto& path : paths) text += (text.empty() ? "" : ", ") + writer.path(path);
  if (!text.empty()) input["ProjectionExpression"] = text;
}

JsonObject shown(const Item& item, const std::vector<Path>& paths) {
  return to_json(paths.empty() ? item : project(item, paths));
}

}  // namespace

std::string canonical(const Json& json) {
  std::string text;
  std::vector<std::string> parts;
  if (const auto* object = json.if_object()) {
    for (const auto& member : *object) {
      const auto& value = member.value();
      const bool is_set = object->size() == 1 && value.is_array() && member.key().size() == 2 &&
                          member.key().ends_with('S');
      auto part = std::string(member.key()) + ":";
      if (is_set) {
        std::vector<std::string> elements;
        for (const auto& element : value.get_array()) elements.push_back(to_json(element));
        append_sorted(part, std::move(elements), "[]");
      } else {
        part += canonical(value);
      }
      parts.push_back(std::move(part));
    }
    append_sorted(text, std::move(parts), "{}");
    return text;
  }
  if (const auto* array = json.if_array()) {
    for (const auto& element : *array) text += canonical(element) + ",";
    return "[" + text + "]";
  }
  if (json.is_number()) return std::to_string(json.to_number<double>());
  return to_json(json);
}

Session::Session(unsigned seed) : random_(seed) {
  for (auto table : {alpha(), beta(), gamma()}) create(std::move(table));
}

Result<Json> Session::call(std::string_view operation, const JsonObject& input) {
  const auto text = to_json(Json(input));
  asked_ = std::string(operation) + " " + text;
  const auto parsed = parse_json(text).value();  // by its text, as it comes over the wire
  const auto ready = engine_.database->answer_now(operation, parsed.get_object());
  auto answer = engine_.call(operation, parsed.get_object());
  if (ready) agree_on_text(*ready, answer);
  return answer;
}

bool Session::disagree(const std::string& what, const std::string& wanted, const std::string& got) {
  if (!fault_.empty()) return false;
  fault_ = what + " differs\n  asked:  " + asked_ + "\n  wanted: " + wanted + "\n  got:    " + got;
  return false;
}

const Table& Session::any_table() {
  static const std::vector<std::string> names{"alpha", "alpha", "alpha", "beta", "gamma", "gamma"};
  return model_.table(random_.any(names));
}

// The two ways to the answer of a read.
void Session::agree_on_text(const Result<std::string>& ready, const Result<Json>& answer) {
  const auto read = ready ? parse_json(*ready) : Result<Json>(std::unexpected(ready.error()));
  const bool same = read && answer ? canonical(*read) == canonical(*answer)
                                   : !read && !answer && text_of(read) == text_of(answer);
  if (!same) disagree("the answer as text", text_of(answer), ready ? *ready : text_of(read));
}

bool Session::agree_on_answer(const Json& wanted, const Result<Json>& answer) {
  if (answer && canonical(wanted) == canonical(*answer)) return true;
  return disagree("the answer", to_json(wanted), text_of(answer));
}

bool Session::agree_on_reasons(const Outcome& outcome, const Error& error) {
  if (error.type == "ConditionalCheckFailedException") {
    const auto& item = outcome.reasons.at(0).item;
    const auto* shown = find_member(error.detail, "Item");
    const auto wanted = item ? canonical(Json(to_json(*item))) : "";
    if (wanted == (shown == nullptr ? "" : canonical(*shown))) return true;
    return disagree("the failure's item", wanted, to_json(error.detail));
  }
  const auto* reasons = find_member(error.detail, "CancellationReasons");
  if (reasons == nullptr || reasons->as_array().size() != outcome.reasons.size()) {
    return disagree("the number of reasons", std::to_string(outcome.reasons.size()),
                    to_json(error.detail));
  }
  for (std::size_t i = 0; i < outcome.reasons.size(); ++i) {
    const auto& wanted = outcome.reasons[i];
    auto got = reasons->as_array()[i].as_object();
    const auto* message = find_string(got, "Message");
    const bool told = wanted.code == "None"
                          ? message == nullptr
                          : message != nullptr && wanted.messages.contains(std::string(*message));
    got.erase("Message");
    JsonObject rest{{"Code", wanted.code}};
    if (wanted.item) rest["Item"] = to_json(*wanted.item);
    if (told && canonical(rest) == canonical(Json(got))) continue;
    return disagree("reason " + std::to_string(i), to_json(Json(rest)) + joined(wanted.messages),
                    to_json(error.detail));
  }
  return true;
}

bool Session::agree(const Outcome& outcome, const Result<Json>& answer) {
  if (outcome.errors.empty()) return agree_on_answer(outcome.answer, answer);
  if (answer || !outcome.errors.contains(text_of(answer))) {
    return disagree("the error", joined(outcome.errors), text_of(answer));
  }
  const bool has_reasons = !outcome.reasons.empty() && answer.error().type != "ValidationException";
  return !has_reasons || agree_on_reasons(outcome, answer.error());
}

bool Session::create(Table table) {
  const auto answer = call("CreateTable", create_request(table));
  if (!answer) return disagree("the creation", "a table", text_of(answer));
  model_.create(std::move(table));
  return true;
}

bool Session::write() {
  const auto write = random_.write(any_table(), true);
  const bool counts = random_.one_in(3);
  Writer writer(random_.one_in(2));
  auto input = put_input(write, writer);
  input["ReturnValues"] = write.returns;
  if (counts) input["ReturnConsumedCapacity"] = "INDEXES";
  return agree(model_.write(write, counts), call(write.operation + "Item", input));
}

bool Session::batch_write() {
  std::vector<Write> writes;
  std::set<std::string> rows;
  JsonObject tables;
  for (auto count = 1 + random_.below(8); count > 0; --count) {
    const auto& table = any_table();
    auto write = random_.write(table, false);
    if (!rows.insert(row_name(write, table)).second && !random_.one_in(20)) continue;
    const bool puts = write.operation == "Put";
    const JsonObject content{{puts ? "Item" : "Key", to_json(write.item)}};
    auto& of_table = tables[write.table];
    if (!of_table.is_array()) of_table = JsonArray();
    of_table.as_array().push_back(JsonObject{{puts ? "PutRequest" : "DeleteRequest", content}});
    writes.push_back(std::move(write));
  }
  const bool counts = random_.one_in(3);
  JsonObject input{{"RequestItems", tables}};
  if (counts) input["ReturnConsumedCapacity"] = "INDEXES";
  return agree(model_.batch(writes, counts), call("BatchWriteItem", input));
}

bool Session::transact_write() {
  std::vector<Write> writes;
  std::set<std::string> rows;
  JsonArray items;
  for (auto count = 1 + random_.below(5); count > 0; --count) {
    const auto& table = any_table();
    auto write = random_.write(table, true);
    if (!rows.insert(row_name(write, table)).second && !random_.one_in(30)) continue;
    if (write.operation == "Update" && write.update.empty()) write.operation = "ConditionCheck";
    if (write.operation == "ConditionCheck" && !write.condition) write.operation = "Delete";
    Writer writer(random_.one_in(2));
    items.push_back(JsonObject{{write.operation, put_input(write, writer)}});
    writes.push_back(std::move(write));
  }
  const bool counts = random_.one_in(3);
  const bool with_token = random_.one_in(3);
  JsonObject input{{"TransactItems", items}};
  if (counts) input["ReturnConsumedCapacity"] = "INDEXES";
  if (with_token) input["ClientRequestToken"] = "token" + std::to_string(++tokens_);
  const auto answer = call("TransactWriteItems", input);
  if (!agree(model_.transact(writes, counts), answer)) return false;
  return !with_token || counts || !answer || replay(std::move(input));
}

// What was done once is not done again, and its token is not good for anything else.
bool Session::replay(JsonObject input) {
  if (random_.one_in(2)) engine_.reopen();
  if (!agree_on_answer(JsonObject(), call("TransactWriteItems", input))) return false;
  auto& items = input["TransactItems"].as_array();
  items.push_back(items.front());
  const auto other = call("TransactWriteItems", input);
  if (!other && (other.error().type == "IdempotentParameterMismatchException" ||
                 other.error().message.ends_with("multiple operations on one item"))) {
    return true;
  }
  return disagree("another request with the token", "a refusal", text_of(other));
}

bool Session::get() {
  const auto& table = any_table();
  const auto key = random_.key(table);
  const bool consistent = random_.one_in(2);
  JsonObject input{{"TableName", table.name}, {"Key", to_json(key)}};
  Writer writer(random_.one_in(2));
  std::vector<Path> paths;
  if (random_.one_in(2)) paths = random_.projection(table);
  add_projection(input, writer, paths);
  writer.add_to(input);
  input["ConsistentRead"] = consistent;
  input["ReturnConsumedCapacity"] = "TOTAL";
  const auto* found = model_.find(table.name, key);
  const auto units = read_units(found == nullptr ? 0 : size_of(*found), consistent);
  JsonObject wanted{
      {"ConsumedCapacity", JsonObject{{"TableName", table.name}, {"CapacityUnits", units}}}};
  if (found != nullptr) wanted["Item"] = shown(*found, paths);
  return agree_on_answer(wanted, call("GetItem", input));
}

bool Session::batch_get() {
  JsonObject tables, wanted;
  for (const auto* name : {"alpha", "beta", "gamma"}) {
    if (random_.one_in(2)) continue;
    const auto& table = model_.table(name);
    JsonObject part;
    Writer writer(random_.one_in(2));
    std::vector<Path> paths;
    if (random_.one_in(2)) paths = random_.projection(table);
    add_projection(part, writer, paths);
    writer.add_to(part);
    std::set<std::string> texts;
    JsonArray keys, found;
    for (auto count = 1 + random_.below(5); count > 0; --count) {
      const auto key = random_.key(table);
      if (!texts.insert(key_text(table, key)).second) continue;
      keys.push_back(to_json(key));
      if (const auto* item = model_.find(name, key)) found.push_back(shown(*item, paths));
    }
    part["Keys"] = std::move(keys);
    tables[name] = std::move(part);
    wanted[name] = std::move(found);
  }
  if (tables.empty()) return get();
  const auto answer = call("BatchGetItem", {{"RequestItems", tables}});
  return agree_on_answer(JsonObject{{"Responses", wanted}, {"UnprocessedKeys", JsonObject()}},
                         answer);
}

bool Session::transact_get() {
  JsonArray items, wanted;
  std::set<std::string> rows;
  for (auto count = 1 + random_.below(5); count > 0; --count) {
    const auto& table = any_table();
    const auto key = random_.key(table);
    if (!rows.insert(table.name + key_text(table, key)).second) continue;
    JsonObject get{{"TableName", table.name}, {"Key", to_json(key)}};
    Writer writer(random_.one_in(2));
    std::vector<Path> paths;
    if (random_.one_in(2)) paths = random_.projection(table);
    add_projection(get, writer, paths);
    writer.add_to(get);
    items.push_back(JsonObject{{"Get", std::move(get)}});
    JsonObject response;
    if (const auto* item = model_.find(table.name, key)) response["Item"] = shown(*item, paths);
    wanted.push_back(std::move(response));
  }
  return agree_on_answer(JsonObject{{"Responses", wanted}},
                         call("TransactGetItems", {{"TransactItems", items}}));
}

// The counts of a table and of its indexes.
bool Session::describe(const Table& table) {
  const auto answer = call("DescribeTable", {{"TableName", table.name}});
  if (!answer) return disagree("the description", table.name, text_of(answer));
  const auto& described = answer->at("Table");
  std::map<std::string, Counts> got;
  const auto number = [](const Json& of, std::string_view member) {
    return of.at(member).to_number<std::int64_t>();
  };
  got[""] = {number(described, "ItemCount"), number(described, "TableSizeBytes")};
  for (const auto* kind : {"LocalSecondaryIndexes", "GlobalSecondaryIndexes"}) {
    const auto* indexes = find_member(described, kind);
    if (indexes == nullptr) continue;
    for (const auto& index : indexes->as_array()) {
      got[std::string(index.at("IndexName").as_string())] = {number(index, "ItemCount"),
                                                             number(index, "IndexSizeBytes")};
    }
  }
  const auto wanted = count(table);
  if (got == wanted) return true;
  std::string text;
  for (const auto& [name, counts] : wanted) {
    text += name + ": " + std::to_string(counts.items) + " " + std::to_string(counts.bytes) + " ";
  }
  return disagree("a count", text, to_json(described));
}

bool Session::compare_all() {
  for (const auto& [name, table] : model_.tables()) {
    if (!describe(table)) return false;
  }
  if (random_.one_in(4)) engine_.reopen();
  return true;
}

bool Session::step() {
  const bool agreed = next();
  return agreed && fault_.empty();
}

bool Session::next() {
  if (++steps_ % 100 == 0) return compare_all();
  switch (random_.below(16)) {
    case 0: return batch_write();
    case 1:
    case 2: return transact_write();
    case 3: return get();
    case 4: return batch_get();
    case 5: return transact_get();
    case 6:
    case 7:
    case 8: return read(false);
    case 9: return read(true);
    default: return write();
  }
}

}  // namespace syncline::model
