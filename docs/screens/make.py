#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the screens, from their cells. usage: make.py FOLDER-WITH-JSON FOLDER-FOR-PNG

`make screens` writes the cells (as the tests see them) and calls this. Narrow glyphs are drawn in DejaVu
Sans Mono, wide ones in Noto Sans Mono CJK SC; the colours are those of the standard theme."""
import json
import os
import sys
import unicodedata

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 9, 20
GROUND, INK = (16, 18, 22), (214, 218, 224)
ROLES = {
    "plain": (INK, None, False), "dim": ((128, 134, 144), None, False), "strong": ((255, 255, 255), None, True),
    "title": ((86, 182, 194), None, True), "bar": (GROUND, INK, False), "key": ((86, 182, 194), None, True),
    "selected": (GROUND, (222, 226, 232), False), "suggested": ((229, 192, 91), None, True),
    "good": ((120, 200, 120), None, True), "bad": ((240, 110, 110), None, True),
    "warning": ((229, 192, 91), None, True), "field": (INK, (44, 50, 60), False),
}
MONO = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"
BOLD = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf"
CJK = ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
FONTS = {False: (ImageFont.truetype(MONO, 15), ImageFont.truetype(CJK[0], 16, index=7)), True: (ImageFont.truetype(BOLD, 15), ImageFont.truetype(CJK[1], 16, index=7))}


def picture(screen):
    rows, columns = screen["rows"], screen["columns"]
    image = Image.new("RGB", (columns * WIDTH + 16, rows * HEIGHT + 16), GROUND)
    draw = ImageDraw.Draw(image)
    for index, (glyph, role) in enumerate(screen["cells"]):
        row, column = divmod(index, columns)
        x, y = 8 + column * WIDTH, 8 + row * HEIGHT
        ink, ground, bold = ROLES[role]
        if glyph == "":
            continue
        wide = unicodedata.east_asian_width(glyph[0]) in "WF"
        if ground:
            draw.rectangle((x, y, x + WIDTH * (2 if wide else 1) - 1, y + HEIGHT - 1), fill=ground)
        if glyph == "█":
            draw.rectangle((x, y + 2, x + WIDTH - 1, y + HEIGHT - 3), fill=ink)
        elif glyph == "─":
            draw.line((x, y + HEIGHT // 2, x + WIDTH - 1, y + HEIGHT // 2), fill=ink)
        elif glyph == "│":
            draw.line((x + WIDTH // 2, y, x + WIDTH // 2, y + HEIGHT - 1), fill=ink)
        elif glyph != " ":
            draw.text((x, y + (-2 if wide else 1)), glyph, font=FONTS[bold][1 if wide else 0], fill=ink)
    if "cursor" in screen:
        row, column = screen["cursor"]
        x, y = 8 + column * WIDTH, 8 + row * HEIGHT
        draw.rectangle((x, y + HEIGHT - 3, x + WIDTH - 1, y + HEIGHT - 1), fill=(229, 192, 91))
    return image.quantize(32)


source, target = sys.argv[1:3]
made = 0
for file in sorted(os.listdir(source)):
    if file.endswith(".json"):
        with open(os.path.join(source, file), encoding="utf-8") as text:
            picture(json.load(text)).save(os.path.join(target, file[:-5] + ".png"), optimize=True)
        made += 1
print(f"screens: {made} pictures")
