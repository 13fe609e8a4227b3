// $util.xml (AppSync: "XML helpers in $util.xml"): a later issue brings it.
#include "script/builtin.h"

namespace syncline::script {

extern const Family xml{"xml", {}};

}  // namespace syncline::script
