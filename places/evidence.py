"""Which names in a long free text are surely places: a tip is full of words that only look like one.

"Thanh Thủy" is mostly a girl, "an ninh" is security, "hai lạng" is a weight. What is left out here
costs one question; what is let in wrongly costs a villager's time to correct.
"""

from __future__ import annotations

from typing import Final

from places.folding import fold
from places.mentions import Parsed
from places.names import Level, Quality, Reading
from places.scanning import Mention
from places.words import TypeWord, is_reading_of

# Units, districts and gates whose letters are common words, weights, persons, or another place.
_DOUBTFUL_LIST: Final = (
    "contien conco hailang cuatung cuaviet benhai aitu lalay adoi balong badon truongson kimngan tanlap "
    "tanthanh tanmy dongle donghoi camlo minhhoa kimphu quangtri quangninh truongphu truongninh chalo "
    "doson trungthuan namgianh hieugiang thuongtrach batang lia hoalac dongson phutrach namtrach vinhdinh"
)
_DOUBTFUL: Final = frozenset(_DOUBTFUL_LIST.split())
# Old communes and villages that are words: "công an xã, an ninh" is not xã An Ninh.
_COMMON_WORD_LIST: Final = "anninh vanhoa tienhoa donghoa thanhhoa vanphong tanhoa sonhoa"
_COMMON_WORDS: Final = frozenset(_COMMON_WORD_LIST.split())
# Also with their marks a person, a mountain range, the whole province, or another province.
_DOUBTFUL_MARKED: Final = frozenset({"truongson", "kimngan", "quangtri", "quangninh", "thanhhoa", "haiduong"})
_PREPOSITIONS: Final = frozenset({"o", "tai", "ve", "gan", "duoi", "tren", "den", "toi", "vung", "vuc", "tu", "qua"})
# Before a name that is doubtful, these make it a person.
_PERSON_LIST: Final = "ông bà anh chị em cô chú bác cậu dì mợ thằng con bé tên mệ"
_PERSONS: Final = {fold(word): word for word in _PERSON_LIST.split()}


def acceptable_mentions(parsed: Parsed) -> tuple[Mention, ...]:
    """Return the mentions of a short answer, less those of one syllable that may be a person or half a name."""
    return tuple(
        mention
        for mention in parsed.mentions
        if not mention.found.is_one_syllable or _is_acceptable_short(mention, parsed)
    )


def _is_acceptable_short(mention: Mention, parsed: Parsed) -> bool:
    """Tell whether a name of one syllable has a type word, or nothing but places is said."""
    if mention.type_word is None:
        return not parsed.has_other_words and not mention.found.names[0].key.isdigit()
    return mention.found.names[0].key.isdigit() or not _may_go_on(mention, parsed)


def _may_go_on(mention: Mention, parsed: Parsed) -> bool:
    """Tell whether a name of one syllable may be the start of a longer one ("xã Thanh Phong")."""
    if mention.end >= len(parsed.tokens) or mention.end in parsed.taken:
        return False
    behind = parsed.tokens[mention.end]
    is_named = parsed.tokens[mention.name_start].is_capitalised and not parsed.text.isupper()
    return not (behind.has_break_before or behind.key.isdigit() or (is_named and not behind.is_capitalised))


def strong_mentions(parsed: Parsed) -> tuple[Mention, ...]:
    """Return the mentions of `parsed` that are surely places."""
    return tuple(mention for mention in parsed.mentions if _is_strong(mention, parsed))


def _is_strong(mention: Mention, parsed: Parsed) -> bool:
    """Tell whether a mention has enough evidence by itself or by what stands beside it."""
    if mention.found.quality >= Quality.CONFLICT or mention.is_directed:
        return False
    if mention.found.is_one_syllable:
        return _is_strong_short(mention, parsed)
    if _is_beside_its_district(mention, parsed):
        return True
    if mention.type_word is not None:
        is_word = mention.found.names[0].key in _COMMON_WORDS
        return not is_word or _is_named(mention, parsed) or not _may_go_on(mention, parsed)
    return _is_strong_bare(mention, parsed)


def _is_strong_short(mention: Mention, parsed: Parsed) -> bool:
    """Tell whether a name of one syllable has a type word and cannot be the start of another word."""
    if mention.type_word is None or mention.type_word is TypeWord.VILLAGE:
        return False
    return mention.found.names[0].key.isdigit() or not _may_go_on(mention, parsed)


def _is_strong_bare(mention: Mention, parsed: Parsed) -> bool:
    """Tell whether a name without a type word is a place by its own letters."""
    if not any(_is_well_known(reading) for name in mention.found.names for reading in name.readings):
        return False
    key = mention.found.names[0].key
    before = parsed.tokens[mention.name_start - 1].key if mention.name_start > 0 else ""
    if key in _DOUBTFUL and _is_person_before(mention, parsed):
        return False
    is_named = _is_named(mention, parsed)
    if key in _DOUBTFUL_MARKED:
        return before in _PREPOSITIONS and (is_named or not parsed.has_marks) and key != "quangtri"
    if mention.found.quality is Quality.PARTIAL:
        return is_named and before in _PREPOSITIONS
    return is_named or key not in _DOUBTFUL or before in _PREPOSITIONS


def _is_person_before(mention: Mention, parsed: Parsed) -> bool:
    """Tell whether the word before the name is one for a person."""
    if mention.name_start == 0 or parsed.tokens[mention.name_start].has_break_before:
        return False
    before = parsed.tokens[mention.name_start - 1]
    full = _PERSONS.get(before.key)
    return full is not None and is_reading_of(before.marked, full)


def _is_named(mention: Mention, parsed: Parsed) -> bool:
    """Tell whether every word of the name has a capital, in a text that is not all capitals."""
    words = parsed.tokens[mention.name_start : mention.end]
    return all(word.is_capitalised for word in words) and not parsed.text.isupper()


def _is_well_known(reading: Reading) -> bool:
    """Tell whether a reading is a unit of today or an old district, or a gate: names that stand alone."""
    return reading.level in (Level.UNIT, Level.DISTRICT) or reading.type_word is TypeWord.GATE


def _is_beside_its_district(mention: Mention, parsed: Parsed) -> bool:
    """Tell whether the next or previous mention, at most one word away, is a place that holds this one."""
    position = parsed.mentions.index(mention)
    beside = (*parsed.mentions[max(position - 1, 0) : position], *parsed.mentions[position + 1 : position + 2])
    return any(
        other.found.quality < Quality.CONFLICT
        and not other.found.is_one_syllable
        and max(other.start, mention.start) - min(other.end, mention.end) <= 1
        and _codes(mention) & _codes(other)
        for other in beside
    )


def _codes(mention: Mention) -> set[str]:
    """Return the codes of everything the mention can be."""
    return {code for name in mention.found.names for reading in name.readings for code in reading.codes}
