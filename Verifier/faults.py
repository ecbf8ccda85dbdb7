# SPDX-License-Identifier: GPL-3.0-or-later
"""What a record does against the rules, and the small questions that every rule asks."""
import re
import unicodedata

import text


class Fault(Exception):
    """What an entry does against the rules; the letter is that of docs/RULES.md."""


def require(holds, what):
    if not holds:
        raise Fault(what)


def is_mark(c):
    """Whether it only goes with the character before it."""
    return unicodedata.category(c) in ("Mn", "Me", "Mc") or c == "\u200d" or ord(c) in text.LATER_MARKS


def is_blank(words):
    """Empty, or nothing but white space; a mark on a blank is as blank."""
    before = False
    for c in words:
        before = c.isspace() or before and is_mark(c)
        if not before:
            return False
    return True


def is_id(name):
    """A number as it may stand in a file's name."""
    return re.fullmatch(r"[0-9A-Za-z][-_.0-9A-Za-z]{0,39}", name) is not None


def plain(name):
    """Without selectors of a shape, every blank a plain one, composed: two names that differ in nothing else are one."""
    out = ""
    for c in name:
        if 0xFE00 <= ord(c) <= 0xFE0F or 0xE0100 <= ord(c) <= 0xE01EF:
            continue
        out += " " if ord(c) >= 0x80 and unicodedata.category(c) == "Zs" else c
    return unicodedata.normalize("NFC", out)
