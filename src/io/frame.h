// WebSocket frames as bytes (RFC 6455 section 5): no sockets, no time. The server and the client
// read with the same class and differ only in who must mask.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/text.h"

namespace syncline::io {

enum class Opcode : std::uint8_t {
  continuation = 0x0,
  text = 0x1,
  binary = 0x2,
  close = 0x8,
  ping = 0x9,
  pong = 0xA,
};

inline constexpr std::size_t control_payload_bytes_max = 125;  // 5.5
inline constexpr std::size_t frame_header_bytes_max = 14;      // 2 + 8 of length + 4 of mask
inline constexpr std::uint16_t no_close_code = 1005;           // 7.4.1: the close frame had no code
inline constexpr std::uint16_t abnormal_close = 1006;  // 7.4.1: the connection ended without one

using Mask = std::array<unsigned char, 4>;

// Appends the header of a whole (FIN), unmasked frame, as servers send it.
void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_bytes);
// Appends a whole masked frame, as clients send it.
void append_masked_frame(std::string& out, Opcode opcode, std::string_view payload, Mask mask);
// The payload of a close frame. A reason that does not fit is cut between two characters.
std::string close_payload(std::uint16_t code, std::string_view reason);
// Whether a peer may send this code (7.4.2 and the registry that it opens).
bool is_valid_close_code(std::uint16_t code);
// XORs with the mask, whose first byte to use is `phase` modulo 4; masking and unmasking.
void apply_mask(std::span<char> bytes, Mask mask, std::size_t phase);

// What a peer sent.
struct FrameEvent {
  enum class Kind : std::uint8_t { none, text, ping, pong, close, failure };
  Kind kind = Kind::none;    // none: more bytes are needed
  std::string_view payload;  // of text, ping, pong; the reason of close and failure
  std::uint16_t code = 0;    // of close (1005: it had none) and failure: the code to close with
};

// Cuts a stream into messages and control frames. Whoever reads: after a failure or a close no
// more events come. It buffers only what is incomplete, and nothing between messages.
class FrameReader {
 public:
  enum class Peer : std::uint8_t { client, server };  // a client must mask, a server must not

  FrameReader(Peer peer, std::size_t message_bytes_max)
      : peer_(peer), message_bytes_max_(message_bytes_max) {}

  // The next event in `input`, whose bytes it unmasks in place and takes from the front. The
  // payload lives until the next call and as long as the input's bytes.
  FrameEvent next(std::span<char>& input);

 private:
  bool read_header(std::span<char>& input);
  void check_first_bytes();
  void check_length();
  void begin_payload();
  FrameEvent read_payload(std::span<char>& input);
  FrameEvent end_of_data(std::string_view chunk);
  FrameEvent end_of_control(std::string_view payload);
  FrameEvent end_of_close(std::string_view payload);
  FrameEvent fail(std::uint16_t code, std::string_view reason);
  void forget_delivered();

  [[nodiscard]] std::size_t header_bytes() const;
  [[nodiscard]] std::uint64_t length() const;
  [[nodiscard]] Opcode opcode() const { return static_cast<Opcode>(header_[0] & 0x0F); }
  [[nodiscard]] bool is_final() const { return (header_[0] & 0x80) != 0; }
  [[nodiscard]] bool is_control() const { return (header_[0] & 0x08) != 0; }

  Peer peer_;
  std::uint8_t have_ = 0;      // bytes of header_ that are here
  bool in_payload_ = false;    // the header is complete and checked
  bool fragmented_ = false;    // a message has begun and its last fragment has not come
  bool delivered_ = false;     // message_ or control_ was handed out by the last call
  bool ended_ = false;         // failed, or closed by the peer
  std::uint16_t failure_ = 0;  // the code to close with
  std::array<unsigned char, frame_header_bytes_max> header_{};
  Mask mask_{};
  Utf8Check utf8_;
  std::size_t message_bytes_max_;
  std::uint64_t left_ = 0;   // payload bytes of this frame still to come
  std::uint64_t taken_ = 0;  // payload bytes of this frame already seen
  std::string_view failure_reason_;
  std::string message_;  // fragments so far
  std::string control_;  // an incomplete control payload: it may stand between fragments
};

}  // namespace syncline::io
