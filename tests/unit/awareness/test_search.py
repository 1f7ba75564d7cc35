"""Free text finds the right answer in whatever way it was typed, and nothing when it is no question."""

import gc
import secrets
import unicodedata
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from awareness.library import Library, load
from awareness.reading import CONTENT
from awareness.types import Unreviewed
from places.folding import fold
from tests.unit.awareness.phrasings import BLIND, NO_ANSWER
from tests.unit.awareness.questions import (
    PERSONS,
    PERSONS_THREE,
    PERSONS_TWO,
    false_answers,
    held_out,
    held_out_three,
    held_out_two,
    own_questions,
    score,
    table,
)


@pytest.fixture(scope="module")
def library() -> Library:
    return load()


def test_what_was_read_ahead_needs_no_files_any_more(tmp_path: Path) -> None:
    folder = copytree(CONTENT, tmp_path / "content")
    read = load(folder)
    read.read_ahead()
    rmtree(folder)
    found = read.find("ma túy đá là gì?").sure
    assert found is not None
    assert read.answers_on(found.topics[0])


def test_own_questions_in_three_ways_find_their_answer(library: Library) -> None:
    questions = own_questions()
    rows = [(answer, way) for answer, ways in questions for way in ways]
    found = score(library, rows)
    print(f"{len(rows)} own phrasings: {found}", *found.misses, sep="\n")
    assert len(questions) >= 120
    assert {len(ways) for _, ways in questions} == {3}
    assert {answer for answer, _ in questions} == {answer.id for answer in library.answers}
    assert found.first >= 0.95
    assert found.sure_but_wrong <= 0.02


@pytest.mark.parametrize("way", range(3), ids=["formal", "everyday", "bare"])
def test_no_way_of_typing_is_left_behind(library: Library, way: int) -> None:
    found = score(library, [(answer, ways[way]) for answer, ways in own_questions()])
    print(f"{found}", *found.misses, sep="\n")
    assert found.first >= 0.9


def test_held_out_questions_fare_no_worse_than_when_first_met(library: Library) -> None:
    """Nothing was tuned on these; the first score and today's stand side by side."""
    first = table("held_out_first_score.toml")
    people = held_out()
    assert sum(map(len, people.values())) >= 80
    lines = [
        f"{person:12} before {first['search_of_before_by_person'][person]:6.1%}"
        f"   first met {first['first_met_by_person'][person]:6.1%}   today: {score(library, people[person])}"
        for person in PERSONS
    ]
    today = score(library, [row for person in PERSONS for row in people[person]])
    lines.append(f"{'all':12} before {first['search_of_before']:6.1%}   first met {first['first_met']:6.1%}   {today}")
    print("", *lines, sep="\n")
    assert today.first >= first["first_met"]
    assert today.sure_but_wrong <= 0.05


def test_the_second_held_out_set_fares_no_worse_than_when_first_met(library: Library) -> None:
    """Nothing was tuned on these either. Prints scores only: whoever tunes must not see what was missed."""
    first = table("held_out_two_first_score.toml")
    people = held_out_two()
    assert {person: len(rows) for person, rows in people.items()} == dict.fromkeys(PERSONS_TWO, 25)
    today = {person: score(library, people[person]) for person in PERSONS_TWO}
    today["all"] = score(library, [row for person in PERSONS_TWO for row in people[person]])
    for name, found in today.items():
        then = " ".join(f"{measure} {part:.0%}" for measure, part in first[name].items())
        print(f"{name:16} first met: {then}   today: {found}")
    # Bare numbers, so that a failure shows no row either.
    firsts = {name: found.first for name, found in today.items()}
    sure, wrong = today["all"].sure, today["all"].sure_but_wrong
    assert [name for name, part in firsts.items() if part < first[name]["first"]] == []
    assert sure >= first["all"]["sure"]
    assert wrong <= 0.02


