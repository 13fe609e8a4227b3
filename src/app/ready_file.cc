#include "app/ready_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <tuple>

namespace syncline::app {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> wrong(const std::string& name, const std::string& why) {
  return fail(ErrorKind::invalid, "ConfigError", "ready-file: " + name + ": " + why);
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

ReadyFile::~ReadyFile() {
  if (written_) std::ignore = clear();
}

Result<void> ReadyFile::clear() {
  if (name_.empty()) return {};
  written_ = false;
  std::error_code error;
  const auto status = fs::symlink_status(name_, error);
  if (!fs::exists(status)) return {};
  // A device or a folder is a mistake, and must not be removed.
  if (!fs::is_regular_file(status) && !fs::is_symlink(status)) return wrong(name_, "is no file");
  fs::remove(name_, error);
  if (error) return wrong(name_, error.message());
  return {};
}

Result<void> ReadyFile::write(std::string_view text) {
  if (name_.empty()) return {};
  const std::string partial = name_ + ".partial";
  // One that was left behind may be open to others: this one is made anew, never opened.
  ::unlink(partial.c_str());
  const int descriptor = ::open(partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return wrong(name_, std::strerror(errno));
  const bool written = write_all(descriptor, text);
  const bool closed = ::close(descriptor) == 0;
  if (!written || !closed || std::rename(partial.c_str(), name_.c_str()) != 0) {
    const int reason = errno;
    ::unlink(partial.c_str());
    return wrong(name_, std::strerror(reason));
  }
  written_ = true;
  return {};
}

}  // namespace syncline::app
