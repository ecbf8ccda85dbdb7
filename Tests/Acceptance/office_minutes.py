# SPDX-License-Identifier: GPL-3.0-or-later
"""Minutes and excerpt of the example meeting as an office reads them, in both languages, and what a clerk looks for in them."""
import os
import re
import subprocess

from fixtures import BUREAU, ENV, LASTWORD, MEETING, ROOT, prepared, run

GOLDEN = os.path.join(ROOT, "Tests/Acceptance/golden")


def held(folder):
    register = prepared(folder)
    with open(f"{BUREAU}/meeting.jsonl", encoding="utf-8") as file:
        subprocess.run([LASTWORD, "engine", register, "--meeting", MEETING], stdin=file, capture_output=True, env=ENV, check=True)
    return register


def made(folder, register, name, language, *more):
    path = f"{folder}/{name}.{language}.txt"
    run("export", "minutes", register, MEETING, "--to", path, "--lang", language, *more)
    with open(path, encoding="utf-8") as file:
        return file.read()


def test_minutes_read_as_they_were_found_good(folder, write):
    register = held(folder)
    for language in ("zh", "en"):
        for name, more in (("minutes", ()), ("excerpt", ("--matter", "m2"))):
            # Hashes and the fingerprint are another test's.
            text = re.sub(r"(?m)^(材料校验值|Paper's hash|指纹|Fingerprint|议事规则|Profile)(：|: ).*\n", "", made(folder, register, name, language, *more))
            path = f"{GOLDEN}/{name}.{language}.txt"
            if write:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(text)
            with open(path, encoding="utf-8") as file:
                assert file.read() == text, path


def test_a_clerk_finds_what_belongs_in_minutes(folder):
    text = made(folder, held(folder), "minutes", "zh")
    body, annex = text.split("核验附页")
    # The title stands once, times are written as people write them, posts stand with the names.
    assert body.count("2026 年第 18 次党组会") == 1 and "时间：2026年11月23日 14:30 – 16:02" in body
    assert "主持：赵甲（党组书记）" in body and "孙丙（副局长）" in body
    # Who came late, who left, who was away and why.
    assert "冯壬（党组成员）〔14:32 到会〕" in body and "〔15:44 离会〕" in body and "周戊（副局长），在市里参加培训" in body
    assert "（应到会 9 人，实到会 8 人）" in body
    # Each person with the present post and the one it is about; what was checked and what it concluded.
    assert "卫丑，现任教育科副科长，拟任教育科科长" in body and "韩辰，现任基建科科长，拟免基建科科长" in body
    assert "纪检监察机关意见（卫丑）" in body and "：无不同意见" in body and "：审计完结" in body
    # One decision a matter, as a sentence; recusals with their reasons; one who spoke last a matter.
    assert len(re.findall("(?m)^会议决定：", body)) == 5 and "会议决定：同意任命卫丑" in body
    assert "回避：冯壬（推荐亲属）" in body and body.count("（末位表态）") == 5
    # The ballot with all its figures, the end, and who signs.
    assert "发出表决票 8 张，收回 8 张，有效 8 张，无效 0 张：同意 6 票，不同意 1 票，弃权 1 票" in body
    assert "散会。" in body and all(f"{who}（签名）" in body for who in ("主持人 赵甲", "监票人 吴己", "监票人 郑庚", "记录人 陈癸"))
    # What is for verification alone stands apart.
    for only in ("指纹", "校验值", "步", "nanchuan", "L1"):
        assert only not in body, only
    assert "指纹：" in annex and "材料校验值：" in annex


def test_an_excerpt_says_nobodys_view(folder):
    register = held(folder)
    for language, said in (("zh", ("孙丙", "表态", "教研成绩突出")), ("en", ("孙丙", "Views", "教研成绩突出"))):
        text = made(folder, register, "excerpt", language, "--matter", "m2")
        assert ("会议决定：" if language == "zh" else "Decision: ") in text and "5" in text
        assert not any(word in text for word in said), text
