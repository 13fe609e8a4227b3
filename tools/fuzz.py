#!/usr/bin/env python3
"""Runs each libFuzzer program for SECONDS. New inputs go to build/fuzz/found; a crash ends it."""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main(seconds):
    programs = sorted((ROOT / "build/fuzz/fuzz").glob("fuzz_*"))
    failed = []
    for program in (p for p in programs if p.is_file() and not p.suffix):
        name = program.name.removeprefix("fuzz_")
        found = ROOT / "build/fuzz/found" / name
        found.mkdir(parents=True, exist_ok=True)
        print(f"== {name}: {seconds} s", flush=True)
        command = [program, found, ROOT / "fuzz/corpus" / name, f"-max_total_time={seconds}",
                   f"-artifact_prefix={found}/", "-timeout=10", "-rss_limit_mb=4096", "-verbosity=0",
                   "-print_final_stats=1"]
        if subprocess.run(command, cwd=ROOT).returncode != 0:
            failed.append(name)
    print(f"{len(programs) - len(failed)} passed, {len(failed)} failed {' '.join(failed)}".strip())
    return 1 if failed or not programs else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 60))
