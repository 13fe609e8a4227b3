#include "app/ready_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"

namespace syncline::app {
namespace {

namespace fs = std::filesystem;

class ReadyFileTest : public testing::Test {
 protected:
  ReadyFileTest() { fs::create_directory(folder); }
  ~ReadyFileTest() override { fs::remove_all(folder); }

  static void put(const fs::path& path, std::string_view text) { std::ofstream(path) << text; }
  std::string content() const {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  const fs::path folder = fs::temp_directory_path() / ("syncline-ready-" + random_id(12));
  const fs::path file = folder / "ready.json";
  const fs::path partial = folder / "ready.json.partial";
};

TEST_F(ReadyFileTest, IsGoneBeforeTheStartAndAfterTheEnd) {
  put(file, "an earlier run");
  {
    ReadyFile ready(file);
    ASSERT_TRUE(ready.clear());
    EXPECT_FALSE(fs::exists(file));
    ASSERT_TRUE(ready.clear());
    ASSERT_TRUE(ready.write("{}"));
    EXPECT_EQ(content(), "{}");
  }
  EXPECT_TRUE(fs::is_empty(folder));
}

TEST_F(ReadyFileTest, LeavesTheNextServersAloneOnceItIsCleared) {
  {
    ReadyFile ready(file);
    ASSERT_TRUE(ready.write("mine"));
    ASSERT_TRUE(ready.clear());
    put(file, "the next one's");
  }
  EXPECT_EQ(content(), "the next one's");
}

TEST_F(ReadyFileTest, IsItsOwnersAloneEvenWhenAnOpenOneWasLeftBehind) {
  put(partial, "left behind, and longer than the new one");
  fs::permissions(partial, fs::perms::all);
  ReadyFile ready(file);
  ASSERT_TRUE(ready.write("secret"));
  EXPECT_EQ(content(), "secret");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(fs::exists(partial));
}

TEST_F(ReadyFileTest, SaysWhyItCannotBeWritten) {
  ReadyFile nowhere(folder / "none" / "ready.json");
  const auto written = nowhere.write("{}");
  ASSERT_FALSE(written.has_value());
  EXPECT_NE(written.error().message.find("No such file or directory"), std::string::npos);
}

TEST_F(ReadyFileTest, LeavesAloneWhatIsNoFile) {
  EXPECT_FALSE(ReadyFile(folder).clear().has_value());
  EXPECT_TRUE(fs::is_directory(folder));
}

TEST_F(ReadyFileTest, WithoutANameIsNothing) {
  ReadyFile none("");
  EXPECT_TRUE(none.clear());
  EXPECT_TRUE(none.write("{}"));
}

}  // namespace
}  // namespace syncline::app
