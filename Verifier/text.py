# SPDX-License-Identifier: GPL-3.0-or-later
"""What may stand in a text of the record: what one can see, in Unicode's composed form (NFC)."""
import functools
import unicodedata

# Turns a line about.
TURNING = {0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}
# Default_Ignorable_Code_Point, in so far as the category isn't Cf: Python has no table of it.
IGNORABLE = {0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2065, 0x3164, 0xFFA0, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)}
# Blank, though no property says so.
BLANK = {0x2800, 0xFFFC, 0x1D159, 0x16FE4}
# Of Unicode 15, for a Python that knows 14.
LATER_FORMATS = {*range(0x13439, 0x13440)}
LATER_MARKS = {0xCF3, 0xECE, 0x10EFD, 0x10EFE, 0x10EFF, 0x11241, 0x11F00, 0x11F01, 0x11F03, *range(0x11F34, 0x11F3B), *range(0x11F3E, 0x11F43),
               0x13440, *range(0x13447, 0x13456), 0x1E08F, *range(0x1E4EC, 0x1E4F0)}
# The selectors of a character's shape belong to real names.
SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}


def is_hidden(c):
    v = ord(c)
    if v in (0x09, 0x0A) or 0x20 <= v <= 0x7E or v in SELECTORS:
        return False
    if v < 0x20 or 0x7F <= v <= 0x9F or v in (0x2028, 0x2029) or v in TURNING or v in IGNORABLE or v in BLANK:
        return True
    # Private use, half a pair, code points that are none.
    if 0xE000 <= v <= 0xF8FF or v >= 0xF0000 or 0xD800 <= v <= 0xDFFF or 0xFDD0 <= v <= 0xFDEF or v & 0xFFFE == 0xFFFE:
        return True
    return unicodedata.category(c) == "Cf" or v in LATER_FORMATS


# The same names and words come again and again.
@functools.lru_cache(maxsize=1 << 14)
def is_legible(text):
    marks = 0
    for c in text:
        if is_hidden(c):
            return False
        is_mark = ord(c) >= 0x300 and not 0xE0100 <= ord(c) <= 0xE01EF and (unicodedata.category(c) in ("Mn", "Me", "Mc") or ord(c) in LATER_MARKS)
        marks = marks + 1 if is_mark else 0
        if marks > 4:
            return False
    return unicodedata.is_normalized("NFC", text)


def fault(value):
    """Whether any text in it, or any name of a value, couldn't have been typed."""
    if isinstance(value, str):
        return not is_legible(value)
    if isinstance(value, dict):
        return any(fault(k) or fault(v) for k, v in value.items())
    return isinstance(value, list) and any(fault(v) for v in value)
