"""The accountability list as a workbook, opened by LibreOffice and saved by it as CSV: cell for cell what our own CSV says,
with formulas still text, eighteen digits still eighteen, and characters beyond the BMP."""
import csv
import io
import os
import shutil
import subprocess
import sys
import tempfile

os.environ.setdefault("LASTWORD", os.path.join(os.environ.get("LASTWORD_BUILD", ".build/release"), "lastword"))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../Torture"))
from ledger import DIGITS, EVIL, LEDGER_AT, RARE, prepared, run  # noqa: E402


def rows(data):
    return [r for r in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))]


def main():
    folder = tempfile.mkdtemp()
    try:
        register = prepared(folder)
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
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
