"""The reading of one message: danger before everything, then orders, then what the talk is about."""

from __future__ import annotations

import re
from typing import Final

from handlers.understanding.commands import slash_command, word_command
from handlers.understanding.concepts import Concept, mask_of
from handlers.understanding.danger import find_danger
from handlers.understanding.lexicon import Hits, Lexicon
from handlers.understanding.reading import Reading, read
from handlers.understanding.second_reader import Opinion, SecondReader
from handlers.understanding.signs import find_signs
from handlers.understanding.types import Danger, Intent, Understanding
from handlers.understanding.vocabulary import TABLES

LEXICON: Final = Lexicon(TABLES)
SECOND_READER: Final = SecondReader.load()
_TOO_SHORT_TO_RAISE: Final = 3
_TOO_SHORT_TO_QUIET: Final = 5
"""Words; from fewer the second reader may not raise an alarm, or turn one down."""
_TOO_SHORT_FOR_A_TIP: Final = 5
_TOO_SHORT_FOR_A_QUESTION: Final = 4
_SURE_OF_DANGER: Final = 0.5
_NEARLY_CERTAIN: Final = 0.95
_SURE_OF_TIP: Final = 0.5
_SURE_OF_QUESTION: Final = 0.6
"""How sure the second reader must be to be followed; chosen on situations it was not taught."""
_TOLD_CALMLY: Final = mask_of(
    Concept.PAST, Concept.OVER, Concept.IF, Concept.MEDIA, Concept.ONLINE, Concept.LESSON, Concept.LAW, Concept.HOW_TO,
    Concept.NOT_AT_ALL, Concept.HEARSAY, Concept.JOKE,
)  # fmt: skip
_PLATE: Final = re.compile(r"\b\d{2}[a-z]{1,2}\d?[ -.]?\d{3}[.]?\d{1,2}\b", re.IGNORECASE)
_POLITE_ENDS: Final = frozenset(("a", "vay", "the", "nhi", "ha", "ad", "bot", "shop", "rua", "ta", "nha"))
_SHORT_TALK: Final = 7
"""Words; a greeting or thanks inside a longer message is only its opening."""

_DANGERS: Final = {danger: Understanding(intent=Intent.DANGER, danger=danger) for danger in Danger}
_TIP: Final = Understanding(intent=Intent.TIP)
_QUESTION: Final = Understanding(intent=Intent.QUESTION)
_GREETING: Final = Understanding(intent=Intent.GREETING)
_THANKS: Final = Understanding(intent=Intent.THANKS)
_OTHER: Final = Understanding(intent=Intent.OTHER)


def understand(text: str, reading: Reading | None = None) -> Understanding:
    """Return what `text` wants; `reading` is that of the text, if somebody has read it already.

    Pure and total; about 100 characters take some 0.1 ms.
    """
    command = slash_command(text)
    if command is not None:
        return _order(command, is_bare_dung=False)
    reading = read(text) if reading is None else reading
    command = word_command(reading.folded)
    if command is not None:
        return _order(command, is_bare_dung=reading.folded == ("dung",))
    hits = LEXICON.find(reading)
    danger = find_danger(reading, hits)
    opinion = SECOND_READER.weigh(reading, hits, danger)
    if danger is not None and not _turns_down(opinion, reading):
        return _DANGERS[_number(danger, opinion, reading)]
    talk = _talk(reading, hits)
    if danger is None and talk.command is None and _raises(opinion, reading, hits):
        return _DANGERS[opinion.number]
    return _closer(talk, opinion, reading) if talk is _OTHER or talk is _QUESTION else talk


def _turns_down(opinion: Opinion, reading: Reading) -> bool:
    """Tell whether the second reader, who knows of the alarm of the rules, finds calm likelier all the same."""
    return opinion.danger <= _SURE_OF_DANGER and len(reading.folded) >= _TOO_SHORT_TO_QUIET


def _number(danger: Danger, opinion: Opinion, reading: Reading) -> Danger:
    """Return the second reader's number where it sees a danger, too: it knows the one of the rules and weighs it.

    A failing body goes before all, so 115 of the rules stays; so does any number in a word or two.
    """
    if danger is Danger.AMBULANCE or opinion.danger <= _SURE_OF_DANGER or len(reading.folded) < _TOO_SHORT_TO_RAISE:
        return danger
    return opinion.number


