"""The drawings of the lessons as small PNGs for chats: `python -m tests.pictures.lessons`, `make lesson-pictures`.

Each PNG carries the digest of its SVG, so that a test without a browser sees when a drawing was changed and not
rendered again.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from pathlib import Path
from typing import Final

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from awareness.pictures import PICTURES
from awareness.reading import CONTENT
from tests.journeys.browser import chromium

WIDTH: Final = 800
"""Pixels; what a phone shows sharply over its whole width."""
_COLOURS: Final = 64
_DIGEST: Final = "svg-sha256"


def digest_of(svg: Path) -> str:
    """Return the digest of a drawing as its PNG carries it."""
    return hashlib.sha256(svg.read_bytes()).hexdigest()


def drawn_from(png: Path) -> str:
    """Return the digest of the drawing that a PNG was made of, or an empty string."""
    with Image.open(png) as image:
        return str(image.info.get(_DIGEST, ""))


async def _main() -> None:
    folder = CONTENT / PICTURES
    async with chromium() as browser:
        page = await browser.new_page(viewport={"width": WIDTH, "height": WIDTH * 9 // 16})
        for svg in sorted(folder.glob("*.svg")):
            png = svg.with_suffix(".png")
            if png.exists() and drawn_from(png) == digest_of(svg):
                continue
            await page.goto(svg.as_uri())
            png.write_bytes(_small(await page.locator("svg").screenshot(), digest_of(svg)))


def _small(screenshot: bytes, digest: str) -> bytes:
    """Return a PNG of few colours: flat drawings lose nothing and weigh a quarter."""
    note = PngInfo()
    note.add_text(_DIGEST, digest)
    made = io.BytesIO()
    with Image.open(io.BytesIO(screenshot)) as image:
        few = image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        few.save(made, "PNG", optimize=True, pnginfo=note)
    return made.getvalue()


if __name__ == "__main__":
    asyncio.run(_main())
