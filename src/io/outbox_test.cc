#include "io/outbox.h"

#include <gtest/gtest.h>

namespace syncline::io {
namespace {

std::shared_ptr<const std::string> shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

std::string copied(const Outbox& outbox, std::size_t most = 100'000) {
  std::string out(most, '\0');
  out.resize(outbox.copy(out));
  return out;
}

std::string gathered(const Outbox& outbox, std::size_t pieces = 64) {
  std::vector<iovec> into(pieces);
  into.resize(outbox.gather(into));
  std::string out;
  for (const auto& piece : into)
    out.append(static_cast<const char*>(piece.iov_base), piece.iov_len);
  return out;
}

Outbox three_messages() {
  Outbox outbox;
  outbox.push_text("head-", shared("shared"), "-tail");
  outbox.push_text("alone", nullptr, {});
  outbox.push_text("", shared("only shared"), {});
  return outbox;
}

constexpr std::string_view three_messages_bytes =
    "\x81\x10head-shared-tail\x81\x05"
    "alone\x81\x0Bonly shared";

TEST(Outbox, GivesItsMessagesInOrder) {
  const auto outbox = three_messages();
  EXPECT_EQ(copied(outbox), three_messages_bytes);
  EXPECT_EQ(gathered(outbox), three_messages_bytes);
  EXPECT_EQ(outbox.bytes(), three_messages_bytes.size());
}

TEST(Outbox, GoesOnBehindWhatWasWrittenWhereverThatEnded) {
  for (std::size_t written = 0; written < three_messages_bytes.size(); ++written) {
    auto outbox = three_messages();
    outbox.consume(written);
    EXPECT_EQ(copied(outbox), three_messages_bytes.substr(written));
    EXPECT_EQ(gathered(outbox), three_messages_bytes.substr(written));
    EXPECT_EQ(outbox.bytes(), three_messages_bytes.size() - written);
  }
}

TEST(Outbox, IsEmptyWhenAllIsWritten) {
  auto outbox = three_messages();
  outbox.consume(three_messages_bytes.size());
  EXPECT_TRUE(outbox.empty());
  EXPECT_EQ(copied(outbox), "");
}

TEST(Outbox, GivesNoMoreThanThereIsRoomFor) {
  const auto outbox = three_messages();
  EXPECT_EQ(copied(outbox, 10), three_messages_bytes.substr(0, 10));
  EXPECT_EQ(gathered(outbox, 2), three_messages_bytes.substr(0, 13));
}

TEST(Outbox, RefersToSharedBytesWithoutCopyingThem) {
  Outbox outbox;
  const auto payload = shared(std::string(5000, 'x'));
  outbox.push_text("h", payload, {});
  std::array<iovec, 4> pieces{};
  ASSERT_EQ(outbox.gather(pieces), 2U);
  EXPECT_EQ(pieces[1].iov_base, payload->data());
  EXPECT_EQ(payload.use_count(), 2);
}

TEST(Outbox, LetsGoOfSharedBytesOnceTheyAreWritten) {
  Outbox outbox;
  const auto payload = shared("payload");
  outbox.push_text("", payload, {});
  outbox.push_text("next", nullptr, {});
  outbox.consume(9);
  EXPECT_EQ(payload.use_count(), 1);
}

TEST(Outbox, KeepsALongHeadWhole) {
  Outbox outbox;
  const std::string head(3000, 'h');
  outbox.push_text(head, nullptr, "t");
  EXPECT_EQ(copied(outbox), "\x81\x7E\x0B\xB9" + head + "t");
}

TEST(Outbox, DropsWhatHasNotBegunToLeave) {
  auto outbox = three_messages();
  outbox.drop_unsent();
  EXPECT_TRUE(outbox.empty());
  outbox.push_control(Opcode::close, "");
  EXPECT_EQ(copied(outbox), std::string("\x88\x00", 2));
}

TEST(Outbox, FinishesAMessageThatHasBegunToLeave) {
  auto outbox = three_messages();
  outbox.consume(3);
  outbox.drop_unsent();
  outbox.push_control(Opcode::ping, "p");
  EXPECT_EQ(copied(outbox), "ead-shared-tail\x89\x01p");
  EXPECT_EQ(outbox.bytes(), 18U);
}

TEST(Outbox, KeepsPinnedBytesInFront) {
  auto outbox = three_messages();
  outbox.pin(19);  // into the second message
  outbox.drop_unsent();
  EXPECT_EQ(copied(outbox), three_messages_bytes.substr(0, 25));
}

TEST(Outbox, StaysRightWhenABacklogIsWrittenSlowly) {
  Outbox outbox;
  const auto payload = shared("0123456789");
  std::string expected;
  std::string written;
  for (int i = 0; i < 3000; ++i) {
    const auto head = std::to_string(i);
    outbox.push_text(head, payload, {});
    append_frame_header(expected, Opcode::text, head.size() + payload->size());
    expected += head + *payload;
    const auto next = copied(outbox, 13);
    written += next;
    outbox.consume(next.size());
  }
  while (!outbox.empty()) {
    const auto next = copied(outbox, 1000);
    written += next;
    outbox.consume(next.size());
  }
  EXPECT_EQ(written, expected);
}

}  // namespace
}  // namespace syncline::io
