# SPDX-License-Identifier: GPL-3.0-or-later
"""An older copy in the place of the open register: written over it, or put there by rename, after each append and each cast
of a meeting with its ballot at the terminal. The next act isn't acknowledged, nor is any after it."""
import os
import shutil

import secrecy
from fixtures import Engine, run
from secrecy import TIME, VOTERS


def over(copy, register):
    """The same file, other bytes."""
    with open(copy, "rb") as source, open(register, "r+b") as target:
        data = source.read()
        target.write(data)
        target.truncate(len(data))


def renamed(copy, register):
    """Another file under the same name."""
    shutil.copy(copy, copy + ".new")
    os.rename(copy + ".new", register)


WAYS = (over, renamed)


def steps(engine):
    """Each act after which something has to be on the disk, as a call that gives its answer."""
    sheet = {}

    def closed():
        given = engine.pin("confirm", "p06")
        answer = engine.do(do="closeBox", teller="p06", at=TIME) if given["ok"] else given
        if answer["ok"]:
            sheet.update({k: answer["events"][0]["event"][k] for k in ("issued", "returned", "figures")})
        return answer

    def signed(teller):
        given = engine.pin("confirm", teller)
        return engine.do(do="enterCount", teller=teller, at=TIME, **sheet) if given["ok"] else given

    yield lambda: engine.do(do="raisePoint", kind="other", by="p03", words="先请", at=TIME)
    yield lambda: engine.do(do="raisePoint", kind="other", by="p04", words="再请", at=TIME)
    yield lambda: engine.do(do="openBallot", matters=["m1"], mode="box", at=TIME)
    for n, voter in enumerate(VOTERS):
        yield lambda voter=voter, n=n: engine.cast(voter, [1 + n % 3], TIME)
    yield closed
    yield lambda: signed("p06")
    yield lambda: signed("p07")
    yield lambda: engine.do(do="declare", by="p01", at=TIME)
    yield lambda: engine.do(do="leave", member="p09", reason="公务", at=TIME)
    yield lambda: engine.do(do="close", unfinished=[], at=TIME)


def held(base, folder, way=None, after=None):
    """The meeting with the register put back to what it was before the act `after`; gives how many acts there are, and the answers
    to the two that follow it."""
    register, older = secrecy.copy_of(base, folder), f"{folder}/older"
    engine = Engine(register)
    engine.pins()
    count, answers = 0, []
    for count, act in enumerate(steps(engine)):
        if after is not None and count > after:
            answers.append(act())
            if len(answers) == 2:
                break
            continue
        if count == after:
            shutil.copy(register, older)
        answer = act()
        assert answer["ok"], (count, answer)
        if count == after:
            with open(older, "rb") as one, open(register, "rb") as other:
                if one.read() == other.read():
                    # A teller's word before the count leaves nothing on the disk: nothing can be put back.
                    engine.end()
                    return count + 1, None
            way(older, register)
    engine.end()
    return count + 1, answers


def test_older_file_is_noticed(folder):
    base = secrecy.at_the_ballot(folder, questions=1)
    acts, _ = held(base, folder)
    assert acts == 17, acts
    # The control: nothing put back, nothing noticed, to the end.
    run("verify", f"{folder}/a.lwr")
    noticed = empty = 0
    for way in WAYS:
        for after in range(acts - 1):
            _, answers = held(base, folder, way, after)
            if answers is None:
                empty += 1
                continue
            assert not any(answer["ok"] for answer in answers), (way.__name__, after, answers)
            assert answers[0]["error"]["code"] == "E-REPLACED", (way.__name__, after, answers)
            noticed += 1
    assert (noticed, empty) == (30, 2), (noticed, empty)
    print(f"rollback: {noticed} older copies put back under the running program, in place and by rename, each noticed before the next act was acknowledged")
