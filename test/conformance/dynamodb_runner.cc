// Runs the DynamoDB conformance cases: each file of a folder is {"given":[steps], "cases":[{"name",
// "steps"}]}. The steps, the given ones first, run in order on a fresh database in memory. A step
// is
// {"call", "input"} with what is expected: "expect" (the answer; "$any" stands for any value),
// "error" ("Type: message") with "detail"?, or neither for any answer that is no error. With
// "any_order" the lists of the answer are compared without their order.
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
    for (const auto& step : list.as_array()) check(database, step);
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
