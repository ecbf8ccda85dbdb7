# SPDX-License-Identifier: GPL-3.0-or-later
"""A meeting played back on a real terminal: stepped through, sought, filtered, explained, exported; and a changed one
stops where it was changed."""
import os
import re
import shutil

import pytest

from fixtures import LASTWORD, MEETING, unguarded
from terminal import Terminal


def opened(folder, register):
    t = Terminal([LASTWORD, "replay", register, MEETING, "--lang", "zh"], rows=30, columns=100, env={"XDG_CONFIG_HOME": folder})
    t.until("回放")
    return t


def leave(t):
    t.key("Esc")
    assert t.end() == 0 and t.restored(), t.text()
    t.close()


def sound(folder, register):
    t = opened(folder, register)
    t.until("  1/")
    t.key("Right")
    t.until("  2/")
    # From marker to marker to the end: every step proven on the way, each with its reason.
    t.key("End")
    t.until("全程已核验")
    t.key("Up")
    t.until("宣布结果")
    t.until("B2 ·")
    t.key("w")
    t.until("为什么")
    t.key("Esc")
    t.key("Home")
    t.until("  1/")
    t.key("Space")
    t.until("播放")
    t.key("Space")
    t.until("暂停")
    # To a time of the meeting's day, from the day it was planned on; nonsense is said so.
    t.key("Home")
    t.key("g")
    os.write(t.master, b"\x15")
    t.type("x")
    t.key("Enter")
    t.key("Enter")
    t.until("写作 14:41")
    os.write(t.master, b"\x15")
    t.type("10:01")
    t.key("Enter")
    t.key("Enter")
    t.until("回放")
    at = re.findall(r" (\d+)/\d+ ", t.text())
    assert at and 1 < int(at[-1]), t.text()
    # What came of an export is said, and of a second one to the same place.
    for said in ("已导出：", "已存在"):
        t.key("x")
        os.write(t.master, b"\x15")
        t.type(f"{folder}/r.txt")
        t.key("Enter")
        t.key("Enter")
        t.until(said)
    # What was filled in is still there after the refusal.
    assert t.has("r.txt") and t.has("导出回放"), t.text()
    t.key("Esc")
    t.gone("[ 确认 ]")
    # No booth, no voter's choice, and the screen says what it is.
    for key in ("]", "]", "]", "]", "]", "]"):
        t.key(key)
        assert "回放" in t.text() and "选票" not in t.text(), t.text()
    t.resize(24, 80)
    t.until("▲")
    leave(t)


def changed(folder, register):
    copy = f"{folder}/changed.lwr"
    shutil.copy(register, copy)
    with unguarded(copy) as db:
        seq, body = db.execute("SELECT seq, body FROM entry WHERE body LIKE '%viewStated%' ORDER BY seq LIMIT 1 OFFSET 2").fetchone()
        db.execute("UPDATE entry SET body = ? WHERE seq = ?", (body.replace('"stance":"for"', '"stance":"against"'), seq))
    t = opened(folder, copy)
    t.key("End")
    # What deviates is said whole, and again when one asks.
    t.until("到此为止，其后不符")
    t.until("与哈希链不符")
    t.key("Esc")
    t.until("✗ 链")
    t.key("End")
    t.until("到此为止")
    t.key("w")
    t.until("与哈希链不符")
    t.key("Esc")
    leave(t)


@pytest.mark.xdist_group("meeting")
def test_replay(folder, meeting_by_keys):
    sound(folder, meeting_by_keys.register)
    changed(folder, meeting_by_keys.register)
    print("stepped, sought, explained and proven to its end; a changed one stops where it was changed")
