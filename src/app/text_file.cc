#include "app/text_file.h"

#include <array>
#include <fstream>

namespace syncline::app {

std::optional<std::string> read_text_file(const std::string& name) {
  std::ifstream in(name, std::ios::binary);
  if (!in.is_open()) return std::nullopt;
  std::string text;
  std::array<char, 16 * 1024> part{};
  // Not by a stream's iterator, which throws where read() sets a flag: a folder opens like a file.
  do {
    in.read(part.data(), part.size());
    text.append(part.data(), static_cast<std::size_t>(in.gcount()));
  } while (in);
  if (in.bad()) return std::nullopt;
  return text;
}

}  // namespace syncline::app
