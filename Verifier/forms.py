# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of an event, by docs/protocol.schema.json: which values it has, and of what kind. Only what that file uses of JSON Schema."""
import datetime
import functools
import json
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
# No number of a record is larger.
MOST = 10**15
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.(?!000)\d{3})?(Z|[+-](?!00:00)(?:0\d|1[0-4]):[0-5]\d)", re.ASCII)
KINDS = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}


@functools.cache
def definitions():
    for path in (f"{HERE}/protocol.schema.json", f"{HERE}/../docs/protocol.schema.json"):
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                return json.load(file)["$defs"]
    raise OSError("protocol.schema.json isn't beside the verifier")


@functools.cache
def variants(kind):
    return [v for v in definitions()["event"]["oneOf"] if v["properties"]["type"].get("const") == kind]


def is_day(text):
    """A date that there is, as the program writes it."""
    try:
        return DAY.fullmatch(text) is not None and datetime.date.fromisoformat(text) is not None
    except ValueError:
        return False


def is_time(text):
    """A moment that there is, as the program writes it: no fraction that says nothing, no zone that is Z."""
    try:
        return TIME.fullmatch(text) is not None and datetime.datetime.fromisoformat(text) is not None
    except ValueError:
        return False


def is_sealed(event):
    """Minutes as they are sealed; their text is compared word for word elsewhere."""
    needed = {"type", "meeting", "language", "minutes", "approvedBy", "approvedOn", "signatures"}
    texts = all(isinstance(event.get(k), str) for k in ("meeting", "language", "minutes", "approvedBy", "approvedOn"))
    signature = {"person", "publicKey", "signature"}
    return (
        needed <= set(event) <= needed | {"form", "paper"} and texts and event["language"] in ("zh", "en") and is_day(event["approvedOn"])
        and type(event.get("form", 1)) is int and 1 <= event.get("form", 1) <= 3 and isinstance(event["signatures"], list)
        and all(isinstance(s, dict) and set(s) == signature and all(isinstance(v, str) for v in s.values()) for s in event["signatures"])
        and ("paper" not in event or fits(event["paper"], {"$ref": "#/$defs/Document"})))


def fits(value, form):
    if "$ref" in form:
        return fits(value, definitions()[form["$ref"].rsplit("/", 1)[1]])
    if "const" in form and value != form["const"] or "enum" in form and value not in form["enum"]:
        return False
    kind = form.get("type")
    if isinstance(kind, str) and not (isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))):
        return False
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > MOST:
        return False
    if isinstance(value, str) and "pattern" in form:
        pattern = form["pattern"]
        if not re.fullmatch(pattern.strip("^$"), value, re.ASCII):
            return False
        if "\\d{4}-" in pattern and not (is_time if "T" in pattern else is_day)(value):
            return False
    if isinstance(value, list):
        if not form.get("minItems", 0) <= len(value) <= form.get("maxItems", len(value)):
            return False
        return all(fits(item, form["items"]) for item in value) if "items" in form else True
    if isinstance(value, dict) and "properties" in form:
        known = form["properties"]
        return set(form.get("required", [])) <= set(value) <= set(known) and all(fits(v, known[k]) for k, v in value.items())
    return True


def is_event(event):
    """Whether it has one of the forms that its name allows."""
    return is_sealed(event) if event["type"] == "minutesSealed" else any(fits(event, v) for v in variants(event["type"]))
