"""Rebuild one picture in a process of its own: pixels in, a bare JPEG out. `python -m tips.media_worker`.

It reads a picture from stdin and writes to stdout; its exit status is the answer. It gives itself hard limits
on memory, CPU time and files before it looks at the first byte, so that a hostile picture ends this process
and nothing else: a picture that cannot be decoded ends it with a traceback that nobody reads. Only pixels
survive: they are pasted on a fresh canvas, because a re-saved image still carries comments and profiles.
Source: facts/tip-line.md 4.10.
"""

from __future__ import annotations

import io
import resource
import sys

from PIL import Image, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile

from tips.media_verdict import Verdict

MOST_PIXELS = 40_000_000
MOST_PIXELS_OF_A_JPEG = 65_000_000
"""A phone set to its camera's full 50 or 64 megapixels: a JPEG is unpacked at half its size and less."""

LONGEST_SIDE = 2560
QUALITY = 85
_JPEG_START = b"\xff\xd8\xff"
_OTHER_FORMATS = ("PNG", "WEBP")
_MEMORY_BYTES = 1024 * 1024 * 1024
_CPU_SECONDS = 15
_SIXTEEN_TO_EIGHT_BITS = 1 / 256


class NotTaken(Exception):
    """This picture is not taken, for the reason in `verdict`."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.name)
        self.verdict = verdict


def rebuild(data: bytes) -> bytes:
    """Return the picture as a JPEG without anything but its pixels, upright, at most 2560 pixels a side.

    Raises `NotTaken`, or whatever the decoder raises on a broken file.
    """
    with _opened(data) as picture:
        # The header tells the size; nothing is decoded before it was found small enough.
        if isinstance(picture, JpegImageFile) and picture.width * picture.height <= MOST_PIXELS_OF_A_JPEG:
            picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        if picture.width * picture.height > MOST_PIXELS:
            raise NotTaken(Verdict.TOO_MANY_PIXELS)
        upright = ImageOps.exif_transpose(picture)
        upright.load()
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    canvas = _on_fresh_canvas(upright)
    written = io.BytesIO()
    canvas.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def _opened(data: bytes) -> Image.Image:
    try:
        if data.startswith(_JPEG_START):
            # Many phones keep further pictures behind a photo (MPO: its depth, a preview, the brighter half of
            # Ultra HDR). Asked this way, Pillow reads the first and not even the index of the others.
            return JpegImageFile(io.BytesIO(data))
        return Image.open(io.BytesIO(data), formats=_OTHER_FORMATS)
    except (OSError, SyntaxError) as error:
        raise NotTaken(Verdict.NOT_A_PICTURE) from error


def _on_fresh_canvas(picture: Image.Image) -> Image.Image:
    canvas = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        # What is transparent becomes white, as a reader of the case would see it.
        seen = picture.convert("RGBA")
        canvas.paste(seen, mask=seen.getchannel("A"))
    elif picture.mode.startswith("I"):
        canvas.paste(picture.convert("I").point(lambda value: value * _SIXTEEN_TO_EIGHT_BITS).convert("L"))
    else:
        canvas.paste(picture.convert("RGB"))
    return canvas


def limit_this_process() -> None:
    """Cap address space and CPU time; no file may be written, no core left behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))


def main() -> int:
    """Rebuild what stands on stdin; the return value is the exit status."""
    limit_this_process()
    # We check the size ourselves, to tell too large from broken; a cut file must not be filled up with grey.
    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        made = rebuild(sys.stdin.buffer.read())
    except NotTaken as refused:
        return refused.verdict
    except MemoryError:
        return Verdict.TOO_MANY_PIXELS
    sys.stdout.buffer.write(made)
    return Verdict.DONE


if __name__ == "__main__":
    sys.exit(main())
