fuzzer(dynamodb_http edge)
