// A subscription at its start (AppSync: "Subscription resolver", "Subscription arguments").
#pragma once

#include "engine/document_cache.h"
#include "engine/engine.h"

namespace syncline::engine {

Task<Result<hub::Interest>> subscribe(DocumentCache& cache, source::Rooms& rooms,
                                      const Clock& clock, Request request);

}  // namespace syncline::engine
