# SPDX-License-Identifier: GPL-3.0-or-later
"""What a ballot's archive says: whose ballot it was, what was asked, what came of it. Its proofs any Belenios program checks."""
import hashlib
import io
import json
import tarfile

from faults import require

APPROVAL = [("同意", "for"), ("不同意", "against"), ("弃权", "abstain")]


def answers(matter):
    """As the paper has them."""
    form = matter.kind["form"]
    if form == "approval":
        both = APPROVAL
    elif form == "graded":
        both = [(g["zh"], g["en"]) for g in matter.kind["grades"]]
    else:
        names = {c["id"]: c["name"] for c in matter.plan["candidates"]}
        # Where the paper takes marks, an abstention is its blank.
        both = [(names[c], names[c]) for c in matter.contenders] + ([] if "posts" in matter.plan else [("均不同意", "none of them")])
    return [zh if zh == en else f"{zh} · {en}" for zh, en in both]


def expected(meeting, closing, register):
    """What the archive of a box has to say, by the record. `register` is the hash of its first entry; none in archives of 0.2."""
    matters = [meeting.matters[n] for n in meeting.ballot["matters"]]
    first = matters[0]
    return {
        "name": meeting.plan["title"],
        "description": " · ".join([meeting.id, str(first.voids + first.round), *([register] if register else [])]),
        "questions": [[f"{m.plan['id']} · {m.plan['title']}", answers(m)] for m in matters],
        "marks": [(0, m.plan["posts"], True) if "posts" in m.plan else (1, 1, False) for m in matters],
        "result": [f["choices"][-1:] + f["choices"][:-1] if "posts" in m.plan else f["choices"] for f, m in zip(closing["figures"], matters)],
        "ballots": closing["returned"], "voters": len(meeting.ballot["voters"]), "tellers": len(meeting.tellers)}


def said(content):
    """What the archive says."""
    data, events = {}, []
    # As it is, not compressed; what a header promises and isn't there is nothing.
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:") as tar:
        for member in tar.getmembers():
            require(member.isreg() and not member.issparse() and member.size <= len(content), "an archive with something else than files")
            body = tar.extractfile(member).read()
            if member.name.endswith(".event.json"):
                events.append(json.loads(body))
            elif member.name.endswith(".data.json"):
                require(hashlib.sha256(body).hexdigest() == member.name.split(".")[0], "an archive's part isn't what its name says")
                data[member.name.split(".")[0]] = json.loads(body)
    of = lambda kind: [data[e["payload"]] for e in events if e["type"] == kind]
    setup, result = of("Setup")[0], of("Result")[0]
    election = data[setup["election"]]
    return {
        "name": election["name"], "description": election["description"],
        "questions": [[q["question"], q["answers"]] for q in election["questions"]],
        "marks": [(q["min"], q["max"], q.get("blank", False)) for q in election["questions"]],
        "result": result["result"], "ballots": len(of("Ballot")), "voters": len(data[setup["credentials"]]), "tellers": len(data[setup["trustees"]])}


def check(wanted, content):
    """Whether the bytes are the archive of this hash, and say what the record says."""
    digest, record = wanted
    require(content is not None and hashlib.sha256(content).hexdigest() == digest, f"the archive {digest[:8]} isn't here")
    require(said(content) == record, f"the archive {digest[:8]} says otherwise than the record")
