# SPDX-License-Identifier: GPL-3.0-or-later
"""The attacks that the literature knows against ballots of this kind, made here with the secrets an
attacker could have, by a second implementation of the mathematics. Each has to be refused, with the
reason; what is left alone has to be accepted."""
import base64
import hashlib
import random
import subprocess
import tempfile

from archive import P, Q, Archive, dump
from fixtures import LASTWORD

G = 2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678799694668298749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661215055797097162016168270312886432456663834863635782106154918419982534315189740658186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982665103606822406635076697764025346253773085133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639858334115700568353695553423781475582491896050296680037745308460627
chance = random.Random(20261124)


def scalar():
    return chance.randrange(1, Q)


def challenge(text):
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") % Q


def b64(body):
    return base64.b64encode(hashlib.sha256(body).digest()).decode().rstrip("=")


class Poll:
    """A whole small election: everybody's secrets are known here."""

    def __init__(self, voters=3, tellers=2, answers=3, votes=(0, 1, 0)):
        self.s = [scalar() for _ in range(voters)]
        self.x = [scalar() for _ in range(tellers)]
        self.answers, self.votes, self.r = answers, votes, {}
        self.y = 1
        trustees = []
        for x in self.x:
            key, w = pow(G, x, P), scalar()
            c = challenge(f"pok|BELENIOS-2048|{key}|{pow(G, w, P)}")
            trustees.append(["Single", {"pok": proof(c, w - x * c), "public_key": str(key)}])
            self.y = self.y * key % P
        question = {"answers": [f"a{i}" for i in range(answers)], "min": 1, "max": 1, "question": "?"}
        self.election = {"version": 1, "description": "", "name": "n", "group": "BELENIOS-2048", "public_key": str(self.y),
                         "questions": [question], "uuid": "".join(chance.choice("123456789ABCDEFGH") for _ in range(16))}
        self.trustees = trustees
        self.keys = [pow(G, s, P) for s in self.s]
        self.phi = b64(dump(self.election))
        self.ballots = [self.ballot(v, vote) for v, vote in enumerate(votes)]

    def choice(self, m, context, weak=False, r=None):
        r = scalar() if r is None else r
        a, b = pow(G, r, P), pow(self.y, r, P) * pow(G, m, P) % P
        return {"alpha": str(a), "beta": str(b)}, self.prove(a, b, r, m, [0, 1], f"prove|{context}|", weak), r

    def prove(self, a, b, r, m, values, prefix, weak=False):
        w, parts, proofs, total = scalar(), {}, {}, 0
        for v in values:
            if v == m:
                parts[v] = f"{pow(G, w, P)},{pow(self.y, w, P)}"
                continue
            c, t = scalar(), scalar()
            parts[v] = f"{pow(G, t, P) * pow(a, c, P) % P},{pow(self.y, t, P) * pow(b * pow(G, -v, P), c, P) % P}"
            proofs[v] = proof(c, t)
            total += c
        text = ",".join(parts[v] for v in values)
        whole = challenge("prove|" + text if weak else f"{prefix}{a},{b}|{text}")
        own = (whole - total) % Q
        proofs[m] = proof(own, w - r * own)
        return [proofs[v] for v in values]

    def ballot(self, voter, vote, plain=None, weak=False, r=None):
        """plain: what is encrypted for each answer, when it isn't one vote."""
        context = f"{self.phi}|{self.keys[voter]}"
        values = plain or [int(j == vote) for j in range(self.answers)]
        made = [self.choice(m, context, weak, r) for m in values]
        return self.sign(voter, self.answer(made, context, sum(values), weak))

    def answer(self, made, context, total, weak=False):
        a = b = 1
        for c, _, _ in made:
            a, b = a * int(c["alpha"]) % P, b * int(c["beta"]) % P
        everything = context + "|" + ",".join(f"{c['alpha']},{c['beta']}" for c, _, _ in made)
        overall = self.prove(a, b, sum(x[2] for x in made) % Q, total, [1] if total == 1 else [total], f"prove|{everything}|", weak)
        return {"choices": [c for c, _, _ in made], "individual_proofs": [p for _, p, _ in made], "overall_proof": overall}

    def sign(self, voter, answer, phi=None, uuid=None):
        ballot = {"election_uuid": uuid or self.election["uuid"], "election_hash": phi or self.phi, "credential": str(self.keys[voter]), "answers": [answer]}
        h, w = b64(dump(ballot)), scalar()
        c = challenge(f"sig|{h}|{pow(G, w, P)}")
        ballot["signature"] = {"hash": h, "proof": proof(c, w - self.s[voter] * c)}
        return ballot

    def archive(self, ballots=None, result=None, credentials=None, owners=None):
        ballots = self.ballots if ballots is None else ballots
        sums = [[1, 1] for _ in range(self.answers)]
        for ballot in ballots:
            for j, c in enumerate(ballot["answers"][0]["choices"]):
                sums[j] = [sums[j][0] * int(c["alpha"]) % P, sums[j][1] * int(c["beta"]) % P]
        made = Archive.__new__(Archive)
        made.header = {"version": 1, "timestamp": "1795498299"}
        keys = credentials or [str(k) for k in self.keys]
        made.steps = [{"type": "Setup", "payload": {"election": "", "trustees": "", "credentials": ""},
                       "inner": {"election": self.election, "trustees": self.trustees, "credentials": keys}}]
        made.steps += [{"type": "Ballot", "payload": b} for b in ballots]
        made.steps.append({"type": "EndBallots", "payload": None})
        tally = [[{"alpha": str(a), "beta": str(b)} for a, b in sums]]
        made.steps.append({"type": "EncryptedTally", "payload": {"num_tallied": len(ballots), "total_weight": len(ballots), "encrypted_tally": ""}, "inner": tally})
        for i, x in enumerate(self.x):
            factors, proofs = [], []
            for a, _ in sums:
                w = scalar()
                c = challenge(f"decrypt|{self.phi}|{pow(G, x, P)}|{pow(G, w, P)},{pow(a, w, P)}")
                factors.append(str(pow(a, x, P)))
                proofs.append(proof(c, w - x * c))
            owner = owners[i] if owners else i + 1
            made.steps.append({"type": "PartialDecryption", "payload": {"owner": owner, "payload": ""},
                               "inner": {"decryption_factors": [factors], "decryption_proofs": [proofs]}})
        counted = []
        for a, b in sums:
            left = b * pow(pow(a, sum(self.x), P), -1, P) % P
            counted.append(next((n for n in range(-50, 51) if pow(G, n, P) == left), 0))
        made.steps.append({"type": "Result", "payload": {"result": [result or counted]}})
        return made


