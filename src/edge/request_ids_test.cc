#include "edge/request_ids.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>

namespace syncline::edge {
namespace {

TEST(RequestIds, AreUuidsOfVersionFour) {
  EXPECT_EQ(RequestId(std::string(16, '\0')).text(), "00000000-0000-4000-8000-000000000000");
  EXPECT_EQ(RequestId(std::string(16, '\xff')).text(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
  EXPECT_EQ(RequestId("\x01\x23\x45\x67\x89\xab\xcd\xef\x01\x23\x45\x67\x89\xab\xcd\xef").text(),
            "01234567-89ab-4def-8123-456789abcdef");
}

TEST(RequestIds, AreOfDynamoDbsForm) {
  EXPECT_EQ(LongRequestId(std::string(33, '\0')).text(), std::string(52, '0'));
  EXPECT_EQ(LongRequestId(std::string(33, '\xff')).text(), std::string(52, 'V'));
  // RFC 4648 section 10: "foobar" is CPNMUOJ1E8 there.
  const auto text = std::string(LongRequestId("foobar" + std::string(27, '\0')).text());
  EXPECT_EQ(text, "CPNMUOJ1E8" + std::string(42, '0'));
}

TEST(RequestIds, OfBothFormsDiffer) {
  RequestIds ids;
  const Loop loop(0);
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    seen.emplace(ids.next_long(loop).text());
    seen.emplace(ids.next(loop).text());
  }
  EXPECT_EQ(seen.size(), 2'000U);
}

TEST(RequestIds, DifferAcrossPoolsAndLoops) {
  RequestIds ids;
  const Loop first(0);
  const Loop second(1);
  const Loop beyond(100'000);
  std::set<std::string> seen;
  for (int i = 0; i < 1'000; ++i) {
    for (const auto* loop : {&first, &second, &beyond}) seen.emplace(ids.next(*loop).text());
  }
  EXPECT_EQ(seen.size(), 3'000U);
}

TEST(RequestIds, NeedNoLockBetweenLoops) {
  RequestIds ids;
  std::array<std::set<std::string>, 4> seen;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    threads.emplace_back([&, i] {
      const Loop loop(i);
      for (int n = 0; n < 2'000; ++n) seen[i].emplace(ids.next(loop).text());
    });
  }
  for (auto& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& each : seen) all.insert(each.begin(), each.end());
  EXPECT_EQ(all.size(), 8'000U);
}

}  // namespace
}  // namespace syncline::edge
