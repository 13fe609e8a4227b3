#include "io/frame.h"

#include <gtest/gtest.h>

#include <vector>

#include "io/websocket.h"

namespace syncline::io {
namespace {

using Kind = FrameEvent::Kind;

struct Seen {
  Kind kind;
  std::string payload;
  std::uint16_t code;
  bool operator==(const Seen&) const = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
  *out << static_cast<int>(seen.kind) << ' ' << seen.payload << ' ' << seen.code;
}

constexpr Mask mask{0x37, 0xFA, 0x21, 0x3D};

// A masked frame with any first byte.
std::string frame(unsigned char first, std::string_view payload) {
  std::string out;
  append_masked_frame(out, Opcode::text, payload, mask);
  out[0] = static_cast<char>(first);
  return out;
}
std::string text(std::string_view payload) { return frame(0x81, payload); }

// What the reader sees when the bytes come in pieces of `piece` bytes.
std::vector<Seen> read(std::string bytes, std::size_t piece, std::size_t message_bytes_max = 1000) {
  FrameReader reader(FrameReader::Peer::client, message_bytes_max);
  std::vector<Seen> seen;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    std::span<char> input = std::span(bytes).subspan(at, std::min(piece, bytes.size() - at));
    for (auto event = reader.next(input); event.kind != Kind::none; event = reader.next(input)) {
      seen.push_back({event.kind, std::string(event.payload), event.code});
    }
  }
  return seen;
}

// The same, and that it does not matter how the bytes are cut.
std::vector<Seen> read(const std::string& bytes) {
  const auto whole = read(bytes, bytes.size());
  for (std::size_t piece = 1; piece <= 9; ++piece) EXPECT_EQ(read(bytes, piece), whole) << piece;
  return whole;
}

void expect_failure(const std::string& bytes, std::uint16_t code) {
  const auto seen = read(bytes);
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen.back().kind, Kind::failure);
  EXPECT_EQ(seen.back().code, code);
}

TEST(FrameReader, ReadsATextMessage) {
  EXPECT_EQ(read(text("Hello")), (std::vector<Seen>{{Kind::text, "Hello", 0}}));
}

// RFC 6455 5.7, as printed there.
TEST(FrameReader, ReadsTheExampleOfTheSpecification) {
  EXPECT_EQ(read("\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"),
            (std::vector<Seen>{{Kind::text, "Hello", 0}}));
}

TEST(FrameReader, ReadsAnEmptyMessage) {
  EXPECT_EQ(read(text("")), (std::vector<Seen>{{Kind::text, "", 0}}));
}

TEST(FrameReader, ReadsMessagesOfEveryLengthForm) {
  for (const std::size_t size : {125, 126, 127, 65535, 65536, 70000}) {
    const std::string payload(size, 'x');
    const auto seen = read(text(payload), 8192, 100'000);
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].payload, payload);
  }
}

TEST(FrameReader, ReadsSeveralMessagesOfOneInput) {
  EXPECT_EQ(read(text("a") + text("bc") + frame(0x89, "p") + text("d")),
            (std::vector<Seen>{{Kind::text, "a", 0},
                               {Kind::text, "bc", 0},
                               {Kind::ping, "p", 0},
                               {Kind::text, "d", 0}}));
}

TEST(FrameReader, PutsFragmentsTogether) {
  EXPECT_EQ(
      read(frame(0x01, "one ") + frame(0x00, "two ") + frame(0x00, "") + frame(0x80, "three")),
      (std::vector<Seen>{{Kind::text, "one two three", 0}}));
}

TEST(FrameReader, GivesControlFramesThatComeBetweenFragments) {
  EXPECT_EQ(read(frame(0x01, "one ") + frame(0x89, "ping") + frame(0x8A, "pong") +
                 frame(0x80, "two") + text("next")),
            (std::vector<Seen>{{Kind::ping, "ping", 0},
                               {Kind::pong, "pong", 0},
                               {Kind::text, "one two", 0},
                               {Kind::text, "next", 0}}));
}

