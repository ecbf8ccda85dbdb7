# SPDX-License-Identifier: GPL-3.0-or-later
"""A roll called quickly loses nobody, and a key held down calls hardly anybody; a terminal of another charset is told so."""
import os
import sqlite3
import time

from fixtures import LASTWORD
from gates import Room, made, matter
from terminal import Terminal


def planned(folder):
    register = made(folder)
    room = Room(register, "m", "nanchuan", [matter("m1", "retirement", "p22")])
    room.lines = room.lines[:1]
    room.answers()
    return register


def arrived(register):
    db = sqlite3.connect(f"file:{register}?mode=ro", uri=True)
    found = db.execute("SELECT count(*) FROM entry WHERE json_extract(body, '$.event.type') = 'arrived'").fetchone()[0]
    db.close()
    return found


def called(folder, presses, pause):
    register = planned(folder)
    t = Terminal([LASTWORD, "meet", register, "m", "--lang", "zh"])
    t.until("点名")
    for _ in range(presses):
        os.write(t.master, b"\r")
        end = time.time() + pause
        while time.time() < end:
            t.pump(0.01)
    t.pump(1)
    text = t.text()
    t.close()
    return arrived(register), text


def test_each_press_of_a_quick_roll_counts(folder):
    count, _ = called(folder, 6, 0.15)
    assert count == 6, count


def test_a_key_held_down_calls_hardly_anybody(folder):
    count, text = called(folder, 30, 0.03)
    assert 1 <= count <= 2 and "按得太快" in text, (count, text)


def test_a_terminal_of_another_charset_is_told(folder):
    register = planned(folder)
    for locale in ("zh_CN.GB18030", "zh_CN.gbk", "zh_TW.Big5"):
        t = Terminal([LASTWORD, "meet", register, "m"], env={"LC_ALL": locale})
        assert t.end() == 69
        assert locale in t.text() and "UTF-8" in t.text() and t.text().isascii(), t.text()
        t.close()
