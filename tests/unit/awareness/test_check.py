"""`content check` passes our content and refuses one planted bad item for each rule, by name."""

import json
import shutil
import unicodedata
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from awareness.check import check, report
from awareness.reading import CONTENT
from awareness.rules import Rule

_ANSWER = """
[[answers]]
id = "moi"
title = "Câu mới"
ask = ["câu hỏi mới là gì"]
text = "{text}"
source = "{source}"
topics = ["gia-dinh"]
language = "vi"
reviewer = "{reviewer}"
reviewed = "{reviewed}"
{more}
"""
_QUIZ = """
id = "moi"
title = "Câu đố"
topics = []
language = "vi"
source = "Bộ Công an"
reviewer = ""
reviewed = ""
[[questions]]
text = "Có nên xách hộ không?"
explanation = "{explanation}"
options = [{{ text = "Có", right = {first} }}, {{ text = "Không", right = {second} }}]
"""
_MORE_QUESTIONS = """
[[questions]]
text = "Có nên thử không?"
explanation = "Vì hại."
options = [{ text = "{one}" }, { text = "{other}", right = true }]
"""

Plant = Callable[[Path], str]


def _answer(
    text: str = "Một câu trả lời.",
    source: str = "Bộ Công an",
    reviewer: str = "",
    reviewed: str = "",
    more: str = "",
) -> Plant:
    def plant(folder: Path) -> str:
        written = _ANSWER.format(text=text, source=source, reviewer=reviewer, reviewed=reviewed, more=more)
        (folder / "answers" / "moi.toml").write_text(written, encoding="utf-8")
        return "answers/moi.toml"

    return plant


def _quiz(
    explanation: str = "Vì không rõ bên trong.",
    first: str = "false",
    second: str = "true",
    more: int = 2,
    labels: tuple[str, str] = ("Nên", "Đừng"),
) -> Plant:
    def plant(folder: Path) -> str:
        written = _QUIZ.format(explanation=explanation, first=first, second=second)
        written += _MORE_QUESTIONS.replace("{one}", labels[0]).replace("{other}", labels[1]) * more
        (folder / "quizzes" / "moi.toml").write_text(written, encoding="utf-8")
        return "quizzes/moi.toml"

    return plant


def _fact(tag: str = "V", source: str = "Báo", more: str = "") -> Plant:
    def plant(folder: Path) -> str:
        with (folder / "facts.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[moi]\nkind = "figure"\nvalue = "9"\nsource = "{source}"\ntag = "{tag}"\n{more}')
        return "facts.toml"

    return plant


def _copied_lesson(folder: Path) -> str:
    shutil.copy(folder / "lessons" / "01-pod-chill.md", folder / "lessons" / "moi.md")
    return "lessons/moi.md"


def _decomposed_lesson(folder: Path) -> str:
    path = folder / "lessons" / "01-pod-chill.md"
    path.write_text(unicodedata.normalize("NFD", path.read_text(encoding="utf-8")), encoding="utf-8")
    return "lessons/01-pod-chill.md"


def _lesson_without_head(folder: Path) -> str:
    (folder / "lessons" / "moi.md").write_text("Chỉ có chữ.", encoding="utf-8")
    return "lessons/moi.md"


def _lesson_with_dead_quiz(folder: Path) -> str:
    path = folder / "lessons" / "01-pod-chill.md"
    written = path.read_text(encoding="utf-8").replace('quiz = "hoc-duong"', 'quiz = "khong-co"')
    path.write_text(written, encoding="utf-8")
    return "lessons/01-pod-chill.md"


def _answer_without_a_subject(folder: Path) -> str:
    file = _answer()(folder)
    written = (folder / file).read_text(encoding="utf-8").replace('["gia-dinh"]', '["chuyen-khac"]')
    (folder / file).write_text(written, encoding="utf-8")
    return file


def _lesson_without_title(folder: Path) -> str:
    path = folder / "lessons" / "01-pod-chill.md"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("title")), encoding="utf-8")
    return "lessons/01-pod-chill.md"


def _changed(file: str, old: str, new: str) -> Plant:
    def plant(folder: Path) -> str:
        path = folder / file
        written = path.read_text(encoding="utf-8")
        assert old in written
        path.write_text(written.replace(old, new), encoding="utf-8")
        return file

    return plant


