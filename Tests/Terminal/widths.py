# SPDX-License-Identifier: GPL-3.0-or-later
"""The stored screens by an independent measure: no line is wider than its cells by the East Asian Width
of Unicode, every screen is there in both languages and sizes, and no control character in any."""
import os
import unicodedata

from fixtures import ROOT

FOLDER = f"{ROOT}/Tests/Unit/RoomTests/golden"


def cells(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def test_no_line_is_too_wide():
    names, lines, widest = set(), 0, 0
    for file in sorted(os.listdir(FOLDER)):
        if not file.endswith(".txt"):
            continue
        name, language, size, _ = file.split(".")
        columns, rows = map(int, size.split("x"))
        names.add((name, language, size))
        with open(os.path.join(FOLDER, file), encoding="utf-8") as text:
            content = text.read().split("\n")[:-1]
        assert len(content) == rows, (file, len(content))
        for number, line in enumerate(content, 1):
            assert cells(line) <= columns, (file, number, cells(line))
            assert not any(unicodedata.category(c) in ("Cc", "Cf") for c in line), (file, number)
            lines += 1
            widest = max(widest, cells(line) - columns)
    screens = {n for n, _, _ in names}
    assert len(names) == len(screens) * 6 and len(screens) >= 25, len(names)
    assert widest == 0, "no line fills its row: the measure is blind"
    assert cells("末位") == 4 and cells("e\u0301") == 1
    print(f"widths: {len(screens)} screens, {len(names)} snapshots, {lines} lines, none too wide")
