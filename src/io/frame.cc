#include "io/frame.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "io/websocket.h"

namespace syncline::io {
namespace {

constexpr unsigned char final_bit = 0x80;
constexpr unsigned char mask_bit = 0x80;
constexpr unsigned char length_is_16_bits = 126;
constexpr unsigned char length_is_64_bits = 127;

void append_length(std::string& out, std::size_t length, unsigned char mask) {
  const auto append_big_endian = [&](int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out += static_cast<char>(length >> (8 * i) & 0xFF);
  };
  if (length < length_is_16_bits) {
    out += static_cast<char>(mask | length);
  } else if (length <= 0xFFFF) {
    out += static_cast<char>(mask | length_is_16_bits);
    append_big_endian(2);
  } else {
    out += static_cast<char>(mask | length_is_64_bits);
    append_big_endian(8);
  }
}

std::uint64_t big_endian(std::span<const unsigned char> bytes) {
  std::uint64_t value = 0;
  for (const auto byte : bytes) value = value << 8 | byte;
  return value;
}

}  // namespace

void append_frame_header(std::string& out, Opcode opcode, std::size_t payload_bytes) {
  out += static_cast<char>(final_bit | static_cast<unsigned char>(opcode));
  append_length(out, payload_bytes, 0);
}

void append_masked_frame(std::string& out, Opcode opcode, std::string_view payload, Mask mask) {
  out += static_cast<char>(final_bit | static_cast<unsigned char>(opcode));
  append_length(out, payload.size(), mask_bit);
  for (const auto byte : mask) out += static_cast<char>(byte);
  const auto begin = out.size();
  out += payload;
  apply_mask(std::span(out).subspan(begin), mask, 0);
}

std::string close_payload(std::uint16_t code, std::string_view reason) {
  if (code == no_close_code) return {};  // "must not be set as a status code in a close frame"
  reason = reason.substr(0, control_payload_bytes_max - 2);
  while (!reason.empty() && !is_utf8(reason)) reason.remove_suffix(1);
  std::string payload{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
  payload += reason;
  return payload;
}

bool is_valid_close_code(std::uint16_t code) {
  if (code >= 3000) return code < 5000;
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

void apply_mask(std::span<char> bytes, Mask mask, std::size_t phase) {
  std::array<unsigned char, sizeof(std::uint64_t)> pattern{};
  for (std::size_t i = 0; i < pattern.size(); ++i) pattern[i] = mask[(phase + i) % mask.size()];
  std::uint64_t word_mask = 0;
  std::memcpy(&word_mask, pattern.data(), sizeof word_mask);
  std::size_t at = 0;
  for (; at + sizeof word_mask <= bytes.size(); at += sizeof word_mask) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, sizeof word);
    word ^= word_mask;
    std::memcpy(bytes.data() + at, &word, sizeof word);
  }
  for (std::size_t i = 0; at < bytes.size(); ++at, ++i) {
    bytes[at] = static_cast<char>(static_cast<unsigned char>(bytes[at]) ^ pattern[i]);
  }
}

FrameEvent FrameReader::next(std::span<char>& input) {
  forget_delivered();
  while (!ended_) {
    if (!in_payload_ && !read_header(input)) return {};
    if (failure_ != 0) return fail(failure_, failure_reason_);
    const auto event = read_payload(input);
    if (event.kind != FrameEvent::Kind::none || left_ > 0) return event;
  }
  return {};
}

// True when the header is complete, or already known to be wrong.
bool FrameReader::read_header(std::span<char>& input) {
  while (have_ < header_bytes()) {
    if (input.empty()) return false;
    header_[have_++] = static_cast<unsigned char>(input.front());
    input = input.subspan(1);
    if (have_ == 2) check_first_bytes();
    if (failure_ != 0) return true;
  }
  check_length();
  if (failure_ == 0) begin_payload();
  return true;
}

std::size_t FrameReader::header_bytes() const {
  if (have_ < 2) return 2;
  const unsigned char length = header_[1] & 0x7F;
  const std::size_t extended = length == length_is_16_bits   ? 2
                               : length == length_is_64_bits ? 8
                                                             : 0;
  return 2 + extended + ((header_[1] & mask_bit) != 0 ? mask_.size() : 0);
}

std::uint64_t FrameReader::length() const {
  const unsigned char length = header_[1] & 0x7F;
  if (length == length_is_16_bits) return big_endian(std::span(header_).subspan(2, 2));
  if (length == length_is_64_bits) return big_endian(std::span(header_).subspan(2, 8));
  return length;
}

// What the first two bytes already tell (5.2, 5.4, 5.5).
void FrameReader::check_first_bytes() {
  const auto refuse = [&](std::uint16_t code, std::string_view reason) {
    failure_ = code;
    failure_reason_ = reason;
  };
  const bool masked = (header_[1] & mask_bit) != 0;
  if ((header_[0] & 0x70) != 0) return refuse(close_code::protocol_error, "reserved bits set");
  if (masked != (peer_ == Peer::client)) {
    return refuse(close_code::protocol_error,
                  masked ? "a server must not mask" : "a client must mask");
  }
  switch (opcode()) {
    case Opcode::close:
    case Opcode::ping:
    case Opcode::pong:
      if (!is_final()) return refuse(close_code::protocol_error, "fragmented control frame");
      if ((header_[1] & 0x7F) > control_payload_bytes_max) {
        return refuse(close_code::protocol_error, "control frame too long");
      }
      return;
    case Opcode::text:
      if (fragmented_) return refuse(close_code::protocol_error, "message inside a message");
      return;
    case Opcode::continuation:
      if (!fragmented_) return refuse(close_code::protocol_error, "nothing to continue");
      return;
    case Opcode::binary: return refuse(close_code::unsupported_data, "only text messages");
  }
  refuse(close_code::protocol_error, "reserved opcode");
}

void FrameReader::check_length() {
  const auto bytes = length();
  const unsigned char form = header_[1] & 0x7F;
  const std::uint64_t shortest = form == length_is_16_bits   ? 126
                                 : form == length_is_64_bits ? 0x10000
                                                             : 0;
  if (bytes < shortest || bytes >> 63 != 0) {  // 5.2: minimal, and the top bit is 0
    failure_ = close_code::protocol_error;
    failure_reason_ = "bad length";
  } else if (!is_control() && bytes > message_bytes_max_ - message_.size()) {
    failure_ = close_code::too_big;
    failure_reason_ = "message too big";
  }
}

void FrameReader::begin_payload() {
  if ((header_[1] & mask_bit) != 0) {
    std::copy_n(header_.begin() + static_cast<std::ptrdiff_t>(have_ - mask_.size()), mask_.size(),
                mask_.begin());
  }
  left_ = length();
  taken_ = 0;
  in_payload_ = true;
}

// Takes what is here of the payload; an event when that ends a message or a control frame.
FrameEvent FrameReader::read_payload(std::span<char>& input) {
  const auto bytes = static_cast<std::size_t>(std::min<std::uint64_t>(left_, input.size()));
  const auto chunk = input.first(bytes);
  input = input.subspan(bytes);
  if (peer_ == Peer::client) apply_mask(chunk, mask_, taken_ % mask_.size());
  taken_ += bytes;
  left_ -= bytes;
  const std::string_view text(chunk.data(), chunk.size());
  const bool whole = left_ == 0;
  if (whole) {
    in_payload_ = false;
    have_ = 0;
  }
  if (is_control()) {
    if (whole && control_.empty()) return end_of_control(text);
    control_ += text;
    return whole ? end_of_control(control_) : FrameEvent{};
  }
  if (!utf8_.feed(text)) return fail(close_code::invalid_payload, "text is not UTF-8");
  if (whole && is_final()) return end_of_data(text);
  fragmented_ = !is_final() || fragmented_;
  message_ += text;
  return {};
}

FrameEvent FrameReader::end_of_data(std::string_view chunk) {
  if (!utf8_.complete()) return fail(close_code::invalid_payload, "text is not UTF-8");
  fragmented_ = false;
  if (message_.empty()) return {FrameEvent::Kind::text, chunk, 0};
  message_ += chunk;
  delivered_ = true;
  return {FrameEvent::Kind::text, message_, 0};
}

FrameEvent FrameReader::end_of_control(std::string_view payload) {
  delivered_ = !control_.empty();
  switch (opcode()) {
    case Opcode::ping: return {FrameEvent::Kind::ping, payload, 0};
    case Opcode::pong: return {FrameEvent::Kind::pong, payload, 0};
    default: return end_of_close(payload);
  }
}

FrameEvent FrameReader::end_of_close(std::string_view payload) {
  ended_ = true;
  if (payload.empty()) return {FrameEvent::Kind::close, {}, no_close_code};
  if (payload.size() == 1) return fail(close_code::protocol_error, "half a close code");
  const auto high = static_cast<unsigned char>(payload[0]);
  const auto low = static_cast<unsigned char>(payload[1]);
  const auto code = static_cast<std::uint16_t>(high << 8 | low);
  if (!is_valid_close_code(code)) return fail(close_code::protocol_error, "bad close code");
  const auto reason = payload.substr(2);
  if (!is_utf8(reason)) return fail(close_code::invalid_payload, "close reason is not UTF-8");
  return {FrameEvent::Kind::close, reason, code};
}

FrameEvent FrameReader::fail(std::uint16_t code, std::string_view reason) {
  ended_ = true;
  return {FrameEvent::Kind::failure, reason, code};
}

// A control frame may come between fragments: then only its own buffer is dropped.
void FrameReader::forget_delivered() {
  if (!delivered_) return;
  delivered_ = false;
  control_ = std::string();
  if (!fragmented_ && !in_payload_) message_ = std::string();
}

}  // namespace syncline::io
