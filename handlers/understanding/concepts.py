"""The names of the word tables: what a group of words means to the rules."""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Concept(StrEnum):
    """One table of words. The rules speak of these, never of single words."""

    # What happens to a body (115), to people and things (113), to a child (111).
    COLLAPSE = auto()
    SICK = auto()
    TOOK = auto()
    BODY_PART = auto()
    FAILS = auto()
    CALLING = auto()
    NO_REACTION = auto()
    NO_BREATH = auto()
    BREATH = auto()
    SELF_HARM = auto()
    RAMPAGE = auto()
    SMASH = auto()
    PROPERTY = auto()
    HIGH = auto()
    RAVING = auto()
    WILD = auto()
    WIELD = auto()
    WEAPON = auto()
    PRESS = auto()
    SHARP = auto()
    LETHAL = auto()
    THREATEN = auto()
    ATTACK = auto()
    VICTIM = auto()
    SUFFERS = auto()
    CHILD = auto()
    MAYBE_CHILD = auto()
    CHILD_HARM = auto()
    LURE = auto()
    LEAD = auto()
    DEN = auto()
    COERCE = auto()
    YOUNG_SPEAKER = auto()
    GROWN_UP = auto()
    OWN_SIDE = auto()
    GIVE = auto()
    DRUGGING = auto()
    LURED_INTO = auto()
    # Drugs: goods, what is done with them, who and where, what looks odd.
    GOODS = auto()
    MAYBE_GOODS = auto()
    DEAL = auto()
    USE = auto()
    GATHER = auto()
    GROUP = auto()
    KEEP = auto()
    ADDICT = auto()
    ODD = auto()
    REPORT = auto()
    ACTOR = auto()
    # What makes a sign live, or calm.
    NOW = auto()
    RIGHT_NOW = auto()
    CRY = auto()
    FEAR = auto()
    CALL_POLICE = auto()
    CALL_AMBULANCE = auto()
    SOMEBODY = auto()
    NOT = auto()
    NOT_AT_ALL = auto()
    PAST = auto()
    OVER = auto()
    FORCED = auto()
    HABIT = auto()
    IF = auto()
    WHEN = auto()
    MEDIA = auto()
    ONLINE = auto()
    LESSON = auto()
    LAW = auto()
    HOW_TO = auto()
    HEARSAY = auto()
    HOUSEWORK = auto()
    JOKE = auto()
    THING = auto()
    # Conversation.
    ASKING = auto()
    ASKS = auto()
    FILLER = auto()
    GREETING = auto()
    THANKS = auto()
    STOP_ORDER = auto()
    STOP_VERB = auto()
    MESSAGES = auto()
    ERASE_ORDER = auto()
    # Checks of a tip.
    PLACE = auto()
    TIME = auto()
    WITNESS = auto()
    KIN = auto()
    MINE = auto()
    MY_NAME = auto()
    # Harmless phrases that hide the words inside them.
    HARMLESS = auto()


BITS: Final = {concept: 1 << place for place, concept in enumerate(Concept)}
"""Several tables as one number: asking for all of them is then one look."""


def mask_of(*concepts: Concept) -> int:
    """Return the number that has the bits of all `concepts`."""
    return sum(map(BITS.__getitem__, concepts))