TEST(FrameReader, TakesACharacterThatIsCutBetweenFragments) {
  EXPECT_EQ(read(frame(0x01, "\xE2\x82") + frame(0x80, "\xAC")),
            (std::vector<Seen>{{Kind::text, "€", 0}}));
}

TEST(FrameReader, RefusesFramesWithoutMask) {
  std::string bytes;
  append_frame_header(bytes, Opcode::text, 2);
  expect_failure(bytes + "hi", close_code::protocol_error);
}

TEST(FrameReader, RefusesMaskedFramesFromAServer) {
  auto bytes = text("hi");
  FrameReader reader(FrameReader::Peer::server, 100);
  std::span<char> input(bytes);
  const auto event = reader.next(input);
  EXPECT_EQ(event.kind, Kind::failure);
  EXPECT_EQ(event.code, close_code::protocol_error);
}

TEST(FrameReader, ReadsUnmaskedFramesFromAServer) {
  std::string bytes;
  append_frame_header(bytes, Opcode::text, 2);
  bytes += "hi";
  FrameReader reader(FrameReader::Peer::server, 100);
  std::span<char> input(bytes);
  EXPECT_EQ(reader.next(input).payload, "hi");
}

TEST(FrameReader, RefusesReservedBits) {
  for (const int bit : {0x40, 0x20, 0x10}) {
    expect_failure(frame(static_cast<unsigned char>(0x81 | bit), "x"), close_code::protocol_error);
  }
}

TEST(FrameReader, RefusesReservedOpcodes) {
  for (const int opcode : {3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF}) {
    expect_failure(frame(static_cast<unsigned char>(0x80 | opcode), "x"),
                   close_code::protocol_error);
  }
}

TEST(FrameReader, RefusesBinaryMessages) {
  expect_failure(frame(0x82, "x"), close_code::unsupported_data);
}

TEST(FrameReader, RefusesFragmentedControlFrames) {
  expect_failure(frame(0x09, "x"), close_code::protocol_error);
}

TEST(FrameReader, RefusesLongControlFrames) {
  expect_failure(frame(0x89, std::string(126, 'x')), close_code::protocol_error);
}

TEST(FrameReader, TakesControlFramesOf125Bytes) {
  const std::string payload(125, 'x');
  EXPECT_EQ(read(frame(0x89, payload)), (std::vector<Seen>{{Kind::ping, payload, 0}}));
}

TEST(FrameReader, RefusesAContinuationOfNothing) {
  expect_failure(frame(0x80, "x"), close_code::protocol_error);
  expect_failure(text("whole") + frame(0x00, "x"), close_code::protocol_error);
}

TEST(FrameReader, RefusesAMessageInsideAMessage) {
  expect_failure(frame(0x01, "a") + text("b"), close_code::protocol_error);
}

TEST(FrameReader, RefusesLengthsThatAreNotMinimal) {
  expect_failure(std::string("\x81\xFE\x00\x05", 4) + "mask" + "hello", close_code::protocol_error);
  expect_failure(std::string("\x81\xFF\0\0\0\0\0\0\x01\x00", 10) + "mask",
                 close_code::protocol_error);
}

TEST(FrameReader, RefusesALengthWithTheTopBit) {
  expect_failure(std::string("\x81\xFF\x80\0\0\0\0\0\0\x01", 10) + "mask",
                 close_code::protocol_error);
}

TEST(FrameReader, RefusesAMessageThatIsTooBigBeforeItsBytesCome) {
  const auto whole = text(std::string(1001, 'x'));
  expect_failure(whole.substr(0, 8), close_code::too_big);
}

TEST(FrameReader, TakesAMessageOfTheLargestSize) {
  const std::string payload(1000, 'x');
  EXPECT_EQ(read(text(payload)), (std::vector<Seen>{{Kind::text, payload, 0}}));
}

TEST(FrameReader, CountsFragmentsTogether) {
  const std::string half(600, 'x');
  expect_failure(frame(0x01, half) + frame(0x80, half), close_code::too_big);
}

