"""One way to break the program: texts in files become others, and named tests must go red.

invariant = "I-33"
breaks = "the picture keeps its notes"
tests = ["tests/privacy/test_pictures.py::test_i33_…"]

[[edit]]
file = "tips/media_worker.py"
before = '''exact text, once in the file'''
after = '''what stands there instead'''
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "patches"


class PatchDoesNotApply(Exception):
    """The text to replace is not in the file, or more than once: the program moved on, the patch must follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One replaced text."""

    file: str
    before: str
    after: str

    def applied(self, source: str) -> str:
        """Return the broken text of the file. Raises `PatchDoesNotApply`."""
        if source.count(self.before) != 1:
            raise PatchDoesNotApply(f"{self.file} holds the text {source.count(self.before)} times, not once")
        return source.replace(self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """One mutant."""

    name: str
    invariant: str
    breaks: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]
    prepares_anew: bool

    def apply(self, root: Path) -> None:
        """Break the copy of the program under `root`. Raises `PatchDoesNotApply`."""
        for edit in self.edits:
            path = root / edit.file
            path.write_text(edit.applied(path.read_text(encoding="utf-8")), encoding="utf-8")


def load_all() -> tuple[Patch, ...]:
    """Return every patch, in the order of their names."""
    return tuple(load(path) for path in sorted(FOLDER.glob("*.toml")))


def load(path: Path) -> Patch:
    """Read one patch file."""
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    return Patch(
        name=path.stem,
        invariant=values["invariant"],
        breaks=values["breaks"],
        edits=tuple(Edit(file=one["file"], before=one["before"], after=one["after"]) for one in values["edit"]),
        tests=tuple(values["tests"]),
        prepares_anew=values.get("prepares_anew", False),
    )
