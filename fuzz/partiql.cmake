fuzzer(partiql dynamo)
