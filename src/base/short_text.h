// Copies and comparisons of names and other texts that are mostly shorter than 16 bytes, for which
// a call of memcpy or memcmp takes longer than the work. Two words, one at each end, cover any
// length between one word and two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace syncline {

template <class Word>
Word load_word(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

template <class Word>
void copy_ends(char* to, const char* from, std::size_t size) {
  const auto first = load_word<Word>(from);
  const auto last = load_word<Word>(from + size - sizeof(Word));
  std::memcpy(to, &first, sizeof first);
  std::memcpy(to + size - sizeof(Word), &last, sizeof last);
}

template <class Word>
bool same_ends(const char* a, const char* b, std::size_t size) {
  const auto last = size - sizeof(Word);
  return load_word<Word>(a) == load_word<Word>(b) &&
         load_word<Word>(a + last) == load_word<Word>(b + last);
}

// Where the copy ends.
inline char* copy_short(char* to, std::string_view text) {
  const auto size = text.size();
  if (size > 16) {
    std::memcpy(to, text.data(), size);
  } else if (size >= 8) {
    copy_ends<std::uint64_t>(to, text.data(), size);
  } else if (size >= 4) {
    copy_ends<std::uint32_t>(to, text.data(), size);
  } else if (size >= 2) {
    copy_ends<std::uint16_t>(to, text.data(), size);
  } else if (size == 1) {
    *to = text.front();
  }
  return to + size;
}

inline bool same_short(std::string_view a, std::string_view b) {
  const auto size = a.size();
  if (size != b.size()) return false;
  if (size > 16) return a == b;
  if (size >= 8) return same_ends<std::uint64_t>(a.data(), b.data(), size);
  if (size >= 4) return same_ends<std::uint32_t>(a.data(), b.data(), size);
  if (size >= 2) return same_ends<std::uint16_t>(a.data(), b.data(), size);
  return size == 0 || a.front() == b.front();
}

// What a JSON string cannot hold as it is (RFC 8259 section 7).
inline bool needs_escape(unsigned char c) { return c < 0x20 || c == '"' || c == '\\'; }

// Whether one of eight bytes needs an escape.
inline bool any_needs_escape(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t tops = 0x8080808080808080;
  const auto quote = word ^ (ones * '"');
  const auto backslash = word ^ (ones * '\\');
  const auto special = ((word - ones * 0x20) & ~word) | ((quote - ones) & ~quote) |
                       ((backslash - ones) & ~backslash);
  return (special & tops) != 0;
}

// Copies as long as no byte needs an escape, or up to seven bytes less. How many bytes that were.
inline std::size_t copy_plain(char* to, std::string_view text) {
  const char* const from = text.data();
  const auto size = text.size();
  if (size < 4) {
    for (std::size_t i = 0; i < size; ++i) {
      if (needs_escape(static_cast<unsigned char>(from[i]))) return i;
      to[i] = from[i];
    }
    return size;
  }
  if (size < 8) {
    const auto first = std::uint64_t{load_word<std::uint32_t>(from)};
    if (any_needs_escape(first << 32 | load_word<std::uint32_t>(from + size - 4))) return 0;
    copy_ends<std::uint32_t>(to, from, size);
    return size;
  }
  std::size_t at = 0;
  for (; at + 8 <= size; at += 8) {
    const auto word = load_word<std::uint64_t>(from + at);
    if (any_needs_escape(word)) return at;
    std::memcpy(to + at, &word, sizeof word);
  }
  const auto last = load_word<std::uint64_t>(from + size - 8);  // some of it for the second time
  if (any_needs_escape(last)) return at;
  std::memcpy(to + size - 8, &last, sizeof last);
  return size;
}

}  // namespace syncline
