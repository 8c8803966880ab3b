#!/usr/bin/env python3
"""Draws the pages of this folder into ../files. Needs Chromium and Pillow; what it draws is committed."""

import subprocess
from pathlib import Path

from PIL import Image, ImageChops

HERE = Path(__file__).parent.resolve()
FILES = HERE.parent / "files"


def chromium(*options):
    base = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    subprocess.run([*base, *options], check=True, capture_output=True)


def draw(page):
    picture = FILES / f"{page.stem}.png"
    chromium("--force-device-scale-factor=2", "--window-size=540,1400", f"--screenshot={picture}", page.as_uri())
    image = Image.open(picture).convert("RGB")
    below = Image.new("RGB", image.size, image.getpixel((0, image.height - 1)))
    box = ImageChops.difference(image, below).getbbox()
    image.crop((0, 0, image.width, box[3])).quantize(64).save(picture, optimize=True)


for page in sorted([*HERE.glob("chat-*.html"), *HERE.glob("post-*.html")]):
    draw(page)
note = HERE / "nota-informativa.html"
chromium("--no-pdf-header-footer", f"--print-to-pdf={FILES / 'nota-informativa.pdf'}", note.as_uri())
