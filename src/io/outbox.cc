#include "io/outbox.h"

#include <algorithm>
#include <cstring>

namespace syncline::io {
namespace {

// A head beyond this is kept as it is: copying it beside the others would cost more.
constexpr std::size_t head_bytes_copied_max = 1024;
// Written pieces are forgotten in bulk, so that a backlog is not moved for each of them.
constexpr std::size_t written_pieces_max = 256;

}  // namespace

void Outbox::push_text(std::string_view head, std::shared_ptr<const std::string> shared,
                       std::string_view tail) {
  if (!shared && head.size() > head_bytes_copied_max) {
    shared = std::make_shared<const std::string>(head);
    head = {};
  }
  const auto bytes = head.size() + (shared ? shared->size() : 0) + tail.size();
  std::string own;
  own.reserve(frame_header_bytes_max + head.size());
  append_frame_header(own, Opcode::text, bytes);
  own += head;
  push_frame(own, std::move(shared), tail);
}

void Outbox::push_frame(std::string_view own, std::shared_ptr<const std::string> shared,
                        std::string_view tail) {
  own_ += own;
  own_ += tail;
  pieces_.push_back({static_cast<std::uint32_t>(own.size()),
                     static_cast<std::uint32_t>(tail.size()), std::move(shared)});
  bytes_ += pieces_.back().size();
}

void Outbox::push_control(Opcode opcode, std::string_view payload) {
  std::string frame;
  append_frame_header(frame, opcode, payload.size());
  frame += payload;
  push_frame(frame, nullptr, {});
}

template <class Visit>
void Outbox::each_run(Visit visit) const {
  std::size_t skip = first_sent_;
  std::size_t own_at = own_first_;
  const auto show = [&](std::string_view run) {
    const auto skipped = std::min(skip, run.size());
    skip -= skipped;
    run.remove_prefix(skipped);
    return run.empty() || visit(run);
  };
  const std::string_view own(own_);
  for (std::size_t i = first_; i < pieces_.size(); ++i) {
    const auto& piece = pieces_[i];
    if (!show(own.substr(own_at, piece.own))) return;
    if (piece.shared && !show(*piece.shared)) return;
    if (!show(own.substr(own_at + piece.own, piece.tail))) return;
    own_at += piece.own + piece.tail;
  }
}

std::size_t Outbox::copy(std::span<char> into) const {
  std::size_t copied = 0;
  each_run([&](std::string_view run) {
    const auto bytes = std::min(run.size(), into.size() - copied);
    std::memcpy(into.data() + copied, run.data(), bytes);
    copied += bytes;
    return copied < into.size();
  });
  return copied;
}

std::size_t Outbox::gather(std::span<iovec> into) const {
  std::size_t count = 0;
  each_run([&](std::string_view run) {
    // iovec is not const-correct: the kernel only reads what is sent.
    into[count++] = {const_cast<char*>(run.data()), run.size()};
    return count < into.size();
  });
  return count;
}

void Outbox::consume(std::size_t bytes) {
  bytes_ -= bytes;
  pinned_ = 0;
  first_sent_ += bytes;
  while (first_ < pieces_.size() && first_sent_ >= pieces_[first_].size()) {
    first_sent_ -= pieces_[first_].size();
    pop_front();
  }
  if (first_ >= written_pieces_max && first_ >= pieces_.size() / 2) compact();
}

void Outbox::pop_front() {
  auto& piece = pieces_[first_++];
  own_first_ += piece.own + piece.tail;
  piece.shared.reset();
}

void Outbox::compact() {
  pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(first_));
  own_.erase(0, own_first_);
  first_ = 0;
  own_first_ = 0;
}

void Outbox::drop_unsent() {
  const auto must_stay = first_sent_ + pinned_;
  std::size_t kept = first_;
  std::size_t own_kept = own_first_;
  std::size_t bytes_kept = 0;
  for (; kept < pieces_.size() && bytes_kept < must_stay; ++kept) {
    bytes_kept += pieces_[kept].size();
    own_kept += pieces_[kept].own + pieces_[kept].tail;
  }
  pieces_.resize(kept);
  own_.resize(own_kept);
  bytes_ = bytes_kept - first_sent_;
}

}  // namespace syncline::io
