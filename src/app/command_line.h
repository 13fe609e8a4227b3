// What the user typed, as a value: one struct for each command. The only file that knows CLI11.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"

namespace syncline::app {

struct ServeCommand {
  std::string program = "syncline";  // as it was called, for the lines to try
  std::vector<std::string> templates;
  std::map<std::string, std::string> flags;       // settings given as flags, by name
  std::map<std::string, std::string> file;        // settings of syncline.toml
  std::map<std::string, std::string> parameters;  // template parameters
  bool print_config = false;
};

// Where `query` and `listen` send what they are given.
struct Target {
  std::string url = "http://localhost:4000/graphql";
  std::string api_key;  // empty: none is sent
  std::string ca_file;  // PEM that a https URL is checked against, beside the system's
  std::string document;
  std::string operation;
  std::string variables = "{}";  // JSON
};

struct QueryCommand {
  Target target;
};

struct ListenCommand {
  Target target;
  std::size_t count = 0;  // ends after so many events; 0: never
};

struct Stop {  // --help, --version, or words that make no sense: print and leave
  int status = 0;
  std::string text;
};

using Command = std::variant<ServeCommand, QueryCommand, ListenCommand, Stop>;

Command parse_command_line(int argc, const char* const* argv);

}  // namespace syncline::app
