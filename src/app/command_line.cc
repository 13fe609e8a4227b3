#include "app/command_line.h"

#include <CLI/CLI.hpp>
#include <sstream>

#include "app/settings_file.h"
#include "app/version.h"

namespace syncline::app {
namespace {

constexpr const char* about =
    "Syncline: a GraphQL server that runs AppSync APIs on your own machine.\n"
    "\n"
    "  syncline serve template.yaml     run an API that a CloudFormation template describes\n"
    "  syncline query 'query {…}'       send one query or mutation to it\n"
    "  syncline listen 'subscription {…}'   print each event of a subscription as it comes\n"
    "\n"
    "`syncline COMMAND --help` says more.";

constexpr const char* serve_about =
    "Runs the APIs of CloudFormation templates (YAML or JSON) until ctrl-c.\n"
    "Settings come from flags, then SYNCLINE_* variables (--tls-port is SYNCLINE_TLS_PORT), then\n"
    "syncline.toml (tls-port = 4443).";

void add_target(CLI::App& command, Target& target, const char* document) {
  command.add_option("DOCUMENT", target.document, document)->required();
  command.add_option("--url", target.url, "the API's GraphQL URL")
      ->envname("SYNCLINE_URL")
      ->capture_default_str();
  command.add_option("--api-key", target.api_key, "sent as x-api-key")->envname("SYNCLINE_API_KEY");
  command.add_option("--variables", target.variables, "the variables, as a JSON object")
      ->capture_default_str();
  command.add_option("--operation", target.operation,
                     "which operation to run when the document has several");
  command.add_option("--ca", target.ca_file, "a PEM file to trust with https URLs");
}

// The command `serve`, with the texts that its options are read into.
struct ServeParser {
  explicit ServeParser(CLI::App& app) : app(*app.add_subcommand("serve", serve_about)) {
    this->app.add_option("TEMPLATE", command.templates, "CloudFormation templates")
        ->check(CLI::ExistingFile);
    for (const auto& row : all_settings()) add_setting(row);
    // One value a flag: what stands behind it is a template again.
    this->app.add_option("--parameter", parameters, "NAME=VALUE for the templates; repeatable")
        ->allow_extra_args(false);
    this->app.add_option("--config", config_file, "another file than syncline.toml");
    this->app.add_flag("--print-config", command.print_config,
                       "print each setting with its value, default and meaning, and stop");
  }

  void add_setting(const Setting& row) {
    const std::string flag = "--" + std::string(row.name);
    if (row.name == "memory") {
      app.add_flag(flag, memory, std::string(row.comment));
      return;
    }
    auto* option = app.add_option(flag, flags[std::string(row.name)], std::string(row.comment));
    option->type_name(std::string(row.hint));
    option->default_str(std::string(row.fallback));
  }

  Result<Command> finish() {
    for (const auto& [name, value] : flags) {
      if (app.count("--" + name) > 0) command.flags[name] = value;
    }
    if (memory) command.flags["memory"] = "on";
    for (const auto& pair : parameters) {
      const auto equals = pair.find('=');
      if (equals == std::string::npos || equals == 0) {
        return fail(ErrorKind::invalid, "Usage", "--parameter takes NAME=VALUE, not " + pair);
      }
      command.parameters[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    const bool named = !config_file.empty();
    TRY(command.file, read_settings_file(named ? config_file : "syncline.toml", named));
    return command;
  }

  CLI::App& app;
  ServeCommand command;
  std::map<std::string, std::string> flags;
  std::vector<std::string> parameters;
  std::string config_file;
  bool memory = false;
};

Command usage_error(const std::string& text) {
  return Stop{2, "syncline: " + text + "\nsyncline --help says what there is.\n"};
}

}  // namespace

Command parse_command_line(int argc, const char* const* argv) {
  CLI::App app(about, "syncline");
  app.set_version_flag("--version", std::string("syncline ") + version);
  app.require_subcommand(1);
  ServeParser serve(app);
  QueryCommand query;
  auto* query_app = app.add_subcommand("query", "Sends one query or mutation, prints the answer.");
  add_target(*query_app, query.target, "a GraphQL query or mutation");
  ListenCommand listen;
  auto* listen_app =
      app.add_subcommand("listen",
                         "Prints each event of a subscription as one line of JSON, until ctrl-c.\n"
                         "Connects again when the connection is lost.");
  add_target(*listen_app, listen.target, "a GraphQL subscription");
  listen_app->add_option("--count", listen.count, "stop after so many events");
  listen_app
      ->add_option("--silence-max", listen.silence_seconds,
                   "connect again after so many seconds without a sign of life; 0: never")
      ->check(CLI::Range(0.0, 86'400.0))
      ->capture_default_str();
  auto* version_app = app.add_subcommand("version", "Prints the version.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    std::ostringstream faults;
    const int status = app.exit(error, out, faults);
    if (status == 0) return Stop{0, out.str()};
    return usage_error(error.what());
  }
  if (version_app->parsed()) return Stop{0, std::string("syncline ") + version + "\n"};
  if (query_app->parsed()) return query;
  if (listen_app->parsed()) return listen;
  serve.command.program = argv[0];
  auto command = serve.finish();
  return command ? *std::move(command) : usage_error(command.error().message);
}

}  // namespace syncline::app
