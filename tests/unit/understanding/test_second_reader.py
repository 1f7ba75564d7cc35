"""The second reader: its weights belong to today's phrases, it learns words apart, it knows when it knows nothing."""

from __future__ import annotations

from math import exp, sqrt

import pytest

from handlers.understanding import Danger, Intent, understand
from handlers.understanding.danger import find_danger
from handlers.understanding.judge import LEXICON, SECOND_READER
from handlers.understanding.reading import read
from handlers.understanding.second_reader import (
    KINDS,
    SCALE,
    Kind,
    Opinion,
    SecondReader,
    traits,
    written,
)
from handlers.understanding.weights import read_weights
from tests.unit.understanding.scoring import Phrase
from tests.unit.understanding.teach import WEIGHTS_FILE, digest, own_phrases, rounded, teach, write

_FEW = (
    Phrase(text="hắn rớt xuống giếng", label="danger-115"),
    Phrase(text="nó rớt xuống hồ", label="danger-115"),
    Phrase(text="hắn quơ đao", label="danger-113"),
    Phrase(text="nó quơ cào", label="danger-113"),
    Phrase(text="mai nó đi chợ", label="other"),
    Phrase(text="mai hắn đi rẫy", label="other"),
)


def _weigh(reader: SecondReader, text: str) -> Opinion:
    reading = read(text)
    hits = LEXICON.find(reading)
    return reader.weigh(reading, hits, find_danger(reading, hits))


def test_the_committed_weights_were_made_from_todays_phrases() -> None:
    lines = WEIGHTS_FILE.read_text(encoding="utf-8").splitlines()
    made_from = next(line for line in lines if line.startswith("# phrases: ")).removeprefix("# phrases: ")
    assert made_from == digest(own_phrases()), "run: python -m tests.unit.understanding.teach"
    assert {len(row) for row in read_weights(lines).values()} == {len(KINDS)}


def test_the_same_phrases_always_make_the_same_file() -> None:
    assert write(teach(_FEW), _FEW) == write(teach(_FEW[::-1]), _FEW[::-1])


def test_words_learnt_apart_are_known_together() -> None:
    reader = SecondReader(rounded(teach(_FEW)))
    fallen, armed, market = (_weigh(reader, text) for text in ("ai rớt xuống ao", "ai quơ gậy", "mai đi học"))
    assert (fallen.number, armed.number) == (Danger.AMBULANCE, Danger.POLICE)
    assert fallen.danger > 0.5
    assert armed.danger > 0.5
    assert market.danger < 0.2


def test_a_message_of_unknown_words_is_no_danger_however_long() -> None:
    reader = SecondReader(rounded(teach(_FEW)))
    assert _weigh(reader, "xyz qwk " * 500) == Opinion(0.0, Danger.POLICE, 0.0, 0.0)
    assert _weigh(reader, "") == Opinion(0.0, Danger.POLICE, 0.0, 0.0)


def test_what_it_sees_of_a_message_can_be_read() -> None:
    reading = read("Hôm qua nó ngã?")
    hits = LEXICON.find(reading)
    assert set(map(written, traits(reading, hits, find_danger(reading, hits)))) == {
        "hom", "qua", "no", "nga", "hôm", "nó", "ngả",
        "^ hom", "hom qua", "qua no", "no nga", "nga $", "=past", "=somebody", "=time", "=victim", "?", "!calm 3",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "cứu với, nó cầm dao",
        "ma túy là gì?",
        "ma ma má má",
        "sáng mai nó đi chợ",
        "bán ma túy bán ma túy ở chợ ngay chợ",
    ],
)
def test_weights_are_added_up_as_if_column_by_column(text: str) -> None:
    weights = read_weights(WEIGHTS_FILE.read_text(encoding="utf-8").splitlines())
    reading = read(text)
    hits = LEXICON.find(reading)
    danger = find_danger(reading, hits)
    rows = [weights[trait] for trait in map(written, traits(reading, hits, danger)) if trait in weights]
    raised = [exp(sum(column) / SCALE / sqrt(len(rows))) for column in zip(*rows, strict=True)]
    shares = dict(zip(KINDS, (one / sum(raised) for one in raised), strict=True))
    opinion = SECOND_READER.weigh(reading, hits, danger)
    assert opinion.danger == pytest.approx(shares[Kind.AMBULANCE] + shares[Kind.POLICE] + shares[Kind.CHILD])
    assert (opinion.tip, opinion.question) == pytest.approx((shares[Kind.TIP], shares[Kind.QUESTION]))
    assert f"danger-{opinion.number}" == max(KINDS[:3], key=shares.__getitem__)


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("chị chủ trọ ơi phòng bên có người rên ư ử rồi im bặt", Danger.AMBULANCE),
        ("hai vợ chồng nghiện để con đỏ trong chòi, khóc khàn tiếng", Danger.CHILD),
    ],
)
def test_it_raises_an_alarm_where_the_rules_see_nothing(text: str, danger: Danger) -> None:
    reading = read(text)
    assert find_danger(reading, LEXICON.find(reading)) is None
    assert understand(text).danger is danger


@pytest.mark.parametrize(
    "text", ["con heo nái sùi bọt mép bác thú y nói bị ngộ độc", "cười bể bụng, xỉu ngang luôn má ơi"]
)
def test_it_turns_down_an_alarm_in_which_it_is_nearly_alone(text: str) -> None:
    reading = read(text)
    assert find_danger(reading, LEXICON.find(reading)) is not None
    assert understand(text).intent is not Intent.DANGER


@pytest.mark.parametrize("text", ["thuoc la dien tu", "thuốc lá điện tử", "Hồng phiến", "bong cuoi", "ke"])
def test_the_bare_name_of_a_drug_asks_about_it(text: str) -> None:
    assert understand(text).intent is Intent.QUESTION


def test_a_place_of_dealing_asked_or_told_is_offered_as_a_tip() -> None:
    assert understand("o dau co nguoi ban ma tuy ngay canh truong hoc").intent is Intent.TIP
