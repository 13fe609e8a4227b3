fuzzer(regex script)
