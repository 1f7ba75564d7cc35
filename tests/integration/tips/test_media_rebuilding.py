"""Only pixels survive, and a hostile picture ends a worker and nothing else (I-33, I-34)."""

from __future__ import annotations

import asyncio
import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.integration.tips import pictures
from tests.integration.tips.pictures import CANARY
from tips.errors import PhotoReason, PhotoRefused
from tips.media import MOST_BYTES, PhotoRebuilder

_SEGMENTS_OF_A_BARE_JPEG = {0xD8, 0xE0, 0xDB, 0xC0, 0xC4, 0xDA}


def _open(made: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(made))
    picture.load()
    return picture


def _segments(made: bytes) -> set[int]:
    """Return which JPEG segments stand before the picture's own bytes."""
    found, place = {made[1]}, 2
    while made[place + 1] != 0xDA:
        found.add(made[place + 1])
        place += 2 + int.from_bytes(made[place + 2 : place + 4], "big")
    return found | {0xDA}


@pytest.mark.parametrize("make", [pictures.jpeg, pictures.png, pictures.webp, pictures.stacked])
async def test_nothing_but_pixels_survives(make: Callable[[], bytes]) -> None:
    given = make()
    assert CANARY in given
    made = await PhotoRebuilder().rebuild(given)
    assert _segments(made) <= _SEGMENTS_OF_A_BARE_JPEG
    assert made.endswith(b"\xff\xd9")
    for trace in (CANARY, b"Exif", b"xmp", b"ICC_PROFILE", b"GPS", b"sRGB", b"Photoshop"):
        assert trace not in made
    picture = _open(made)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (640, 480))
    assert set(picture.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not picture.getexif()


@pytest.mark.parametrize("make", [pictures.jpeg, pictures.png, pictures.webp, pictures.stacked])
async def test_the_picture_is_still_the_picture(make: Callable[[], bytes]) -> None:
    before, after = _open(make()).convert("RGB"), _open(await PhotoRebuilder().rebuild(make()))
    for place in ((20, 20), (620, 20), (20, 460), (620, 460)):
        old, new = before.getpixel(place), after.getpixel(place)
        assert isinstance(old, tuple)
        assert isinstance(new, tuple)
        assert max(abs(one - other) for one, other in zip(old, new, strict=True)) < 12


@pytest.mark.parametrize(("orientation", "size"), [(1, (640, 480)), (3, (640, 480)), (6, (480, 640)), (8, (480, 640))])
async def test_a_turned_picture_stands_upright(orientation: int, size: tuple[int, int]) -> None:
    made = _open(await PhotoRebuilder().rebuild(pictures.jpeg(orientation=orientation)))
    assert made.size == size


async def test_a_phone_that_stores_further_pictures_behind_a_photo_is_read_too() -> None:
    made = await PhotoRebuilder().rebuild(pictures.stacked(orientation=6))
    assert _open(made).size == (480, 640)
    assert made.count(b"\xff\xd8\xff") == 1


async def test_an_index_of_pictures_that_are_gone_spoils_no_photo() -> None:
    assert _open(await PhotoRebuilder().rebuild(pictures.stacked_without_the_others())).size == (640, 480)


@pytest.mark.parametrize("progressive", [False, True])
async def test_a_phone_set_to_its_full_resolution_is_read(progressive: bool) -> None:
    made = _open(await PhotoRebuilder().rebuild(pictures.huge((9280, 6944), progressive=progressive)))
    assert made.size == (2560, 1916)


async def test_what_hangs_behind_the_picture_is_gone() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("../../etc/passwd", CANARY)
    made = await PhotoRebuilder().rebuild(pictures.jpeg(trailing=archive.getvalue()))
    assert b"passwd" not in made
    assert not zipfile.is_zipfile(io.BytesIO(made))


async def test_a_big_picture_becomes_smaller() -> None:
    made = _open(await PhotoRebuilder().rebuild(pictures.plain("JPEG", "RGB", (6000, 4000))))
    assert made.size == (2560, 1707)


@pytest.mark.parametrize(
    ("file_format", "mode"),
    [("PNG", "1"), ("PNG", "L"), ("PNG", "LA"), ("PNG", "P"), ("PNG", "RGBA"), ("PNG", "I;16"), ("JPEG", "CMYK")],
)
async def test_every_mode_of_phones_and_scanners_is_taken(file_format: str, mode: str) -> None:
    assert _open(await PhotoRebuilder().rebuild(pictures.plain(file_format, mode))).mode == "RGB"


async def test_what_is_transparent_becomes_white() -> None:
    assert _open(await PhotoRebuilder().rebuild(pictures.plain("PNG", "RGBA"))).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", PhotoReason.NOT_A_PICTURE),
        (b"hello", PhotoReason.NOT_A_PICTURE),
        (b"%PDF-1.7 ...", PhotoReason.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PhotoReason.NOT_A_PICTURE),
        (b"\xff\xd8\xff" + bytes(100), PhotoReason.NOT_A_PICTURE),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), PhotoReason.NOT_A_PICTURE),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(50), PhotoReason.NOT_A_PICTURE),
        (b"PK\x03\x04" + pictures.jpeg(), PhotoReason.NOT_A_PICTURE),
        (bytes(MOST_BYTES + 1), PhotoReason.TOO_LARGE),
        (pictures.gif(), PhotoReason.NOT_A_PICTURE),
        (pictures.heic(), PhotoReason.HEIC),
        (pictures.heic(b"mif1"), PhotoReason.HEIC),
        (pictures.heic(b"avif"), PhotoReason.HEIC),
        (pictures.heic(b"isom"), PhotoReason.NOT_A_PICTURE),
        (pictures.huge((20_000, 3_200)), PhotoReason.TOO_MANY_PIXELS),
        (pictures.huge((12_000, 9_000)), PhotoReason.TOO_MANY_PIXELS),
        (pictures.png_bomb(), PhotoReason.TOO_MANY_PIXELS),
        (pictures.png_header(65_535, 65_535), PhotoReason.TOO_MANY_PIXELS),
        (pictures.png_header(2_000_000_000, 2_000_000_000), PhotoReason.TOO_MANY_PIXELS),
        (pictures.png_header(4_000, 4_000), PhotoReason.BROKEN),
        (pictures.png_header(0, 0), PhotoReason.NOT_A_PICTURE),
        (pictures.jpeg()[:30_000], PhotoReason.BROKEN),
        (pictures.png()[:3_000], PhotoReason.BROKEN),
    ],
    ids=lambda value: value if isinstance(value, PhotoReason) else f"{len(value)} bytes",
)
async def test_what_is_no_picture_or_a_hostile_one_is_refused_with_its_reason(data: bytes, reason: PhotoReason) -> None:
    with pytest.raises(PhotoRefused) as refused:
        await PhotoRebuilder().rebuild(data)
    assert refused.value.reason is reason


