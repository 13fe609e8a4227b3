// The file by which `serve` says that it serves, and how it is reached. It is there for that time
// only: what an earlier run left is removed before the start.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace syncline::app {

class ReadyFile {
 public:
  // An empty name: there is no file, and nothing below does anything.
  explicit ReadyFile(std::string name) : name_(std::move(name)) {}
  ~ReadyFile();  // removes what it has written, unless clear() has
  ReadyFile(const ReadyFile&) = delete;
  ReadyFile& operator=(const ReadyFile&) = delete;

  // Removes the file; refuses a name that something else than a file has.
  [[nodiscard]] Result<void> clear();
  // Whole or not at all, and for its owner's eyes only: it holds API keys.
  [[nodiscard]] Result<void> write(std::string_view text);

 private:
  std::string name_;
  bool written_ = false;  // and still ours: the next server's may have its place after clear()
};

}  // namespace syncline::app
