#!/usr/bin/env python3
"""Builds and runs every test of the project, stage by stage, and ends with one line of counts.

`make test` calls it after tools/setup.sh. `tools/test.py STAGE…` runs some stages alone.
"""

import os
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
JOBS = str(os.cpu_count() or 2)
# What runs under the thread sanitizer: whatever shares anything between threads.
THREADED = ["base", "store", "hub", "io"]
THREADED_MODELS = {"model.linearizability": "dynamodb_linearizability"}


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def add(self, passed, failed):
        self.passed += passed
        self.failed += failed


def stream(command, **options):
    """Runs a command, shows what it prints as it comes, and returns (exit code, text)."""
    print("+ " + " ".join(command), flush=True)
    lines = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", **options) as process:
        for line in process.stdout:
            lines.append(line)
            print(line, end="", flush=True)
    return process.returncode, "".join(lines)


def build(preset, targets=("all",)):
    code, _ = stream(["cmake", "--preset", preset])
    if code == 0:
        # Ninja's progress is for terminals; its faults are shown either way.
        code, _ = stream(["ninja", "-C", f"build/{preset}", "-j", JOBS, "--quiet", *targets])
    return code == 0


def ctest(preset, tally, *selection):
    code, text = stream(["ctest", "--preset", preset, "-j", JOBS, "--no-tests=error", *selection])
    counts = re.search(r"(\d+) tests? failed out of (\d+)", text)
    failed, total = (int(counts.group(1)), int(counts.group(2))) if counts else (1, 1)
    if code != 0 and failed == 0:
        failed = 1
    tally.add(total - failed, failed)


def node_counts(code, text):
    """(passed, failed) of `node --test`. A test that ran out of time is cancelled, not failed."""
    count = {word: re.search(rf"^[#ℹ] {word} (\d+)$", text, re.M)
             for word in ("pass", "fail", "cancelled")}
    if not all(count.values()):
        return 0, 1
    passed, failed, cancelled = (int(found.group(1)) for found in count.values())
    failed += cancelled
    # Whatever the counts say: what node calls a failure is one, and no test is no success.
    if failed == 0 and (code != 0 or passed == 0):
        failed = 1
    return passed, failed


def one(tally, ok):
    tally.add(1 if ok else 0, 0 if ok else 1)
    return ok


def stage_tidy(tally):
    one(tally, stream([sys.executable, "tools/tools_test.py"])[0] == 0)
    one(tally, stream([sys.executable, "tools/tidy.py"])[0] == 0)
    sources = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard",
                              "*.cc", "*.h"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [name for name in sources.stdout.split() if (ROOT / name).is_file()]
    check = subprocess.run(["clang-format-19", "--dry-run", "-Werror", *files], cwd=ROOT)
    one(tally, check.returncode == 0)


def stage_asan(tally):
    """Units, conformance and fuzz corpora under ASan and UBSan; every header compiles alone."""
    if one(tally, build("asan", ["all", "all_verify_interface_header_sets"])):
        ctest("asan", tally)


def stage_release(tally):
    """The same tests on what people run."""
    if one(tally, build("release")):
        ctest("release", tally)


def stage_tsan(tally):
    targets = [f"{room}_test" for room in THREADED] + list(THREADED_MODELS.values())
    if one(tally, build("tsan", targets)):
        names = "|".join([rf"unit\.{room}" for room in THREADED] + list(THREADED_MODELS))
        ctest("tsan", tally, "-R", f"^({names})$")


def stage_v8(tally):
    """V8 from libnode108 downloads, links and runs, whatever node is installed."""
    one(tally, stream(["test/v8/run.sh"])[0] == 0)


def stage_clients(tally):
    """Official clients, black box, against the release binary."""
    if not one(tally, build("release", ["syncline", "graphql_answers", "store_check"])):
        return
    folder = ROOT / "test/clients"
    install = ["npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=5", "--prefix", str(folder)]
    if not one(tally, stream(install)[0] == 0):
        return
    tests = sorted(str(path.relative_to(ROOT)) for path in folder.glob("*.test.mjs"))
    tally.add(*node_counts(*stream(["node", "--test", "--test-concurrency=1", *tests])))


STAGES = {
    "tidy": stage_tidy,
    "asan": stage_asan,
    "release": stage_release,
    "tsan": stage_tsan,
    "v8": stage_v8,
    "clients": stage_clients,
}


def main(names):
    unknown = [name for name in names if name not in STAGES]
    if unknown:
        print(f"no such stage: {', '.join(unknown)}; there are {', '.join(STAGES)}")
        return 2
    total = Tally()
    for name in names or STAGES:
        tally = Tally()
        began = time.monotonic()
        print(f"== {name}", flush=True)
        STAGES[name](tally)
        seconds = time.monotonic() - began
        print(f"== {name}: {tally.passed} passed, {tally.failed} failed, {seconds:.0f} s\n", flush=True)
        total.add(tally.passed, tally.failed)
    print(f"{total.passed} passed, {total.failed} failed")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
