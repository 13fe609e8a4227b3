#!/usr/bin/env python3
"""The house's own check: floors, sizes, words and laws (ARCHITECTURE.md). Run by `make test`.

Every rule is a function that yields (file, line, message). Text is read, nothing is changed.
"""

import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FILE_LINES, HEADER_LINES, FUNCTION_LINES, COLUMNS = 600, 200, 70, 100
BASE_HEADERS = 12

# Which rooms see an outside library. Anything that is not named here may be seen by nobody.
LIBRARIES = {
    "boost/asio": {"base", "io"},
    "boost/beast": {"io"},
    "boost/intrusive": {"io"},
    "boost/json": {"base"},
    "boost/regex": {"script"},
    "boost/multiprecision": {"script"},
    "boost/container_hash": {"base", "hub"},
    "openssl": {"io"},
    "curl": {"io"},
    "zlib": {"io"},
    "rocksdb": {"store"},
    "yaml-cpp": {"template"},
    "CLI": {"app"},
    "spdlog": {"base"},
    "fmt": None,  # stands in for std::format, which libstdc++ 12 lacks
    "gtest": None,  # tests of every room
    "benchmark": None,
}
BANNED_NAMES = {"utils", "util", "common", "core", "helpers", "helper", "misc"}
# (pattern, message, rooms or file endings where it is allowed)
BANNED_CODE = [
    (r"\bthrow\b(?!n)", "our code never throws: return a Result", set()),
    (r"\bthread_local\b", "thread_local hides state: pass it", set()),
    (r"\bsleep(_for|_until)?\s*\(", "no sleeps: wait for a message or use a Clock", set()),
    (r"\bstd::(j)?thread\b", "threads belong to base, io and store", {"base", "io", "store"}),
    (r"\bstd::cout\b|\bprintf\s*\(", "output belongs to app", {"app", "base"}),
    (r"(?<![\w:>.])delete\s+\w|\bnew\s+[A-Z]\w*[({]", "no new, no delete: owners are values or unique_ptr", set()),
    (r"\bshared_from_this\b", "one owner for every object (decisions/0005)", {"io"}),
    (r"\bco_spawn\s*\(|asio::detached", "start tasks with Loop::spawn", {"base", "io"}),
    (r"\bGTEST_SKIP\b|\bDISABLED_|EXPECT_TRUE\(true\)", "a test that cannot fail is a defect", set()),
    (r"\b(TODO|FIXME|XXX)\b", "finish it, or file an issue", set()),
    (r"\busing namespace (?!std::chrono)", "name what you use", set()),
]
ALLOWED_IN_TESTS = {
    "threads belong to base, io and store",
    "output belongs to app",
    "start tasks with Loop::spawn",
}
BANNED_TEXT = [
    (r"(^|[^A-Za-z0-9_.])/(work|farm|home/\w+)/|bash_job[s]|/root/", "a path of one machine"),
    (r"deb\.debian\.org|registry\.npmjs|pypi\.org", "a registry's host"),
    (r"\b(TODO|FIXME)\b", "finish it, or file an issue"),
]


def tracked():
    """The files of the project: those git knows and those it does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / name for name in names.decode().split("\0") if name)
    return sorted(path for path in paths if path.is_file())


def rooms():
    """Folder → (name, needs, folder), from the room() lines."""
    found = {}
    for path in (ROOT / "src").rglob("CMakeLists.txt"):
        call = re.search(r"\broom\((\w+)([^)]*)\)", path.read_text())
        if not call:
            continue
        words, needs, taking = call.group(2).split(), [], False
        for word in words:
            if word in ("NEEDS", "HIDES", "SHOWS"):
                taking = word == "NEEDS"
            elif taking:
                needs.append(word)
        found[path.parent.relative_to(ROOT / "src").as_posix()] = (call.group(1), needs)
    return found


def room_of(include, folders):
    """The folder of the room that an include or a path below src/ belongs to."""
    parts = include.split("/")[:-1]
    while parts:
        if "/".join(parts) in folders:
            return "/".join(parts)
        parts.pop()
    return None


def is_test(path):
    folder = path.relative_to(ROOT).parts[0]
    return path.stem.endswith(("_test", "_fixture")) or folder in ("test", "fuzz", "bench")


def all_needs(name, needs):
    found = set()
    for need in needs.get(name, []):
        found |= {need} | all_needs(need, needs)
    return found


def check_floors(path, lines, folders):
    relative = path.relative_to(ROOT / "src").as_posix()
    own = room_of(relative, folders)
    if own is None:
        return
    name, needs = folders[own]
    if is_test(path):  # a test may stand on all that its room stands on
        needs = all_needs(name, dict(folders.values()))
    for number, line in enumerate(lines, 1):
        include = re.match(r'\s*#include\s+([<"])([^>"]+)', line)
        if not include:
            continue
        kind, target = include.groups()
        if kind == '"':
            other = room_of(target, folders)
            if other is None:
                yield path, number, f'"{target}" is in no room'
            elif other != own and folders[other][0] not in needs:
                yield path, number, f"{name} may not include {folders[other][0]} (its room() line)"
        elif "/" in target or target.split(".")[0] in LIBRARIES:
            library = next((known for known in LIBRARIES if target.startswith(known + "/")
                            or target.startswith(known + ".")), None)
            if library is None:
                if not re.match(r"(sys|netinet|arpa|net|linux)/", target):
                    yield path, number, f"<{target}>: no room is said to see it (tools/tidy.py)"
            elif LIBRARIES[library] is not None and name not in LIBRARIES[library] and not (
                    is_test(path) and library == "boost/asio"):
                yield path, number, f"<{target}> is hidden in {', '.join(sorted(LIBRARIES[library]))}"


def check_needs(folders):
    """The rooms' needs must have no circle; CMake checks it too, this names it sooner."""
    needs = {name: wants for name, wants in folders.values()}

    def reaches(start, goal, seen):
        return any(n == goal or (n not in seen and reaches(n, goal, seen | {n}))
                   for n in needs.get(start, []))

    for name in needs:
        if reaches(name, name, set()):
            yield ROOT / "src/CMakeLists.txt", 1, f"the room {name} needs itself, by a circle"


