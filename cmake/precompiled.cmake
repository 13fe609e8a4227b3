# The outside headers that most files read are parsed once a build, not once a file: that was half
# to two thirds of what compiling cost. Only outside headers, so that a change of ours never rebuilds
# everything. With SYNCLINE_PRECOMPILE off (preset dev) each file stands on its own includes.
option(SYNCLINE_PRECOMPILE "Parse the outside headers once" ON)

set(precompiled_headers
  <algorithm> <array> <atomic> <charconv> <chrono> <expected> <filesystem> <functional> <map>
  <memory> <mutex> <optional> <set> <span> <string> <string_view> <unordered_map> <unordered_set>
  <variant> <vector> <fmt/format.h>
  <boost/json/array.hpp> <boost/json/object.hpp> <boost/json/string.hpp> <boost/json/value.hpp>
  <boost/asio/any_completion_handler.hpp> <boost/asio/as_tuple.hpp> <boost/asio/awaitable.hpp>
  <boost/asio/co_spawn.hpp> <boost/asio/dispatch.hpp> <boost/asio/io_context.hpp>
  <boost/asio/post.hpp> <boost/asio/steady_timer.hpp> <boost/asio/this_coro.hpp>
  <boost/asio/use_awaitable.hpp>)

if(SYNCLINE_PRECOMPILE)
  # Without it clang writes the time into the file, and ccache never finds it again.
  add_compile_options("SHELL:-Xclang -fno-pch-timestamp")
  foreach(with plain gtest)
    add_library(precompiled_${with} STATIC ${PROJECT_SOURCE_DIR}/cmake/empty.cc)
    target_link_libraries(precompiled_${with} PRIVATE house_flags
      Boost::headers Boost::json fmt::fmt Threads::Threads)
    target_precompile_headers(precompiled_${with} PRIVATE ${precompiled_headers})
  endforeach()
  target_link_libraries(precompiled_gtest PRIVATE GTest::gtest)
  target_precompile_headers(precompiled_gtest PRIVATE <gtest/gtest.h>)
endif()

# house(TARGET [gtest]): gives a target the house's flags, and the parsed headers; `gtest` for one
# that links it.
function(house target)
  target_link_libraries(${target} PRIVATE house_flags)
  if(SYNCLINE_PRECOMPILE)
    list(APPEND ARGN plain)
    list(GET ARGN 0 with)
    target_precompile_headers(${target} REUSE_FROM precompiled_${with})
  endif()
endfunction()
