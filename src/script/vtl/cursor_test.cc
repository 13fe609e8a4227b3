#include "script/vtl/cursor.h"

#include <gtest/gtest.h>

#include <string>

namespace syncline::script::vtl {
namespace {

// What place_of says, counted from the start for each question.
Place counted(std::string_view text, Place start, std::size_t offset) {
  auto place = Place{start.line, start.column - 1};
  for (std::size_t i = 0; i < text.size() && i <= offset; ++i) {
    if (i > 0 && text[i - 1] == '\n') place = {place.line + 1, 0};
    if (text[i] == '\t') {
      place.column += 8 - place.column % 8;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) {
      ++place.column;
    }
  }
  place.column = std::max(1U, place.column);
  return place;
}

TEST(Cursor, TellsEachPlaceInAnyOrder) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += std::string(static_cast<std::size_t>(i) * 7, 'x') + "\té\n";
  for (const Place start : {Place{1, 1}, Place{3, 17}}) {
    const Cursor cursor(text, start);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto offset = i * 7919 % text.size();
      const auto place = cursor.place_of(offset);
      const auto wanted = counted(text, start, offset);
      ASSERT_EQ(to_string(place), to_string(wanted)) << offset;
    }
  }
}

TEST(Cursor, HasAPlaceInNothing) {
  EXPECT_EQ(to_string(Cursor("", Place{2, 5}).place()), "velocity[line 2, column 4]");
  EXPECT_EQ(to_string(Cursor("", Place{1, 1}).place()), "velocity[line 1, column 1]");
}

}  // namespace
}  // namespace syncline::script::vtl
