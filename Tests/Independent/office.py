# SPDX-License-Identifier: GPL-3.0-or-later
"""The accountability list as a workbook, opened by LibreOffice and saved by it as CSV: cell for cell what our own CSV says,
with formulas still text, eighteen digits still eighteen, and characters beyond the BMP."""
import csv
import io
import subprocess

from fixtures import DIGITS, EVIL, RARE, lived, run
from ledger import LEDGER_AT


def rows(data):
    return [r for r in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def test_workbook_through_an_office_program(folder):
    register = lived(folder)
    common = ["--by", "王科员", "--at", LEDGER_AT]
    for name in ("a.xlsx", "a.csv"):
        run("export", "accountability", register, "--to", f"{folder}/{name}", *common)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false', "--outdir", f"{folder}/out", f"{folder}/a.xlsx"],
        check=True, capture_output=True, timeout=300)
    theirs = rows(open(f"{folder}/out/a.csv", "rb").read())
    ours = [[c[1:] if c[:1] == "'" else c for c in r] for r in rows(open(f"{folder}/a.csv", "rb").read())]
    width = max(len(r) for r in ours)
    strip = lambda table: [(r + [""] * width)[:width] for r in table if any(r)]
    a, b = strip(ours), strip(theirs)
    assert a == b, next((x, y) for x, y in zip(a, b) if x != y)
    cells = {c for r in b for c in r}
    assert set(EVIL) <= cells and DIGITS in cells and any(RARE in c for c in cells)
    print(f"office: {len(b)} rows of {width} cells, the same after LibreOffice; {len(EVIL)} formulas still text")