TEST(FrameReader, RefusesTextThatIsNotUtf8) {
  expect_failure(text("a\xFFz"), close_code::invalid_payload);
  expect_failure(text("cut \xE2\x82"), close_code::invalid_payload);
  expect_failure(frame(0x01, "\xE2\x82") + frame(0x80, "z"), close_code::invalid_payload);
}

TEST(FrameReader, FailsBeforeABadMessageIsComplete) {
  expect_failure(frame(0x01, "bad \xFF"), close_code::invalid_payload);
}

TEST(FrameReader, GivesTheCodeAndReasonOfAClose) {
  EXPECT_EQ(read(frame(0x88, std::string("\x0F\xA0") + "bye")),
            (std::vector<Seen>{{Kind::close, "bye", 4000}}));
}

TEST(FrameReader, GivesNoCodeForAnEmptyClose) {
  EXPECT_EQ(read(frame(0x88, "")), (std::vector<Seen>{{Kind::close, "", no_close_code}}));
}

TEST(FrameReader, RefusesBadCloses) {
  expect_failure(frame(0x88, "\x03"), close_code::protocol_error);
  for (const int code : {0, 999, 1004, 1006, 1015, 1016, 2000, 2999, 5000, 65535}) {
    const auto payload = close_payload(static_cast<std::uint16_t>(code), "x");
    expect_failure(frame(0x88, payload), close_code::protocol_error);
  }
  expect_failure(frame(0x88, "\x03\xED"), close_code::protocol_error);  // 1005
  expect_failure(frame(0x88, std::string("\x03\xE8") + "\xFF"), close_code::invalid_payload);
}

TEST(FrameReader, TakesTheCloseCodesThatMayBeSent) {
  for (const int valid : {1000, 1001, 1002, 1003, 1007, 1011, 1012, 1014, 3000, 4999}) {
    const auto code = static_cast<std::uint16_t>(valid);
    EXPECT_EQ(read(frame(0x88, close_payload(code, ""))),
              (std::vector<Seen>{{Kind::close, "", code}}));
  }
}

TEST(FrameReader, GivesNothingAfterAClose) {
  EXPECT_EQ(read(frame(0x88, "") + text("late")).size(), 1U);
}

TEST(FrameReader, GivesNothingAfterAFailure) {
  EXPECT_EQ(read(frame(0x83, "") + text("late")).size(), 1U);
}

TEST(ApplyMask, GivesTheSameForEveryPhaseAndLength) {
  for (std::size_t phase = 0; phase < 5; ++phase) {
    for (std::size_t size = 0; size < 40; ++size) {
      std::string bytes(size, 'q');
      std::string expected = bytes;
      for (std::size_t i = 0; i < size; ++i) {
        expected[i] = static_cast<char>('q' ^ mask[(phase + i) % 4]);
      }
      apply_mask(bytes, mask, phase);
      EXPECT_EQ(bytes, expected);
    }
  }
}

TEST(FrameHeader, IsMinimal) {
  const auto header = [](std::size_t size) {
    std::string out;
    append_frame_header(out, Opcode::text, size);
    return out;
  };
  EXPECT_EQ(header(0), std::string("\x81\x00", 2));
  EXPECT_EQ(header(125), "\x81\x7D");
  EXPECT_EQ(header(126), std::string("\x81\x7E\x00\x7E", 4));
  EXPECT_EQ(header(65535), "\x81\x7E\xFF\xFF");
  EXPECT_EQ(header(65536), std::string("\x81\x7F\0\0\0\0\0\x01\0\0", 10));
}

TEST(ClosePayload, CutsTheReasonBetweenCharacters) {
  std::string reason;
  for (int i = 0; i < 60; ++i) reason += "€";
  const auto payload = close_payload(1000, reason);
  EXPECT_EQ(payload.size(), 2U + 123U);  // 41 characters of three bytes
  EXPECT_EQ(close_payload(1000, "x" + reason).size(), 2U + 121U);
}

TEST(ClosePayload, IsEmptyWithoutACode) { EXPECT_EQ(close_payload(no_close_code, ""), ""); }

}  // namespace
}  // namespace syncline::io
