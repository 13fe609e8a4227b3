// Deploys each case of a folder on a server without sockets. A case is a folder:
//   template.yaml or template.json
//   expected.json   {"about": what the case shows, and the section of the CloudFormation guide,
//                    "parameters": {…}, and either
//     "error": the message, from `template.yaml:LINE: ` on; nothing may have been made then (no
//     API,
//              no table, no record of a stack), unless "after": true says that the fault is found
//              while resources are made, or
//     "outputs" and "resources": what came of it, where `*` in a text stands for any characters}
// A case that succeeds is deployed twice: the second time must give the same.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "base/log.h"
#include "base/loop.h"
#include "base/parse_json.h"
#include "template/template.h"

namespace syncline {
namespace {

using Outcome = Result<cloudformation::Deployment>;

struct Case {
  std::string name;  // of the folder
  std::string file;  // "template.yaml"
  std::string text;
  std::map<std::string, std::string> parameters;
  Json expected;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Whether `text` is `pattern`, where each `*` stands for any characters.
bool matches(std::string_view pattern, std::string_view text) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t from = star; from <= text.size(); ++from) {
    if (matches(rest, text.substr(from))) return true;
  }
  return false;
}

Result<Case> read_case(const std::filesystem::path& folder) {
  Case out{.name = folder.filename().string()};
  for (const char* name : {"template.yaml", "template.json"}) {
    if (std::filesystem::exists(folder / name)) out.file = name;
  }
  out.text = read_file(folder / out.file);
  TRY(out.expected, parse_json(read_file(folder / "expected.json")));
  if (find_string(out.expected, "about") == nullptr || out.file.empty()) {
    return fail(ErrorKind::invalid, "Case", "it needs a template and says what it is about");
  }
  if (const Json* given = find_member(out.expected, "parameters")) {
    for (const auto& [name, value] : given->as_object()) {
      out.parameters[name] = std::string(value.as_string());
    }
  }
  return out;
}

template <class T>
Task<void> keep(Task<T> task, std::optional<T>& result) {
  result.emplace(co_await std::move(task));
}

template <class T>
T run(Task<T> task) {
  Loop loop(0);
  std::optional<T> result;
  loop.spawn(keep(std::move(task), result));
  loop.context().run();
  return *std::move(result);
}

Outcome deploy(const Case& one, control::Rooms& rooms) {
  return run(cloudformation::deploy(one.file, one.text, one.parameters, rooms));
}

bool refuse(const Case& one, const std::string& what) {
  fmt::print("FAIL {}: {}\n", one.name, what);
  return false;
}

// The names and texts of `got` must be just those of the member `name`.
bool same(const Case& one, std::string_view name, const std::map<std::string, std::string>& got) {
  const Json* expected = find_member(one.expected, name);
  const JsonObject wanted = expected != nullptr ? expected->as_object() : JsonObject();
  bool good = wanted.size() == got.size();
  for (const auto& [key, text] : got) {
    const Json* pattern = wanted.if_contains(key);
    good = good && pattern != nullptr && matches(pattern->as_string(), text);
  }
  if (good) return true;
  JsonObject shown;
  for (const auto& [key, text] : got) shown[key] = text;
  return refuse(
      one, fmt::format("{}\n  expected {}\n  got      {}", name, to_json(wanted), to_json(shown)));
}

bool succeeds(const Case& one, control::Rooms& rooms) {
  std::map<std::string, std::string> physical_ids;
  for (int run = 0; run < 2; ++run) {
    const Outcome outcome = deploy(one, rooms);
    if (!outcome) return refuse(one, outcome.error().message);
    std::map<std::string, std::string> outputs;
    for (const auto& [name, value] : outcome->outputs) outputs[name] = value.as_string();
    if (!same(one, "outputs", outputs)) return false;
    if (!same(one, "resources", outcome->physical_ids)) return false;
    if (run == 1 && outcome->physical_ids != physical_ids) {
      return refuse(one, "the second run made other resources");
    }
    physical_ids = outcome->physical_ids;
  }
  return true;
}

// What there is although nothing should have been made; empty when there is nothing.
std::string made(control::Rooms& rooms) {
  if (!rooms.catalog.snapshot()->by_id.empty()) return "an API";
  const JsonObject all;
  const auto tables = run(rooms.database.call("ListTables", all));
  if (!tables || !tables->at("TableNames").as_array().empty()) return "a table";
  const auto stacks = cloudformation::kept_stacks(rooms);
  if (!stacks || !stacks->empty()) return "the record of a stack";
  for (const char* kind : {"stack-resource", "role"}) {
    const auto documents = rooms.catalog.documents(kind);
    if (!documents || !documents->empty()) return kind;
  }
  return "";
}

bool fails(const Case& one, std::string_view error, control::Rooms& rooms) {
  const Outcome outcome = deploy(one, rooms);
  if (outcome) return refuse(one, fmt::format("no error, but expected {}", error));
  if (!matches(error, outcome.error().message)) {
    return refuse(one,
                  fmt::format("\n  expected {}\n  got      {}", error, outcome.error().message));
  }
  const Json* after = find_member(one.expected, "after");
  if (after != nullptr && after->as_bool()) return true;
  const std::string there = made(rooms);
  return there.empty() || refuse(one, there + " was made although the template is wrong");
}

bool holds(const std::filesystem::path& folder) {
  const Result<Case> one = read_case(folder);
  if (!one) {
    fmt::print("FAIL {}: {}\n", folder.filename().string(), one.error().message);
    return false;
  }
  ManualClock clock(1'700'000'000'000);
  const auto store = std::move(store::Store::in_memory()).value();
  const auto database = std::move(dynamo::Database::open(*store, clock)).value();
  const auto catalog =
      std::move(catalog::Catalog::open(*store, catalog::UnboundSubscriptions::bind)).value();
  control::Rooms rooms{*catalog, *database, clock};
  const auto* error = find_string(one->expected, "error");
  return error != nullptr ? fails(*one, *error, rooms) : succeeds(*one, rooms);
}

int run_cases(int argc, char** argv) {
  if (argc < 2 || !std::filesystem::is_directory(argv[1])) {
    fmt::print(stderr, "usage: {} FOLDER [CASE]\n", argv[0]);
    return 2;
  }
  set_log_level(LogLevel::off);
  std::vector<std::filesystem::path> folders;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (!entry.is_directory()) continue;
    if (argc == 2 || entry.path().filename() == argv[2]) folders.push_back(entry.path());
  }
  std::ranges::sort(folders);
  const auto passed = std::ranges::count_if(folders, holds);
  fmt::print("template: {} of {} cases hold\n", passed, folders.size());
  const bool all = !folders.empty() && passed == static_cast<std::ptrdiff_t>(folders.size());
  return all ? 0 : 1;
}

}  // namespace
}  // namespace syncline

int main(int argc, char** argv) { return syncline::run_cases(argc, argv); }
