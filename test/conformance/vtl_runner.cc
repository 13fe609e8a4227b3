// Runs the VTL conformance cases: each file of a folder is {"context"?, "variables"?, "cases":[…]},
// each case {"name", "template", "context"?, "variables"?} with what is expected: "text" (what was
// rendered), "value" (the document), "error" (a part of the message) with "type"?, and, when they
// are given, "stash", "arguments", "appended", "logs", "returned", "detail" after the run. A run
// that fails without an "error" fails its case, but for one thing: with "plain", of a case or of a
// file, what is rendered need not be a document. A member of another name fails its case, or file.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "base/parse_json.h"
#include "script/java_text.h"
#include "script/vtl/compile.h"

namespace syncline::script {
namespace {

// The helpers that the recorded vectors call beside AppSync's: they show what a value is.
Answer shown(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return to_text(context.heap, args[0]);
}
Answer nothing(CallContext& /*context*/, Arguments /*args*/) { return Value::text(""); }
Answer null_value(CallContext& /*context*/, Arguments /*args*/) { return Value(); }
Answer class_name(CallContext& context, Arguments args) {
  if (args.size() != 1) return std::nullopt;
  return context.heap.text(args[0].class_name());
}

constexpr Builtin stub_functions[] = {
    {"id", shown},
    {"vd", nothing},
    {"nul", null_value},
    {"cls", class_name},
};
constexpr Family stubs{"", stub_functions};

class Runner {
 public:
  Runner() {
    for (const auto* family : builtins_table()) library_.push_back(family);
    library_.push_back(&stubs);
    clock_.set(1'517'943'695'749);  // 2018-02-06T19:01:35.749Z
  }

  void file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    const auto document = parse_json(bytes);
    const auto* cases = document ? find_member(*document, "cases") : nullptr;
    if (cases == nullptr || !cases->is_array()) {
      std::printf("%s: not a file of cases\n", path.c_str());
      ++failed_;
      return;
    }
    if (const auto other = unknown_member(*document, {"context", "variables", "plain", "cases"});
        !other.empty()) {
      std::printf("%s: the file has an unknown member %s\n", path.c_str(), other.c_str());
      ++failed_;
    }
    for (const auto& one : cases->get_array()) check(path, *document, one);
  }

  int report() const {
    std::printf("%d VTL cases, %d failed\n", ran_, failed_);
    return ran_ == 0 || failed_ > 0 ? 1 : 0;
  }

 private:
  static std::string unknown_member(const Json& object, const std::set<std::string_view>& known) {
    for (const auto& member : object.get_object()) {
      if (!known.contains(member.key())) return std::string(member.key());
    }
    return "";
  }

  static Json member(const Json& file, const Json& one, std::string_view name) {
    if (const auto* own = find_member(one, name)) return *own;
    const auto* shared = find_member(file, name);
    return shared == nullptr ? Json(nullptr) : *shared;
  }

  static JsonObject object_of(const Json& json, std::string_view name) {
    const auto* found = find_member(json, name);
    return found != nullptr && found->is_object() ? found->get_object() : JsonObject{};
  }

  // As long as `json` lives.
  Context context_of(const Json& json) const {
    const auto get = [&](std::string_view name) {
      const auto* found = find_member(json, name);
      return found == nullptr ? Json(nullptr) : *found;
    };
    Context context;
    context.arguments = object_of(json, "arguments");
    context.stash = object_of(json, "stash");
    context.source = get("source");
    context.identity = get("identity");
    context.request = get("request");
    context.info = get("info");
    context.env = get("env");
    context.result = get("result");
    context.error = get("error");
    context.prev = get("prev");
    if (const auto* type = find_string(json, "authType")) context.auth_type = *type;
    context.clock = &clock_;
    return context;
  }

  void check(const std::filesystem::path& path, const Json& file, const Json& one) {
    ++ran_;
    const auto* text = find_string(one, "template");
    const auto* name = find_string(one, "name");
    const auto other = unknown_member(one, known_);
    std::string why = text == nullptr ? "no template" : other.empty() ? "" : "unknown: " + other;
    if (why.empty()) {
      vtl::Dialect dialect{library_};
      if (const auto variables = member(file, one, "variables"); variables.is_object()) {
        dialect.variables = variables.get_object();
      }
      const auto given = member(file, one, "context");
      auto context = context_of(given);
      const auto program = vtl::compile(*text, dialect);
      const auto outcome = program ? (*program)->run(context) : std::unexpected(program.error());
      why = compare(one, outcome, context, member(file, one, "plain") == Json(true));
      if (why.empty()) why = compare_unrendered(*text, given);
    }
    if (why.empty()) return;
    ++failed_;
    std::printf("FAILED %s: %s\n  %s\n", path.filename().c_str(),
                name == nullptr ? "?" : name->c_str(), why.c_str());
  }

