"""Photos of a tip: rebuilt from their pixels in a limited process, two at once. Originals never touch the disk.

The original comes as bytes, goes to the worker through a pipe, and is gone when this call returns. What comes
back carries pixels and nothing else: no place, no phone model, no thumbnail. Voice and video have no way in.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tips.errors import PhotoReason, PhotoRefused
from tips.media_verdict import Verdict

MOST_BYTES = 20 * 1024 * 1024
AT_ONCE = 2
_MOST_WAITING = 20
_SECONDS = 30
_WORKER = "tips.media_worker"
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"}
"""How a still picture in an MP4-like box names itself (ISO/IEC 23008-12); a film names itself otherwise."""

_HOUSE = Path(__file__).parent.parent


class PhotoRebuilder:
    """Starts one worker a photo; at most two at once, and at most twenty photos wait for their turn."""

    def __init__(self, *, at_once: int = AT_ONCE, most_waiting: int = _MOST_WAITING, seconds: float = _SECONDS) -> None:
        self._places = asyncio.Semaphore(at_once)
        self._most_waiting = most_waiting
        self._seconds = seconds
        self._waiting = 0

    async def rebuild(self, data: bytes) -> bytes:
        """Return the picture as a bare JPEG: upright, at most 2560 pixels a side, quality 85.

        Takes JPEG, PNG and WEBP by content, up to 20 MB and 40 megapixels (JPEG: 65); of a JPEG with further
        pictures behind it the first. Raises `PhotoRefused` with a reason.
        """
        if len(data) > MOST_BYTES:
            raise PhotoRefused(PhotoReason.TOO_LARGE)
        if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
            raise PhotoRefused(PhotoReason.HEIC)
        if not _looks_like_a_picture(data):
            raise PhotoRefused(PhotoReason.NOT_A_PICTURE)
        if self._waiting >= self._most_waiting:
            raise PhotoRefused(PhotoReason.BUSY)
        self._waiting += 1
        try:
            async with self._places:
                return await self._in_worker(data)
        finally:
            self._waiting -= 1

    async def _in_worker(self, data: bytes) -> bytes:
        worker = await asyncio.create_subprocess_exec(
            sys.executable,
            "-s",
            "-m",
            _WORKER,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=_HOUSE,
            # Nothing of our environment, tokens above all, is within reach of a picture that breaks a decoder.
            env={"PYTHONPATH": str(_HOUSE), "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "1"},
        )
        try:
            async with asyncio.timeout(self._seconds):
                made, _ = await worker.communicate(data)
        except TimeoutError as error:
            raise PhotoRefused(PhotoReason.BROKEN) from error
        finally:
            if worker.returncode is None:
                worker.kill()
                await worker.wait()
        if worker.returncode != Verdict.DONE:
            raise PhotoRefused(_reason(worker.returncode))
        if not made.startswith(b"\xff\xd8"):
            raise PhotoRefused(PhotoReason.BROKEN)
        return made


def _looks_like_a_picture(data: bytes) -> bool:
    """Read the first bytes, so that most of what is no picture costs no process."""
    jpeg, png = data.startswith(b"\xff\xd8\xff"), data.startswith(b"\x89PNG\r\n\x1a\n")
    return jpeg or png or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def _reason(status: int | None) -> PhotoReason:
    match status:
        case Verdict.TOO_MANY_PIXELS:
            return PhotoReason.TOO_MANY_PIXELS
        case Verdict.NOT_A_PICTURE:
            return PhotoReason.NOT_A_PICTURE
        case _:
            return PhotoReason.BROKEN
