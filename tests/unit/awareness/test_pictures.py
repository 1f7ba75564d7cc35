"""Every drawing has its PNG, small and made of the present drawing, and the lesson says in words what it shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from awareness.library import load
from awareness.pictures import LARGEST_BYTES, PICTURES, drawing, image, read_picture
from awareness.reading import CONTENT
from awareness.types import Lesson, Picture
from tests.pictures.lessons import WIDTH, digest_of, drawn_from

LESSONS = load().lessons


def picture_of(lesson: Lesson) -> Picture:
    """Return the picture of a lesson; each of ours has one."""
    assert lesson.picture is not None
    return lesson.picture


def test_every_file_belongs_to_a_lesson_and_every_lesson_has_its_own() -> None:
    names = [picture_of(lesson).name for lesson in LESSONS]
    assert len(set(names)) == len(names)
    files = {file.name for file in (CONTENT / PICTURES).iterdir()}
    assert files == {f"{name}.{kind}" for name in names for kind in ("svg", "png")}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.id)
def test_a_picture_is_of_today_small_and_told_in_words(lesson: Lesson) -> None:
    picture = picture_of(lesson)
    svg, png = drawing(CONTENT, picture.name), image(CONTENT, picture.name)
    assert drawn_from(png) == digest_of(svg), "run `make lesson-pictures`"
    assert png.stat().st_size <= LARGEST_BYTES
    with Image.open(png) as opened:
        assert opened.size == (WIDTH, WIDTH * 9 // 16)
    assert 20 <= len(picture.alt) <= 140
    assert picture.alt.endswith(".")
    assert "<text" not in svg.read_text(encoding="utf-8"), "no font: words stand in the lesson"


def test_a_picture_is_read_when_it_is_shown_and_a_missing_one_is_no_error(tmp_path: Path) -> None:
    library = load()
    shown = library.picture(picture_of(LESSONS[0]))
    assert shown is not None
    assert shown.startswith(b"\x89PNG")
    assert library.picture(picture_of(LESSONS[0])) is shown, "each chat that shows it would keep its own"
    assert read_picture(tmp_path, "pod-chill") is None


def test_a_name_reaches_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"x")
    assert read_picture(tmp_path, "../secret") is None
