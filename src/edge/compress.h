// Sends long answers as gzip to who accepts it (RFC 9110 8.4, 12.5.3; AppSync compresses bodies of
// 1,000 to 10,000,000 bytes).
#pragma once

#include "io/gzip.h"
#include "io/http.h"
#include "io/server.h"

namespace syncline::edge {

// Whether the request prefers gzip to the plain bytes.
bool accepts_gzip(const io::Headers& headers);

// Compresses a ready answer if it is within limits::gzip_body_bytes_min and _max, `gzip` is set,
// and it becomes smaller by it. An answer that could be compressed says that it depends on
// Accept-Encoding. A long one becomes a task, which lets others on its loop have their turn. Where
// compressing fails, as for want of `memory`, the plain body goes out.
void compress(io::HttpAnswer& answer, bool gzip, const io::GzipMemory& memory = {});

}  // namespace syncline::edge
