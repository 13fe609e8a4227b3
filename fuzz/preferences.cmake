fuzzer(preferences edge)
