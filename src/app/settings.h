// The server's own settings: flags, then SYNCLINE_* of the environment, then syncline.toml, then
// defaults. Which APIs there are is not a setting: templates say it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/log.h"
#include "base/result.h"
#include "catalog/snapshot.h"
#include "graphql/validation/validate.h"
#include "store/store.h"

namespace syncline::app {

struct Setting {
  std::string_view name;  // `tls-port`: the flag --tls-port, SYNCLINE_TLS_PORT, tls-port = …
  std::string_view fallback;
  std::string_view hint;  // what to write there: "PORT"
  std::string_view comment;
};
std::span<const Setting> all_settings();

// What syncline.toml, or the file that --config names, sets (settings_file.h reads it).
struct SettingsFile {
  std::string name = "syncline.toml";  // for messages
  std::map<std::string, std::string> values;
};

// Each setting's text and where it came from.
struct Chosen {
  std::string value;
  std::string origin;  // "flag", "environment", the file's name, "default"
};
using Settings = std::map<std::string, Chosen, std::less<>>;

// `flags` and `file` hold only what was given. `environment` answers a variable's value or null.
Settings choose(const std::map<std::string, std::string>& flags, const SettingsFile& file,
                const std::function<const char*(const char*)>& environment);

// One line a setting: key = value, then its origin, default and comment. A settings file itself.
std::string describe(const Settings& settings);

struct ServeConfig {
  std::string address;
  std::uint16_t port = 0;
  std::optional<std::uint16_t> tls_port;
  std::string tls_certificate;  // empty: the development certificate
  std::string tls_key;
  std::string data;  // empty: in memory
  store::Durability durability = store::Durability::fsync;
  std::size_t threads = 1;
  LogLevel log_level = LogLevel::info;
  catalog::UnboundSubscriptions unbound_subscriptions = catalog::UnboundSubscriptions::bind;
  graphql::Wording validation_wording = graphql::Wording::appsync;
  std::string ready_file;
  std::string region;
};
// Fails with a sentence that names the setting, where it came from, and what it takes.
Result<ServeConfig> read_config(const Settings& settings);

}  // namespace syncline::app
