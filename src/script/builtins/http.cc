// $util.http (AppSync: "HTTP helpers in $util.http"): a later issue brings it.
#include "script/builtin.h"

namespace syncline::script {

extern const Family http{"http", {}};

}  // namespace syncline::script
