# SPDX-License-Identifier: GPL-3.0-or-later
"""A meeting held once, for the tests that look at what came of it."""
import collections

import pytest

import room
from fixtures import LASTWORD, MEETING, prepared
from terminal import Terminal

Held = collections.namedtuple("Held", "register mark results refused")


@pytest.fixture(scope="session")
def meeting_by_keys(tmp_path_factory):
    """The whole example meeting on the screens: its register, the closing fingerprint, its ballots, and how many early words were refused."""
    folder = str(tmp_path_factory.mktemp("meeting"))
    register = prepared(folder)
    t = Terminal([LASTWORD, "meet", register, MEETING, "--lang", "zh"], rows=24, columns=100, env={"XDG_CONFIG_HOME": folder})
    mark, results, refused = room.whole(t)
    t.key("Esc")
    t.until("追责台账")
    t.key("q")
    assert t.end() == 0 and t.restored()
    t.close()
    return Held(register, mark, results, refused)
