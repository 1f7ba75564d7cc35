"""Pictures as phones make them, with what must not survive, and a way to know them again."""

from __future__ import annotations

import io
import secrets

import piexif
from PIL import Image, ImageChops, ImageStat

MAKER = "DienThoaiCuaNguoiBaoTin"
_SIZE = (640, 480)
_GRID = (8, 6)
_NEAR = 12.0
"""Mean difference of a channel (of 255) that JPEG may cause; two unrelated random pictures differ by about 85."""


def photograph() -> bytes:
    """Return a JPEG of random coloured squares, with position, maker and a note inside."""
    squares = Image.frombytes("RGB", _GRID, secrets.token_bytes(_GRID[0] * _GRID[1] * 3))
    exif = piexif.dump(
        {
            "0th": {piexif.ImageIFD.Make: MAKER.encode(), piexif.ImageIFD.ImageDescription: MAKER.encode()},
            "GPS": {piexif.GPSIFD.GPSLatitudeRef: b"N", piexif.GPSIFD.GPSLatitude: ((16, 1), (37, 1), (1234, 100))},
        }
    )
    made = io.BytesIO()
    squares.resize(_SIZE, Image.Resampling.NEAREST).save(made, "JPEG", exif=exif, comment=MAKER.encode(), quality=90)
    return made.getvalue()


def assert_rebuilt(shown: bytes, sent: bytes) -> None:
    """Fail unless `shown` is the picture `sent`, drawn anew, with nothing hidden inside."""
    after, before = Image.open(io.BytesIO(shown)), Image.open(io.BytesIO(sent))
    assert shown != sent
    assert not after.getexif(), "EXIF survived"
    assert MAKER.encode() not in shown, "what the phone wrote into the picture survived"
    difference = ImageChops.difference(after.convert("RGB"), before.convert("RGB").resize(after.size))
    assert max(ImageStat.Stat(difference).mean) < _NEAR, "another picture"
