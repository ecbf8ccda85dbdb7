# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a Belenios archive apart and puts it together again, changed or not."""
import copy
import hashlib
import json

P = 20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719
Q = 78571733251071885079927659812671450121821421258408794611510081919805623223441


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def sha(body):
    return hashlib.sha256(body).hexdigest()


def header(name, size, time):
    block = bytearray(512)

    def put(at, text):
        block[at:at + len(text)] = text.encode()
    put(0, name)
    put(100, "0000644")
    put(108, "0000000")
    put(116, "0000000")
    put(124, "%011o" % size)
    put(136, "%011o" % time)
    put(148, " " * 8)
    put(156, "0")
    put(148, "%06o\0 " % sum(block))
    return bytes(block)


def tar(files, time):
    out = b""
    for name, body in files:
        out += header(name, len(body), time) + body + bytes(-len(body) % 512)
    return out


def untar(data):
    files, at = [], 0
    while at < len(data):
        name = data[at:at + 100].split(b"\0")[0].decode()
        size = int(data[at + 124:at + 135], 8)
        files.append((name, data[at + 512:at + 512 + size]))
        at += 512 + (size + 511) // 512 * 512
    return files


class Archive:
    """The payloads, and the events as a list of (type, payload texts that precede it, payload)."""

    def __init__(self, data):
        files = untar(data)
        self.header = json.loads(files[0][1])
        bodies = {name.split(".")[0]: body for name, body in files[1:]}
        self.steps = []
        for name, body in files[1:]:
            if ".event." not in name:
                continue
            event = json.loads(body)
            payload = json.loads(bodies[event["payload"]]) if "payload" in event else None
            step = {"type": event["type"], "payload": payload}
            kind = event["type"]
            if kind == "Setup":
                step["inner"] = {k: json.loads(bodies[payload[k]]) for k in payload}
            elif kind == "EncryptedTally":
                step["inner"] = json.loads(bodies[payload["encrypted_tally"]])
            elif kind == "PartialDecryption":
                step["inner"] = json.loads(bodies[payload["payload"]])
            self.steps.append(step)

    def copy(self):
        return copy.deepcopy(self)

    def of(self, kind):
        return [s for s in self.steps if s["type"] == kind]

    def files(self):
        """All hashes and the chain made anew, so that only the changed field is wrong."""
        files = [("BELENIOS", dump(self.header))]
        parent, seen = None, set()

        def data(value):
            body = dump(value)
            if sha(body) not in seen:
                seen.add(sha(body))
                files.append((sha(body) + ".data.json", body))
            return sha(body)
        for height, step in enumerate(self.steps):
            payload, kind = copy.deepcopy(step["payload"]), step["type"]
            if kind == "Setup":
                for key in ("election", "trustees", "credentials"):
                    payload[key] = data(step["inner"][key])
            elif kind == "EncryptedTally":
                payload["encrypted_tally"] = data(step["inner"])
            elif kind == "PartialDecryption":
                payload["payload"] = data(step["inner"])
            event = {} if parent is None else {"parent": parent}
            event.update(height=height, type=kind)
            if payload is not None:
                event["payload"] = data(payload)
            event.update(step.get("event", {}))
            body = dump(event)
            parent = sha(body)
            files.append((parent + ".event.json", body))
        return files

    def bytes(self):
        return tar(self.files(), int(self.header["timestamp"]))


def leaves(value, path=()):
    """Every field that holds a number or a text."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, path + (key,))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from leaves(inner, path + (i,))
    else:
        yield path, value


def put(root, path, value):
    for key in path[:-1]:
        root = root[key]
    root[path[-1]] = value
