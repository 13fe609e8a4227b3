fuzzer(vtl script)