def _raises(opinion: Opinion, reading: Reading, hits: Hits) -> bool:
    """Tell whether the second reader sees a danger where the rules see none.

    Where they saw a sign beside words of the past, of films or of law, it must be nearly certain.
    """
    if opinion.danger <= _SURE_OF_DANGER or len(reading.folded) < _TOO_SHORT_TO_RAISE:
        return False
    if opinion.danger > _NEARLY_CERTAIN or not hits.mask & _TOLD_CALMLY:
        return True
    return next(find_signs(hits, reading), None) is None


def _closer(talk: Understanding, opinion: Opinion, reading: Reading) -> Understanding:
    """Return the tip or the question that the second reader hears in what the rules take for less.

    Not in a few words, however often said: of those it often knows none, and they may be the name of a village.
    """
    if opinion.tip > _SURE_OF_TIP and len(set(reading.folded)) >= _TOO_SHORT_FOR_A_TIP:
        return _TIP
    if opinion.question > _SURE_OF_QUESTION and len(set(reading.folded)) >= _TOO_SHORT_FOR_A_QUESTION:
        return _QUESTION
    return talk


def _order(command: str, *, is_bare_dung: bool) -> Understanding:
    match command:
        case "dung":
            return Understanding(intent=Intent.STOP, command=command, ambiguous_stop=is_bare_dung)
        case "xoa":
            return Understanding(intent=Intent.ERASE, command=command)
        case _:
            return Understanding(intent=Intent.COMMAND, command=command)


_STOP_WORDS: Final = mask_of(Concept.STOP_ORDER, Concept.STOP_VERB)
_STOP_ORDER: Final = mask_of(Concept.STOP_ORDER)
_ERASE_ORDER: Final = mask_of(Concept.ERASE_ORDER)
_DRUGS: Final = mask_of(Concept.GOODS, Concept.ODD)
_GREETS: Final = mask_of(Concept.GREETING)
_THANKING: Final = mask_of(Concept.THANKS)
_QUESTION_WORDS: Final = mask_of(Concept.LAW, Concept.HOW_TO, Concept.ASKING)


def _talk(reading: Reading, hits: Hits) -> Understanding:
    """Return the intent of a message without danger and without a plain order."""
    mask = hits.mask
    if not mask:
        return _QUESTION if reading.asks else _OTHER
    is_about_drugs = mask & _DRUGS
    if mask & _STOP_WORDS and not is_about_drugs and _orders_stop(hits):
        return _order("dung", is_bare_dung=False)
    if mask & _ERASE_ORDER:
        return _order("xoa", is_bare_dung=False)
    if mask & _GOODS and _only_names_goods(reading, hits):
        return _QUESTION
    is_question = _is_question(reading, hits)
    if mask & _TOLD_OF and looks_like_tip(reading, hits, is_question=is_question):
        return _TIP
    greeted_at = hits[Concept.GREETING][0].start if mask & _GREETS else None
    is_short = len(reading.folded) <= _SHORT_TALK
    if greeted_at is not None and greeted_at <= 2 and is_short and not is_about_drugs:
        return _GREETING
    if is_question:
        return _QUESTION
    if mask & _THANKING:
        return _THANKS
    return _GREETING if greeted_at == 0 else _OTHER


def _orders_stop(hits: Hits) -> bool:
    """Tell whether messages are no longer wanted: a fixed phrase, or "stop" shortly before "send"."""
    if hits.mask & _STOP_ORDER:
        return True
    return any(
        0 <= two.start - one.end <= 2 and one.clause == two.clause
        for one in hits.get(Concept.STOP_VERB, ())
        for two in hits.get(Concept.MESSAGES, ())
    )


def _only_names_goods(reading: Reading, hits: Hits) -> bool:
    """Tell whether the message is nothing but the name of a drug: whoever types that wants to read about it."""
    return any(hit.start == 0 and hit.end == len(reading.folded) for hit in hits[Concept.GOODS])


def _is_question(reading: Reading, hits: Hits) -> bool:
    """Tell whether the message asks: a question mark, a question word, or a closing particle."""
    if reading.asks or hits.mask & _QUESTION_WORDS:
        return True
    if Concept.ASKS not in hits or Concept.NOT_AT_ALL in hits:
        return False
    last = len(reading.folded)
    while last and reading.folded[last - 1] in _POLITE_ENDS:
        last -= 1
    return any(hit.end >= last for hit in hits[Concept.ASKS])


