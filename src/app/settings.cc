#include "app/settings.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "app/settings_file.h"
#include "base/loop.h"

namespace syncline::app {
namespace {

constexpr std::array<Setting, 14> settings_table{{
    {"address", "localhost", "ADDRESS",
     "where to listen: this machine's 127.0.0.1 and ::1; 0.0.0.0 opens the server to the network"},
    {"port", "4000", "PORT", "plain HTTP and WebSocket; 0 takes a free one"},
    {"tls-port", "4443", "PORT", "the same over TLS; 0 takes a free one, off has none"},
    {"tls-certificate", "", "FILE", "PEM chain; without it a development certificate is made"},
    {"tls-key", "", "FILE", "PEM key of the certificate"},
    {"data", "syncline-data", "FOLDER", "where tables and APIs are kept"},
    {"memory", "off", "on|off", "keep nothing: tables and APIs live in memory"},
    {"durability", "fsync", "fsync|os",
     "a write is acknowledged once synced (survives a power cut) or once written (a kill)"},
    {"threads", "0", "COUNT", "event loops; 0 takes one for each core"},
    {"log-level", "info", "LEVEL", "debug, info, warning, error or off"},
    {"unbound-subscriptions", "bind", "bind|off",
     "a subscription field without @aws_subscribe hears the mutations that return its type, or "
     "never fires, as on AppSync"},
    {"validation-wording", "appsync", "appsync|reference",
     "whose texts tell what is not valid in a document: AppSync's, or those of graphql-js"},
    {"ready-file", "", "FILE", "written once the server serves: its URLs, APIs and keys, as JSON"},
    {"region", "us-east-1", "REGION", "the AWS region that ARNs and AWS::Region name"},
}};

std::string environment_name(std::string_view setting) {
  std::string name = "SYNCLINE_";
  for (const char c : setting) {
    name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return name;
}

std::unexpected<Error> wrong(const Settings& settings, std::string_view name,
                             std::string_view takes) {
  const auto& chosen = settings.find(name)->second;
  return fail(ErrorKind::invalid, "ConfigError",
              fmt::format("{} = {:?} ({}): it takes {}", name, chosen.value, chosen.origin, takes));
}

Result<std::uint64_t> number(const Settings& settings, std::string_view name, std::uint64_t most,
                             std::string_view or_else = "") {
  const auto& text = settings.find(name)->second.value;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value > most) {
    return wrong(settings, name, fmt::format("a number from 0 to {}{}", most, or_else));
  }
  return value;
}

// The index of the setting's value among `words`.
Result<std::size_t> one_of(const Settings& settings, std::string_view name,
                           std::initializer_list<std::string_view> words) {
  const auto& text = settings.find(name)->second.value;
  const auto found = std::ranges::find(words, text);
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string list;
  for (const auto word : words) list += (list.empty() ? "" : ", ") + std::string(word);
  return wrong(settings, name, "one of " + list);
}

Result<void> read_tls(const Settings& settings, ServeConfig& config) {
  config.tls_certificate = settings.find("tls-certificate")->second.value;
  config.tls_key = settings.find("tls-key")->second.value;
  if (config.tls_certificate.empty() != config.tls_key.empty()) {
    return fail(ErrorKind::invalid, "ConfigError",
                "tls-certificate and tls-key go together: give both or neither");
  }
  if (settings.find("tls-port")->second.value == "off") return {};
  TRY(const auto port, number(settings, "tls-port", 65'535, ", or off"));
  config.tls_port = static_cast<std::uint16_t>(port);
  return {};
}

}  // namespace

std::span<const Setting> all_settings() { return settings_table; }

Settings choose(const std::map<std::string, std::string>& flags, const SettingsFile& file,
                const std::function<const char*(const char*)>& environment) {
  Settings chosen;
  for (const auto& row : settings_table) {
    const std::string name(row.name);
    if (const auto flag = flags.find(name); flag != flags.end()) {
      chosen[name] = {flag->second, "flag"};
    } else if (const char* set = environment(environment_name(name).c_str())) {
      chosen[name] = {set, "environment"};
    } else if (const auto line = file.values.find(name); line != file.values.end()) {
      chosen[name] = {line->second, file.name};
    } else {
      chosen[name] = {std::string(row.fallback), "default"};
    }
  }
  return chosen;
}

std::string describe(const Settings& settings) {
  std::string out;
  for (const auto& row : settings_table) {
    const auto& chosen = settings.find(row.name)->second;
    // The origin may be any file's name: what would break the comment's line is escaped there too.
    const auto origin = toml_string(chosen.origin);
    out += fmt::format("{} = {}  # {}; default {}; {}\n", row.name, toml_string(chosen.value),
                       std::string_view(origin).substr(1, origin.size() - 2),
                       toml_string(row.fallback), row.comment);
  }
  return out;
}

Result<ServeConfig> read_config(const Settings& settings) {
  const auto text = [&](std::string_view name) { return settings.find(name)->second.value; };
  ServeConfig config;
  config.address = text("address");
  TRY(const auto port, number(settings, "port", 65'535));
  config.port = static_cast<std::uint16_t>(port);
  TRY(read_tls(settings, config));
  TRY(const auto memory, one_of(settings, "memory", {"off", "on"}));
  if (memory == 0 && text("data").empty()) {
    return wrong(settings, "data", "a folder's name; memory = on keeps nothing");
  }
  config.data = memory == 1 ? "" : text("data");
  TRY(const auto durability, one_of(settings, "durability", {"fsync", "os"}));
  config.durability = durability == 0 ? store::Durability::fsync : store::Durability::os;
  TRY(const auto threads, number(settings, "threads", 1'024));
  config.threads = threads != 0 ? threads : core_count();
  TRY(const auto level,
      one_of(settings, "log-level", {"debug", "info", "warning", "error", "off"}));
  config.log_level = static_cast<LogLevel>(level);
  TRY(const auto unbound, one_of(settings, "unbound-subscriptions", {"bind", "off"}));
  config.unbound_subscriptions =
      unbound == 0 ? catalog::UnboundSubscriptions::bind : catalog::UnboundSubscriptions::off;
  TRY(const auto wording, one_of(settings, "validation-wording", {"appsync", "reference"}));
  config.validation_wording =
      wording == 0 ? graphql::Wording::appsync : graphql::Wording::reference;
  config.ready_file = text("ready-file");
  config.region = text("region");
  return config;
}

}  // namespace syncline::app
