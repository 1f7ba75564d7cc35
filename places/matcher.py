"""What place does a person mean? One unit to confirm, 2 to 8 to choose from, or nothing: never a guess.

A tip sent to the wrong commune can reach a relative of the accused, so whatever leaves more than one
unit is asked, and even one unit is only a proposal that the caller lets the person confirm.

The rule for what a name gives:
- without a type word, all that the name can be: today's unit first, then old communes of that name,
  then the units of the old district of that name (no district has more than 7);
- a type word (xã, huyện, P., TT.) keeps what it fits; if it fits nothing, it was a slip and asks less;
- several names in one text keep the units that they have in common (Hải Phú, Bố Trạch);
- without marks, all names with these letters; with marks, the name with exactly these marks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from places.evidence import acceptable_mentions, strong_mentions
from places.folding import has_marks, normalise, squeeze, untelex
from places.gazetteer import Gazetteer
from places.mentions import Era, MentionFinder, Parsed
from places.names import Level, Quality, Reading
from places.scanning import Mention
from places.types import Match, MatchKind, Unit
from places.words import COMMUNE_WORDS, DISTRICT_WORDS, TypeWord, says_unknown, tokenise

_MOST_CHOICES: Final = 8
_LONGEST_ANSWER: Final = 14
"""Tokens. A longer answer to "which commune?" is prose and is searched like a tip."""

_NOTHING: Final = Match(kind=MatchKind.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meaning:
    """One mention with what it can stand for, in the order to offer."""

    mention: Mention
    readings: tuple[Reading, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all readings, each once."""
        ordered = sorted(self.readings, key=lambda reading: reading.level)
        return tuple(dict.fromkeys(code for reading in ordered for code in reading.codes))

    @property
    def is_district(self) -> bool:
        """Tell whether the mention can only be an old district."""
        return all(reading.level is Level.DISTRICT for reading in self.readings)

    @property
    def is_village(self) -> bool:
        """Tell whether the mention can only be a village or a gate."""
        return all(reading.level is Level.PLACE for reading in self.readings)


