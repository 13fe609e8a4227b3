#include "io/crc32.h"

#include <gtest/gtest.h>

namespace syncline::io {
namespace {

// The check value of the catalogues of such codes, and what DynamoDB sends with its bodies.
TEST(Crc32, IsThatOfGzip) {
  EXPECT_EQ(crc32(""), 0U);
  EXPECT_EQ(crc32("123456789"), 0xCBF43926U);
  EXPECT_EQ(crc32("<UnknownOperationException/>\n"), 3552371480U);
  EXPECT_EQ(crc32(R"({"__type":"com.amazon.coral.service#SerializationException"})"), 3948637019U);
}

TEST(Crc32, TakesAnyBytes) {
  EXPECT_EQ(crc32(std::string_view("\0\0\0\0", 4)), 0x2144DF1CU);
  EXPECT_NE(crc32("a"), crc32("b"));
}

}  // namespace
}  // namespace syncline::io
