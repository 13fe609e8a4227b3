#include "io/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <limits>

namespace syncline::io {
namespace {

constexpr int gzip_wrapper = 16;  // added to the window's bits, as zlib.h has it

// Log2 of the window: no larger than the body, as it is allocated and cleared for each.
int window_bits(std::size_t bytes) {
  return std::clamp(static_cast<int>(std::bit_width(bytes)), 9, MAX_WBITS);
}

}  // namespace

struct Gzip::State {
  z_stream stream{};
  std::string out;
  bool ready = false;
  bool failed = false;

  // Hands over what `stream` has to read, until it wants no more room for its output.
  void run(int flush) {
    constexpr std::size_t room = 16 * 1024;
    do {
      const auto written = out.size();
      out.resize(written + room);
      stream.next_out = reinterpret_cast<Bytef*>(out.data() + written);
      stream.avail_out = room;
      const int result = deflate(&stream, flush);
      out.resize(out.size() - stream.avail_out);
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) failed = true;
    } while (!failed && stream.avail_out == 0);
  }
};

Gzip::Gzip(std::size_t bytes, const GzipMemory& memory) : state_(std::make_unique<State>()) {
  state_->stream.zalloc = memory.allocate;
  state_->stream.zfree = memory.release;
  state_->stream.opaque = memory.owner;
  const int bits = window_bits(bytes);
  state_->ready = deflateInit2(&state_->stream, Z_BEST_SPEED, Z_DEFLATED, bits + gzip_wrapper,
                               std::max(1, bits - 7), Z_DEFAULT_STRATEGY) == Z_OK;
  state_->failed = !state_->ready;
}

Gzip::~Gzip() {
  if (state_->ready) deflateEnd(&state_->stream);
}

void Gzip::add(std::string_view part) {
  while (!state_->failed && !part.empty()) {
    const auto piece = part.substr(0, std::numeric_limits<uInt>::max());
    // zlib reads it only, though the field is not const.
    state_->stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(piece.data()));
    state_->stream.avail_in = static_cast<uInt>(piece.size());
    state_->run(Z_NO_FLUSH);
    part.remove_prefix(piece.size());
  }
}

std::optional<std::string> Gzip::finish() {
  if (!state_->failed) {
    state_->stream.avail_in = 0;
    state_->run(Z_FINISH);
  }
  if (state_->failed) return std::nullopt;
  state_->failed = true;  // once
  return std::move(state_->out);
}

std::optional<std::string> gzip(std::string_view body, const GzipMemory& memory) {
  Gzip writer(body.size(), memory);
  writer.add(body);
  return writer.finish();
}

}  // namespace syncline::io
