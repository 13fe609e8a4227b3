// A whole file as text: settings, templates.
#pragma once

#include <optional>
#include <string>

namespace syncline::app {

// Nothing when it is not there, or cannot be read, as a folder cannot.
std::optional<std::string> read_text_file(const std::string& name);

}  // namespace syncline::app
