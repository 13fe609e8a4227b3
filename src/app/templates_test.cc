#include "app/templates.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/text.h"

namespace syncline::app {
namespace {

namespace fs = std::filesystem;
using Given = std::map<std::string, std::string>;

class Templates : public testing::Test {
 protected:
  Templates() { fs::create_directory(folder); }
  ~Templates() override { fs::remove_all(folder); }

  std::string put(const std::string& name, const std::string& parameter = "") const {
    std::string text = "Resources: {}\n";
    if (!parameter.empty()) text += "Parameters:\n  " + parameter + ":\n    Type: String\n";
    fs::create_directories((folder / name).parent_path());
    std::ofstream(folder / name) << text;
    return (folder / name).string();
  }
  static std::string fault(const std::vector<std::string>& files, const Given& given = {}) {
    const auto read = read_templates(files, given);
    return read ? "no fault" : read.error().message;
  }

  const fs::path folder = fs::temp_directory_path() / ("syncline-templates-" + random_id(12));
};

TEST_F(Templates, EachTakesTheParametersThatItDeclares) {
  const auto read =
      read_templates({put("a.yaml", "Name"), put("b.yaml", "Size"), put("c.yaml", "Name")},
                     {{"Name", "x"}, {"Size", "1"}});
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(read->at(0).parameters, (Given{{"Name", "x"}}));
  EXPECT_EQ(read->at(1).parameters, (Given{{"Size", "1"}}));
  EXPECT_EQ(read->at(2).parameters, (Given{{"Name", "x"}}));
}

TEST_F(Templates, AParameterThatNoneDeclaresIsRefused) {
  EXPECT_EQ(fault({put("a.yaml", "Name"), put("b.yaml")}, {{"Name", "x"}, {"Nmae", "y"}}),
            "--parameter Nmae: no template declares it");
}

TEST_F(Templates, AreStacksByTheirNames) {
  const auto read =
      read_templates({put("app.dev.yaml"), put("app.prod.yaml"), put("shop/template.json")}, {});
  ASSERT_TRUE(read.has_value()) << read.error().message;
  EXPECT_EQ(read->at(0).stack, "app-dev");
  EXPECT_EQ(read->at(1).stack, "app-prod");
  EXPECT_EQ(read->at(2).stack, "shop");
}

TEST_F(Templates, TwoThatAreOneStackAreRefused) {
  const auto one = put("my_app.yaml");
  const auto other = put("my-app.yaml");
  EXPECT_EQ(fault({one, other}),
            one + " and " + other + R"( are both the stack "my-app": rename one of them)");
  EXPECT_NE(fault({one, one}), "no fault");
  EXPECT_NE(fault({put("a/app.yaml"), put("b/app.json")}), "no fault");
}

TEST_F(Templates, AFaultNamesTheFileAndTheLine) {
  const auto file = put("a.yaml");
  std::ofstream(file) << "Resources: {}\nParameters: 7\n";
  EXPECT_TRUE(fault({file}).starts_with(file + ":2: ")) << fault({file});
  const auto none = (folder / "none.yaml").string();
  EXPECT_EQ(fault({none}), none + ": cannot be read");
  EXPECT_EQ(fault({folder.string()}), folder.string() + ": cannot be read");
}

}  // namespace
}  // namespace syncline::app
