"""Pictures as they arrive: with notes hidden in every place a format has, and pictures made to do harm."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

import piexif
from PIL import Image, PngImagePlugin

from tests.privacy.residents import MARKER, photo

MARK = MARKER.encode()


def _image(mode: str = "RGB") -> Image.Image:
    return Image.radial_gradient("L").convert(mode).resize((320, 240))


def _saved(image: Image.Image, kind: str, **how: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


def _jpeg_with(segment: int, content: bytes) -> bytes:
    plain = _saved(_image(), "JPEG")
    return plain[:2] + bytes([0xFF, segment]) + struct.pack(">H", len(content) + 2) + content + plain[2:]


def _with_thumbnail() -> bytes:
    small = _saved(_image().resize((40, 30)), "JPEG", comment=MARK)
    exif = piexif.dump({"0th": {}, "1st": {piexif.ImageIFD.Make: MARK}, "thumbnail": small})
    return _saved(_image(), "JPEG", exif=exif)


def _with_position() -> bytes:
    return _saved(_image(), "JPEG", exif=_position())


def _position() -> bytes:
    gps = {
        piexif.GPSIFD.GPSLatitudeRef: b"N",
        piexif.GPSIFD.GPSLatitude: ((16, 1), (37, 1), (1234, 100)),
        piexif.GPSIFD.GPSAreaInformation: MARK,
    }
    made: bytes = piexif.dump({"GPS": gps})
    return made


def _png_with(kind: bytes, content: bytes) -> bytes:
    plain = _saved(_image(), "PNG")
    chunk = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return plain[:33] + chunk + plain[33:]


def _png_texts() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", MARKER)
    info.add_itxt("XML:com.adobe.xmp", MARKER)
    info.add_text("Author", MARKER, zip=True)
    return _saved(_image(), "PNG", pnginfo=info)


def _webp() -> bytes:
    exif = piexif.dump({"0th": {piexif.ImageIFD.Artist: MARK}})
    return _saved(_image(), "WEBP", exif=exif, xmp=b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>", icc_profile=_profile())


def _profile() -> bytes:
    """Not a valid profile, but a place to hide something in."""
    return b"\0" * 128 + MARK + b"\0" * 64


def _mpo() -> bytes:
    first, second = _image(), _image().rotate(90)
    second.info["comment"] = MARK
    made = io.BytesIO()
    first.save(made, "MPO", save_all=True, append_images=[second], comment=MARK, exif=_position())
    return made.getvalue() + MARK


def _gain_map() -> bytes:
    """An Ultra HDR photo: XMP that announces a second picture, and that picture behind the first."""
    plain = _jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + b'<x hdrgm:Version="1.0">' + MARK)
    return plain + _saved(_image().resize((80, 60)), "JPEG", comment=MARK)


def _moving() -> bytes:
    """A photo with its few seconds of film, and their sound, behind it."""
    return _saved(_image(), "JPEG", exif=_position()) + struct.pack(">I", 24) + b"ftypmp42" + bytes(4) + MARK


def _gif() -> bytes:
    return _saved(_image("P"), "GIF", comment=MARK, save_all=True, append_images=[_image("P").rotate(45)])


CARRIERS: dict[str, Callable[[], bytes]] = {
    "JPEG: maker, description, comment, position": photo,
    "JPEG: position and area": _with_position,
    "JPEG: thumbnail": _with_thumbnail,
    "JPEG: XMP": lambda: _jpeg_with(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + MARK),
    "JPEG: ICC": lambda: _saved(_image(), "JPEG", icc_profile=_profile()),
    "JPEG: IPTC": lambda: _jpeg_with(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(MARK)) + MARK),
    "JPEG: comment": lambda: _jpeg_with(0xFE, MARK),
    "JPEG: maker's own segment": lambda: _jpeg_with(0xEF, MARK),
    "JPEG: JFIF extension": lambda: _jpeg_with(0xE0, b"JFXX\0\x10" + MARK),
    "JPEG: bytes after the end": lambda: _saved(_image(), "JPEG") + MARK,
    "JPEG: UTF-16 in the comment": lambda: _jpeg_with(0xFE, MARKER.encode("utf-16-le")),
    "JPEG: gray": lambda: _saved(_image("L"), "JPEG", comment=MARK),
    "JPEG: CMYK": lambda: _saved(_image("CMYK"), "JPEG", comment=MARK),
    "JPEG: progressive": lambda: _saved(_image(), "JPEG", progressive=True, comment=MARK),
    "JPEG: a ZIP behind it": lambda: _saved(_image(), "JPEG") + b"PK\x03\x04" + MARK,
    "PNG: texts": _png_texts,
    "PNG: eXIf": lambda: _png_with(b"eXIf", b"II*\0" + MARK),
    "PNG: ICC": lambda: _saved(_image(), "PNG", icc_profile=_profile()),
    "PNG: unknown chunk": lambda: _png_with(b"teSt", MARK),
    "PNG: bytes after the end": lambda: _saved(_image(), "PNG") + MARK,
    "PNG: with transparency": lambda: _saved(_image("RGBA"), "PNG", pnginfo=None) + MARK,
    "WEBP: EXIF, XMP, ICC": _webp,
    "WEBP: bytes after the end": lambda: _saved(_image(), "WEBP") + MARK,
    "GIF: comment": _gif,
    "MPO: second picture": _mpo,
    "JPEG: gain map of Ultra HDR": _gain_map,
    "JPEG: a film behind it": _moving,
}


def _bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that would unpack to gigabytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(min(width + 1, 4_000_000)))
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, content in ((b"IHDR", header), (b"IDAT", body), (b"IEND", b"")):
        parts.append(struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content)))
    return b"".join(parts)


def _text_bomb() -> bytes:
    """A small picture whose text chunk unpacks to hundreds of megabytes."""
    return _png_with(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb of 3,600 megapixels": lambda: _bomb(60_000, 60_000),
    "bomb just over the limit": lambda: _bomb(8_000, 5_001),
    "a line of two billion": lambda: _bomb(2_000_000_000, 1),
    "text chunk bomb": _text_bomb,
    "cut JPEG": lambda: photo()[: len(photo()) // 2],
    "cut PNG": lambda: _saved(_image(), "PNG")[:-200],
    "cut WEBP": lambda: _saved(_image(), "WEBP")[:-100],
    "JPEG start and nothing": lambda: b"\xff\xd8\xff\xe0" + bytes(100),
    "text with a picture's start": lambda: b"\x89PNG\r\n\x1a\n" + b"<script>alert(1)</script>" * 20,
    "web page": lambda: b"<html><body>" + MARK,
    "SVG": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "PDF": lambda: b"%PDF-1.7\n" + MARK,
    "program": lambda: b"\x7fELF\x02\x01\x01" + bytes(200),
    "ZIP": lambda: b"PK\x03\x04" + bytes(200),
    "TIFF": lambda: _saved(_image(), "TIFF"),
    "BMP": lambda: _saved(_image(), "BMP"),
    "empty": lambda: b"",
}
