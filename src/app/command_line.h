// What the user typed, as a value: one struct for each command. The only file that knows CLI11.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "app/settings.h"
#include "base/limits.h"
#include "base/result.h"

namespace syncline::app {

struct ServeCommand {
  std::string program = "syncline";  // as it was called, for the lines to try
  std::vector<std::string> templates;
  std::map<std::string, std::string> flags;       // settings given as flags, by name
  SettingsFile file;                              // syncline.toml, or what --config names
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

// What a server that lives does not exceed: it pings, and ends a peer that does not answer.
inline constexpr auto silence_max =
    limits::websocket_ping_interval + limits::websocket_pong_time_max + std::chrono::seconds(10);

struct ListenCommand {
  Target target;
  std::size_t count = 0;  // ends after so many events; 0: never
  double silence_seconds = std::chrono::duration<double>(silence_max).count();  // 0: for ever
};

struct Stop {  // --help, --version, or words that make no sense: print and leave
  int status = 0;
  std::string text;
};

using Command = std::variant<ServeCommand, QueryCommand, ListenCommand, Stop>;

Command parse_command_line(int argc, const char* const* argv);

}  // namespace syncline::app
