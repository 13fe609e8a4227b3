fuzzer(realtime_message edge)
