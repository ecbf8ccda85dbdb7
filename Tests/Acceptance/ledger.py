"""The accountability list, from a meeting to the files: the same rows and totals in each format, read by programs that
aren't ours; formulas stay text, digits and rare characters stay what they are; each audience sees what is meant for it."""
import csv
import html.parser
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile

import openpyxl

sys.path.insert(1, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
import example  # noqa: E402
from example import BUREAU, LASTWORD, run  # noqa: E402

EVIL = ["=1+1", "+86 139", "-2", "@SUM(A1)", "＝1", "=cmd|' /C calc'!A0"]
DIGITS = "500102199001011234"
RARE = "𠮷𪚥"


def engine(register, commands, *arguments):
    out = run("engine", register, *arguments, typed="\n".join(json.dumps(c, ensure_ascii=False) for c in commands) + "\n")
    # The lives that are tried lie ahead of this machine's clock, which the program says.
    for line in (line for line in out.splitlines() if not line.startswith("W-")):
        answer = json.loads(line)
        assert answer.get("ok", True), line
    return out


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.cell, self.outside = [], None, []

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = ""
        assert tag not in ("script", "link", "img", "iframe"), tag

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.rows[-1].append(self.cell)
            self.cell = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data


def outcomes(folder, register):
    """What became of the appointee, from a table as Excel saves it; anything wrong, and nothing is taken in."""
    path = f"{folder}/outcomes.csv"
    head = "任职编号,结果,日期,机构,依据,依据日期\r\n"
    good = "2026-18/m1,处分,2029-05-01,区纪委,处分决定,2029-04-30\r\n"
    wrong = [
        ("2026-18/m9,处分,2029-05-01,区纪委,处分决定,", 77), ("2026-18/m1,开除,2029-05-01,区纪委,处分决定,", 65),
        ("2026-18/m1,处分,2029-02-30,区纪委,处分决定,", 65), ("2026-18/m1,处分,2039-05-01,区纪委,处分决定,", 77),
        ("2026-18/m1,处分,2029-05-01,,处分决定,", 65), ("2026-18/m1,处分,2029-05-01,区纪委", 65),
        ("2026-18/m1,处分,2020-05-01,区纪委,处分决定,", 77),
    ]
    before = run("people", "list", register), os.path.getsize(register)
    for line, status in wrong:
        with open(path, "w", encoding="gb18030", newline="") as file:
            file.write(head + good + line + "\r\n")
        run("people", "outcomes", register, path, "--yes", "--at", "2029-05-02T09:00:00+08:00", status=status)
    with open(path, "w", encoding="gb18030", newline="") as file:
        file.write(head + good)
    said = run("people", "outcomes", register, path, "--check", "--at", "2029-05-02T09:00:00+08:00")
    assert "卫丑" in said and "受处分" in said, said
    assert (run("people", "list", register), os.path.getsize(register)) == before
    run("people", "outcomes", register, path, "--yes", "--at", "2029-05-02T09:00:00+08:00")


LEDGER_AT = "2029-07-01T09:00:00+08:00"


def prepared(folder, organisation="区教育局"):
    register = example.prepared(folder, organisation=organisation)
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        subprocess.run([LASTWORD, "engine", register, "--meeting", "2026-18"], stdin=file, capture_output=True, check=True)
    # Names that a spreadsheet would run, or spoil.
    people = [{"id": f"e{i}", "name": name, "unit": RARE, "post": DIGITS, "inCharge": []} for i, name in enumerate(EVIL)]
    paper = {"title": "推荐书", "sha256": "0" * 64}
    lodged = [
        {"do": "people.lodge", "id": f"x{i}", "kind": "personal", "recommenders": [{"person": f"e{i}", "relation": "none"}], "candidate": "p23", "post": DIGITS,
         "reasons": "好", "signedOn": "2026-12-01", "paper": paper, "at": "2026-12-01T09:00:00+08:00"}
        for i in range(len(EVIL))]
    basis = {"title": "文件", "date": "2027-01-01"}
    file = json.loads(run("show", register, "2026-18", "--json"))
    assert file["phase"] == "closed"
    a = "2026-18/m1"

    def at(day):
        return f"{day}T09:00:00+08:00"

    life = [
        {"do": "people.importPeople", "people": people, "at": at("2026-11-30")}, *lodged,
        {"do": "people.publishNotice", "appointment": a, "from": "2026-12-01", "through": "2026-12-10", "at": at("2026-12-01")},
        {"do": "people.takeOffice", "appointment": a, "on": "2026-12-15", "at": at("2026-12-15")},
        {"do": "people.endProbation", "appointment": a, "on": "2027-12-15", "result": "confirmed", "basis": basis, "at": at("2027-12-15")},
    ]
    engine(register, life)
    outcomes(folder, register)
    engine(register, [
        {"do": "people.find", "id": "f1", "appointment": a, "person": "p07", "kind": "failureOfScrutiny", "grade": "admonition", "reasons": "未核实", "basis": basis,
         "body": "区委", "on": "2029-06-01", "at": at("2029-06-01")},
        {"do": "people.impose", "id": "c1", "finding": "f1", "person": "p07", "kind": "noRecommending", "from": "2029-06-01", "through": "2030-05-31", "at": at("2029-06-02")},
        {"do": "people.answer", "finding": "f1", "on": "2029-06-05", "words": "接受", "at": at("2029-06-05")},
        {"do": "people.appeal", "finding": "f1", "on": "2029-06-06", "words": "过重", "at": at("2029-06-06")},
    ])
    return register


def main():
    folder = tempfile.mkdtemp(dir="/dev/shm")
    try:
        register = prepared(folder)
        common = ["--by", "王科员", "--at", LEDGER_AT]
        files = {}
        for name in ("a.xlsx", "a.csv", "a.html", "a.jsonl"):
            files[name] = f"{folder}/{name}"
            totals = json.loads(run("export", "accountability", register, "--to", files[name], "--json", *common))
        run("export", "accountability", register, "--to", f"{folder}/p.csv", "--plain", *common)
        head, *rows = [json.loads(line) for line in open(files["a.jsonl"], encoding="utf-8")]
        assert head["totals"] == totals and totals["rows"] == len(rows) == 4 + len(EVIL), totals
        assert totals["appointments"] >= 1 and totals["adverse"] == 1 and totals["findings"] == 1, totals
        plain = list(csv.DictReader(open(f"{folder}/p.csv", encoding="utf-8")))
        # What the list is stands in each row.
        for r in plain:
            said = [r.pop(k) for k in ("register", "scope", "from", "through", "made_by", "made_at")]
            assert said == [head["fingerprint"], "inspection", "", "", "王科员", "2029-07-01T09:00:00+08:00"], said
        assert [{k: v for k, v in r.items() if v} for r in plain] == [{k: str(v) for k, v in r.items()} for r in rows]
        raw = open(files["a.csv"], "rb").read()
        assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == raw.count(b"\n")
        excel = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
        body = excel[1:1 + len(rows)]
        unsafe = [c for r in excel for c in r if c[:1] in "=+-@＝" and c]
        assert not unsafe, unsafe
        keys = list(plain[0])
        assert [[c[1:] if c[:1] == "'" else c for c in r] for r in body] == [[r.get(k, "") for k in keys] for r in plain]
        said = {r[0]: r[1] for r in excel[1 + len(rows):] if len(r) == 2}
        assert said["制表"] == "王科员" and said["登记簿指纹"] == head["fingerprint"] and str(totals["recommenders"]) in said["合计"], said

        page = Page()
        text = open(files["a.html"], encoding="utf-8").read()
        page.feed(text)
        assert page.rows[1:] == [[r.get(k, "") for k in keys] for r in plain] and head["fingerprint"] in text
        sheet = openpyxl.load_workbook(files["a.xlsx"]).active
        cells = list(sheet.iter_rows(min_row=1, max_row=1 + len(rows)))
        formulas = sum(c.data_type == "f" for r in sheet.iter_rows() for c in r)
        assert formulas == 0 and sheet.freeze_panes == "A2" and sheet.page_setup.orientation == "landscape"
        shown = [["" if c.value is None else c.value.strftime("%Y-%m-%d") if c.is_date else str(c.value) for c in r] for r in cells[1:]]
        assert shown == [[r.get(k, "") for k in keys] for r in plain]
        kinds = {cells[1][keys.index(k)].data_type for k in ("no", "recommender")}
        assert kinds == {"n", "s"}, kinds
        texts = {c for r in shown for c in r}
        assert set(EVIL) <= texts and DIGITS in texts and any(RARE in t for t in texts)

        # What each audience sees.
        seen = {}
        for scope in ("inspection", "office", "public"):
            run("export", "accountability", register, "--to", f"{folder}/{scope}.jsonl", "--scope", scope, *common)
            seen[scope] = open(f"{folder}/{scope}.jsonl", encoding="utf-8").read()
        assert "诫勉" in seen["inspection"] and "诫勉" not in seen["office"] and "申诉中" in seen["office"]
        assert "申诉" not in seen["public"] and "处分" not in seen["public"] and "卫丑" in seen["public"]
        standing = {r["candidate"] for r in map(json.loads, seen["public"].splitlines()[1:])}
        for row in rows:
            if "appointed" not in row:
                assert row["candidate"] in standing or row["candidate"] not in seen["public"], row
        # Filters, order, and a file that is there already.
        def count(*arguments):
            return json.loads(run("export", "accountability", register, "--to", f"{folder}/f.jsonl", "--force", "--json", *common, *arguments))["rows"]
        assert count("--recommender", "p07") == 1 and count("--status", "appealed") == 1 and count("--from", "2026-12-01") == len(EVIL)
        assert count("--unit", RARE) == len(EVIL)
        for nobody in (("--candidate", "nobody"), ("--recommender", "某某")):
            run("export", "accountability", register, "--to", f"{folder}/f.jsonl", "--force", "--by", "x", *nobody, status=77)
        run("export", "accountability", register, "--to", f"{folder}/f.jsonl", "--force", "--by", "x", "--from", "2029-01-02", "--through", "2029-01-01", status=64)
        run("export", "accountability", register, "--to", f"{folder}/s.jsonl", "--sort", "strokes", "--unit", "区教育局", *common)
        strokes = [json.loads(line)["recommender"][0] for line in open(f"{folder}/s.jsonl", encoding="utf-8").read().splitlines()[1:]]
        assert strokes.index("王") < strokes.index("冯") < strokes.index("吴") < strokes.index("郑"), strokes
        before = open(files["a.csv"], "rb").read()
        said = run("export", "accountability", register, "--to", files["a.csv"], *common, status=73)
        assert "E-EXISTS" in said and open(files["a.csv"], "rb").read() == before
        run("export", "accountability", register, "--to", f"{folder}/a.doc", *common, status=64)
        run("export", "accountability", register, "--to", f"{folder}/none/a.csv", *common, status=74)
        assert not [n for n in os.listdir(folder) if ".part-" in n]
        print(f"ledger: {len(rows)} rows the same in 5 files, totals {totals}, no formula, 3 audiences")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
