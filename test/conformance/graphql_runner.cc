// Runs each case of a folder: a schema, a request, and what must come back. A case is a folder:
//   schema.graphql   unless the request names one of schemas/ that many cases share
//   request.json   {"spec": the section it is about, "query", "variables", "operationName", "root":
//                  the value that root fields are read from} and what the case wants specially:
//     "event": payload             render the event instead of executing
//     "validate": false            execute although the document may not be valid
//     "resolve_later": [fields]    these, such as "Query.post", are answered by a Task
//     "echo": [fields]             their value is their coerced arguments as text
//     "tick": [fields]             their value is "when they began"-"when they ended"
//     "fail": {field: {…}}         a resolver's error: message, type, info, value
//     "introspection": false       as when the API's introspection is disabled
//     "dialect": "specification"   what the schema is read as, instead of AppSync's
//     no "query"                   what the schema itself comes to is expected
//     "resolvers_max", "fields_max", "text_bytes_max", "errors_max"
//                  A key that is not listed here fails the case.
//   expected.json  {"data", "errors"}; without "data" when nothing was executed; {"schema_errors"}
//                  when the schema does not build, and without a query {"schema_warnings"} when it
//                  does. Compared as text, so that the order of members counts.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "base/loop.h"
#include "base/parse_json.h"
#include "graphql/execution/execute.h"
#include "graphql/execution/operation.h"
#include "graphql/language/parser.h"
#include "graphql/type/build_schema.h"
#include "graphql/validation/validate.h"

namespace syncline::graphql {
namespace {

std::string read_text(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Json shown(const std::vector<Location>& locations) {
  if (locations.empty()) return nullptr;
  JsonArray out;
  for (const Location& location : locations) {
    out.push_back(JsonObject{{"line", location.line}, {"column", location.column}});
  }
  return out;
}

Json shown(const Path& path) {
  JsonArray out;
  for (const auto& step : path) {
    std::visit([&](const auto& value) { out.emplace_back(value); }, step);
  }
  return out;
}

Json shown(const FieldError& error) {
  JsonObject out{{"message", error.message}};
  if (!error.path.empty()) out["path"] = shown(error.path);
  if (!error.locations.empty()) out["locations"] = shown(error.locations);
  if (!error.type.is_null()) out["errorType"] = error.type;
  if (!error.info.is_null()) out["errorInfo"] = error.info;
  return out;
}

Json shown(const Response& response) {
  JsonObject out;
  if (response.executed) out["data"] = response.data;
  JsonArray errors;
  for (const FieldError& error : response.errors) errors.push_back(shown(error));
  if (!errors.empty()) out["errors"] = std::move(errors);
  return out;
}

Json shown(const std::vector<Violation>& violations) {
  JsonArray errors;
  for (const Violation& violation : violations) {
    errors.push_back(JsonObject{{"message", appsync_message(violation)},
                                {"locations", shown(violation.locations)}});
  }
  return JsonObject{{"errors", std::move(errors)}};
}

Json shown(const Error& error) {
  if (error.type == "VariableError") return JsonObject{{"errors", error.detail}};
  JsonArray errors;
  errors.push_back(JsonObject{{"message", error.message}, {"errorType", error.type}});
  return JsonObject{{"errors", std::move(errors)}};
}

// Answers fields as the case's request says.
class Resolvers {
 public:
  explicit Resolvers(const Json& request) : request_(request) {}

  std::optional<FieldValue> answer(const FieldCall& call) {
    const std::string field = fmt::format("{}.{}", call.parent_type.name, call.field.name);
    if (listed("tick", field)) return FieldValue(tick());
    std::optional<Resolved> resolved = at_once(call, field);
    if (!listed("resolve_later", field)) {
      if (!resolved) return std::nullopt;
      return FieldValue(*std::move(resolved));
    }
    if (!resolved) resolved = Resolved{member(call.source, call.field.name), {}};
    return FieldValue(later(*std::move(resolved)));
  }

 private:
  static Json member(const Json& object, std::string_view name) {
    const Json* found = find_member(object, name);
    return found == nullptr ? Json(nullptr) : *found;
  }

  bool listed(std::string_view option, const std::string& field) const {
    const Json* list = find_member(request_, option);
    return list != nullptr &&
           std::ranges::find(list->as_array(), Json(field)) != list->as_array().end();
  }

  std::optional<Resolved> at_once(const FieldCall& call, const std::string& field) const {
    if (const Json* failures = find_member(request_, "fail")) {
      if (const Json* failure = find_member(*failures, field)) return failed(*failure);
    }
    if (listed("echo", field)) return Resolved{Json(to_json(call.arguments)), {}};
    // Root fields have no parent to be read from.
    if (!call.source.is_null()) return std::nullopt;
    return Resolved{member(member(request_, "root"), call.field.name), {}};
  }

  static Resolved failed(const Json& failure) {
    FieldError error;
    error.message = std::string(member(failure, "message").as_string());
    error.type = member(failure, "type");
    error.info = member(failure, "info");
    error.resolver = true;
    return {member(failure, "value"), {error}};
  }

  static Task<Resolved> later(Resolved resolved) {
    co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                               boost::asio::use_awaitable);
    co_return resolved;
  }

  Task<Resolved> tick() {
    const int began = clock_++;
    co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                               boost::asio::use_awaitable);
    co_return Resolved{Json(fmt::format("{}-{}", began, clock_++)), {}};
  }