async def test_text_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(PhotoRefused):
        await PhotoRebuilder().rebuild(pictures.png_text_bomb())


async def test_a_worker_that_hangs_is_ended() -> None:
    with pytest.raises(PhotoRefused) as refused:
        await PhotoRebuilder(seconds=0).rebuild(pictures.jpeg())
    assert refused.value.reason is PhotoReason.BROKEN


async def test_of_many_at_once_all_come_through_or_hear_busy() -> None:
    rebuilder = PhotoRebuilder(most_waiting=4)
    small = pictures.plain("PNG", "L")
    answers = await asyncio.gather(*(rebuilder.rebuild(small) for _ in range(7)), return_exceptions=True)
    made = [answer for answer in answers if isinstance(answer, bytes)]
    refused = [answer.reason for answer in answers if isinstance(answer, PhotoRefused)]
    assert (len(made), refused) == (4, [PhotoReason.BUSY] * 3)
    assert (await rebuilder.rebuild(small)).startswith(b"\xff\xd8")


async def test_the_original_touches_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    await PhotoRebuilder().rebuild(pictures.jpeg())
    with pytest.raises(PhotoRefused):
        await PhotoRebuilder().rebuild(pictures.jpeg()[:30_000])
    assert list(tmp_path.iterdir()) == []


async def test_the_worker_can_write_no_file_and_take_no_gigabytes(tmp_path: Path) -> None:
    tries = (
        "from pathlib import Path; from tips.media_worker import limit_this_process; limit_this_process()\n"
        "for attempt in (lambda: Path({path!r}).write_bytes(b'x' * 100), lambda: bytes(2 * 1024**3)):\n"
        "    try: attempt()\n"
        "    except (OSError, MemoryError) as error: print(type(error).__name__)\n"
    ).format(path=str(tmp_path / "file"))
    house = Path(__file__).parents[3]
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-c", tries, cwd=house, stdout=asyncio.subprocess.PIPE
    )
    told, _ = await worker.communicate()
    assert told.split() == [b"OSError", b"MemoryError"]
