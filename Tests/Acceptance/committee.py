# SPDX-License-Identifier: GPL-3.0-or-later
"""A full committee votes on the heads of the level below: nobody has to speak, who withdrew from the deliberation votes after it, and the party head speaks
last all the same. By the protocol, with the built-in profile."""
from fixtures import run
from gates import AT, MEMBERS, PAPER, Room, made, matter, refusal


def prepared(register, name, facts=("promotion",)):
    room = Room(register, name, "full-committee", [matter("m1", "appointment", "p22", list(facts))])
    room.paper("m1", "put-forward", candidate="p22", by="p05")
    room.paper("m1", "account", candidate="p22", by="p05")
    return room


def test_who_withdrew_votes_and_nobody_has_to_speak(folder):
    register = made(folder)
    room = prepared(register, "w")
    room.paper("m1", "checks", candidate="p22", by="p05", conclusion="passed")
    room.do("askRecusals", matter="m1", by="p01", declared=["p04", "p05"])
    for who in ("p04", "p05"):
        room.do("recuse", matter="m1", member=who, ground="relative", reason="亲属")
    room.do("introduce", matter="m1", by="p03")
    room.do("stateView", matter="m1", member="p04", stance="for", words="好")
    # The party head wants to speak; the others say first that they don't.
    room.do("stateView", matter="m1", member="p01", stance="for", words="好")
    for who in MEMBERS[1:]:
        if who not in ("p04", "p05"):
            room.do("stateView", matter="m1", member=who, stance="noView", words="")
    room.do("stateView", matter="m1", member="p01", stance="for", words="再说")
    room.do("openBallot", matters=["m1"], mode="paper")
    for teller in ("p06", "p07"):
        room.do("enterCount", teller=teller, issued=9, returned=9, figures=[{"matter": "m1", "valid": 9, "invalid": 0, "choices": [5, 3, 1]}])
    room.do("declare", by="p01")
    room.do("close", unfinished=[])
    answers = room.go()
    assert refusal(answers, "stateView", member="p04")["rule"] == "P2"
    first, second = (a for c, a in answers if c["do"] == "stateView" and c["member"] == "p01")
    assert first["refused"]["rule"] == "L1" and second["ok"], (first, second)
    declared = next(a for c, a in answers if c["do"] == "declare")
    assert declared["ok"], declared
    # Nine vote and nine are entitled, of whom more than half carry it.
    run("export", "minutes", register, "w", "--to", f"{folder}/w.txt")
    with open(f"{folder}/w.txt", encoding="utf-8") as file:
        text = file.read()
    assert "回避 2 人，有表决权 9 人" in text and "审议时回避，审议后参加表决" in text, text


def test_a_ballot_without_a_word(folder):
    room = prepared(made(folder), "w", facts=[])
    room.do("introduce", matter="m1", by="p03")
    room.do("openBallot", matters=["m1"], mode="paper")
    assert refusal(room.go(), "openBallot") is None


def test_the_checks_bind_a_promotion(folder):
    register = made(folder)
    room = prepared(register, "w")
    room.do("introduce", matter="m1", by="p03")
    room.paper("m1", "checks", candidate="p22", by="p05", conclusion="not-passed")
    room.do("introduce", matter="m1", by="p03")
    answers = room.go()
    first, second = (a["refused"] for c, a in answers if c["do"] == "introduce")
    assert "凡提四必" in first["zh"]["says"] and first["rule"] == second["rule"] == "M2"
    assert first["reason"] == "prerequisitesMissing" and second["reason"] == "prerequisiteStops" and "未通过" in second["zh"]["says"], second


def test_a_nomination_runs_out_and_silence_takes_a_month(folder):
    room = Room(made(folder), "m", "regulation-2019", [matter("m1", "appointment", "p22", ["promotion", "dual-managed"])])
    room.paper("m1", "inspection")
    room.promotion("m1", "p22")
    nomination = room.lines[-1]
    nomination["on"] = "2025-11-23"
    for by, asked_on in (("p05", "2026-10-25"), ("p06", "2026-10-24")):
        room.do("recordPrerequisite", matter="m1", prerequisite="consultation-above", by=by, on=asked_on, document=PAPER, candidate="p22", conclusion="silent", reason="未答复")
    room.do("introduce", matter="m1", by="p03")
    answers = room.go()
    early = refusal(answers, "recordPrerequisite", by="p05", prerequisite="consultation-above")
    assert early["rule"] == "M2" and "2026-11-25" in early["zh"]["says"], early
    assert refusal(answers, "recordPrerequisite", by="p06", prerequisite="consultation-above") is None
    error = refusal(answers, "introduce")
    assert error["rule"] == "M2" and "2026-11-23" in error["zh"]["says"] and "民主推荐" in error["zh"]["says"] and error["people"] == ["p22"], error
    assert AT.startswith("2026-11-24")
