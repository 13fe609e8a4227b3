// What every bench needs: CPU time of a thread, medians, resident memory.
#pragma once

#include <cstddef>
#include <vector>

namespace syncline::bench {

// User and system time of the calling thread, in microseconds.
double thread_cpu_us();

double median(std::vector<double> values);

// Memory of this process that is neither a file's nor shared, in bytes.
std::size_t resident_bytes();

}  // namespace syncline::bench