def test_the_third_held_out_set_fares_no_worse_than_when_first_met(library: Library) -> None:
    """Prints scores only, as above. Of its 120 questions 44 had no answer; few of those left may get a sure one."""
    first = table("held_out_three_first_score.toml")
    people = held_out_three()
    nothing = table("held_out_three.toml")["nothing"]["rows"]
    assert sum(map(len, people.values())) + len(nothing) == 120
    today = {person: score(library, people[person]) for person in PERSONS_THREE}
    today["all"] = score(library, [row for person in PERSONS_THREE for row in people[person]])
    since = table("held_out_three_since.toml")
    served = {text: answer for answer, text in (*since["blind"], *since["seen"])}
    assert served.keys() <= set(nothing)
    false = len(false_answers(library, [text for text in nothing if text not in served]))
    for name, found in today.items():
        print(f"{name:12} first met: first {first[name]:.1%}   today: {found}")
    print(f"sure answers to what has none: first met {first['false_answers']}, of those left today {false}")
    firsts = {name: found.first for name, found in today.items()}
    assert [name for name, part in firsts.items() if part < first[name] - 0.0005] == []
    assert false <= since["false_answers"]
    assert {text: [one.answer.id for one in library.search(text)][:1] for text in served} == {
        text: [answer] for text, answer in served.items()
    }


@pytest.mark.parametrize("batch", ("one", "two", "three", "four", "five", "six", "seven"))
def test_development_questions_are_mostly_served(library: Library, batch: str) -> None:
    """What the search is tuned with; `first` is what the batch scored before anybody had looked at it."""
    rows = [(answer, text) for answer, text in table("development.toml")[batch]["rows"]]
    found = score(library, rows)
    print(f"{batch}: {found}", *found.misses, sep="\n")
    # The answers that came after the first six batches have a batch to themselves.
    young = {answer for answer, _ in table("development.toml")["seven"]["rows"]}
    of_batch = young if batch == "seven" else {answer.id for answer in library.answers} - young
    assert {answer for answer, _ in rows} == of_batch
    assert found.first >= table("development.toml")[batch]["first"]
    assert found.sure + found.offered >= 0.6
    assert found.sure_but_wrong <= 0.06


@pytest.mark.parametrize(("name", "first", "rows"), BLIND, ids=[name for name, _, _ in BLIND])
def test_sets_that_were_first_run_blind(
    library: Library, name: str, first: float, rows: tuple[tuple[str, str], ...]
) -> None:
    found = score(library, rows)
    print(f"{name} set, {first:.1%} at its first run: {found}", *found.misses, sep="\n")
    assert found.first >= 0.8


def test_what_has_no_answer_here_gets_no_sure_one(library: Library) -> None:
    own = table("not_here.toml")["questions"] + table("development.toml")["nothing"]["rows"]
    unseen = table("held_out.toml")["nothing"]["rows"]
    false, false_unseen = false_answers(library, own), false_answers(library, unseen)
    offered = [text for text in (*own, *unseen) if library.find(text).near]
    print(f"false answers: {len(false)} of {len(own)}, unseen ones: {len(false_unseen)} of {len(unseen)}")
    print(f"offered something to choose: {len(offered)}", *false, *false_unseen, *offered, sep="\n")
    assert len(own) >= 40
    assert len(false) <= 0.1 * len(own)
    assert len(false_unseen) <= 0.1 * len(unseen)


def test_no_phrasing_of_the_tests_is_in_the_content(library: Library) -> None:
    known = {fold(ask) for answer in library.answers for ask in answer.ask}
    tested = [way for _, ways in own_questions() for way in ways]
    tested += [way for *_, rows in BLIND for _, way in rows]
    tested += [
        text for name, batch in table("development.toml").items() if name != "nothing" for _, text in batch["rows"]
    ]
    tested += [
        text
        for rows in (*held_out().values(), *held_out_two().values(), *held_out_three().values())
        for _, text in rows
    ]
    assert not [way for way in tested if fold(way) in known]


