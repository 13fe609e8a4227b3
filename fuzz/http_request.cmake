fuzzer(http_request io)
