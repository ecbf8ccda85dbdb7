"""Reads a register without the program: SQLite by Python's own module, the chain by hashlib."""
import contextlib
import hashlib
import json
import os
import shutil
import sqlite3

DOMAIN = b"lastword/entry/1\0"


def copied(source, path):
    """A copy in the place of another register: nothing that lies beside the other one is left to be read with it."""
    for ending in (".cache", ".lock", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path + ending)
    return shutil.copy(source, path)


@contextlib.contextmanager
def unguarded(path):
    """The register's database without the triggers that let nothing be changed; they are there again afterwards."""
    database = sqlite3.connect(path)
    guards = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert guards, path
    for name, _ in guards:
        database.execute(f"DROP TRIGGER {name}")
    yield database
    for _, sql in guards:
        database.execute(sql)
    database.commit()
    database.close()


def chain_of(path):
    """{seq: entry} of a register whose chain holds from the first entry to the last, else None."""
    try:
        database = sqlite3.connect(path)
        rows = database.execute("SELECT seq, body, hash FROM entry ORDER BY seq").fetchall()
        database.close()
    except sqlite3.Error:
        return None
    previous = bytes(32)
    entries = {}
    for number, (seq, body, stored) in enumerate(rows, 1):
        try:
            digest = hashlib.sha256(body.encode()).digest()
            entry = json.loads(body)
        except (AttributeError, ValueError):
            return None  # a column that holds no text, or no JSON
        previous = hashlib.sha256(DOMAIN + previous + digest).digest()
        canonical = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if seq != number or entry["seq"] != seq or previous != stored or canonical != body:
            return None
        entries[seq] = entry
    return entries
