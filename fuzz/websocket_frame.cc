// Frames of a peer, cut in two ways: what is read must not depend on the cut. The first byte says
// which peer it is (bit 7) and how long the pieces are.
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"
#include "io/frame.h"

namespace {

using syncline::io::FrameEvent;
using syncline::io::FrameReader;

constexpr std::size_t message_bytes_max = 4096;

struct Seen {
  FrameEvent::Kind kind;
  std::string payload;
  std::uint16_t code;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> read(std::string bytes, FrameReader::Peer peer, std::size_t piece) {
  FrameReader reader(peer, message_bytes_max);
  std::vector<Seen> seen;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    std::span<char> input = std::span(bytes).subspan(at, std::min(piece, bytes.size() - at));
    for (auto event = reader.next(input); event.kind != FrameEvent::Kind::none;
         event = reader.next(input)) {
      seen.push_back({event.kind, std::string(event.payload), event.code});
    }
  }
  return seen;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto peer = (data[0] & 0x80) != 0 ? FrameReader::Peer::client : FrameReader::Peer::server;
  const std::size_t piece = 1 + (data[0] & 0x7F);
  const std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto whole = read(bytes, peer, bytes.size() + 1);
  CHECK(read(bytes, peer, piece) == whole);
  for (const auto& event : whole) {
    if (event.kind != FrameEvent::Kind::text) continue;
    CHECK(event.payload.size() <= message_bytes_max);
    CHECK(syncline::is_utf8(event.payload));
  }
  return 0;
}
