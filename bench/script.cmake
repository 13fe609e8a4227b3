bench(script script)
