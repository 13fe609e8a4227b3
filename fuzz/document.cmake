fuzzer(document script)
