# SPDX-License-Identifier: GPL-3.0-or-later
"""What a replay and minutes are exported as, opened by programs that others wrote: the recording in asciinema, the pages in
Chromium without a console message, every word of them there to be selected."""
import json
import re
import subprocess

from fixtures import BUREAU, LASTWORD, MEETING, prepared, run
from terminal import Terminal

# Runs the page through, selects all of it, and leaves what it saw where --dump-dom shows it.
PROBE = """<script>
const said = []; for (const name of ["error", "warn", "log"]) console[name] = (...all) => said.push(all.join(" "));
addEventListener("error", e => said.push(e.message));
addEventListener("load", () => {
  const next = document.getElementById("next"); let steps = 0;
  if (next) while (steps < 500 && +document.getElementById("at").value < +document.getElementById("at").max) { next.click(); steps++; }
  getSelection().selectAllChildren(document.body);
  const out = document.createElement("pre"); out.id = "probe";
  out.textContent = JSON.stringify({said, steps, what: (document.getElementById("what") || {}).textContent || "", selected: getSelection().toString()});
  document.body.append(out);
});
</script>"""


def held(folder):
    register = prepared(folder)
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        subprocess.run([LASTWORD, "engine", register, "--meeting", MEETING], stdin=file, capture_output=True, check=True)
    return register


def recording(folder, register):
    """Played to its end, the player's screen is the one that the replay ends with."""
    cast = f"{folder}/r.cast"
    run("export", "replay", register, MEETING, "--to", cast)
    head = json.loads(open(cast, encoding="utf-8").readline())
    t = Terminal(["asciinema", "play", "-s", "200", "-i", "0.02", cast], rows=head["height"], columns=head["width"], env={"LC_ALL": "C.UTF-8"})
    t.until("【回放】")
    # Words of the middle go by; those of the end stay.
    t.until("闭会，共", seconds=60)
    text = t.text()
    own = Terminal([LASTWORD, "replay", register, MEETING, "--lang", "zh"], rows=head["height"], columns=head["width"], env={"XDG_CONFIG_HOME": folder})
    own.until("【回放】")
    own.key("End")
    own.until("闭会，共")
    mine = own.text()
    own.key("Esc")
    own.end()
    titles = re.findall(r"(?m)^ \S \d  (\S+)", mine)
    assert len(titles) >= 5 and all(title in text for title in titles), (titles, text)
    t.close()
    own.close()
    return sum(1 for _ in open(cast, encoding="utf-8")) - 1


def page(folder, path, words):
    text = open(path, encoding="utf-8").read()
    assert "</head>" in text and "default-src 'none'" in text
    # The minutes allow no script at all; the copy that is looked into allows the probe.
    if "script-src" not in text:
        text = text.replace("default-src 'none'", "default-src 'none'; script-src 'unsafe-inline'", 1)
    probe = f"{folder}/probe.html"
    with open(probe, "w", encoding="utf-8") as file:
        file.write(text.replace("</head>", PROBE + "</head>", 1))
    done = subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--dump-dom", f"file://{probe}"],
        capture_output=True, text=True, timeout=120)
    found = re.search(r'<pre id="probe">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found, (done.stdout[-500:], done.stderr[-500:])
    seen = json.loads(found.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert seen["said"] == [], seen["said"]
    missing = [w for w in words if w not in seen["selected"]]
    assert not missing, (path, missing, seen["selected"][:500])
    return seen


def test_replays_and_minutes_in_other_programs(folder):
    register = held(folder)
    frames = recording(folder, register)
    characters = 0
    for language, words, end in (("zh", ["卫丑", "末位表态", "赵甲"], "闭会"), ("en", ["Presiding", "last, as chief", "赵甲"], "closed")):
        run("export", "replay", register, MEETING, "--to", f"{folder}/{language}.html", "--lang", language)
        seen = page(folder, f"{folder}/{language}.html", ["卫丑", "赵甲", end])
        assert seen["steps"] >= 50 and end in seen["what"], (seen["steps"], seen["what"])
        run("export", "minutes", register, MEETING, "--to", f"{folder}/m-{language}.html", "--lang", language)
        characters += len(page(folder, f"{folder}/m-{language}.html", words)["selected"])
    # The control: a page that complains is heard, and one whose words can't be selected is found.
    bad = open(f"{folder}/zh.html", encoding="utf-8").read()
    for change in (("</body>", "<script>nothing.there()</script></body>"), ("</style>", "* { user-select: none; }</style>")):
        with open(f"{folder}/bad.html", "w", encoding="utf-8") as file:
            file.write(bad.replace(*change, 1))
        try:
            page(folder, f"{folder}/bad.html", ["卫丑", "闭会"])
        except AssertionError:
            continue
        raise RuntimeError(f"not found: {change[1]}")
    print(f"players: {frames} frames of a recording played by asciinema to the replay's own end; 4 pages in Chromium, no console message, "
          f"stepped to their end, {characters} characters of minutes selected")
