# SPDX-License-Identifier: GPL-3.0-or-later
"""Days, as the record writes them."""
import datetime


def day(text):
    return datetime.date.fromisoformat(text)


def months_later(start, months):
    """The same day of a later month, or that month's last."""
    total = start.year * 12 + start.month - 1 + months
    for number in range(start.day, start.day - 4, -1):
        try:
            return datetime.date(total // 12, total % 12 + 1, number)
        except ValueError:
            continue
    return start
