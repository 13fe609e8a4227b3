#!/usr/bin/env python3
"""Runs the benches of build/release/bench one after another. Each prints its own figures."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def main(names):
    folder = ROOT / "build/release/bench"
    programs = sorted(p for p in folder.glob("bench_*") if p.is_file() and os.access(p, os.X_OK))
    failed = 0
    for program in programs:
        if names and program.name.removeprefix("bench_") not in names:
            continue
        print(f"== {program.name}", flush=True)
        failed += subprocess.run([program], cwd=ROOT).returncode != 0
    return 1 if failed or not programs else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
