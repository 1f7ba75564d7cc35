"""Teaching the second reader: `python -m tests.unit.understanding.teach` writes its weights from our own phrases.

A softmax regression with L2, by AdaGrad, in plain Python; the order of rows comes from their digests, so that the
same phrases always give the same file. `--check` leaves out every fifth situation in turn and prints how the
reader alone does on what it has not seen. Frozen sets are never taught.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from math import exp, sqrt
from pathlib import Path
from typing import Final, NamedTuple

from handlers.understanding import second_reader
from handlers.understanding.danger import find_danger
from handlers.understanding.judge import LEXICON
from handlers.understanding.reading import read
from handlers.understanding.second_reader import KINDS, SCALE, Kind, SecondReader, traits, written
from tests.unit.understanding.scoring import HERE, Phrase, load_phrases
from tests.unit.understanding.writings import as_typed, without_marks

OWN_FILES: Final = ("phrases.toml", "phrases_people.toml", "phrases_people_two.toml")
WEIGHTS_FILE: Final = Path(second_reader.__file__).with_name("second_reader.txt")
_TAUGHT_WRITINGS: Final[tuple[Callable[[str], str], ...]] = (as_typed, without_marks)
_ROUNDS: Final = 30
_STEP: Final = 0.5
_DECAY: Final = 1 / 30
"""L2 per phrase seen once; what sklearn calls 1 / C."""
_CALM_COUNTS: Final = 1.5
_SEEN_AT_LEAST: Final = 3
"""Phrases that must hold a pair of words or a word with marks before it is learnt; single bare words need one."""
_FOLDS: Final = 5


class Row(NamedTuple):
    """One phrase in one writing, as the reader sees it."""

    traits: tuple[str, ...]
    kind: int


def own_phrases() -> tuple[Phrase, ...]:
    """Return every phrase of ours that may be taught, everyday talk among them."""
    everyday = (HERE / "everyday.txt").read_text(encoding="utf-8").splitlines()
    labelled = [phrase for name in OWN_FILES for phrase in load_phrases(name)]
    return (*labelled, *(Phrase(text=line, label="other") for line in everyday))


def digest(phrases: Iterable[Phrase]) -> str:
    """Return what names a set of phrases; the weights file says of which it was made."""
    rows = sorted(f"{phrase.label}\t{phrase.text}" for phrase in phrases)
    return sha256("\n".join(rows).encode()).hexdigest()[:16]


def _kind_of(label: str) -> int:
    kinds = [kind.value for kind in KINDS]
    return kinds.index(label) if label in kinds else kinds.index(Kind.OTHER)


def _see(text: str) -> set[str]:
    reading = read(text)
    hits = LEXICON.find(reading)
    return set(map(written, traits(reading, hits, find_danger(reading, hits))))


def _rows(phrases: Sequence[Phrase]) -> list[Row]:
    """Return the phrases in the taught writings, without traits too rare to be learnt."""
    seen = [[_see(write(phrase.text)) for write in _TAUGHT_WRITINGS] for phrase in phrases]
    often = Counter(trait for writings in seen for trait in writings[0])
    bare = Counter(trait for writings in seen for trait in writings[1])
    kept = {
        trait
        for trait, count in (often | bare).items()
        if count >= _SEEN_AT_LEAST or (trait.isascii() and " " not in trait)
    }
    rows = [
        Row(tuple(sorted(found & kept)), _kind_of(phrase.label))
        for phrase, writings in zip(phrases, seen, strict=True)
        for found in writings
    ]
    return sorted(rows, key=lambda row: sha256(repr(row).encode()).digest())


def teach(phrases: Sequence[Phrase]) -> dict[str, list[float]]:
    """Return the weight of each trait for each kind, learnt from `phrases`; the same for the same phrases."""
    rows = _rows(phrases)
    weights = {trait: [0.0] * len(KINDS) for row in rows for trait in row.traits}
    slopes = {trait: [1e-4] * len(KINDS) for trait in weights}
    uses = Counter(trait for row in rows for trait in row.traits)
    for _ in range(_ROUNDS):
        for row in rows:
            _learn(row, weights, slopes, uses)
    return weights


def _learn(row: Row, weights: dict[str, list[float]], slopes: dict[str, list[float]], uses: Counter[str]) -> None:
    """Move the weights of one row's traits one step towards its kind."""
    length = sqrt(len(row.traits))
    sums = [sum(column) / length for column in zip(*(weights[trait] for trait in row.traits), strict=True)]
    highest = max(sums)
    raised = [exp(one - highest) for one in sums]
    whole = sum(raised)
    counts = 1.0 if KINDS[row.kind].startswith("danger") else _CALM_COUNTS
    errors = [counts * (one / whole - (kind == row.kind)) / length for kind, one in enumerate(raised)]
    for trait in row.traits:
        own, slope, decay = weights[trait], slopes[trait], _DECAY / uses[trait]
        for kind, error in enumerate(errors):
            pull = error + decay * own[kind]
            slope[kind] += pull * pull
            own[kind] -= _STEP * pull / sqrt(slope[kind])


