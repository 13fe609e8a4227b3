#include "store/fault.h"

#include "base/log.h"

namespace syncline::store {

Result<void> checked(const rocksdb::Status& status) {
  if (status.ok()) return {};
  log_error("the store failed: {}", status.ToString());
  return fail(ErrorKind::internal, "StoreError", "the store failed; the log says why");
}

}  // namespace syncline::store
