#include "app/settings_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace syncline::app {
namespace {

using Values = std::map<std::string, std::string>;

Values values(std::string_view text) {
  auto file = parse_settings_file(text, "my.toml");
  EXPECT_TRUE(file.has_value()) << file.error().message;
  return file ? file->values : Values();
}

std::string fault(std::string_view text) {
  const auto file = parse_settings_file(text, "my.toml");
  return file ? "no fault" : file.error().message;
}

TEST(SettingsFile, ReadsTextsNumbersAndSwitches) {
  EXPECT_EQ(values("port = 4_001\nthreads=+2\nmemory = true\ntls-port\t= false\n"
                   "region = \"eu-west-1\"\ndata='C:\\data'"),
            (Values{{"port", "4001"},
                    {"threads", "2"},
                    {"memory", "on"},
                    {"tls-port", "off"},
                    {"region", "eu-west-1"},
                    {"data", "C:\\data"}}));
}

TEST(SettingsFile, TakesASharpInQuotesForWhatItIsAndOutsideForAComment) {
  EXPECT_EQ(
      values("# all\n\n  \t\r\ndata = \"a # b\" # c \"d\"\r\nregion = 'x#y'#z\nport = 1# one"),
      (Values{{"data", "a # b"}, {"region", "x#y"}, {"port", "1"}}));
}

TEST(SettingsFile, ReadsEscapes) {
  EXPECT_EQ(values(R"(data = "\b\t\n\f\r\"\\ \u00e9 \U0001F600")"),
            (Values{{"data", "\b\t\n\f\r\"\\ \u00e9 \U0001F600"}}));
}

TEST(SettingsFile, NamesTheFileAndTheLineOfAFault) {
  EXPECT_EQ(fault("\nport =\n"), "my.toml:2: the value is missing");
  EXPECT_EQ(fault("port = # none"), "my.toml:1: the value is missing");
  EXPECT_EQ(fault("# a\n# b\nprot = 1"), "my.toml:3: no setting is called prot");
  EXPECT_EQ(fault("port = 1\nport = 2"), "my.toml:2: port stands twice");
  EXPECT_EQ(fault("port 1"), "my.toml:1: a line is key = value");
  EXPECT_EQ(fault("= 1"), "my.toml:1: a line is key = value");
  EXPECT_EQ(fault("[serve]"), "my.toml:1: there are no sections here: write key = value");
  EXPECT_EQ(fault("port = 1 2"), "my.toml:1: something stands behind the value of port");
  EXPECT_EQ(fault("data = \"a\"b"), "my.toml:1: something stands behind the value of data");
  EXPECT_EQ(fault("data = \"a"), "my.toml:1: the closing \" is missing");
  EXPECT_EQ(fault("data = 'a\n'"), "my.toml:1: the closing ' is missing");
  EXPECT_EQ(fault("data = \xff"), "my.toml: it is not UTF-8");
}

TEST(SettingsFile, RefusesWhatItDoesNotRead) {
  for (const char* value : {"on", "eu-west-1", "1.5", "007", "1__0", "_1", "1_", "-", "0x10",
                            "2026-01-01", "[1]", "{a = 1}", "TRUE"}) {
    EXPECT_NE(fault(std::string("port = ") + value).find("is no value"), std::string::npos)
        << value;
  }
  for (const char* text : {R"("\q")", R"("\u12")", R"("\ud800")", R"("\U00110000")", R"("\u-123")",
                           R"("\)", "\"\"\"a\"\"\"", "'''a'''", "\"a\x01\"", "'a\x7f'"}) {
    EXPECT_NE(fault(std::string("data = ") + text), "no fault") << text;
  }
}

TEST(SettingsFile, ReadsWhatDescribeHasWritten) {
  const Values given{{"data", "a # \"b\" \\ 'c'\n\t\x01\x7f \u00e9"}, {"memory", "on"}};
  const auto none = [](const char*) -> const char* { return nullptr; };
  const auto settings = choose(given, {.name = "odd\nname", .values = {{"port", "1"}}}, none);
  const auto again = values(describe(settings));
  EXPECT_EQ(again.size(), all_settings().size());
  for (const auto& [name, chosen] : settings) EXPECT_EQ(again.at(name), chosen.value) << name;
}

TEST(SettingsFile, MustExistOnlyWhenItIsAskedFor) {
  const auto folder = std::filesystem::temp_directory_path().string();
  const auto name = folder + "/syncline-no-such-file.toml";
  EXPECT_EQ(read_settings_file(name, false)->values, Values());
  EXPECT_EQ(read_settings_file(name, true).error().message, "cannot read " + name);
  EXPECT_EQ(read_settings_file(folder, true).error().message, "cannot read " + folder);
}

}  // namespace
}  // namespace syncline::app
