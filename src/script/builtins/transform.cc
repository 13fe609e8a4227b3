// $util.transform (AppSync: "Transformation helpers in $util.transform"): a later issue brings it.
#include "script/builtin.h"

namespace syncline::script {

extern const Family transform{"transform", {}};

}  // namespace syncline::script
