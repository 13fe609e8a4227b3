fuzzer(websocket_frame io)