def rounded(weights: Mapping[str, Sequence[float]]) -> dict[str, list[int]]:
    """Return `weights` as the reader takes them: whole numbers, times SCALE."""
    return {trait: [round(SCALE * weight) for weight in row] for trait, row in weights.items()}


def write(weights: dict[str, list[float]], phrases: Sequence[Phrase]) -> str:
    """Return the text of the weights file; traits that say next to nothing are left out."""
    lines = [
        "# What each trait of a message speaks for, times 100; made by `python -m tests.unit.understanding.teach`.",
        f"# phrases: {digest(phrases)}",
        "# " + "\t".join(("trait", *KINDS)),
    ]
    for trait, numbers in sorted(rounded(weights).items()):
        if any(abs(number) >= SCALE // 10 for number in numbers):
            lines.append("\t".join((trait, *map(str, numbers))))
    return "\n".join(lines) + "\n"


def check(phrases: Sequence[Phrase]) -> str:
    """Return how the reader alone does on situations it was not taught, in both taught writings."""
    lines = []
    places = {phrase.text: int(sha256(phrase.text.encode()).hexdigest(), 16) % _FOLDS for phrase in phrases}
    guesses: dict[str, list[tuple[Phrase, float, str]]] = {"as typed": [], "without marks": []}
    for fold in range(_FOLDS):
        reader = SecondReader(rounded(teach([phrase for phrase in phrases if places[phrase.text] != fold])))
        for phrase in phrases:
            if places[phrase.text] == fold:
                for name, spell in zip(guesses, _TAUGHT_WRITINGS, strict=True):
                    reading = read(spell(phrase.text))
                    hits = LEXICON.find(reading)
                    opinion = reader.weigh(reading, hits, find_danger(reading, hits))
                    guesses[name].append((phrase, opinion.danger, f"danger-{opinion.number}"))
    for name, rows in guesses.items():
        dangers = [row for row in rows if row[0].is_danger]
        calm = [row for row in rows if not row[0].is_danger]
        for bar in (0.5, 0.6, 0.7, 0.8):
            found = sum(sure > bar and number == phrase.label for phrase, sure, number in dangers) / len(dangers)
            alarms = sum(sure > bar for _, sure, _ in calm) / len(calm)
            lines.append(f"{name:14} surer than {bar:.0%}: danger recall {found:.1%}, false alarms {alarms:.1%}")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Write the weights file, or with `--check` print the figures on situations left out."""
    phrases = own_phrases()
    if "--check" in arguments:
        print(check(phrases))
        return
    text = write(teach(phrases), phrases)
    WEIGHTS_FILE.write_text(text, encoding="utf-8")
    print(
        f"{WEIGHTS_FILE.name}: {len(text.splitlines())} lines, {len(text.encode()) // 1024} KB, {len(phrases)} phrases"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
