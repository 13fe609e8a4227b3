// `syncline serve`: starts a node, says what there is to try, stays in front until a signal.
#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>

#include "app/commands.h"
#include "app/node.h"
#include "app/ready_file.h"
#include "app/signals.h"
#include "app/suggest.h"
#include "app/version.h"

namespace syncline::app {
namespace {

Json describe_api(const ApiAddress& address) {
  JsonArray keys;
  for (const auto& [id, key] : address.api->definition.keys) keys.emplace_back(id);
  return JsonObject{{"apiId", address.api->definition.id},
                    {"name", address.api->definition.name},
                    {"url", address.url},
                    {"realtimeUrl", address.realtime_url},
                    {"apiKeys", std::move(keys)}};
}

std::string describe_node(const Node& node) {
  JsonArray apis;
  for (const auto& address : node.apis()) apis.push_back(describe_api(address));
  return to_json(JsonObject{{"http", node.http_url()},
                            {"https", node.https_url()},
                            {"caFile", node.ca_file()},
                            {"apis", std::move(apis)}}) +
         "\n";
}

std::string first_key(const ApiAddress& address) {
  const auto& keys = address.api->definition.keys;
  return keys.empty() ? "" : keys.begin()->first;
}

void print_api(const ApiAddress& address) {
  const auto& api = *address.api;
  std::printf("\n%s (%s)\n  url        %s\n  real time  %s\n", api.definition.name.c_str(),
              api.definition.id.c_str(), address.url.c_str(), address.realtime_url.c_str());
  for (const auto& [key, unused] : api.definition.keys) {
    std::printf("  API key    %s\n", key.c_str());
  }
  for (const auto& binding : api.unbound_bindings) {
    std::printf(
        "  %s without @aws_subscribe: bound by its type (AppSync would never fire it; "
        "--unbound-subscriptions off does the same)\n",
        binding.c_str());
  }
}

// In single quotes of a shell.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

void print_suggestions(const std::string& program, const ApiAddress& address) {
  if (!address.api->schema) return;
  const auto& schema = *address.api->schema;
  const auto key = first_key(address);
  const auto options = " --url " + address.url + (key.empty() ? "" : " --api-key " + key);
  const auto listen = suggest(schema, graphql::OperationType::subscription);
  const auto change = suggest(schema, graphql::OperationType::mutation);
  const auto query = suggest(schema, graphql::OperationType::query);
  std::printf("\nTry, each in a terminal of its own:\n");
  if (!listen.empty()) {
    std::printf("  %s listen %s%s\n", program.c_str(), quoted(listen).c_str(), options.c_str());
  }
  if (!change.empty()) {
    std::printf("  %s query %s%s\n", program.c_str(), quoted(change).c_str(), options.c_str());
  }
  const auto body = to_json(JsonObject{{"query", query}});
  const auto header = key.empty() ? "" : " -H 'x-api-key: " + key + "'";
  std::printf("  curl %s%s -d %s\n", address.url.c_str(), header.c_str(), quoted(body).c_str());
}

void print_ready(const ServeCommand& command, const Node& node) {
  std::printf("syncline %s is ready\n  http   %s\n", version, node.http_url().c_str());
  if (!node.https_url().empty()) std::printf("  https  %s\n", node.https_url().c_str());
  if (!node.ca_file().empty()) std::printf("  trust  %s\n", node.ca_file().c_str());
  const auto apis = node.apis();
  for (const auto& address : apis) print_api(address);
  if (!node.kept_stacks().empty()) std::printf("\n");
  for (const auto& stack : node.kept_stacks()) {
    std::printf("stack %s is kept and served\n", stack.c_str());
  }
  if (apis.empty()) std::printf("\nno API yet: syncline serve template.yaml\n");
  if (!apis.empty()) print_suggestions(command.program, apis.front());
  std::printf("\nctrl-c stops.\n");
  std::fflush(stdout);
}

// Each connection is an open file; the soft limit is often 1,024, for the sake of select().
void raise_open_files() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

Result<void> serve(const ServeCommand& command, const Settings& settings, StopSignals& signals) {
  TRY(const auto config, read_config(settings));
  set_log_level(config.log_level);
  raise_open_files();
  ReadyFile ready_file(config.ready_file);
  TRY(ready_file.clear());
  TRY(const auto node, Node::start(config, command.templates, command.parameters));
  TRY(ready_file.write(describe_node(*node)));
  print_ready(command, *node);
  signals.wait();
  TRY(ready_file.clear());  // from now on nobody is to come
  std::printf("stopping\n");
  std::fflush(stdout);
  node->stop();
  return {};
}

int report(const Error& error) {
  std::fprintf(stderr, "syncline: %s\n", error.message.c_str());
  return 1;
}

}  // namespace

int run_serve(const ServeCommand& command) {
  const auto environment = [](const char* name) -> const char* { return std::getenv(name); };
  const auto settings = choose(command.flags, command.file, environment);
  if (command.print_config) {
    const auto valid = read_config(settings);
    std::fputs(describe(settings).c_str(), stdout);
    return valid ? 0 : report(valid.error());
  }
  StopSignals signals;
  const auto served = serve(command, settings, signals);
  return served ? 0 : report(served.error());
}

}  // namespace syncline::app