  // What a program gives must not depend on whether it is rendered.
  std::string compare_unrendered(std::string_view text, const Json& json) const {
    const auto whole = compile_vtl(text, {}, Rendering::always);
    const auto brief = compile_vtl(text, {}, Rendering::when_needed);
    if (!whole || !brief) return whole.has_value() == brief.has_value() ? "" : "compiles once";
    auto context = context_of(json);
    auto same = context_of(json);
    const auto wanted = outcome_text((*whole)->run(context), context);
    const auto got = outcome_text((*brief)->run(same), same);
    return wanted == got ? "" : differs("unrendered", wanted, got);
  }

  static std::string outcome_text(const Result<Outcome>& outcome, const Context& context) {
    // Identifiers and times of their own are no difference.
    if (!outcome) return outcome.error().message;
    return to_json(JsonArray{
        outcome->value.kind() == boost::json::kind::string ? Json("a text") : outcome->value,
        outcome->returned, outcome->appended.size(), context.stash});
  }

  static std::string differs(std::string_view what, std::string_view wanted, std::string_view got) {
    return std::string(what) + "\n    wanted: " + std::string(wanted) +
           "\n    got:    " + std::string(got);
  }

  static std::string rendered(const Result<Outcome>& outcome) {
    if (outcome) return outcome->text;
    const auto* text = find_string(outcome.error().detail, "text");
    return text == nullptr ? "error: " + outcome.error().message : std::string(*text);
  }

  static std::string compare(const Json& one, const Result<Outcome>& outcome,
                             const Context& context, bool plain) {
    if (const auto* text = find_string(one, "text")) {
      const auto got = rendered(outcome);
      if (got != std::string_view(*text)) return differs("text", *text, got);
    }
    if (const auto* part = find_string(one, "error")) {
      if (outcome) return differs("error", *part, "none, but " + outcome->text);
      const auto& error = outcome.error();
      if (error.message.find(*part) == std::string::npos) {
        return differs("error", *part, error.message);
      }
      const auto* type = find_string(one, "type");
      if (type != nullptr && error.type != std::string_view(*type)) {
        return differs("type", *type, error.type);
      }
    } else if (!outcome && !(plain && find_member(one, "text") != nullptr)) {
      return differs("no error", "", outcome.error().message);
    }
    return compare_members(one, outcome, context);
  }

  static std::string compare_members(const Json& one, const Result<Outcome>& outcome,
                                     const Context& context) {
    JsonObject got{{"stash", context.stash}, {"arguments", context.arguments}};
    if (outcome) {
      JsonArray appended;
      for (const auto& error : outcome->appended) appended.push_back(described(error));
      JsonArray logs;
      for (const auto& line : outcome->logs) logs.push_back(Json(line));
      got["value"] = outcome->value;
      got["appended"] = std::move(appended);
      got["logs"] = std::move(logs);
      got["returned"] = outcome->returned;
    } else {
      got["detail"] = outcome.error().detail;
    }
    for (const auto& wanted : one.get_object()) {
      if (expected_.count(wanted.key()) == 0) continue;
      const auto* found = got.if_contains(wanted.key());
      const auto text = found == nullptr ? "nothing" : to_json(*found);
      if (text != to_json(wanted.value())) {
        return differs(wanted.key(), to_json(wanted.value()), text);
      }
    }
    return "";
  }

  static Json described(const ScriptError& error) {
    return JsonObject{{"message", error.message},
                      {"type", error.type},
                      {"data", error.data},
                      {"info", error.info}};
  }

  inline static const std::set<std::string_view> known_{
      "name",  "template",  "context", "variables", "plain",    "text",     "error", "type",
      "value", "arguments", "stash",   "logs",      "appended", "returned", "detail"};
  inline static const std::set<std::string_view> expected_{
      "value", "stash", "arguments", "appended", "logs", "returned", "detail"};
  std::vector<const Family*> library_;
  ManualClock clock_;
  int ran_ = 0;
  int failed_ = 0;
};

}  // namespace
}  // namespace syncline::script

int main(int argc, char** argv) {
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::fprintf(stderr, "usage: %s CASES_FOLDER\n", argv[0]);
    return 2;
  }
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) {
    if (entry.path().extension() == ".json") files.insert(entry.path());
  }
  syncline::script::Runner runner;
  for (const auto& file : files) runner.file(file);
  return runner.report();
}
