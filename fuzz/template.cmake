fuzzer(template template)
