#include "io/gzip.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <random>
#include <unordered_set>

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

// Gives `blocks` blocks, then none.
struct Memory {
  std::size_t blocks = 0;
  std::unordered_set<void*> given;
  void* first = nullptr;

  GzipMemory functions() {
    return {.allocate = [](void* owner, unsigned items, unsigned bytes) -> void* {
              auto& memory = *static_cast<Memory*>(owner);
              if (memory.blocks == 0) return nullptr;
              --memory.blocks;
              void* block = std::calloc(items, bytes);
              if (memory.first == nullptr) memory.first = block;
              memory.given.insert(block);
              return block;
            },
            .release =
                [](void* owner, void* block) {
                  EXPECT_EQ(static_cast<Memory*>(owner)->given.erase(block), 1U);
                  std::free(block);
                },
            .owner = this};
  }
};

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

TEST(Gzip, FailsWithoutMemoryAndGivesBackWhatItHad) {
  const auto text = json_of(10'000);
  std::size_t blocks = 0;
  for (bool done = false; !done; ++blocks) {
    ASSERT_LT(blocks, 20U);
    Memory memory{.blocks = blocks};
    {
      Gzip writer(text.size(), memory.functions());
      writer.add(text);
      const auto packed = writer.finish();
      EXPECT_FALSE(writer.finish());
      done = packed.has_value();
      if (done) EXPECT_TRUE(gunzip(*packed) == text);
    }
    EXPECT_TRUE(memory.given.empty()) << blocks;
  }
  EXPECT_GT(blocks, 3U);  // it failed at several places
}

// zlib allocates all that it needs at the beginning; what can fail later is a state that it does
// not find in order.
TEST(Gzip, FailsWhenZlibDoesOnTheWay) {
  Memory memory{.blocks = 20};
  {
    const auto text = json_of(10'000);
    Gzip writer(text.size(), memory.functions());
    writer.add(text);
    std::array<unsigned char, 64> state{};
    ASSERT_NE(memory.first, nullptr);
    std::memcpy(state.data(), memory.first, state.size());
    std::memset(memory.first, 0, state.size());
    writer.add(text);
    EXPECT_FALSE(writer.finish());
    std::memcpy(memory.first, state.data(), state.size());
    EXPECT_FALSE(writer.finish());  // half a body is none
  }
  EXPECT_TRUE(memory.given.empty());
}

}  // namespace
}  // namespace syncline::io