def read_floors(text):
    """Folder → floor, from the table of ARCHITECTURE.md."""
    rows = re.findall(r"^\| (\d+) \| ([\w/]+) \|", text, re.M)
    return {folder: int(floor) for floor, folder in rows}


def check_levels(folders, floors):
    """A room needs lower floors only; those below graphql/ stand on one floor, one on the other."""
    folder_of = {name: folder for folder, (name, _) in folders.items()}
    for folder in sorted(floors.keys() - folders.keys()):
        yield ROOT / "ARCHITECTURE.md", 1, f"the table of floors has {folder}, which is no room"
    for folder, (name, needs) in sorted(folders.items()):
        place = ROOT / "src" / folder / "CMakeLists.txt"
        if folder not in floors:
            yield place, 1, f"the room {name} has no floor in ARCHITECTURE.md"
            continue
        for need in needs:
            other = folder_of.get(need)
            if other is None:
                yield place, 1, f"{name} needs {need}, which is no room"
            elif other in floors and floors[other] >= floors[folder]:
                within = folder.startswith("graphql/") and other.startswith("graphql/")
                if not (within and floors[other] == floors[folder]):
                    yield place, 1, (f"{name} (floor {floors[folder]}) may not need {need} "
                                     f"(floor {floors[other]}): only what is below")


def check_base(headers):
    """What every room may assume stays small, or it becomes the room of everything."""
    if len(headers) > BASE_HEADERS:
        yield ROOT / "src/base", 1, f"{len(headers)} headers: at most {BASE_HEADERS}"


def check_sizes(path, lines):
    limit = HEADER_LINES if path.suffix == ".h" else FILE_LINES
    # The syntax tree is one header on purpose: the grammar in one place.
    if path.name != "ast.h" and len(lines) > limit:
        yield path, len(lines), f"{len(lines)} lines: at most {limit}"
    start, opened = None, False
    for number, line in enumerate(lines, 1):
        if len(line) > COLUMNS:
            yield path, number, f"{len(line)} columns: at most {COLUMNS}"
        if re.match(r"[A-Za-z~]", line):
            type_or_room = re.match(r"(template <.*> )?(namespace|struct|class|enum|union)\b.*", line)
            start = None if type_or_room and not line.endswith(") {") else number
            opened = False
        # A body begins after a parameter list; the signature may span lines.
        if start is not None and not opened and re.search(r"\)[^;=]*\{$", line):
            opened = True
        if line.startswith("}"):
            if opened and number - start - 1 > FUNCTION_LINES:
                yield path, start, f"a function of {number - start - 1} lines: at most {FUNCTION_LINES}"
            start, opened = None, False


def strip_literals(line):
    line = re.sub(r'"(\\.|[^"\\])*"', '""', line)
    return re.sub(r"//.*", "", line)


def check_code(path, lines, folders):
    if path.is_relative_to(ROOT / "src"):
        own = room_of(path.relative_to(ROOT / "src").as_posix(), folders)
        name = folders[own][0] if own else ""
    else:
        name = path.relative_to(ROOT).parts[0]
    for number, line in enumerate(lines, 1):
        code = strip_literals(line)
        for pattern, message, allowed in BANNED_CODE:
            if name in allowed or (is_test(path) and message in ALLOWED_IN_TESTS):
                continue
            if "new" in message and "unique_ptr<" in code:
                continue  # a private constructor, its owner on the same line
            if re.search(pattern, code):
                yield path, number, message
    if path.suffix == ".h" and not any(line == "#pragma once" for line in lines):
        yield path, 1, "a header begins with #pragma once"


def check_text(path, text):
    if path.name == "tidy.py":
        return
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, message in BANNED_TEXT:
            if re.search(pattern, line):
                yield path, number, message


def check_names(path):
    for part in path.relative_to(ROOT).with_suffix("").parts:
        if part in BANNED_NAMES:
            yield path, 1, f"nothing is called {part}: name the noun"
    if path.stat().st_size > 1024 * 1024:
        yield path, 1, "larger than 1 MB"


def check_all():
    folders = rooms()
    yield from check_needs(folders)
    yield from check_levels(folders, read_floors((ROOT / "ARCHITECTURE.md").read_text()))
    yield from check_base([path for path in tracked() if path.match("src/base/*.h")])
    for path in tracked():
        yield from check_names(path)
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue  # a fuzz input
        if "corpus" in path.parts:
            continue
        yield from check_text(path, text)
        if path.suffix in (".cc", ".h"):
            lines = text.splitlines()
            yield from check_sizes(path, lines)
            yield from check_code(path, lines, folders)
            if path.is_relative_to(ROOT / "src"):
                yield from check_floors(path, lines, folders)


def main():
    found = list(check_all())
    for path, line, message in found:
        print(f"{path.relative_to(ROOT)}:{line}: {message}")
    print(f"tidy: {len(found)} faults" if found else "tidy: clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
