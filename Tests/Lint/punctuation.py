# SPDX-License-Identifier: GPL-3.0-or-later
"""Chinese text has full-width brackets and marks: every line of the Chinese documents is looked at."""
import glob
import os
import re

from fixtures import ROOT

HAN = "[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]"
WRONG = re.compile(f"{HAN}[(,;!?]|{HAN} ?\\)|\\({HAN}")


def faults(text):
    """Line numbers with a half-width mark in Chinese text; code and links are left alone."""
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced and WRONG.search(re.sub(r"(?<=\])\([^)]*\)", "", re.sub(r"`[^`]*`", "x", line))):
            yield number


def test_chinese_marks_are_full_width():
    assert list(faults("好的(坏)\n好的（好）\n`好(好)`\n[好](a)")) == [1], "the control wasn't found"
    files = sorted(glob.glob(f"{ROOT}/docs/*.zh-CN.md")) + [f"{ROOT}/README.zh-CN.md"]
    wrong = 0
    for path in files:
        with open(path, encoding="utf-8") as file:
            for number in faults(file.read()):
                print(f"{os.path.relpath(path, ROOT)}:{number}: a half-width mark in Chinese text")
                wrong += 1
    assert len(files) > 6, files
    print(f"punctuation: {len(files)} documents, {wrong} faults")
    assert not wrong
