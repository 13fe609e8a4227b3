// What one evaluation of the example's templates costs: the request templates of a GetItem and of a
// PutItem, and their response template, each from its context to its document.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/parse_json.h"
#include "script/vtl.h"

namespace {

namespace script = syncline::script;

constexpr std::string_view get_item =
    R"vtl({ "version": "2017-02-28", "operation": "GetItem", )vtl"
    R"vtl("key": { "id": $util.dynamodb.toDynamoDBJson($ctx.args.id) } })vtl";
constexpr std::string_view put_item =
    R"vtl({ "version": "2017-02-28", "operation": "PutItem", )vtl"
    R"vtl("key": { "id": { "S": "$util.autoId()" } }, )vtl"
    R"vtl("attributeValues": { "content": $util.dynamodb.toDynamoDBJson($ctx.args.content) } })vtl";
constexpr std::string_view response = "$util.toJson($ctx.result)";

// The twin: reading and writing a document of the same size, which no template can do without.
double parse_ns(std::string_view text, int rounds) {
  std::size_t bytes = 0;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < rounds; ++i) bytes += syncline::to_json(*syncline::parse_json(text)).size();
  const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
  return bytes == 0 ? 0 : spent.count() / rounds;
}

[[noreturn]] void give_up(const syncline::Error& error) {
  std::fprintf(stderr, "bench_script: a template failed: %s\n", error.message.c_str());
  std::exit(EXIT_FAILURE);
}

double run_ns(const script::Program& program, script::Context& context, int rounds) {
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < rounds; ++i) {
    if (const auto outcome = program.run(context); !outcome) give_up(outcome.error());
  }
  const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
  return spent.count() / rounds;
}

void measure(const char* name, std::string_view text) {
  constexpr int rounds = 200'000;
  const auto program = script::compile_vtl(text);
  if (!program) give_up(program.error());
  const syncline::SystemClock clock;
  script::Context context;
  context.arguments = {{"id", "6f1b2c3d"}, {"content", "hello"}};
  context.result = syncline::JsonObject{{"id", "6f1b2c3d"}, {"content", "hello"}};
  context.clock = &clock;
  const auto outcome = (*program)->run(context);
  if (!outcome) give_up(outcome.error());
  run_ns(**program, context, rounds / 10);
  const auto spent = run_ns(**program, context, rounds);
  const auto twin = parse_ns(outcome->text, rounds);
  std::printf("%-10s %7.2f us   JSON alone %5.2f us   ratio %.1f\n", name, spent / 1000,
              twin / 1000, spent / twin);
}

}  // namespace

int main() {
  measure("GetItem", get_item);
  measure("PutItem", put_item);
  measure("response", response);
}
