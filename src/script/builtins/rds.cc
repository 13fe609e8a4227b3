// $util.rds (AppSync: "Amazon RDS helpers in $util.rds"): a later issue brings it.
#include "script/builtin.h"

namespace syncline::script {

extern const Family rds{"rds", {}};

}  // namespace syncline::script
