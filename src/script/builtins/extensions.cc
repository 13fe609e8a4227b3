// $extensions (AppSync: "Extensions"): a later issue brings it.
#include "script/builtin.h"

namespace syncline::script {

extern const Family extensions{"extensions", {}};

}  // namespace syncline::script
