# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails when the program says a code that docs/MESSAGES.md doesn't explain, or the document explains one that nothing says."""
import os
import re

from fixtures import ROOT

CODE = r"[EWN](?:-[A-Z0-9]+)+"


def said():
    found = {}
    for folder, _, names in os.walk(os.path.join(ROOT, "Sources")):
        for name in (n for n in names if n.endswith(".swift")):
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                for code in re.findall(rf'"({CODE})[ "]', file.read()):
                    found.setdefault(code, name)
    return found


def explained():
    """What stands in the first cell of the tables."""
    with open(os.path.join(ROOT, "docs/MESSAGES.md"), encoding="utf-8") as file:
        return {code for line in file if line.startswith("|") for code in re.findall(CODE, line.split("|")[1])}


CODES = said()


def test_codes_are_explained():
    known = explained()
    unexplained = sorted(c for c in CODES if c not in known)
    unsaid = sorted(c for c in known if c not in CODES)
    for code in unexplained:
        print(f"{CODES[code]} says {code}, which docs/MESSAGES.md doesn't explain")
    for code in unsaid:
        print(f"docs/MESSAGES.md explains {code}, which nothing says")
    assert len(CODES) > 80, "too few codes were found"
    print(f"codes: {len(CODES)} said, {len(known)} explained, {len(unexplained) + len(unsaid)} faults")
    assert not unexplained and not unsaid

