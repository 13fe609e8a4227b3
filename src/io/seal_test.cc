#include "io/seal.h"

#include <gtest/gtest.h>

#include <set>

namespace syncline::io {
namespace {

Sealer sealer(char first = 'k') { return Sealer(first + std::string(31, 'x')); }

TEST(Sealer, OpensWhatItSealed) {
  for (const auto& text :
       {std::string(), std::string("x"), std::string("\0\xFF", 2), std::string(100'000, 'a')}) {
    const auto sealed = sealer().seal(text, "context");
    EXPECT_EQ(sealer().open(sealed, "context"), text);
  }
}

TEST(Sealer, ShowsNothingOfTheText) {
  const auto sealed = sealer().seal(std::string(60, 'a'), "c");
  EXPECT_EQ(sealed.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-_"),
            std::string::npos);
  EXPECT_EQ(sealed.find("YWFh"), std::string::npos);  // "aaa"
}

TEST(Sealer, SealsATextDifferentlyEachTime) {
  std::set<std::string> all;
  for (int i = 0; i < 100; ++i) all.insert(sealer().seal("x", "c"));
  EXPECT_EQ(all.size(), 100U);
}

TEST(Sealer, OpensNothingInAnotherContextOrWithAnotherKey) {
  const auto sealed = sealer().seal("text", "context");
  EXPECT_EQ(sealer().open(sealed, "other"), std::nullopt);
  EXPECT_EQ(sealer().open(sealed, ""), std::nullopt);
  EXPECT_EQ(sealer('l').open(sealed, "context"), std::nullopt);
}

TEST(Sealer, RefusesATextThatWasChangedAnywhere) {
  const auto sealed = sealer().seal("text", "c");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    for (const char other : {'A', 'B', '_', '=', '!'}) {
      auto changed = sealed;
      if (changed[i] == other) continue;
      changed[i] = other;
      EXPECT_EQ(sealer().open(changed, "c"), std::nullopt) << i << " " << other;
    }
    EXPECT_EQ(sealer().open(sealed.substr(0, i), "c"), std::nullopt) << i;
  }
  EXPECT_EQ(sealer().open(sealed + "A", "c"), std::nullopt);
  EXPECT_EQ(sealer().open(sealed + "=", "c"), std::nullopt);
  EXPECT_EQ(sealer().open(sealer().seal({}, {}), {}), "");
}

}  // namespace
}  // namespace syncline::io
