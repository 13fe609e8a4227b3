#include "io/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <random>

namespace syncline::io {
namespace {

// What a client reads, or "broken" when it is no whole gzip member.
std::string gunzip(std::string_view bytes) {
  z_stream stream{};
  if (inflateInit2(&stream, MAX_WBITS + 16) != Z_OK) return "broken";
  std::string given(bytes);
  stream.next_in = reinterpret_cast<Bytef*>(given.data());
  stream.avail_in = static_cast<uInt>(given.size());
  std::string text(20'000'000, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(text.data());
  stream.avail_out = static_cast<uInt>(text.size());
  const int result = inflate(&stream, Z_FINISH);
  const bool whole = result == Z_STREAM_END && stream.avail_in == 0;
  text.resize(stream.total_out);
  inflateEnd(&stream);
  return whole ? text : "broken";
}

std::string json_of(std::size_t bytes) {
  std::string text = "[";
  for (int i = 0; text.size() < bytes; ++i) {
    text += R"({"id":")" + std::to_string(i * 7919) + R"(","text":"hello"},)";
  }
  text.resize(bytes);
  return text;
}

std::string noise(std::size_t bytes) {
  std::mt19937 random(1);
  std::string text(bytes, '\0');
  for (auto& c : text) c = static_cast<char>(random());
  return text;
}

TEST(Gzip, IsReadByAnyClient) {
  for (const std::size_t size : {0U, 1U, 255U, 256U, 1'000U, 32'768U, 65'537U, 3'000'000U}) {
    const auto text = json_of(size);
    const auto packed = gzip(text);
    ASSERT_TRUE(packed);
    EXPECT_TRUE(gunzip(*packed) == text) << size;
  }
}

TEST(Gzip, MakesJsonSmaller) {
  EXPECT_LT(gzip(json_of(1'000))->size(), 500U);
  EXPECT_LT(gzip(json_of(100'000))->size(), 40'000U);
}

TEST(Gzip, KeepsWhatCannotBeMadeSmaller) {
  const auto text = noise(300'000);
  EXPECT_TRUE(gunzip(*gzip(text)) == text);
}

TEST(Gzip, TakesABodyInParts) {
  const auto text = json_of(700'000);
  Gzip writer(text.size());
  for (std::size_t at = 0; at < text.size(); at += 10'007) {
    writer.add(std::string_view(text).substr(at, 10'007));
  }
  const auto packed = writer.finish();
  ASSERT_TRUE(packed);
  EXPECT_TRUE(gunzip(*packed) == text);
}

TEST(Gzip, GivesItsBytesOnce) {
  Gzip writer(5);
  writer.add("hello");
  EXPECT_TRUE(writer.finish());
  EXPECT_FALSE(writer.finish());
}

}  // namespace
}  // namespace syncline::io