@pytest.mark.parametrize("text", NO_ANSWER)
def test_tips_greetings_and_danger_get_no_answer(library: Library, text: str) -> None:
    assert library.best(text) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("khi gặp người sốc ma túy thì sơ cứu thế nào", "so-cuu"),
        ("gặp người ngáo đá thì nên làm gì", "gap-nguoi-kich-dong"),
    ],
)
def test_danger_asked_about_in_general_has_an_answer_that_begins_with_whom_to_call(
    library: Library, text: str, answer: str
) -> None:
    found = library.best(text)
    assert found is not None
    assert found.id == answer
    assert any(number in found.text for number in ("113", "115"))


def test_several_near_answers_are_offered_instead_of_one(library: Library) -> None:
    found = library.find("xét nghiệm dương tính thì bị phạt bao nhiêu tiền")
    assert found.sure is None
    assert {"xet-nghiem", "phat-su-dung"} <= {answer.id for answer in found.near}
    assert 2 <= len(found.near) <= 3


def test_capitals_decomposed_and_stretched_letters_change_nothing(library: Library) -> None:
    for _, (marked, *_others) in own_questions():
        before = library.find(marked)
        for way in (marked.upper(), unicodedata.normalize("NFD", marked), marked.replace("?", "???")):
            assert library.find(way) == before, way
    stretched = library.best("bóng cườiiiii là gìììììì")
    assert stretched is not None
    assert stretched.id == "bong-cuoi"


def test_every_way_to_ask_in_the_content_finds_its_own_answer(library: Library) -> None:
    strays = [(answer.id, ask) for answer in library.answers for ask in answer.ask if library.best(ask) != answer]
    assert strays == []


def test_search_is_ordered_and_never_longer_than_asked(library: Library) -> None:
    found = library.search("báo tin về ma túy gọi số nào")
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert 1 <= len(found) <= 3


def test_a_typed_mark_is_respected(library: Library) -> None:
    assert library.best("chợ đa là gì") is None
    right = library.best("ma túy đá là gì")
    assert right is not None
    assert right.id == "ma-tuy-da"


@pytest.mark.parametrize("short", ("ni", "rang", "rua", "han", "te", "hk", "ntn", "dc"))
def test_dialect_typed_without_marks_is_still_read(library: Library, short: str) -> None:
    """A word of a new phrasing that looks like one of these without marks would take its place."""
    plain = library.search("nghien ma tuy phai lam sao")
    assert [one.answer for one in library.search(f"nghien ma tuy {short} phai lam sao")][:1] == [plain[0].answer]
    known = {fold(word) for answer in library.answers for ask in answer.ask for word in ask.split()}
    assert short not in known


def test_a_hidden_draft_is_never_found() -> None:
    assert load(unreviewed=Unreviewed.HIDE).best("pod chill là gì") is None


def test_a_long_story_is_no_question(library: Library) -> None:
    question = "pod chill là gì? "
    assert library.best(question) is not None
    assert library.best(question * 30) is None


def test_a_text_of_plain_letters_is_read_like_the_same_one_that_has_to_be_cleaned_first(library: Library) -> None:
    """Most texts are cut into words as they stand; an invisible character sends one the long way."""
    texts = [ask for answer in library.answers for ask in answer.ask] + [
        way for _, ways in own_questions() for way in ways
    ]
    assert len(texts) > 1000
    for text in texts:
        for typed in (
            text,
            text.upper(),
            fold(text),
            text.replace(" ", "  , "),
            text.replace("a", "aaaa"),
            f"{text}_x",
        ):
            assert library.find(typed) == library.find(typed + "\u200b")


def test_no_word_of_a_resident_is_kept(library: Library) -> None:
    """Only words of ours are in tables; a strange one and its neighbours are gone when the answer is."""
    strange = "".join(secrets.choice("bdghklmnpqtvx") for _ in range(10))
    for text in (f"bạn {strange} hút cần sa có sao không", f"{strange}\u200b {strange.upper()} ma túy đá là gì"):
        library.find(text)
    del text
    # A dict whose keys are all texts does not show them to the collector.
    held = [
        one
        for container in gc.get_objects()
        for one in (*gc.get_referents(container), *(container if isinstance(container, dict) else ()))
        if isinstance(one, str) and strange in one.casefold() and one is not strange
    ]
    assert held == []
