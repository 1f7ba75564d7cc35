"""A newcomer adds a lesson, or an answer, with one file and nothing else."""

import shutil
from pathlib import Path

import pytest

from awareness.check import check
from awareness.choose import next_lesson
from awareness.errors import ContentBroken
from awareness.library import load
from awareness.reading import CONTENT
from awareness.types import LessonId

_LESSON = """+++
id = "an-toi"
title = "Bữa tối có cả nhà"
topics = ["gia-dinh"]
language = "vi"
source = "Báo Tiền Phong"
reviewer = ""
reviewed = ""
+++
Ăn tối cùng nhau, kể nhau nghe chuyện trong ngày.

---

Cất điện thoại đi một lúc.

---

Có chuyện gấp, gọi {fact:police}.
"""
_ANSWER = """[[answers]]
id = "la-khat"
title = "Lá khát là gì?"
ask = ["lá khát là lá gì"]
text = "Lá khát là lá cây phơi khô, có chất gây nghiện."
source = "Bộ Công an"
topics = ["ma-tuy-moi"]
language = "vi"
reviewer = ""
reviewed = ""
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def test_a_lesson_is_one_file(folder: Path) -> None:
    before = load(folder).lessons
    (folder / "lessons" / "an-toi.md").write_text(_LESSON, encoding="utf-8")
    library = load(folder)
    lesson = library.lesson(LessonId("an-toi"))
    assert check(folder) == []
    assert lesson.screens == (
        "Ăn tối cùng nhau, kể nhau nghe chuyện trong ngày.",
        "Cất điện thoại đi một lúc.",
        "Có chuyện gấp, gọi 113.",
    )
    assert lesson.picture is None
    assert set(library.lessons) == {*before, lesson}
    assert next_lesson(library.lessons, {one.id for one in before}) == lesson


def test_an_answer_is_one_file_and_found_at_once(folder: Path) -> None:
    assert load(folder).best("la khat la j") is None
    (folder / "answers" / "cay.toml").write_text(_ANSWER, encoding="utf-8")
    answer = load(folder).best("la khat la j")
    assert check(folder) == []
    assert answer is not None
    assert answer.id == "la-khat"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{fact:police}", "{fact:khong_co}", "unknown placeholder"),
        ('id = "an-toi"', 'id = "pod-chill"', "is taken"),
        ('id = "an-toi"', 'id = ""', "has no id"),
        ('title = "Bữa tối có cả nhà"', "", "title must be a text"),
        ("+++\n", "", "must begin with a head"),
        ('source = "', "source = ", "is not TOML"),
    ],
)
def test_a_broken_lesson_is_named_when_the_shelf_is_read(folder: Path, old: str, new: str, told: str) -> None:
    (folder / "lessons" / "an-toi.md").write_text(_LESSON.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentBroken, match=told) as caught:
        _ = load(folder).lessons
    assert caught.value.file in {"lessons/an-toi.md", "lessons/01-pod-chill.md"}


def test_an_uncertain_fact_is_never_served(folder: Path) -> None:
    with (folder / "facts.toml").open("a", encoding="utf-8") as file:
        file.write('\n[moi]\nkind = "money"\nvalue = "5 đồng"\nsource = "nghe nói"\ntag = "U"\n')
    with pytest.raises(ContentBroken, match="moi"):
        _ = load(folder).answers


def test_nothing_is_read_before_the_first_use(tmp_path: Path) -> None:
    library = load(tmp_path / "nowhere")
    with pytest.raises(ContentBroken):
        _ = library.lessons
