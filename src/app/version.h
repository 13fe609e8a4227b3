// The version that --version prints; CMake's project() line says it.
#pragma once

namespace syncline::app {

inline constexpr const char* version = SYNCLINE_VERSION;

}  // namespace syncline::app
