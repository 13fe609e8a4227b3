// Runs the DynamoDB conformance cases: each file of a folder is {"given":[steps], "cases":[{"name",
// "steps"}]}. The steps, the given ones first, run in order on a fresh database in memory. A step
// is
// {"call", "input"} with what is expected: "expect" (the answer; "$any" stands for any value),
// "error" ("Type: message") with "detail"?, or neither for any answer that is no error. With
// "any_order" the lists of the answer are compared without their order.
//
// Long values are written short: {"$repeat": ["x", 3]} is "xxx", {"$join": [texts]} one text, and
// {"$each": [value, 3]} a list of three, in which "$i" in a text is the element's place from 0.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "base/parse_json.h"
#include "conformance/same_json.h"
#include "dynamo/test_database.h"

namespace syncline::dynamo {
namespace {

using conformance::same;

std::size_t count_of(const Json& json) { return json.to_number<std::size_t>(); }

std::string numbered(std::string text, const std::string& place) {
  if (place.empty()) return text;
  for (auto at = text.find("$i"); at != std::string::npos; at = text.find("$i")) {
    text.replace(at, 2, place);
  }
  return text;
}

// What the short forms stand for; `place` is that of the innermost "$each".
Json expand(const Json& json, const std::string& place = "") {
  if (const auto* text = json.if_string()) return Json(numbered(std::string(*text), place));
  JsonArray list;
  if (const auto* array = json.if_array()) {
    for (const auto& element : *array) list.push_back(expand(element, place));
    return list;
  }
  const auto* object = json.if_object();
  if (object == nullptr) return json;
  if (const auto* repeat = find_member(*object, "$repeat")) {
    std::string text;
    const std::string part(repeat->at(0).as_string());
    for (auto left = count_of(repeat->at(1)); left > 0; --left) text += part;
    return Json(text);
  }
  if (const auto* join = find_member(*object, "$join")) {
    std::string text;
    for (const auto& part : join->as_array()) text += expand(part, place).as_string();
    return Json(text);
  }
  if (const auto* each = find_member(*object, "$each")) {
    for (std::size_t i = 0; i < count_of(each->at(1)); ++i) {
      list.push_back(expand(each->at(0), std::to_string(i)));
    }
    return list;
  }
  JsonObject all;
  for (const auto& member : *object) {
    all[numbered(std::string(member.key()), place)] = expand(member.value(), place);
  }
  return all;
}

class Runner {
 public:
  void file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto document = parse_json(bytes);
    const auto* cases = document ? find_member(*document, "cases") : nullptr;
    if (cases == nullptr || !cases->is_array()) {
      std::printf("%s: not a file of cases%s%s\n", path.c_str(), document ? "" : ": ",
                  document ? "" : document.error().message.c_str());
      ++failed_;
      return;
    }
    for (const auto& one : cases->get_array()) {
      TestDatabase database;
      name_ = path.filename().string() + ": " + std::string(one.at("name").as_string());
      if (const auto* given = find_member(*document, "given")) steps(database, *given);
      steps(database, one.at("steps"));
    }
  }

  [[nodiscard]] int report() const {
    std::printf("%d DynamoDB steps, %d failed\n", ran_, failed_);
    return ran_ == 0 || failed_ > 0 ? 1 : 0;
  }

 private:
  void steps(TestDatabase& database, const Json& list) {
    for (const auto& step : list.as_array()) check(database, expand(step));
  }

  void check(TestDatabase& database, const Json& step) {
    ++ran_;
    const auto answer = database.call(step.at("call").as_string(), step.at("input").as_object());
    const auto* error = find_string(step, "error");
    if (error != nullptr) {
      const auto got =
          answer ? to_json(*answer) : answer.error().type + ": " + answer.error().message;
      if (got != std::string_view(*error)) return report_fault(step, *error, got);
      const auto* detail = find_member(step, "detail");
      if (detail != nullptr && (answer || !same(*detail, answer.error().detail, false))) {
        report_fault(step, to_json(*detail), answer ? "" : to_json(answer.error().detail));
      }
      return;
    }
    if (!answer) {
      return report_fault(step, "no error", answer.error().type + ": " + answer.error().message);
    }
    const auto* wanted = find_member(step, "expect");
    const bool any_order = find_member(step, "any_order") != nullptr;
    if (wanted != nullptr && !same(*wanted, *answer, any_order)) {
      report_fault(step, to_json(*wanted), to_json(*answer));
    }
  }

  void report_fault(const Json& step, std::string_view wanted, std::string_view got) {
    ++failed_;
    std::printf("FAILED %s\n  %s\n    wanted: %s\n    got:    %s\n", name_.c_str(),
                to_json(step.at("input")).c_str(), std::string(wanted).c_str(),
                std::string(got).c_str());
  }

  std::string name_;
  int ran_ = 0;
  int failed_ = 0;
};

}  // namespace
}  // namespace syncline::dynamo

int main(int argc, char** argv) {
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::fprintf(stderr, "usage: %s CASES_FOLDER\n", argv[0]);
    return 2;
  }
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (entry.path().extension() == ".json") files.insert(entry.path());
  }
  syncline::dynamo::Runner runner;
  for (const auto& path : files) runner.file(path);
  return runner.report();
}