def _picture(name: str, content: bytes | None, told_of: str = "lessons/01-pod-chill.md") -> Plant:
    """Put another file in the place of a picture's, or none."""

    def plant(folder: Path) -> str:
        path = folder / "pictures" / name
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
        return told_of

    return plant


POD = "lessons/01-pod-chill.md"
FOREIGN = (
    b'<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.com/a.png"/></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><style>@import "a.css"</style></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><text font-family="Comic Sans">a</text></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(https://example.com/#a)"/></svg>',
)
PLANTED: list[tuple[Rule, Plant]] = [
    (Rule.FIGURE_NOT_IN_FACTS, _answer("Bị phạt 30 triệu đồng.")),
    (Rule.FIGURE_NOT_IN_FACTS, _answer("Theo Điều 249 của luật.")),
    (Rule.FIGURE_NOT_IN_FACTS, _answer("Có đến 12% số em đã thử.")),
    (Rule.FIGURE_NOT_IN_FACTS, _answer("Bị phạt hai năm tù.")),
    (Rule.FIGURE_NOT_IN_FACTS, _answer("Gọi 113 ngay.")),
    (Rule.FIGURE_NOT_IN_FACTS, _answer("Xem luật.", source="Nghị định 1/2020")),
    (Rule.HOTLINE_UNKNOWN, _answer("Gọi 0912 345 678 nhé.")),
    (Rule.HOTLINE_UNKNOWN, _answer("Gọi 114 nhé.")),
    (Rule.TAG_UNCERTAIN, _fact(tag="U")),
    (Rule.TAG_UNCERTAIN, _fact(tag="chắc")),
    (Rule.SHAMING_WORD, _answer("Đừng thành con nghiện.")),
    (Rule.SHAMING_WORD, _answer("Đừng SA ĐOẠ.")),
    (Rule.FORBIDDEN_PROMISE, _answer("Tin của bạn được giữ kín tuyệt đối.")),
    (Rule.FORBIDDEN_PROMISE, _answer("Tin đã mã hoá nên an toàn.")),
    (Rule.MISSING_SOURCE, _answer(source="")),
    (Rule.MISSING_SOURCE, _fact(source="")),
    (Rule.SCREEN_TOO_LONG, _answer("Chữ này dài. " * 50)),
    (Rule.SENTENCE_TOO_LONG, _answer("chữ " * 40)),
    (Rule.DEAD_LINK, _answer("Bị phạt {fact:khong_co}.")),
    (Rule.DEAD_LINK, _answer("Xem {lesson:pod-chill}.")),
    (Rule.DEAD_LINK, _answer(more='lesson = "khong-co"')),
    (Rule.DEAD_LINK, _lesson_with_dead_quiz),
    (Rule.DEAD_LINK, _answer_without_a_subject),
    (Rule.SENTENCES_TOO_LONG_ON_AVERAGE, _answer(("Câu này " + "dài " * 15 + ". ") * 4)),
    (Rule.WRONG_LENGTH, _quiz(more=1)),
    (Rule.WRONG_LENGTH, _quiz(more=5)),
    (Rule.WRONG_LENGTH, _changed(POD, "\n---\n", "\n")),
    (Rule.WRONG_LENGTH, _changed(POD, "\n---\n", "\n---\nThêm một màn.\n---\nThêm nữa.\n---\n")),
    (Rule.WRONG_LENGTH, _changed("checklists/phao-dai.toml", "[[weeks.items]]", "[[weeks]]")),
    (Rule.LABEL_INSIDE_LABEL, _quiz(labels=("Nên", "Không nên"))),
    (Rule.LABEL_INSIDE_LABEL, _changed("paths/giup-nguoi-than.toml", '"Chọn cách cai"', '"Gọi cho ai trước"')),
    (Rule.LABEL_INSIDE_LABEL, _changed("checklists/phao-dai.toml", '"Giúp nhau"', '"Gần nhau hơn"')),
    (Rule.MISSING_PICTURE, _picture("pod-chill.png", None)),
    (Rule.MISSING_PICTURE, _picture("pod-chill.svg", None)),
    (Rule.MISSING_PICTURE, _changed(POD, 'picture = "pod-chill"', 'picture = "../facts"')),
    (Rule.MISSING_ALT, _changed(POD, "alt = ", 'alt = ""\n#')),
    (Rule.PICTURE_TOO_LARGE, _picture("pod-chill.png", b"x" * 60_001)),
    *((Rule.PICTURE_FOREIGN, _picture("pod-chill.svg", drawn)) for drawn in FOREIGN),
    (Rule.PICTURE_UNUSED, _picture("khac.png", b"x", "pictures/khac.png")),
    (Rule.PICTURE_UNUSED, _picture("pod-chill.gif", b"x", "pictures/pod-chill.gif")),
    (Rule.DUPLICATE_ID, _copied_lesson),
    (Rule.QUIZ_WITHOUT_EXPLANATION, _quiz(explanation="")),
    (Rule.QUIZ_WITHOUT_RIGHT_ANSWER, _quiz(second="false")),
    (Rule.QUIZ_WITHOUT_RIGHT_ANSWER, _quiz(first="true")),
    (Rule.UNKNOWN_FIELD, _answer(more='mau = "đỏ"')),
    (Rule.UNKNOWN_FIELD, _fact(more='ghi = "chú"')),
    (Rule.MISSING_FIELD, _lesson_without_title),
    (Rule.NOT_NFC, _decomposed_lesson),
    (Rule.REVIEWER_WITHOUT_DATE, _answer(reviewer="Người Nào Đó")),
    (Rule.REVIEWER_WITHOUT_DATE, _answer(reviewer="Người Nào Đó", reviewed="hôm qua")),
    (Rule.DATE_WITHOUT_REVIEWER, _answer(reviewed="2026-11-24")),
    (Rule.UNREADABLE_FILE, _lesson_without_head),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def test_our_content_has_no_problem() -> None:
    assert check() == []


@pytest.mark.parametrize(("rule", "plant"), PLANTED, ids=lambda value: value if isinstance(value, Rule) else "")
def test_a_planted_bad_item_is_refused_by_name(folder: Path, rule: Rule, plant: Plant) -> None:
    file = plant(folder)
    problems = check(folder)
    assert (rule, file) in {(problem.rule, problem.file) for problem in problems}
    assert all(problem.message for problem in problems)


def test_every_rule_has_a_planted_item() -> None:
    assert {rule for rule, _ in PLANTED} == set(Rule)


@pytest.mark.parametrize(
    "plant",
    [
        _answer("Gọi {fact:police}, bị phạt {fact:vape_fine_use}."),
        _answer("Một lần thử cũng hại. Người đang cai vẫn còn nghiện."),
        _answer(reviewer="Người Nào Đó", reviewed="2026-11-24"),
        _quiz(),
        _fact(tag="2"),
    ],
)
def test_a_good_item_is_not_refused(folder: Path, plant: Plant) -> None:
    plant(folder)
    assert check(folder) == []


@pytest.mark.parametrize("file", ["facts.toml", "style.toml", "words.toml", "subjects.toml", "answers/gia-dinh.toml"])
def test_a_broken_or_missing_file_is_named_and_the_rest_still_checked(folder: Path, file: str) -> None:
    planted = _answer(source="")(folder)
    (folder / file).write_text("= hỏng", encoding="utf-8")
    found = {(problem.rule, problem.file) for problem in check(folder)}
    assert (Rule.UNREADABLE_FILE, file) in found
    assert (Rule.MISSING_SOURCE, planted) in found


def test_the_report_counts_what_is_there_and_how_it_reads() -> None:
    numbers = report()
    assert numbers.counts["lesson"] >= 14
    assert numbers.counts["quiz"] >= 5
    assert (numbers.counts["checklist"], numbers.counts["path"]) == (1, 1)
    assert numbers.drafts == sum(numbers.counts.values())
    assert set(numbers.reading_by_kind) == set(numbers.counts)
    for kind, figures in {**numbers.reading_by_kind, "all": numbers.reading}.items():
        assert 0 < figures.longest_screen <= 500, kind
        assert 0 < figures.words_per_sentence < 10, kind
        assert 0 < figures.longest_sentence <= 22, kind
    assert numbers.reading.screens == sum(figures.screens for figures in numbers.reading_by_kind.values())


def test_the_report_is_plain_data_and_skips_what_cannot_be_read(folder: Path) -> None:
    _lesson_without_head(folder)
    (folder / "facts.toml").write_text("= hỏng", encoding="utf-8")
    numbers = json.loads(json.dumps(asdict(report(folder))))
    assert numbers["counts"]["lesson"] == report().counts["lesson"]
    assert numbers["facts"] == 0
