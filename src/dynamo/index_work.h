// What UpdateTable leaves to be done for indexes, in steps, while the table serves: an index that
// is new gets the rows of all items, one that was deleted loses its own.
//
// New: writers keep the index's rows from the moment on that the table with it was inserted
// (tables.h). The first step stores that it is `backfilling`: what is read after that commit has
// all that writers did who did not know the index (write_path.h). Then it walks over the items, a
// piece at a time: under the locks of the rows it reads each item anew, and adds the row that is
// missing. How far it is stands in the store, in the same batch, so a restart goes on from there.
// Counts are exact throughout: an index counts the rows that it has.
#pragma once

#include "dynamo/call.h"

namespace syncline::dynamo {

// One step for one table; false when no table has any.
Task<Result<bool>> work_on_indexes(Call& call);

}  // namespace syncline::dynamo
