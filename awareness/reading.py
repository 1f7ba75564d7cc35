"""From files to plain tables: what lies in a content folder, before anything is believed about it.

A folder holds `facts.toml`, `style.toml`, `words.toml`, drawings in `pictures/` and the folders of the items:
`lessons/` (one Markdown file a lesson: a TOML head between `+++` lines, then screens divided by `---` lines; the
number before a name is its place in the list),
`quizzes/`, `checklists/`, `paths/` (one TOML file an item) and `answers/` (TOML files with any number of
`[[answers]]`).
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, cast

from awareness.errors import ContentBroken

Table = Mapping[str, object]

CONTENT: Final = Path(__file__).parent / "content"
_HEAD: Final = re.compile(r"\A\+\+\+\n(.*?)^\+\+\+\n(.*)\Z", re.DOTALL | re.MULTILINE)
_DIVIDER: Final = re.compile(r"^---[ \t]*$", re.MULTILINE)


class Kind(StrEnum):
    """The kinds of items; the value is what a reference calls it."""

    LESSON = "lesson"
    QUIZ = "quiz"
    CHECKLIST = "checklist"
    PATH = "path"
    ANSWER = "answer"


PLACES: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.LESSON: ("lessons", "*.md"),
    Kind.QUIZ: ("quizzes", "*.toml"),
    Kind.CHECKLIST: ("checklists", "*.toml"),
    Kind.PATH: ("paths", "*.toml"),
    Kind.ANSWER: ("answers", "*.toml"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as it was written: its kind, its file (relative to the folder) and its fields."""

    kind: Kind
    file: str
    fields: Table

    @property
    def id(self) -> str:
        """The item's id, or an empty string when the file forgot it."""
        value = self.fields.get("id")
        return value if isinstance(value, str) else ""


def files_of(folder: Path, kind: Kind) -> list[Path]:
    """Return the files of one kind, by name."""
    place, pattern = PLACES[kind]
    return sorted((folder / place).glob(pattern))


def read_text(folder: Path, path: Path) -> str:
    """Return a file's text; raise `ContentBroken` when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentBroken(_name(folder, path), "cannot be read as UTF-8 text") from error


def read_table(folder: Path, path: Path) -> Table:
    """Return a TOML file as a table; raise `ContentBroken` with the line when it is not TOML."""
    return _parse(_name(folder, path), read_text(folder, path))


def read_entries(folder: Path, kind: Kind, path: Path) -> list[Entry]:
    """Return the items of one file; raise `ContentBroken` when its shape is wrong."""
    file = _name(folder, path)
    match kind:
        case Kind.LESSON:
            return [Entry(kind=kind, file=file, fields=_read_lesson(file, read_text(folder, path)))]
        case Kind.QUIZ | Kind.CHECKLIST | Kind.PATH:
            return [Entry(kind=kind, file=file, fields=read_table(folder, path))]
        case Kind.ANSWER:
            tables = tables_in(file, read_table(folder, path), "answers")
            return [Entry(kind=kind, file=file, fields=table) for table in tables]


def text_in(file: str, fields: Table, name: str, *, default: str | None = None) -> str:
    """Return a text field without outer white space; raise `ContentBroken` when it is none."""
    value = fields.get(name, default)
    if not isinstance(value, str):
        raise ContentBroken(file, f"{name} must be a text")
    return value.strip()


def texts_in(file: str, fields: Table, name: str) -> tuple[str, ...]:
    """Return a field that is a list of texts; raise `ContentBroken` when it is none."""
    value = fields.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ContentBroken(file, f"{name} must be a list of texts")
    return tuple(item.strip() for item in value)


def tables_in(file: str, fields: Table, name: str) -> list[Table]:
    """Return a field that is a list of tables; raise `ContentBroken` when it is none."""
    value = fields.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ContentBroken(file, f"{name} must be a list of tables")
    return cast(list[Table], value)


def _read_lesson(file: str, text: str) -> Table:
    found = _HEAD.match(text)
    if found is None:
        raise ContentBroken(file, "must begin with a head between two +++ lines")
    head, body = found.groups()
    screens = [screen.strip() for screen in _DIVIDER.split(body)]
    return {**_parse(file, head), "screens": [screen for screen in screens if screen]}


def _parse(file: str, text: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ContentBroken(file, f"is not TOML: {error}") from error


def _name(folder: Path, path: Path) -> str:
    return path.relative_to(folder).as_posix()