def proof(c, response):
    return {"challenge": str(c % Q), "response": str(response % Q)}


def verdict(data):
    with tempfile.NamedTemporaryFile(suffix=".bel") as file:
        file.write(data)
        file.flush()
        done = subprocess.run([LASTWORD, "verify", "--archive", file.name, "--lang", "en"], capture_output=True, text=True)
    assert done.returncode in (0, 1), (done.returncode, done.stderr)
    return done.returncode == 0, (done.stdout + done.stderr).strip().split("\n")[0]


def attacks(poll):
    a, b, c = poll.ballots
    # Cortier and Smyth: another's ciphertexts and proofs, cast again under one's own credential.
    yield "a ballot copied whole", poll.archive([a, b, poll.sign(2, a["answers"][0])]), "ballot 3: question 1, choice 1: the proof of 0 or 1"
    # … and made unrecognisable first, by re-encryption: the proofs can't be carried along.
    again = {"choices": [], **{k: a["answers"][0][k] for k in ("individual_proofs", "overall_proof")}}
    for choice in a["answers"][0]["choices"]:
        r = scalar()
        again["choices"].append({"alpha": str(int(choice["alpha"]) * pow(G, r, P) % P), "beta": str(int(choice["beta"]) * pow(poll.y, r, P) % P)})
    yield "a ballot copied and re-encrypted", poll.archive([a, b, poll.sign(2, again)]), "the proof of 0 or 1"
    # Bernhard, Pereira and Warinschi: a hash that leaves the statement out can be met by any statement.
    yield "a proof that doesn't hash the statement", poll.archive([a, b, poll.ballot(2, 0, weak=True)]), "the proof of 0 or 1"
    # Several votes at once, or none.
    yield "two answers chosen", poll.archive([a, b, poll.ballot(2, 0, plain=[1, 1, 0])]), "how many are chosen"
    yield "no answer chosen", poll.archive([a, b, poll.ballot(2, 0, plain=[0, 0, 0])]), "how many are chosen"
    context = f"{poll.phi}|{poll.keys[2]}"

    def heavy():
        made = [list(poll.choice(m, context)) for m in (0, 0, 0)]
        r = scalar()
        made[0] = [{"alpha": str(pow(G, r, P)), "beta": str(pow(poll.y, r, P) * pow(G, 5, P) % P)}, made[1][1], r]
        return poll.sign(2, poll.answer(made, context, 5))
    yield "five votes on one paper", poll.archive([a, b, heavy()]), "the proof of 0 or 1"
    # −x has order 2q: outside the subgroup, yet close enough to slip through a careless check.
    for field in ("alpha", "beta"):
        outside = poll.ballot(2, 0)["answers"][0]
        outside["choices"][0][field] = str(P - int(outside["choices"][0][field]))
        yield f"{field} outside the subgroup", poll.archive([a, b, poll.sign(2, outside)]), "not an element of the group"
    yield "encryption with no randomness", poll.archive([a, b, poll.ballot(2, 0, r=0)]), "not an element of the group"
    wide = poll.ballot(2, 0)["answers"][0]
    wide["choices"][0]["alpha"] = str(int(wide["choices"][0]["alpha"]) + P)
    yield "an element written with p added", poll.archive([a, b, poll.sign(2, wide)]), "not an element of the group"
    respelt = poll.ballot(2, 0)["answers"][0]
    respelt["choices"][0]["alpha"] = "0" + respelt["choices"][0]["alpha"]
    yield "a number with a leading zero", poll.archive([a, b, poll.sign(2, respelt)]), "can't be read"
    reduced = poll.ballot(2, 0)["answers"][0]
    reduced["overall_proof"][0]["response"] = str(int(reduced["overall_proof"][0]["response"]) + Q)
    yield "a response with q added", poll.archive([a, b, poll.sign(2, reduced)]), "how many are chosen"
    keys = [str(k) for k in poll.keys]
    yield "a credential twice", poll.archive(credentials=keys + keys[:1]), "credential 4 is a repetition"
    yield "the identity as a credential", poll.archive(credentials=keys + ["1"]), "credential 4 is invalid"
    yield "a credential outside the subgroup", poll.archive(credentials=keys[:2] + [str(P - int(keys[2]))]), "credential 3 is invalid"
    yield "a credential that isn't on the list", poll.archive(credentials=keys[:2]), "its credential isn't on the list"
    other = Poll()
    yield "a ballot of another election", poll.archive([a, b, other.ballots[0]]), "made for another election"
    yield "another election's proofs", poll.archive([a, b, poll.sign(2, other.ballots[2]["answers"][0])]), "the proof of 0 or 1"
    forged = dict(c, signature=b["signature"])
    yield "another's signature", poll.archive([a, b, forged]), "the credential's signature"
    yield "tellers' numbers swapped", poll.archive(owners=[2, 1]), "the proof of teller 2's partial decryption"
    yield "one teller twice", poll.archive(owners=[1, 1]), "height 7"
    yield "a replaced result", poll.archive(result=[1, 2, 0]), "question 1: the result"
    yield "a result with votes moved in from nowhere", poll.archive(result=[3, 1, 0]), "question 1: the result"
    # The last teller picks a key that cancels the others', without knowing its private part.
    rogue = Poll()
    x = scalar()
    key = pow(G, x, P) * pow(int(rogue.trustees[0][1]["public_key"]), -1, P) % P
    rogue.trustees[1][1]["public_key"] = str(key)
    rogue.election["public_key"] = str(pow(G, x, P))
    yield "a rogue key", rogue.archive(), "the proof of teller 2's key"
    own = Poll()
    own.election["public_key"] = str(pow(G, scalar(), P))
    yield "an election key of somebody else", own.archive(), "isn't the product of the tellers' keys"
    dropped = poll.archive()
    del dropped.steps[2]
    yield "a ballot left out after the count", dropped, "the number of ballots counted"
    swapped = poll.archive()
    swapped.steps[4], swapped.steps[5] = swapped.steps[5], swapped.steps[4]
    yield "a reordered archive", swapped, "height 4"
    cut = poll.archive()
    del cut.steps[-1]
    yield "the tail cut off", cut, "isn't finished"
    late = poll.archive()
    late.steps.append({"type": "Ballot", "payload": poll.ballot(2, 1)})
    yield "a ballot after the result", late, "height 9"


def test_attacks_are_refused_each_with_its_reason():
    poll = Poll()
    ok, word = verdict(poll.archive().bytes())
    assert ok, f"the control: an honest archive of the second implementation is refused: {word}"
    count = 0
    for name, made, reason in attacks(poll):
        ok, word = verdict(made.bytes())
        count += 1
        assert not ok and reason in word, f"{name}: expected “{reason}”, saw “{word}”"
    assert count == 29, count
    print(f"{count} attacks refused, each with its reason")
