# SPDX-License-Identifier: GPL-3.0-or-later
"""A terminal that is recorded or relayed is noticed before a ballot: the tellers have to accept it, and it
goes on record. On a terminal of its own nothing is asked."""
import shutil
import tempfile

from fixtures import LASTWORD, prepared, run
from room import accept, to_ballot
from terminal import Terminal


def test_recorded_terminals_are_noticed(folder):
    folder = tempfile.mkdtemp(dir="/dev/shm")
    noticed = 0
    try:
        room = [LASTWORD, "meet", None, "2026-18", "--lang", "zh"]
        cases = [({"TMUX": "/x,1,0"}, None, "tmux"), ({"SSH_CONNECTION": "a b c d"}, None, "ssh")]
        if shutil.which("script"):
            cases.append(({}, "script", "script"))
        for env, wrapper, word in cases:
            register = prepared(tempfile.mkdtemp(dir=folder))
            arguments = [register if a is None else a for a in room]
            if wrapper:
                arguments = ["script", "-q", "-c", " ".join(arguments), "/dev/null"]
            t = Terminal(arguments, rows=24, columns=100, env=dict(env, XDG_CONFIG_HOME=folder))
            to_ballot(t)
            # The ballot didn't open: the terminal is named, and to be accepted.
            t.until("可能被录制")
            assert word in t.text(), t.text()
            accept(t)
            t.until("票决进行中")
            t.close()
            log = run("show", register, "2026-18", "--log")
            assert "可能被录制" in log and log.index("可能被录制") < log.index("开始票决"), log[-600:]
            noticed += 1
        register = prepared(tempfile.mkdtemp(dir=folder))
        t = Terminal([register if a is None else a for a in room], rows=24, columns=100, env={"XDG_CONFIG_HOME": folder})
        to_ballot(t)
        t.until("票决进行中")
        t.close()
        print(f"relay: {noticed} relayed or recorded terminals noticed and put on record; a plain one not")
    finally:
        shutil.rmtree(folder)
