#include "app/settings.h"

#include <gtest/gtest.h>

namespace syncline::app {
namespace {

using Given = std::map<std::string, std::string>;

Settings chosen(const Given& flags, const Given& file, const Given& environment = {}) {
  return choose(flags, {.name = "my.toml", .values = file}, [&](const char* name) -> const char* {
    const auto found = environment.find(name);
    return found == environment.end() ? nullptr : found->second.c_str();
  });
}

TEST(Settings, TakeTheFlagThenTheEnvironmentThenTheFileThenTheDefault) {
  const Given file{{"port", "3"}, {"region", "file"}, {"address", "file"}};
  const Given environment{{"SYNCLINE_PORT", "2"}, {"SYNCLINE_REGION", "environment"}};
  const auto settings = chosen({{"port", "1"}}, file, environment);
  EXPECT_EQ(settings.at("port").value, "1");
  EXPECT_EQ(settings.at("region").value, "environment");
  EXPECT_EQ(settings.at("address").value, "file");
  EXPECT_EQ(settings.at("durability").value, "fsync");
  EXPECT_EQ(settings.at("durability").origin, "default");
}

TEST(Settings, DescribeEachKeyWithItsValueDefaultAndOrigin) {
  const auto text = describe(chosen({{"port", "0"}}, {}));
  EXPECT_NE(text.find("port = \"0\"  # flag; default \"4000\""), std::string::npos) << text;
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(text, '\n')), all_settings().size());
}

TEST(ReadConfig, NamesTheSettingThatIsWrong) {
  for (const auto& [name, value] : Given{{"port", "70000"},
                                         {"threads", "-1"},
                                         {"durability", "maybe"},
                                         {"memory", "yes"},
                                         {"log-level", "loud"},
                                         {"validation-wording", "mine"},
                                         {"tls-port", "on"},
                                         {"data", ""},
                                         {"unbound-subscriptions", ""}}) {
    const auto config = read_config(chosen({{name, value}}, {}));
    ASSERT_FALSE(config.has_value()) << name;
    EXPECT_NE(config.error().message.find(name), std::string::npos) << config.error().message;
  }
}

TEST(ReadConfig, NamesTheOriginOfWhatIsWrong) {
  const auto fault = [](const Settings& settings) { return read_config(settings).error().message; };
  EXPECT_EQ(fault(chosen({}, {{"port", "a\nb"}})),
            R"(port = "a\nb" (my.toml): it takes a number from 0 to 65535)");
  EXPECT_NE(fault(chosen({}, {}, {{"SYNCLINE_MEMORY", "1"}})).find("(environment)"),
            std::string::npos);
}

TEST(ReadConfig, TakesACertificateOnlyWithItsKey) {
  EXPECT_FALSE(read_config(chosen({{"tls-certificate", "a.pem"}}, {})).has_value());
  const Given both{{"tls-certificate", "a.pem"}, {"tls-key", "b.pem"}};
  EXPECT_EQ(read_config(chosen(both, {}))->tls_key, "b.pem");
}

TEST(ReadConfig, KeepsNothingInMemoryAndTurnsTlsOff) {
  const auto config =
      read_config(chosen({{"memory", "on"}, {"data", "x"}, {"tls-port", "off"}}, {}));
  EXPECT_EQ(config->data, "");
  EXPECT_FALSE(config->tls_port.has_value());
}

}  // namespace
}  // namespace syncline::app
