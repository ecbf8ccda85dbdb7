# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes up the disks that a power cut could leave, from a recording of a program's calls.

Between two syncs a disk may have kept any of the sectors written and any of the files made or
removed. At every call this gives: only what was synced, everything, and random mixtures."""
import json
import os
import re

SECTOR = 512


class Recording:
    CALLS = "openat,close,pwrite64,write,fdatasync,fsync,ftruncate,unlink"

    def __init__(self, trace, register, base):
        self.register = register
        self.steps = []
        with open(base, "rb") as file:
            self.first = file.read()
        names = {register: "db", register + "-journal": "journal", os.path.dirname(register): "folder"}
        files = {}
        with open(trace) as file:
            for line in file:
                match = re.match(r"\d+\s+(\w+)\((.*)\)\s+=\s+(-?\d+)", line)
                if not match or match.group(3).startswith("-"):
                    continue
                call, arguments, result = match.group(1), match.group(2), int(match.group(3))
                texts = [unescape(t) for t in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', arguments)]
                if call == "openat":
                    files[result] = names.get(texts[0].decode(errors="replace"))
                    if files[result] == "journal" and "O_CREAT" in arguments:
                        self.steps.append(("create", "journal"))
                elif call == "unlink":
                    if names.get(texts[0].decode(errors="replace")):
                        self.steps.append(("unlink", names[texts[0].decode()]))
                else:
                    descriptor = int(re.match(r"\d+", arguments).group())
                    name = files.get(descriptor)
                    if call == "close":
                        files.pop(descriptor, None)
                    elif call == "write" and descriptor == 1:
                        self.steps.append(("output", texts[0]))
                    elif name and call == "pwrite64":
                        offset = int(arguments.rsplit(",", 1)[1])
                        self.steps.append(("write", name, offset, texts[0]))
                    elif name and call == "ftruncate":
                        self.steps.append(("truncate", name, int(arguments.rsplit(",", 1)[1])))
                    elif name and call in ("fdatasync", "fsync"):
                        self.steps.append(("sync", name))
        assert sum(s[0] == "sync" for s in self.steps) > 100, "the recording holds too few syncs"


def unescape(text):
    return bytes.fromhex(text.replace("\\x", ""))


class Image:
    def __init__(self, db, journal, acknowledged):
        self.db, self.journal, self.acknowledged = db, journal, acknowledged

    def write_to(self, path):
        with open(path, "wb") as file:
            file.write(self.db)
        if self.journal is None:
            if os.path.exists(path + "-journal"):
                os.unlink(path + "-journal")
        else:
            with open(path + "-journal", "wb") as file:
                file.write(self.journal)


class Disk:
    """What is surely on the disk, and what may be: pending sectors and pending names."""

    def __init__(self, db):
        self.content = {"db": bytearray(db), "journal": bytearray()}
        self.pending = {"db": [], "journal": []}
        self.exists = False  # the journal's name, as the folder was last synced
        self.wanted = False  # as the program has it

    def write(self, name, offset, data):
        for at in range(0, len(data), SECTOR):
            self.pending[name].append((offset + at, data[at:at + SECTOR]))

    def sync(self, name):
        if name == "folder":
            self.exists = self.wanted
            return
        apply(self.content[name], self.pending[name])
        self.pending[name] = []

    def image(self, keep, acknowledged):
        db = bytearray(self.content["db"])
        apply(db, [p for p in self.pending["db"] if keep()])
        name = self.wanted if self.wanted == self.exists or keep() else self.exists
        journal = None
        if name:
            journal = bytearray(self.content["journal"])
            apply(journal, [p for p in self.pending["journal"] if keep()])
        return Image(bytes(db), None if journal is None else bytes(journal), dict(acknowledged))


def apply(content, writes):
    for offset, data in writes:
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        content[offset:offset + len(data)] = data


def images(recording, rng, samples, step, lying):
    """Images after every step-th call; `lying`: syncs return and do nothing (the control)."""
    disk = Disk(recording.first)
    acknowledged = {}
    output = b""
    for number, (kind, *arguments) in enumerate(recording.steps):
        if kind == "write":
            disk.write(*arguments)
        elif kind == "truncate":
            name, size = arguments
            # A shortened journal: what was there may still be, until the next sync.
            disk.pending[name] = [(o, d) for o, d in disk.pending[name] if o < size]
            if not lying:
                del disk.content[name][size:]
        elif kind == "create":
            if not disk.wanted:
                disk.content["journal"] = bytearray()
                disk.pending["journal"] = []
            disk.wanted = True
        elif kind == "unlink":
            disk.wanted = False
        elif kind == "sync" and not lying:
            disk.sync(arguments[0])
        elif kind == "output":
            output += arguments[0]
            *lines, output = output.split(b"\n")
            for line in lines:
                answer = json.loads(line)
                if answer.get("ok"):
                    acknowledged.update({e["seq"]: e for e in answer.get("events", [])})
        if number % step:
            continue
        yield disk.image(lambda: False, acknowledged)
        yield disk.image(lambda: True, acknowledged)
        for _ in range(samples):
            yield disk.image(lambda: rng.random() < 0.5, acknowledged)
