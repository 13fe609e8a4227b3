#include "edge/preferences.h"

#include <gtest/gtest.h>

namespace syncline::edge {
namespace {

// "value=weight" of each item.
std::string read(std::initializer_list<std::string_view> fields) {
  io::Headers headers;
  headers.add("other", "no");
  for (const auto field : fields) headers.add("accept", field);
  std::string text;
  Preferences preferences(headers, "accept");
  while (const auto one = preferences.next()) {
    text += std::string(one->value) + "=" + std::to_string(one->weight) + " ";
  }
  return text;
}

TEST(Preferences, ReadsItemsAndTheirWeights) {
  EXPECT_EQ(read({"gzip"}), "gzip=1000 ");
  EXPECT_EQ(read({"gzip;q=0.5, br ; q=1.0,*;Q=0"}), "gzip=500 br=1000 *=0 ");
  EXPECT_EQ(read({"Text/HTML; charset=utf-8;q=0.125"}), "Text/HTML=125 ");
}

TEST(Preferences, NamesHaveNoCase) {
  EXPECT_TRUE((Preference{"Text/HTML"}.is("text/html")));
  EXPECT_FALSE((Preference{"text/htm"}.is("text/html")));
  EXPECT_FALSE((Preference{"text/html5"}.is("text/html")));
}

TEST(Preferences, ReadsAllFieldsOfTheName) {
  EXPECT_EQ(read({"a", "b,c"}), "a=1000 b=1000 c=1000 ");
}

TEST(Preferences, PassesOverWhatIsEmpty) {
  EXPECT_EQ(read({}), "");
  EXPECT_EQ(read({"", " , ,;q=1", ","}), "");
}

TEST(Preferences, PassesOverWhatHasNoWeight) {
  for (const auto* weight : {"", "2", "1.5", "-1", "0.1234", "x", "00", ".5", "1.001"}) {
    EXPECT_EQ(read({std::string("a;q=") + weight, "b"}).find("a="), std::string::npos) << weight;
  }
  EXPECT_EQ(read({"a;q=1.000,b;q=0.999,c;q=0.,d;q=1."}), "a=1000 b=999 c=0 d=1000 ");
}

TEST(Preferences, SeparatesNothingInsideOfQuotes) {
  EXPECT_EQ(read({R"(a;p="x,y;q=0.1";q=0.5,b)"}), "a=500 b=1000 ");
  EXPECT_EQ(read({R"(a;p="\",c\\";q=0.5,b)"}), "a=500 b=1000 ");
  EXPECT_EQ(read({R"(a;p=",b;q=0.5)", "c"}), "a=1000 c=1000 ");  // not closed
  EXPECT_EQ(read({R"("a,b",c)"}), "c=1000 ");
}

}  // namespace
}  // namespace syncline::edge
