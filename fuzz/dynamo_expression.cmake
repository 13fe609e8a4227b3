fuzzer(dynamo_expression dynamo)
