// What happened, and who wants to hear of it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"

namespace syncline::hub {

// One event of one subscription field. Immutable; one object for all loops.
struct Event {
  std::string api;     // apiId
  std::string field;   // the subscription field
  SharedJson payload;  // the mutation's result after its selection set
};

// How subscribers want an event to look: those with the same key share one rendering.
struct Shape {
  std::string key;  // selection and the variables that it uses, printed
  // The bytes of the event for this shape, such as {"data":{…}}. Called on the loop of the shard,
  // at most once for each event there.
  std::function<std::string(const Event&)> render;
};

// What one subscription listens to. An argument that was not given does not filter; each that was
// given must equal the payload's top-level member of its name, by type and value, and null equals
// a member that is null or absent (AppSync: "Subscription arguments").
struct Interest {
  std::string api;
  std::string field;
  std::vector<std::pair<std::string, Json>> arguments;
  std::shared_ptr<const Shape> shape;
};

// Where a subscription's events go: a connection.
class Sink {
 public:
  virtual ~Sink() = default;
  // On the sink's loop. `payload` is shared with other sinks.
  virtual void send(std::string_view subscription,
                    const std::shared_ptr<const std::string>& payload) = 0;
};

}  // namespace syncline::hub