  const Json& request_;
  int clock_ = 0;
};

template <class Answer, class Begin>
Answer run(const Json& request, Begin begin) {
  Resolvers resolvers(request);
  const FieldResolver resolver = [&](const FieldCall& call) { return resolvers.answer(call); };
  std::variant<Answer, Task<Answer>> begun = begin(resolver);
  if (auto* ready = std::get_if<Answer>(&begun)) return std::move(*ready);
  Loop loop(0);
  Answer response;
  const auto task = [&]() -> Task<void> {
    response = co_await std::get<Task<Answer>>(std::move(begun));
  };
  loop.spawn(task());
  loop.context().run();
  return response;
}

// The answer as values; as text it must be the same, bytes and errors.
Result<Json> run(const Operation& operation, const Json& request) {
  Response response = run<Response>(
      request, [&](const FieldResolver& resolver) { return execute(operation, resolver); });
  TextResponse text = run<TextResponse>(
      request, [&](const FieldResolver& resolver) { return execute_to_text(operation, resolver); });
  const std::string data = to_json(response.data);
  Response with_text{response.data, std::move(text.errors), text.executed};
  Json answer = shown(response);
  if (text.data == data && shown(with_text) == answer) return answer;
  return fail(ErrorKind::internal, "TextDiffers", text.data, shown(with_text));
}

std::size_t number(const Json& request, std::string_view name, std::size_t otherwise) {
  const Json* given = find_member(request, name);
  return given == nullptr ? otherwise : given->to_number<std::size_t>();
}

bool flag(const Json& request, std::string_view name) {
  const Json* given = find_member(request, name);
  return given == nullptr || given->as_bool();
}

std::string text(const Json& request, std::string_view name) {
  const auto* given = find_string(request, name);
  return given == nullptr ? "" : std::string(*given);
}

Json shown(const std::vector<SchemaWarning>& warnings) {
  JsonArray out;
  for (const SchemaWarning& warning : warnings) {
    out.push_back(JsonObject{{"message", warning.message},
                             {"locations", shown(std::vector<Location>{warning.location})}});
  }
  return JsonObject{{"schema_warnings", std::move(out)}};
}

// Of a text that does not parse.
Json shown_syntax_fault(const Error& error) {
  JsonArray locations;
  locations.push_back(error.detail);
  JsonArray errors;
  errors.push_back(JsonObject{{"message", error.message}, {"locations", std::move(locations)}});
  return JsonObject{{"errors", std::move(errors)}};
}

std::string schema_of(const std::filesystem::path& folder, const Json& request) {
  const std::string shared = text(request, "schema");
  if (shared.empty()) return read_text(folder / "schema.graphql");
  return read_text(folder.parent_path() / "schemas" / (shared + ".graphql"));
}

Result<Json> outcome(const std::filesystem::path& folder, const Json& request) {
  const bool specification = text(request, "dialect") == "specification";
  const auto built = build_schema(schema_of(folder, request),
                                  {specification ? Dialect::specification : Dialect::appsync});
  if (!built) return JsonObject{{"schema_errors", built.error().detail}};
  const std::shared_ptr<const Schema>& schema = *built;
  if (find_member(request, "query") == nullptr) return shown(schema->warnings);
  Result<Document> parsed = parse(text(request, "query"));
  if (!parsed) return shown_syntax_fault(parsed.error());
  auto document = std::make_shared<const Document>(*std::move(parsed));
  if (flag(request, "validate")) {
    const std::vector<Violation> violations = validate(*schema, *document);
    if (!violations.empty()) return shown(violations);
  }
  const Json* variables = find_member(request, "variables");
  Result<Operation> operation = prepare(schema, document, text(request, "operationName"),
                                        variables == nullptr ? Json(nullptr) : *variables);
  if (!operation) return shown(operation.error());
  operation->resolvers_max = number(request, "resolvers_max", operation->resolvers_max);
  operation->fields_max = number(request, "fields_max", operation->fields_max);
  operation->text_bytes_max = number(request, "text_bytes_max", operation->text_bytes_max);
  operation->errors_max = number(request, "errors_max", operation->errors_max);
  operation->introspection = flag(request, "introspection");
  operation->turn_max = std::chrono::hours(1);  // the order of ticks is that of a fast machine
  if (const Json* event = find_member(request, "event")) {
    return shown(render_event(*operation, *event));
  }
  return run(*operation, request);
}

constexpr std::string_view keys[] = {
    "spec",          "query",         "variables",      "operationName", "root",    "event",
    "validate",      "resolve_later", "echo",           "tick",          "fail",    "introspection",
    "resolvers_max", "fields_max",    "text_bytes_max", "errors_max",    "dialect", "schema"};

// The first key of the request that means nothing, or is no flag; empty when there is none.
std::string_view unknown_key(const Json& request) {
  if (!request.is_object()) return "no object";
  for (const auto& member : request.get_object()) {
    if (std::ranges::find(keys, std::string_view(member.key())) == std::end(keys)) {
      return member.key();
    }
    const bool is_flag = member.key() == "validate" || member.key() == "introspection";
    if (is_flag && !member.value().is_bool()) return member.key();
    if (member.key() == "dialect" && member.value() != "specification") return member.key();
  }
  return {};
}

// Whether the case holds; says what it did not expect.
bool holds(const std::filesystem::path& folder) {
  const std::string name = folder.filename().string();
  const Result<Json> request = parse_json(read_text(folder / "request.json"));
  const Result<Json> expected = parse_json(read_text(folder / "expected.json"));
  if (!request || !expected || text(*request, "spec").empty()) {
    fmt::print("FAIL {}: request.json or expected.json is missing, no JSON, or names no spec\n",
               name);
    return false;
  }
  if (const std::string_view key = unknown_key(*request); !key.empty()) {
    fmt::print("FAIL {}: request.json has an unknown or wrong key: {}\n", name, key);
    return false;
  }
  const Result<Json> got = outcome(folder, *request);
  if (!got) {
    fmt::print("FAIL {}: {}: {} {}\n", name, got.error().type, got.error().message,
               to_json(got.error().detail));
    return false;
  }
  if (to_json(*got) == to_json(*expected)) return true;
  fmt::print("FAIL {} ({})\n  expected {}\n  got      {}\n", name, text(*request, "spec"),
             to_json(*expected), to_json(*got));
  return false;
}

}  // namespace
}  // namespace syncline::graphql

int main(int argc, char** argv) {
  if (argc < 2 || !std::filesystem::is_directory(argv[1])) {
    fmt::print(stderr, "usage: {} FOLDER [CASE]\n", argv[0]);
    return 2;
  }
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (!entry.is_directory() || entry.path().filename() == "schemas") continue;
    if (argc == 2 || entry.path().filename() == argv[2]) folders.push_back(entry.path());
  }
  std::ranges::sort(folders);
  const auto passed = std::ranges::count_if(folders, syncline::graphql::holds);
  fmt::print("graphql: {} of {} cases hold\n", passed, folders.size());
  const bool all = !folders.empty() && passed == static_cast<std::ptrdiff_t>(folders.size());
  return all ? 0 : 1;
}
