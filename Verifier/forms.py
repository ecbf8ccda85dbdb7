"""The form of an event, by docs/protocol.schema.json: which values it has, and of what kind. Only what that file uses of JSON Schema."""
import functools
import json
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
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


def fits(value, form):
    if "$ref" in form:
        return fits(value, definitions()[form["$ref"].rsplit("/", 1)[1]])
    if "const" in form and value != form["const"] or "enum" in form and value not in form["enum"]:
        return False
    kind = form.get("type")
    if isinstance(kind, str) and not (isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))):
        return False
    if isinstance(value, str) and "pattern" in form and not re.search(form["pattern"], value):
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
    """Whether it has one of the forms that its name allows. Sealed minutes are compared word for word instead."""
    return event["type"] == "minutesSealed" or any(fits(event, v) for v in variants(event["type"]))
