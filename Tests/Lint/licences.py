# SPDX-License-Identifier: GPL-3.0-or-later
"""Every source says under which licence it is, where a reader and a tool look for it: in its first lines (spdx.dev)."""
import os
import subprocess

from fixtures import ROOT

HEADER = "SPDX-License-Identifier: GPL-3.0-or-later"
ENDINGS = (".swift", ".c", ".h", ".cpp", ".modulemap", ".py")


def is_source(path):
    if path.endswith(ENDINGS) or os.path.basename(path) == "Makefile":
        return True
    with open(f"{ROOT}/{path}", "rb") as file:
        return file.read(2) == b"#!"


def says(text):
    return any(line.lstrip("/# ") == HEADER for line in text.split("\n")[:2])


def test_sources_say_their_licence():
    assert says(f"#!/bin/sh\n# {HEADER}\n") and not says(f"one\ntwo\n// {HEADER}\n"), "the control wasn't found"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    sources = [path for path in listed if path and os.path.isfile(f"{ROOT}/{path}") and is_source(path)]
    silent = []
    for path in sources:
        with open(f"{ROOT}/{path}", encoding="utf-8") as file:
            if not says(file.read()):
                silent.append(path)
    print(f"licences: {len(sources)} sources, {len(silent)} without a header")
    assert len(sources) > 300 and not silent, silent
