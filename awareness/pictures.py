"""The drawings of lessons: an SVG to edit and the PNG made of it for chats, read only when it is shown."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from awareness.rules import Rule

PICTURES: Final = "pictures"
LARGEST_BYTES: Final = 60_000
"""Of a PNG: what a phone at the edge of the network loads in a moment."""

_NAME: Final = re.compile(r"[a-z0-9-]+")
# Whatever fetches, runs or needs a font of somebody else; a piece of the same drawing (`url(#…)`) may be used.
_FOREIGN: Final = re.compile(
    r"<(?:image|script|style|foreignObject|a)\b|@import|(?:href|src)\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)|\bon\w+\s*="
    r"|font-family\s*=\s*[\"'](?!sans-serif[\"'])",
    re.IGNORECASE,
)


def drawing(folder: Path, name: str) -> Path:
    """Return where the SVG of a picture lies in a content folder."""
    return folder / PICTURES / f"{name}.svg"


def image(folder: Path, name: str) -> Path:
    """Return where the PNG of a picture lies in a content folder."""
    return folder / PICTURES / f"{name}.png"


def read_picture(folder: Path, name: str) -> bytes | None:
    """Return the PNG of a picture; None when there is none."""
    try:
        return image(folder, name).read_bytes() if _NAME.fullmatch(name) else None
    except OSError:
        return None


def problems_of_picture(folder: Path, name: str) -> Iterator[tuple[Rule, str]]:
    """Yield what is wrong with the two files of a picture that an item names."""
    if not _NAME.fullmatch(name):
        yield Rule.MISSING_PICTURE, f"picture: {name} must be small letters, digits and hyphens"
        return
    files = (drawing(folder, name), image(folder, name))
    for file in files:
        if not file.is_file():
            yield Rule.MISSING_PICTURE, f"picture: there is no {PICTURES}/{file.name}"
    svg, png = files
    if png.is_file() and (size := png.stat().st_size) > LARGEST_BYTES:
        yield Rule.PICTURE_TOO_LARGE, f"picture: {png.name} has {size} bytes, at most {LARGEST_BYTES}"
    if svg.is_file() and (found := _FOREIGN.search(svg.read_text(encoding="utf-8", errors="replace"))):
        yield Rule.PICTURE_FOREIGN, f"picture: {svg.name} reaches outside itself: {found[0]}"


def unused_pictures(folder: Path, used: Collection[str]) -> Iterator[str]:
    """Yield the files in `pictures/` that no item names."""
    for file in sorted((folder / PICTURES).glob("*")):
        if file.suffix not in {".svg", ".png"} or file.stem not in used:
            yield file.relative_to(folder).as_posix()
