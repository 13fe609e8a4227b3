// Runs the DynamoDB conformance cases: each file of a folder is {"given":[steps], "cases":[{"name",
// "steps"}]}. The steps, the given ones first, run in order on a fresh database in memory. A step
// is
// {"call", "input"} with what is expected (the call "$work" lets the database do what it does when
// nobody waits; "$advance" moves its clock by "seconds"): "expect" (the answer; "$any" stands for
// any value), "error" ("Type: message") with "detail"?, or neither for any answer that is no error.
// With "any_order" the lists of the answer are compared without their order. "keep": {"name":
// "A.0.B"} keeps the member A[0].B of the answer: "$name" stands for it in the inputs, expectations
// and errors of later steps. A step {"advance_minutes": n} moves the clock instead, and then erases
// what is too old.
//
// Long values are written short: {"$repeat": ["x", 3]} is "xxx", {"$join": [texts]} one text, and
// {"$each": [value, 3]} a list of three, in which "$i" in a text is the element's place from 0.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
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

// The member of the answer that a path such as "A.0.B" names; null when there is none.
Json member_at(const Json& answer, std::string_view path) {
  const Json* at = &answer;
  while (at != nullptr && !path.empty()) {
    const auto dot = std::min(path.find('.'), path.size());
    const auto name = path.substr(0, dot);
    path.remove_prefix(std::min(dot + 1, path.size()));
    if (const auto* array = at->if_array()) {
      const auto index = static_cast<std::size_t>(std::atoi(std::string(name).c_str()));
      at = index < array->size() ? &(*array)[index] : nullptr;
    } else {
      at = find_member(*at, name);
    }
  }
  return at == nullptr ? Json() : *at;
}

using Kept = std::map<std::string, std::string, std::less<>>;

std::string filled(std::string text, const Kept& kept) {
  for (const auto& [name, value] : kept) {
    const auto mark = "$" + name;
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
      text.replace(at, mark.size(), value);
      at += value.size();
    }
  }
  return text;
}

Json filled(const Json& value, const Kept& kept) {
  if (const auto* text = value.if_string()) return Json(filled(std::string(*text), kept));
  if (const auto* array = value.if_array()) {
    JsonArray out;
    for (const auto& element : *array) out.push_back(filled(element, kept));
    return out;
  }
  if (const auto* object = value.if_object()) {
    JsonObject out;
    for (const auto& member : *object) out[member.key()] = filled(member.value(), kept);
    return out;
  }
  return value;
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
      kept_.clear();
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
    for (const auto& step : list.as_array()) {
      if (const auto* minutes = find_member(step, "advance_minutes")) {
        database.clock.advance(minutes->to_number<std::int64_t>() * 60'000);
        if (!database.trim_streams()) report_fault({{"input", step}}, "trimmed", "a fault");
      } else {
        const auto whole = expand(step);
        check(database, kept_.empty() ? whole : filled(whole, kept_));
      }
    }
  }

  void check(TestDatabase& database, const Json& step) {
    ++ran_;
    if (step.at("call").as_string() == "$work") return database.work();
    if (step.at("call").as_string() == "$advance") {
      return database.clock.advance(step.at("input").at("seconds").as_int64() * 1000);
    }
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
    if (const auto* keep = find_member(step, "keep")) {
      for (const auto& one : keep->as_object()) {
        const auto found = member_at(*answer, one.value().as_string());
        if (!found.is_string()) return report_fault(step, one.value().as_string(), "nothing");
        kept_[one.key()] = found.as_string();
      }
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
  Kept kept_;
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
