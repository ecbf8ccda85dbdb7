# SPDX-License-Identifier: GPL-3.0-or-later
"""The accountability list, from a meeting to the files: the same rows and totals in each format, read by programs that
aren't ours; formulas stay text, digits and rare characters stay what they are; each audience sees what is meant for it."""
import csv
import html.parser
import io
import json
import os

import openpyxl

from fixtures import DIGITS, EVIL, RARE, lived, run


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


LEDGER_AT = "2029-07-01T09:00:00+08:00"


def test_list_in_every_format(folder):
    register = lived(folder)
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