_TOLD_OF: Final = mask_of(Concept.REPORT, Concept.GOODS, Concept.MAYBE_GOODS, Concept.ODD, Concept.ADDICT)
"""What a tip speaks of at the least."""
_CALM_TELLING: Final = mask_of(Concept.MEDIA, Concept.LESSON, Concept.IF, Concept.OVER, Concept.LAW)
_LAW: Final = mask_of(Concept.LAW)
_REPORT: Final = mask_of(Concept.REPORT)
_ACTOR: Final = mask_of(Concept.ACTOR)
_ADDICT: Final = mask_of(Concept.ADDICT)
_GOODS: Final = mask_of(Concept.GOODS)
_MAYBE_GOODS: Final = mask_of(Concept.MAYBE_GOODS)
_ANY_GOODS: Final = _GOODS | _MAYBE_GOODS
_HANDLING: Final = mask_of(Concept.DEAL, Concept.KEEP)
_TRADE: Final = mask_of(Concept.DEAL, Concept.KEEP, Concept.GATHER)
_DEED: Final = mask_of(Concept.DEAL, Concept.KEEP, Concept.GATHER, Concept.USE)
_WHO: Final = mask_of(Concept.ACTOR, Concept.GROUP)
_WHO_OR_WHEN: Final = mask_of(Concept.ACTOR, Concept.GROUP, Concept.TIME)
_WHO_WHEN_OR_WHERE: Final = mask_of(Concept.ACTOR, Concept.GROUP, Concept.TIME, Concept.PLACE)
_NOTICED: Final = mask_of(Concept.HABIT, Concept.ODD, Concept.WITNESS)


def looks_like_tip(reading: Reading, hits: Hits, *, is_question: bool) -> bool:
    """Tell whether somebody is said to deal in, use or hide drugs somewhere, or something looks odd.

    A question about law or signs is no tip, whatever drugs it names; neither is what was seen in a
    film, learnt in a lesson, or is over. An offer to report is a tip even without particulars.
    """
    mask = hits.mask
    if mask & _CALM_TELLING:
        return bool(mask & _REPORT and mask & _ACTOR and not mask & _LAW)
    strong, trade = mask & _GOODS, mask & _TRADE
    if is_question:
        return bool(
            strong and trade and mask & _ACTOR and Concept.LURED_INTO not in hits and not _asks_generally(reading, hits)
        )
    if mask & _REPORT:
        return True
    if _denied(hits):
        return False
    if strong and trade:
        return True
    odd = len({hit.start for hit in hits.get(Concept.ODD, ())}) + bool(_PLATE.search(reading.text))
    if strong and (odd or mask & _DEED) and mask & _WHO_WHEN_OR_WHERE:
        return True
    if odd and (odd > 1 or mask & _ANY_GOODS) and mask & _WHO_OR_WHEN:
        return True
    if mask & _ADDICT and mask & _ACTOR and not _is_of_own_family(hits):
        return True
    return bool(mask & _MAYBE_GOODS and mask & _HANDLING and mask & _WHO and mask & _NOTICED)


def _is_of_own_family(hits: Hits) -> bool:
    """Tell whether a relative of the writer is spoken of: that is a call for help, not a tip."""
    if Concept.MAYBE_CHILD in hits or Concept.GROWN_UP in hits or Concept.OWN_SIDE in hits:
        return True
    owners = {hit.start for hit in hits.get(Concept.MINE, ())}
    return any(kin.end in owners for kin in hits.get(Concept.KIN, ()))


def _asks_generally(reading: Reading, hits: Hits) -> bool:
    """Tell whether the asking part starts the message or no actor stands before it: no claim is made."""
    asking = hits.get(Concept.ASKING, []) + hits.get(Concept.HOW_TO, [])
    actor = hits[Concept.ACTOR][0]
    return any(hit.start < actor.start for hit in asking) or not asking


def _denied(hits: Hits) -> bool:
    """Tell whether the deed is denied ("không có ai bán …")."""
    deeds = [hit for concept in (Concept.DEAL, Concept.USE, Concept.GOODS) for hit in hits.get(concept, ())]
    first = min((hit.start for hit in deeds), default=0)
    return any(hit.end <= first and first - hit.end <= 6 for hit in hits.get(Concept.NOT_AT_ALL, ()))
