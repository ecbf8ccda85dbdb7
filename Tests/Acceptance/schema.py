# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the protocol against docs/protocol.schema.json: the example meeting's commands, every answer,
the questions after every step, and a life after the vote."""
import json
import os
import subprocess

import jsonschema

from fixtures import BUREAU, ENV, LASTWORD, MEETING, ROOT, prepared

# Two public keys from RFC 8032, section 7.1: points that somebody can sign with.
KEYS = ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
SHEET = {"title": "签名纸件", "sha256": "5" * 64}

AFTERWARDS = [
    {"do": "people.publishNotice", "appointment": "2026-18/m1", "from": "2026-11-24", "through": "2026-11-30"},
    {"do": "people.recordTalk", "appointment": "2026-18/m1", "kind": "integrity", "on": "2026-12-01", "by": "纪检组长", "basis": {"title": "谈话记录"}},
    {"do": "people.takeOffice", "appointment": "2026-18/m1", "on": "2026-12-01"},
    {"do": "people.endProbation", "appointment": "2026-18/m1", "on": "2027-11-30", "result": "confirmed", "basis": {"title": "转正材料"}},
    {"do": "people.recordOutcome", "appointment": "2026-18/m1", "kind": "discipline", "on": "2029-03-01", "basis": {"title": "处分决定"}, "body": "区纪委"},
    {"do": "people.find", "ref": "f", "id": "f1", "appointment": "2026-18/m1", "person": "p07", "kind": "failureOfScrutiny", "grade": "admonition", "reasons": "未如实反映", "basis": {"title": "调查报告"}, "body": "区委组织部", "on": "2029-05-01"},
    {"do": "people.impose", "id": "c1", "finding": "f1", "person": "p07", "kind": "noRecommending", "from": "2029-05-01", "through": "2030-04-30"},
    {"do": "people.enrolKey", "person": "p20", "publicKey": KEYS[0], "salt": "cd" * 16, "witnesses": ["p06", "p07"], "paper": SHEET},
    {"do": "people.revokeKey", "person": "p20", "publicKey": KEYS[0], "reason": "遗失", "witnesses": ["p06", "p07"], "paper": SHEET},
    {"do": "people.enrolKey", "person": "p20", "publicKey": KEYS[1], "witnesses": ["p06", "p07"], "paper": SHEET},
    {"do": "people.lodge", "id": "r9", "kind": "personal", "recommenders": [{"person": "p07", "relation": "none"}], "candidate": "p23", "post": "科长", "reasons": "好", "signedOn": "2029-06-01", "paper": {"title": "推荐书", "sha256": "0" * 64}, "at": "2029-06-01T09:00:00+08:00"},
    {"do": "people.answer", "finding": "f1", "on": "2029-05-03", "words": "有异议"},
    {"do": "people.appeal", "finding": "f1", "on": "2029-05-04", "words": "申诉"},
    {"do": "people.decideAppeal", "finding": "f1", "on": "2029-05-04", "result": "maintained", "reasons": "事实清楚", "basis": {"title": "复核决定"}, "body": "区委"},
]


def test_protocol_as_documented(folder):
    with open(os.path.join(ROOT, "docs/protocol.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)

    def validator(name):
        return jsonschema.Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})

    checks = {name: validator(name) for name in ("command", "answer", "hello", "event")}
    with open(BUREAU + "/meeting.jsonl", encoding="utf-8") as file:
        given = [json.loads(line) for line in file if not line.startswith("#")]
    lines = []
    for command in given:
        lines += [command, {"do": "state"}, {"do": "possible"}]
    lines += [dict(c, at=c.get("at", "2029-05-05T09:00:00+08:00")) for c in AFTERWARDS]
    for command in lines:
        checks["command"].validate(command)
    register = prepared(folder)
    run = subprocess.run([LASTWORD, "engine", register, "--meeting", MEETING], capture_output=True, text=True, env=ENV, input="\n".join(json.dumps(c, ensure_ascii=False) for c in lines))
    assert run.returncode == 0, run.stderr
    verify = subprocess.run([LASTWORD, "verify", register], env=ENV, capture_output=True, text=True)
    assert verify.returncode == 0, verify.stdout
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    checks["hello"].validate(answers[0])
    assert len(answers) == len(lines) + 1
    for answer in answers[1:]:
        # `possible` is long: its offers share three shapes, so a share of them is enough.
        if "possible" in answer:
            answer["possible"] = answer["possible"][:: max(1, len(answer["possible"]) // 8)]
        checks["answer"].validate(answer)
    after = answers[-len(AFTERWARDS):]
    refused = [a["refused"]["rule"] for a in after if "refused" in a]
    assert refused == ["S5"], [a for a in after if not a["ok"]]
    # The control: an answer with a field that isn't in the schema is noticed.
    assert list(checks["answer"].iter_errors(dict(answers[1], surprise=1)))
    assert list(checks["command"].iter_errors({"do": "fly"}))
    print(f"schema: {len(lines)} commands and {len(answers)} answers are as documented")
