"""How a set of labelled phrases is read and scored."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, assert_never

from handlers.understanding import Intent, Understanding, understand

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A text and the label that a person gave it; `is_near_miss`: calm, but with words of danger."""

    text: str
    label: str
    is_near_miss: bool = False

    @property
    def is_danger(self) -> bool:
        return self.label.startswith("danger")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Shares between 0 and 1, and the phrases that went wrong with the label they got.

    `danger_recall` counts a danger as found only with the right number.
    """

    danger_recall: float
    false_alarms: float
    label_accuracy: float
    wrong: tuple[tuple[Phrase, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScore:
    """Shares between 0 and 1 where a danger is a danger, whatever its number, and every talk is `other`."""

    danger_recall: float
    false_alarms: float
    label_accuracy: float


def load_phrases(name: str) -> tuple[Phrase, ...]:
    """Return the phrases of a TOML file beside this module."""
    with (HERE / name).open("rb") as file:
        rows = tomllib.load(file)["phrase"]
    return tuple(Phrase(text=row["text"], label=row["label"], is_near_miss=row.get("near_miss", False)) for row in rows)


def label_of(understanding: Understanding) -> str:
    """Return the label that the phrase files use for an understanding."""
    match understanding.intent:
        case Intent.DANGER:
            return f"danger-{understanding.danger}"
        case Intent.COMMAND | Intent.ERASE:
            return "command"
        case Intent.THANKS:
            return "greeting"
        case Intent.TIP | Intent.QUESTION | Intent.STOP | Intent.GREETING | Intent.OTHER:
            return understanding.intent.value
        case _:
            assert_never(understanding.intent)


def score(phrases: Iterable[Phrase], write: Callable[[str], str]) -> Score:
    """Return how well `understand` labels the phrases in the writing that `write` gives them."""
    results = [(phrase, label_of(understand(write(phrase.text)))) for phrase in phrases]
    dangers = [(phrase, got) for phrase, got in results if phrase.is_danger]
    calm = [(phrase, got) for phrase, got in results if not phrase.is_danger]
    return Score(
        danger_recall=sum(phrase.label == got for phrase, got in dangers) / len(dangers),
        false_alarms=sum(got.startswith("danger") for _, got in calm) / len(calm),
        label_accuracy=sum(phrase.label == got for phrase, got in results) / len(results),
        wrong=tuple((phrase, got) for phrase, got in results if phrase.label != got),
    )


def score_kinds(phrases: Iterable[Phrase], write: Callable[[str], str]) -> KindScore:
    """Return how well `understand` tells danger, tip, question and other apart."""
    results = [(phrase.label, _kind_of(label_of(understand(write(phrase.text))))) for phrase in phrases]
    dangers = [got for label, got in results if label == "danger"]
    calm = [got for label, got in results if label != "danger"]
    return KindScore(
        danger_recall=dangers.count("danger") / len(dangers),
        false_alarms=calm.count("danger") / len(calm),
        label_accuracy=sum(label == got for label, got in results) / len(results),
    )


def _kind_of(label: str) -> str:
    kind = label.split("-", 1)[0]
    return kind if kind in ("danger", "tip", "question") else "other"
