# house_flags: what every target is compiled with.
add_library(house_flags INTERFACE)
target_include_directories(house_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(house_flags INTERFACE
  -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Wno-sign-conversion
  -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual -Wno-missing-field-initializers
  -fno-omit-frame-pointer)
if(SYNCLINE_SANITIZE)
  add_compile_options(-fsanitize=${SYNCLINE_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SYNCLINE_SANITIZE})
endif()

if(SYNCLINE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # coverage of the libraries steers the fuzzers
endif()

# Asio and Beast are compiled once, in src/io/asio.cc and src/base/asio.cc, not in each file.
add_compile_definitions(
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)

find_program(SYNCLINE_MOLD mold)
if(SYNCLINE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
