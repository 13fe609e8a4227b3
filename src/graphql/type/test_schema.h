// For tests: a schema that must build.
#pragma once

#include <gtest/gtest.h>

#include "graphql/type/build_schema.h"

namespace syncline::graphql {

inline std::shared_ptr<const Schema> test_schema(std::string_view sdl) {
  auto schema = build_schema(sdl);
  EXPECT_TRUE(schema.has_value()) << schema.error().message << "\n"
                                  << to_json(schema.error().detail);
  return schema.value_or(nullptr);
}

}  // namespace syncline::graphql