class Matcher:
    """Matches texts against one gazetteer. Building takes about 20 ms; a match well under 1 ms."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Index the names of `gazetteer`."""
        self._gazetteer = gazetteer
        self._finder = MentionFinder(gazetteer)

    def match(self, text: str) -> Match:
        """Read the whole answer to "which commune?".

        `unknown` if the person says that they do not know and names no place. A name one letter
        off is found too, with `typo` set. Any string is accepted.
        """
        parsed = self._parse(text)
        if len(parsed.tokens) > _LONGEST_ANSWER:
            result = self._resolve_prose(parsed)
            is_unknown = result.kind is MatchKind.NONE and says_unknown(parsed.text)
            return Match(kind=MatchKind.UNKNOWN) if is_unknown else result
        mentions = acceptable_mentions(parsed)
        result = self._resolve(parsed, mentions)
        is_unsure = all(mention.found.quality >= Quality.CONFLICT for mention in mentions)
        if says_unknown(parsed.text) and (result.kind is MatchKind.NONE or is_unsure):
            return Match(kind=MatchKind.UNKNOWN)
        return result if result.kind is MatchKind.ONE else self._with_near_name(parsed, mentions, result)

    def find_in_text(self, text: str) -> Match:
        """Look for a place inside a long free text, on strong evidence only.

        Names that are also words or persons count only with a type word or beside their district;
        nothing misspelt is taken. Never `unknown`.
        """
        return self._resolve_prose(self._parse(text))

    def _parse(self, text: str) -> Parsed:
        """Bring a text to one spelling and find the names in it."""
        plain = untelex(squeeze(normalise(text)))
        return self._finder.parse(plain, tokenise(plain), has_marks=has_marks(plain))

    def _resolve_prose(self, parsed: Parsed) -> Match:
        """Turn the surely meant places of a long text into one match."""
        mentions = strong_mentions(parsed)
        # In prose BT is "bình thường" as often as Bố Trạch, and goods come "from Nghệ An to Lao Bảo".
        prose = replace(parsed, hints=(), is_foreign=parsed.is_foreign and not mentions)
        return self._resolve(prose, mentions)

    def _with_near_name(self, parsed: Parsed, mentions: tuple[Mention, ...], result: Match) -> Match:
        """Read the unread words as a misspelt name, if that finds a place or narrows `result`."""
        near = self._finder.find_near(parsed)
        if near is None or parsed.is_foreign:
            return result
        with_near = self._resolve(parsed, (*mentions, near))
        is_narrower = len(with_near.units) < len(result.units) and set(with_near.units) <= set(result.units)
        is_better = with_near.kind is not MatchKind.NONE and (result.kind is MatchKind.NONE or is_narrower)
        return with_near if is_better else result

    def _resolve(self, parsed: Parsed, mentions: tuple[Mention, ...]) -> Match:
        """Turn the mentions of a text into one match."""
        if parsed.is_foreign:
            return Match(kind=MatchKind.NONE, other_province=True)
        every = (_Meaning(mention=mention, readings=_readings(mention, parsed.era)) for mention in mentions)
        meanings = _without_province([meaning for meaning in every if meaning.readings])
        if not meanings:
            return self._resolve_hints(parsed)
        codes = self._in_hinted(parsed, _combine(meanings))
        if any(meaning.mention.is_directed for meaning in meanings):
            codes = self._with_neighbours(codes)
        match = self._as_match(codes)
        first = min(meaning.mention.start for meaning in meanings)
        last = max(meaning.mention.end for meaning in meanings)
        return replace(
            match,
            matched=parsed.text[parsed.tokens[first].start : parsed.tokens[last - 1].end],
            typo=any(meaning.mention.found.quality >= Quality.CONFLICT for meaning in meanings),
            district_only=all(meaning.is_district for meaning in meanings),
            other_province=any(self._may_be_province(meaning.mention) for meaning in meanings),
        )

    def _resolve_hints(self, parsed: Parsed) -> Match:
        """Return the units of a district of which only the initials behind a type word were given."""
        codes = tuple(unit.code for unit in self._gazetteer.units if unit.former_district in parsed.hints)
        if codes and not parsed.has_other_words:
            return replace(self._as_match(codes), matched=parsed.text, district_only=True)
        return Match(kind=MatchKind.NONE, other_province=parsed.names_province)

    def _in_hinted(self, parsed: Parsed, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Keep the codes in the hinted district or in Quảng Bình, if that leaves any."""
        unit = self._gazetteer.unit
        in_province = tuple(code for code in codes if parsed.former_province in (None, unit(code).former_province))
        codes = in_province or codes
        hinted = tuple(code for code in codes if unit(code).former_district in parsed.hints)
        return hinted or codes

    def _with_neighbours(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Add all units of the districts of `codes`: "Bắc Ba Đồn" is none of ours, but near Ba Đồn."""
        districts = {self._gazetteer.unit(code).former_district for code in codes}
        others = (unit.code for unit in self._gazetteer.units if unit.former_district in districts)
        return tuple(dict.fromkeys((*codes, *others)))

    def _as_match(self, codes: tuple[str, ...]) -> Match:
        """Return `one`, `several`, or `none` when there are too many to ask."""
        units: tuple[Unit, ...] = tuple(self._gazetteer.unit(code) for code in codes)
        if not units or len(units) > _MOST_CHOICES:
            return _NOTHING
        return Match(kind=MatchKind.ONE if len(units) == 1 else MatchKind.SEVERAL, units=units)

    def _may_be_province(self, mention: Mention) -> bool:
        """Tell whether the name, without a commune's type word, is a province's too."""
        if mention.type_word in COMMUNE_WORDS or mention.type_word in DISTRICT_WORDS:
            return False
        keys = {name.key for name in mention.found.names}
        return "quangtri" in keys or any(self._finder.is_province_key(key) for key in keys)


def _readings(mention: Mention, era: Era | None) -> tuple[Reading, ...]:
    """Return what a mention can be by its type word and by "cũ" or "mới"; none for an unknown village."""
    every = tuple(reading for name in mention.found.names for reading in name.readings)
    typed = _of_type(every, mention.type_word)
    if era is None:
        return typed
    of_era = tuple(reading for reading in typed if (reading.level is Level.UNIT) == (era is Era.NEW))
    return of_era or typed


def _of_type(readings: tuple[Reading, ...], type_word: TypeWord | None) -> tuple[Reading, ...]:
    """Keep the readings that a type word fits; a wrong one is a slip, except that of a village."""
    if type_word is None:
        return readings
    if type_word is TypeWord.VILLAGE:
        # A gate is no village: "bản La Lay" is one we do not know, so the commune is asked.
        return tuple(r for r in readings if r.level is Level.PLACE and r.type_word is not TypeWord.GATE)
    commune_level = tuple(reading for reading in readings if reading.level in (Level.UNIT, Level.OLD_COMMUNE))
    if type_word in COMMUNE_WORDS:
        exact = tuple(r for r in commune_level if r.type_word in (type_word, None))
        # TT before a name that was no town is "trung tâm": it says nothing about the type.
        return exact or (() if type_word is TypeWord.TOWN else commune_level) or readings
    district_level = tuple(reading for reading in readings if reading.level is Level.DISTRICT)
    if type_word in DISTRICT_WORDS:
        exact = tuple(r for r in district_level if r.type_word is type_word)
        return exact or district_level or readings
    places = tuple(reading for reading in readings if reading.level is Level.PLACE)
    return places or readings


def _without_province(meanings: list[_Meaning]) -> list[_Meaning]:
    """Drop a bare "Quảng Trị" beside another place: there it is the province, not the old town."""
    others = [
        meaning
        for meaning in meanings
        if meaning.mention.type_word is not None or meaning.mention.found.names[0].key != "quangtri"
    ]
    return others or meanings


def _combine(meanings: list[_Meaning]) -> tuple[str, ...]:
    """Return the units that the mentions have in common, else of all, villages giving way."""
    common = _in_all(meanings)
    if common:
        return common
    larger = [meaning for meaning in meanings if not meaning.is_village]
    if larger and len(larger) < len(meanings):
        common = _in_all(larger)
        if common:
            return common
    # Two places that are not one inside the other: each mention's nearest meaning is a choice.
    return tuple(dict.fromkeys(code for meaning in larger or meanings for code in meaning.codes))


def _in_all(meanings: list[_Meaning]) -> tuple[str, ...]:
    """Return the codes in every meaning, in the order of the most narrow one."""
    narrow = min(meanings, key=lambda meaning: len(meaning.codes))
    return tuple(code for code in narrow.codes if all(code in meaning.codes for meaning in meanings))
