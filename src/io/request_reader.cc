#include "io/request_reader.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>

namespace syncline::io {
namespace {

// What a reader that waits for the next connection may keep.
constexpr std::size_t pending_bytes_kept = 16 * 1024;

// RFC 9110 5.6.2: what a method may begin with. TLS on the plain port, for one, does not.
bool is_token_character(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') ||
         std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
}

}  // namespace

RequestReader::State RequestReader::feed(std::string_view bytes) {
  if (state_ == State::fault || state_ == State::complete) return state_;
  if (pending_.empty()) {
    const auto used = parse(bytes);
    settle(bytes.substr(used));
    pending_ = bytes.substr(used);
    return state_;
  }
  pending_ += bytes;
  return read_on();
}

RequestReader::State RequestReader::read_on() {
  if (state_ == State::fault || state_ == State::complete) return state_;
  const auto waiting = std::string_view(pending_).substr(pending_first_);
  const auto used = parse(waiting);
  settle(waiting.substr(used));
  pending_first_ += used;
  if (state_ != State::complete || pending_first_ == pending_.size()) {
    pending_.erase(0, pending_first_);
    pending_first_ = 0;
  }
  return state_;
}

// RFC 9112 2.2: empty lines before a request are ignored, however they are cut. False when there is
// nothing to parse yet.
bool RequestReader::begin(std::string_view bytes, std::size_t& used) {
  while (bytes.substr(used).starts_with("\r\n")) used += 2;
  const auto rest = bytes.substr(used);
  if (rest.empty() || rest == "\r") return false;
  if (!is_token_character(rest.front())) {
    set_fault(malformed_request("The request is not valid HTTP: it does not begin with a method."));
    return false;
  }
  parser_.emplace(header_bytes_max_, body_bytes_max_, longer_bodies_);
  offered_ = 0;
  return true;
}

// How many bytes at the front of `rest` the parser is to see now: of a line all of it, with those
// before it that could not be used alone. Nothing when more must come, or when it is too long.
std::size_t RequestReader::next_part(std::string_view rest) {
  if (!parser_->wants_line()) return std::min(rest.size(), parser_->body_wanted());
  const auto line = rest.substr(std::min(offered_, rest.size()));
  const auto end = line.find('\n');
  const auto size = std::min(end, line.size() - 1) + 1;
  if (offered_ + size > header_bytes_max_) {
    set_fault(parser_->too_long());
    return 0;
  }
  if (end == std::string_view::npos) return 0;
  if (size < 2 || line[size - 2] != '\r') {
    set_fault(malformed_request("The request is not valid HTTP: a line ends without a return."));
    return 0;
  }
  const bool one_more = parser_->wants_byte_after() && line.substr(0, size) != "\r\n";
  if (one_more && offered_ + size == rest.size()) return 0;
  offered_ += size;
  return offered_ + (one_more ? 1 : 0);
}

// Gives the parser what it can use of `bytes`; returns how many that were.
std::size_t RequestReader::parse(std::string_view bytes) {
  std::size_t used = 0;
  if (!parser_ && !begin(bytes, used)) return used;
  while (used < bytes.size() && !parser_->is_done()) {
    const auto rest = bytes.substr(used);
    const auto part = rest.substr(0, next_part(rest));
    if (part.empty()) break;
    RequestParser::Code code;
    const auto taken = parser_->put(boost::asio::buffer(part.data(), part.size()), code);
    used += taken;
    offered_ -= std::min(offered_, taken);
    if (code && code != boost::beast::http::error::need_more) {
      set_fault(parser_->fault(code, part.substr(taken)));
      break;
    }
  }
  return used;
}

void RequestReader::settle(std::string_view unused) {
  if (state_ == State::fault) return;
  if (!parser_) {
    state_ = unused.empty() ? State::empty : State::header;
  } else if (parser_->is_done()) {
    state_ = State::complete;
  } else {
    state_ = parser_->is_header_done() ? State::body : State::header;
  }
}

void RequestReader::set_fault(HttpFault fault) {
  fault_ = std::move(fault);
  state_ = State::fault;
}

HttpRequest RequestReader::take() {
  auto request = std::move(parser_->request);
  parser_.reset();
  state_ = State::empty;
  return request;
}

std::string RequestReader::take_rest() {
  auto rest = pending_.substr(pending_first_);
  pending_.clear();
  pending_first_ = 0;
  return rest;
}

void RequestReader::clear() {
  state_ = State::empty;
  parser_.reset();
  pending_.clear();
  if (pending_.capacity() > pending_bytes_kept) pending_.shrink_to_fit();
  pending_first_ = 0;
  fault_ = {};
}

}  // namespace syncline::io
