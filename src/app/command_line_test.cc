#include "app/command_line.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/text.h"

namespace syncline::app {
namespace {

namespace fs = std::filesystem;

Command parse(std::vector<const char*> words) {
  words.insert(words.begin(), "syncline");
  return parse_command_line(static_cast<int>(words.size()), words.data());
}

// What `serve` understood; an empty command after a failure.
ServeCommand serve(std::vector<const char*> words) {
  words.insert(words.begin(), "serve");
  auto command = parse(std::move(words));
  if (const auto* stop = std::get_if<Stop>(&command)) ADD_FAILURE() << stop->text;
  auto* served = std::get_if<ServeCommand>(&command);
  return served != nullptr ? std::move(*served) : ServeCommand();
}

std::string usage_fault(std::vector<const char*> words) {
  const auto command = parse(std::move(words));
  const auto* stop = std::get_if<Stop>(&command);
  if (stop == nullptr) return "no fault";
  EXPECT_EQ(stop->status, 2);
  return stop->text;
}

// A file that is there, as templates must be.
class CommandLine : public testing::Test {
 protected:
  CommandLine() { fs::create_directory(folder); }
  ~CommandLine() override { fs::remove_all(folder); }
  std::string put(const std::string& name, std::string_view text = "") const {
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  }
  const fs::path folder = fs::temp_directory_path() / ("syncline-words-" + random_id(12));
};

TEST_F(CommandLine, AParameterIsOneWordAndWhatFollowsIsATemplate) {
  const auto one = put("one.yaml");
  const auto two = put("two.yaml");
  const auto command = serve({"--parameter", "A=1", one.c_str(), "--parameter", "B=x=y",
                              "--parameter", "C=", two.c_str()});
  EXPECT_EQ(command.templates, (std::vector<std::string>{one, two}));
  EXPECT_EQ(command.parameters,
            (std::map<std::string, std::string>{{"A", "1"}, {"B", "x=y"}, {"C", ""}}));
}

TEST_F(CommandLine, AParameterNeedsANameAndAValue) {
  EXPECT_NE(usage_fault({"serve", "--parameter", "A"}).find("NAME=VALUE"), std::string::npos);
  EXPECT_NE(usage_fault({"serve", "--parameter", "=1"}).find("NAME=VALUE"), std::string::npos);
}

TEST_F(CommandLine, ATemplateMustBeThere) {
  EXPECT_NE(usage_fault({"serve", "/no/such/file.yaml"}).find("/no/such/file.yaml"),
            std::string::npos);
}

TEST_F(CommandLine, OnlyGivenFlagsAreSettings) {
  const auto command = serve({"--port", "0", "--memory", "--tls-port", "off"});
  EXPECT_EQ(command.flags, (std::map<std::string, std::string>{
                               {"port", "0"}, {"memory", "on"}, {"tls-port", "off"}}));
  EXPECT_FALSE(command.print_config);
  EXPECT_TRUE(command.templates.empty());
}

TEST_F(CommandLine, ReadsTheSettingsFileThatConfigNames) {
  const auto file = put("my.toml", "port = 1 # one\nmemory = true\ndata = \"a#b\"\n");
  const auto command = serve({"--config", file.c_str()});
  EXPECT_EQ(command.file.name, file);
  EXPECT_EQ(command.file.values,
            (std::map<std::string, std::string>{{"port", "1"}, {"memory", "on"}, {"data", "a#b"}}));
}

TEST_F(CommandLine, AFaultInTheSettingsFileNamesItsLine) {
  const auto file = put("my.toml", "\nprot = 1\n");
  EXPECT_NE(
      usage_fault({"serve", "--config", file.c_str()}).find(file + ":2: no setting is called prot"),
      std::string::npos);
  EXPECT_NE(usage_fault({"serve", "--config", "/no/such.toml"}).find("cannot read /no/such.toml"),
            std::string::npos);
}

TEST_F(CommandLine, QueryTakesADocumentAndItsTarget) {
  const auto command = parse({"query", "{ a }", "--url", "http://h/graphql", "--api-key", "k",
                              "--variables", "{}", "--operation", "A", "--ca", "ca.pem"});
  const auto& target = std::get<QueryCommand>(command).target;
  EXPECT_EQ(target.document, "{ a }");
  EXPECT_EQ(target.url, "http://h/graphql");
  EXPECT_EQ(target.api_key, "k");
  EXPECT_EQ(target.variables, "{}");
  EXPECT_EQ(target.operation, "A");
  EXPECT_EQ(target.ca_file, "ca.pem");
  EXPECT_NE(usage_fault({"query"}).find("DOCUMENT"), std::string::npos);
}

TEST_F(CommandLine, ListenTakesACountAndAnEndOfItsPatience) {
  const auto command = parse({"listen", "subscription { a }", "--count", "3"});
  EXPECT_EQ(std::get<ListenCommand>(command).count, 3U);
  EXPECT_EQ(std::get<ListenCommand>(command).silence_seconds, 60.0);
  const auto short_tempered = parse({"listen", "subscription { a }", "--silence-max", "0.5"});
  EXPECT_EQ(std::get<ListenCommand>(short_tempered).silence_seconds, 0.5);
  EXPECT_NE(usage_fault({"listen", "x", "--silence-max", "-1"}), "no fault");
}

TEST_F(CommandLine, HelpAndVersionAreNoFaults) {
  for (const char* word : {"--help", "--version", "version"}) {
    const auto command = parse({word});
    ASSERT_TRUE(std::holds_alternative<Stop>(command)) << word;
    EXPECT_EQ(std::get<Stop>(command).status, 0) << word;
    EXPECT_FALSE(std::get<Stop>(command).text.empty()) << word;
  }
  EXPECT_NE(usage_fault({"sevre"}).find("syncline --help"), std::string::npos);
  EXPECT_NE(usage_fault({}).find("syncline --help"), std::string::npos);
  EXPECT_NE(usage_fault({"serve", "--prot"}).find("--prot"), std::string::npos);
}

}  // namespace
}  // namespace syncline::app
