# SPDX-License-Identifier: GPL-3.0-or-later
"""The yearly report, against the record: every matter of the year's closed meetings once, every appointment once, and no name."""
import json
import sqlite3
from collections import Counter

import generated
from fixtures import run

SETTLED = {"decided": "settled", "failed": "failed", "returned": "givenBack", "sentBack": "givenBack", "withdrawn": "withdrawn"}


def test_the_report_of_a_year_is_the_records(folder):
    register = generated.register(folder, 40, 20261201, 0)
    report = json.loads(run("export", "year", register, "2026", "--json"))
    wanted, meetings = Counter(), 0
    for meeting in json.loads(run("verify", register, "--json"))["meetings"]:
        if meeting["phase"] != "closed":
            continue
        meetings += 1
        for m in json.loads(run("show", register, meeting["id"], "--json"))["matters"]:
            passed = m["status"] == "decided" and m["result"]["outcome"] == "passed"
            wanted[m["kind"], "passed" if passed else SETTLED.get(m["status"], "deferred")] += 1
    found = Counter({(line["kind"], key): line[key] for line in report["lines"] for key in ("passed", "failed", "deferred", "givenBack", "withdrawn", "settled") if line[key]})
    assert found == wanted and report["meetings"] == meetings > 10, (found - wanted, wanted - found)
    assert all(line["put"] == sum(line[k] for k in ("passed", "failed", "deferred", "givenBack", "withdrawn", "settled")) for line in report["lines"])
    db = sqlite3.connect(register)
    count = lambda kind: db.execute("SELECT count(*) FROM entry WHERE json_extract(body, '$.event.type') = ?", (kind,)).fetchone()[0]
    assert report["appointments"] == count("appointed") > 0 and report["recommendations"] == count("lodged")
    assert report["noticed"] == count("noticePublished") and report["inOffice"] == count("officeTaken")
    # What became of them is of the year in which it was recorded.
    later = json.loads(run("export", "year", register, "2027", "--json"))
    assert sum(later["outcomes"].values()) == count("outcomeRecorded") and later["appointments"] == later["meetings"] == 0
    for language in ("zh", "en"):
        text = run("export", "year", register, "2026", language=language)
        assert "2026" in text and not any(f"某{c}" in text for c in generated.CANDIDATES) and "赵甲" not in text, text
    run("export", "year", register, "26", status=64)
