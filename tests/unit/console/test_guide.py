"""The demo's path: any order, left and taken up again, and nothing is done that was not seen done."""

from __future__ import annotations

import asyncio
from pathlib import Path

import jinja2
import pytest

from awareness.library import load
from bot.demo_witness import is_without_marks, shows_a_lesson
from console.demo import guide as guides
from console.demo.guide import PATH, Guide, Panel, Task, Wish
from console.demo.pages import desk_page, is_receipt

_TEMPLATES = Path(guides.__file__).parents[1] / "templates"


class _Witness:
    """Sees what a test wants it to see."""

    def __init__(self) -> None:
        self.sees: set[Task] = set()
        self.begun = 0

    async def seen(self) -> frozenset[Task]:
        return frozenset(self.sees)

    async def begin(self) -> None:
        self.begun += 1
        self.sees.clear()


@pytest.fixture
def witness() -> _Witness:
    return _Witness()


@pytest.fixture
def guide(witness: _Witness) -> Guide:
    return Guide(witness)


def test_seven_steps_hold_every_task_once() -> None:
    told = [hint.task for step in PATH for hint in step]
    assert len(PATH) == 7
    assert sorted(told) == sorted(Task)


async def test_what_was_seen_done_stays_done(guide: Guide, witness: _Witness) -> None:
    witness.sees = {Task.PHOTO}
    await guide.look()
    witness.sees = {Task.LESSON}
    await guide.look()
    assert guide.done == {Task.PHOTO, Task.LESSON}
    assert guide.is_step_done(0)
    assert not guide.is_step_done(3)


async def test_the_version_grows_only_with_news(guide: Guide, witness: _Witness) -> None:
    witness.sees = {Task.LESSON}
    await guide.look()
    version = guide.version
    await guide.look()
    assert guide.version == version
    witness.sees = {Task.LESSON, Task.QUESTION}
    await guide.look()
    assert guide.version > version


async def test_the_next_task_is_the_first_that_is_not_done(guide: Guide, witness: _Witness) -> None:
    await guide.follow(Wish.STEP, "4")
    witness.sees = {Task.SENT}
    await guide.look()
    assert guide.next_task is not None
    assert (guide.next_task.task, guide.next_task.panel) == (Task.PHOTO, Panel.VILLAGER)
    witness.sees = {Task.SENT, Task.PHOTO, Task.NOTED}
    await guide.look()
    assert guide.next_task is None


async def test_the_path_goes_no_step_by_itself(guide: Guide, witness: _Witness) -> None:
    witness.sees = set(Task)
    await guide.look()
    assert guide.place == 0


async def test_left_and_taken_up_at_the_same_place(guide: Guide) -> None:
    await guide.follow(Wish.STEP, "5")
    await guide.follow(Wish.LEAVE)
    assert guide.is_left
    await guide.follow(Wish.RESUME)
    assert (guide.is_left, guide.place) == (False, 4)


async def test_after_the_last_step_it_is_over_and_begins_anew(guide: Guide, witness: _Witness) -> None:
    witness.sees = {Task.LESSON}
    await guide.look()
    await guide.follow(Wish.STEP, "8")
    assert guide.is_over
    assert guide.step == ()
    await guide.follow(Wish.AGAIN)
    assert (guide.place, guide.done, witness.begun) == (0, frozenset(), 1)


async def test_a_look_from_before_the_new_beginning_does_not_count() -> None:
    class _Slow(_Witness):
        def __init__(self) -> None:
            super().__init__()
            self.looking, self.may_answer = asyncio.Event(), asyncio.Event()

        async def seen(self) -> frozenset[Task]:
            seen = frozenset(self.sees)
            self.looking.set()
            await self.may_answer.wait()
            return seen

    witness = _Slow()
    witness.sees = {Task.LESSON}
    guide = Guide(witness)
    look = asyncio.create_task(guide.look())
    await witness.looking.wait()
    await guide.follow(Wish.AGAIN)
    witness.may_answer.set()
    await look
    assert guide.done == frozenset()


@pytest.mark.parametrize("value", ["0", "9", "-1", "x", "", "١"])
async def test_a_step_that_is_none_changes_nothing(guide: Guide, value: str) -> None:
    await guide.follow(Wish.STEP, "3")
    await guide.follow(Wish.STEP, value)
    assert guide.place == 2


@pytest.mark.parametrize("value", ["de", "../vi", ""])
async def test_a_language_that_is_none_changes_nothing(guide: Guide, value: str) -> None:
    await guide.follow(Wish.LANGUAGE, "en")
    await guide.follow(Wish.LANGUAGE, value)
    assert guide.language == "en"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_have_words_for_everything(language: str) -> None:
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True)
    said = vars(templates.get_template(f"demo/words_{language}.html").module)
    assert set(said["tasks"]) == set(Task)
    assert set(said["panels"]) == set(Panel)
    assert len(said["steps"]) == len(PATH)
    assert said["other_language"][0] == {"vi": "en", "en": "vi"}[language]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("pod chill la gi", True),
        ("Pod chill là gì", False),
        ("di dau", True),
        ("đi dau", False),
        ("pod chill la gì".replace("ì", "i\u0300"), False),
        ("/start", False),
        ("", False),
    ],
)
def test_words_without_marks(text: str, expected: bool) -> None:
    assert is_without_marks(text) is expected


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("http://127.0.0.1:8080/console/cases/T-222222", "/console/cases/T-222222"),
        ("/console", "/console"),
        ("//example.org/console", "/console"),
        ("/consoles", ""),
        ("/hop-thu", ""),
        ("https://example.org/", ""),
        ("", ""),
    ],
)
def test_only_pages_of_the_console_open_on_the_desk(address: str, path: str) -> None:
    assert desk_page(address) == path


def test_a_code_is_told_from_other_bold_words() -> None:
    assert is_receipt("9199 0676 5456 1095 70")
    assert not is_receipt("Mã 9199 0676 5456 1095 70")


def test_an_answer_that_begins_like_a_lesson_is_no_lesson_read() -> None:
    lessons = load().lessons
    first = lessons[0]
    assert shows_a_lesson([f"{first.title} (1/4)\n{first.screens[0]}"], lessons)
    assert not shows_a_lesson([f"{first.screens[0]}\n\nNguồn: một tờ báo"], lessons)
