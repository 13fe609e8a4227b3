// syncline.toml: one `key = value` a line, of TOML 1.0 (toml.io) what settings need: texts in "" or
// '', whole numbers, true and false (on and off), comments. Anything else is an error that names
// the file and the line.
#pragma once

#include <string>
#include <string_view>

#include "app/settings.h"
#include "base/result.h"

namespace syncline::app {

// `name` is what messages call the file. A key must be a setting's name, and stand once.
Result<SettingsFile> parse_settings_file(std::string_view text, std::string name);

// As above, from the disk. A file that is not there is empty, unless it must exist.
Result<SettingsFile> read_settings_file(const std::string& name, bool must_exist);

// A text as TOML writes it, with its quotes; the parser above reads it back.
std::string toml_string(std::string_view text);

}  // namespace syncline::app
