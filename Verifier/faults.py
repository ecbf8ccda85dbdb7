"""What a record does against the rules, and the small questions that every rule asks."""
import re


class Fault(Exception):
    """What an entry does against the rules; the letter is that of docs/RULES.md."""


def require(holds, what):
    if not holds:
        raise Fault(what)


def is_blank(text):
    return not text.strip()


def is_id(text):
    """A number as it may stand in a file's name."""
    return re.fullmatch(r"[0-9A-Za-z][-_.0-9A-Za-z]{0,39}", text) is not None


def plain(text):
    """Without selectors of a shape, every blank a plain one: two names that differ in nothing else are one."""
    out = ""
    for c in text:
        if 0xFE00 <= ord(c) <= 0xFE0F or 0xE0100 <= ord(c) <= 0xE01EF:
            continue
        out += " " if ord(c) >= 0x80 and re.match(r"\s", c) else c
    return out
