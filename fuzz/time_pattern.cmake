fuzzer(time_pattern script)
