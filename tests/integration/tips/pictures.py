"""Pictures as they come: with every kind of thing in them that must not survive, and hostile ones."""

from __future__ import annotations

import io
import struct
import zlib

import piexif
from PIL import Image, ImageCms, PngImagePlugin

CANARY = b"CANARY-16.6402N-106.6229E"
_SIZE = (640, 480)


def gradient(size: tuple[int, int] = _SIZE) -> Image.Image:
    """Return a picture whose corners differ: red grows to the right, green to the bottom."""
    red = Image.linear_gradient("L").rotate(90).resize(size)
    green = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (red, green, Image.new("L", size, 40)))


def _exif(orientation: int = 1) -> bytes:
    thumbnail = io.BytesIO()
    gradient((64, 48)).save(thumbnail, "JPEG", comment=CANARY)
    made: bytes = piexif.dump(
        {
            "0th": {
                piexif.ImageIFD.Make: CANARY,
                piexif.ImageIFD.Software: CANARY,
                piexif.ImageIFD.Orientation: orientation,
            },
            "Exif": {piexif.ExifIFD.UserComment: CANARY, piexif.ExifIFD.BodySerialNumber: CANARY},
            "GPS": {piexif.GPSIFD.GPSAreaInformation: CANARY, piexif.GPSIFD.GPSLatitude: ((16, 1), (38, 1), (24, 1))},
            "1st": {piexif.ImageIFD.Make: CANARY},
            "thumbnail": thumbnail.getvalue(),
        }
    )
    return made


def _profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY


def jpeg(*, orientation: int = 1, trailing: bytes = b"") -> bytes:
    """Return a JPEG with EXIF, GPS, thumbnail, XMP, a colour profile, a comment and bytes after its end."""
    file = io.BytesIO()
    xmp = b"<x:xmpmeta>" + CANARY + b"</x:xmpmeta>"
    gradient().save(file, "JPEG", exif=_exif(orientation), icc_profile=_profile(), comment=CANARY, xmp=xmp, quality=95)
    return file.getvalue() + trailing


def png() -> bytes:
    """Return a PNG with text chunks of all three kinds, EXIF, a colour profile and a private chunk."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", CANARY.decode())
    told.add_text("Zipped", CANARY.decode(), zip=True)
    told.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    told.add(b"caNr", CANARY)
    file = io.BytesIO()
    gradient().save(file, "PNG", pnginfo=told, exif=_exif(), icc_profile=_profile())
    return file.getvalue() + CANARY


def webp() -> bytes:
    """Return a WEBP with EXIF, XMP and a colour profile."""
    file = io.BytesIO()
    gradient().save(file, "WEBP", exif=_exif(), xmp=CANARY, icc_profile=_profile())
    return file.getvalue() + CANARY


def gif() -> bytes:
    """Return a GIF with a comment."""
    file = io.BytesIO()
    gradient().save(file, "GIF", comment=CANARY)
    return file.getvalue()


def stacked(*, orientation: int = 1) -> bytes:
    """Return a JPEG with further pictures behind it (MPO), as many phones store a photo beside its depth or preview."""
    file, further = io.BytesIO(), gradient((64, 48))
    further.info["comment"] = CANARY
    gradient().save(
        file, "MPO", save_all=True, append_images=[further], exif=_exif(orientation), comment=CANARY, quality=95
    )
    return file.getvalue()


def stacked_without_the_others() -> bytes:
    """Return a JPEG whose index names further pictures that are gone, as a phone's own editor leaves it."""
    whole = stacked()
    index = whole.index(b"MPF\x00")
    damaged = whole[: index + 12] + b"\xff" * 24 + whole[index + 36 :]
    return damaged[: whole.index(b"\xff\xd9\xff\xd8") + 2]


def heic(brand: bytes = b"heic") -> bytes:
    """Return the beginning of a photo as an iPhone stores it, which no library of ours can read."""
    return struct.pack(">I", 24) + b"ftyp" + brand + bytes(4) + b"mif1" + brand + bytes(2000)


def huge(size: tuple[int, int], *, progressive: bool = False) -> bytes:
    """Return a JPEG of a phone whose camera is set to its full resolution."""
    file = io.BytesIO()
    Image.new("L", size, 90).save(file, "JPEG", progressive=progressive)
    return file.getvalue()


def plain(file_format: str, mode: str, size: tuple[int, int] = (320, 200)) -> bytes:
    """Return a plain picture of a mode that phones and scanners make."""
    file = io.BytesIO()
    Image.new(mode, size).save(file, file_format)
    return file.getvalue()


def png_header(width: int, height: int) -> bytes:
    """Return a small PNG that claims to be of a size it is not."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(100)))


def png_bomb() -> bytes:
    """Return a PNG of 400 megapixels in half a megabyte or less."""
    return plain("PNG", "1", (20_000, 20_000))


def png_text_bomb() -> bytes:
    """Return a PNG whose one text chunk unpacks to 200 MB."""
    packed = zlib.compress(bytes(200_000_000), 9)
    whole = plain("PNG", "L")
    place = whole.index(b"IDAT") - 4
    return whole[:place] + _chunk(b"zTXt", b"a\x00\x00" + packed) + whole[place:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
