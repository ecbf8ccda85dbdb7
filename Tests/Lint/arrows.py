# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when a module imports what its row in docs/ARCHITECTURE.md doesn't name, or a pure one imports effects."""
import os
import re

from fixtures import ROOT

PURE = {"Basics", "Meeting", "Personnel", "Ledger"}
SYSTEM = {"Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Dispatch"}
IMPORT = re.compile(r"^\s*(?:(?:public|package|internal|fileprivate|private|@\w+) )*import (?:(?:struct|class|enum|protocol|func|var|let|typealias) )?(\w+)", re.M)


def table():
    """{module: what it may use}, as the document has it."""
    with open(os.path.join(ROOT, "docs/ARCHITECTURE.md"), encoding="utf-8") as file:
        rows = re.findall(r"^\| ((?:`\w[\w-]*` ?)+) \| .* \| ([^|]*) \|$", file.read(), re.M)
    return {name: set(re.findall(r"\w+", uses)) for names, uses in rows for name in re.findall(r"`([\w-]+)`", names)}


def test_imports_point_down():
    faults = files = 0
    allowed = table()
    assert len(allowed) > 20 and allowed["Meeting"] == {"Basics", "Personnel"} and "GRDB" in allowed["Record"], allowed
    modules = {name for name in os.listdir(os.path.join(ROOT, "Sources"))}
    for missing in sorted(modules - set(allowed)):
        faults += 1
        print(f"docs/ARCHITECTURE.md has no row for {missing}")
    for module in sorted(modules & set(allowed)):
        for folder, _, names in os.walk(os.path.join(ROOT, "Sources", module)):
            for name in (n for n in names if n.endswith(".swift")):
                files += 1
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    text = file.read()
                # One source of random bytes: libsodium's, in one place.
                for other in re.findall(r"SystemRandomNumberGenerator|\.random\(in|\.shuffled\(|\.shuffle\(\)|arc4random|BallotRandom \{|BallotRandom\(", text):
                    if name != "Group.swift":
                        faults += 1
                        print(f"{module}/{name} draws from {other}")
                imports = set(IMPORT.findall(text))
                for other in sorted(imports - allowed[module] - (set() if module in PURE else SYSTEM)):
                    faults += 1
                    print(f"{module}/{name} imports {other}")
    assert files > 200, "too few files were read"
    assert IMPORT.findall("import A\nprivate import B\n@testable import struct C.D\n// import E\n") == ["A", "B", "C"]
    print(f"arrows: {files} files of {len(modules)} modules, {faults} faults")
    assert not faults

