// Time zones as java.time.ZoneId names them: offsets (+08:00), UTC, GMT+8, and the regions of the
// system's tz database (Australia/Perth), read from its TZif files (RFC 9636).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "script/heap.h"

namespace syncline::script {

struct ZoneOffset {
  std::int32_t seconds = 0;
  std::string name;  // "+08:00", "AWST"
};

class TimeZone {
 public:
  // Nothing for an unknown name. The run pays for each region, whose file is read each time: some
  // 20 microseconds.
  static std::optional<TimeZone> find(Heap& heap, std::string_view id);
  static TimeZone utc();
  static TimeZone fixed(std::int32_t seconds);

  [[nodiscard]] const std::string& id() const { return id_; }
  [[nodiscard]] ZoneOffset offset_at(std::int64_t epoch_seconds) const;
  // The instant of a local time. Of two it takes the earlier; a time that a clock skipped is moved
  // forward by as much as was skipped, as ZonedDateTime.of does.
  [[nodiscard]] std::int64_t to_epoch(std::int64_t local_seconds) const;

 private:
  // The day and second at which a yearly rule switches: Mm.w.d/time of a POSIX TZ string.
  struct Change {
    char form = 'M';  // 'M', 'J' (leap days not counted) or 'n'
    int month = 0, week = 0, day = 0;
    std::int32_t second = 2 * 3600;
    [[nodiscard]] std::int64_t in_year(int year) const;
  };
  struct Rule {
    ZoneOffset standard;
    std::optional<ZoneOffset> summer;
    Change starts, ends;
    [[nodiscard]] ZoneOffset at(std::int64_t epoch_seconds) const;
  };

  static std::optional<TimeZone> read(std::string_view bytes);
  static std::optional<Rule> parse_rule(std::string_view text);
  static std::optional<Change> parse_change(std::string_view& text);

  std::string id_;
  std::vector<std::int64_t> changes_;
  std::vector<ZoneOffset> offsets_;  // offsets_[i + 1] holds from changes_[i]; [0] before them all
  std::optional<Rule> rule_;         // after the last change
};

// `+8`, `+08`, `+0800`, `+08:00`, `-07:00:30`, `Z`.
std::optional<std::int32_t> parse_offset(std::string_view text);
std::string offset_id(std::int32_t seconds);  // "+08:00", "Z"

}  // namespace syncline::script
