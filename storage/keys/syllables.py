"""The rule behind `syllables.txt`: 2,048 sayable Vietnamese syllables without marks, 11 bits each.

A syllable is an initial and a rhyme, spelt as Vietnamese spells (k, gh, ngh before e and i; c, g, ng
elsewhere). Left out, so that what is heard is what is written and what is typed is what arrives:

- `gi` (sounds as `d` in the north), `y` for `i`, rhymes that begin with o or u after `qu`;
- the bare vowel as a whole syllable, and rhymes that Telex would turn into another letter (aa, ee, oo, uw);
- syllables that are rude with one mark or another.

Rhymes stand in the order of how common they are, and the list is the first 2,048, sorted. The file is
committed, because a passphrase must stay typeable for years; a test compares it with this rule.
"""

from __future__ import annotations

from pathlib import Path

COUNT = 2048
_INITIALS = "b c ch d g h kh l m n ng nh ph qu r s t th tr v x"
_BEFORE_FRONT_VOWEL = {"c": "k", "g": "gh", "ng": "ngh"}
_RHYMES = (
    "a ai am an ang anh ao at au ay ac ap ach e em en eo et ep ec eng i ia im in inh it ip ich iu "
    "ien iem iep iet ieu ieng iec o oi om on ong ot oc op u ui un um ung uc ut up ua uoi uon uong uoc uot uom "
    "oa oan oai oang oat oac oanh oay oe oen uy uyen uyet uynh ue uan uat uay uu uou "
    "eu enh ech oet oach uyt uych uya uech uenh uau uang uac oeo oam oap uop uap uam uet uen uyn"
)
_RUDE = "lon cac buoi dit du deo cut ngu cho di dam chet ma giet cu lo long bu vu hiep"


def by_rule() -> tuple[str, ...]:
    """Return the list as the rule makes it."""
    found: dict[str, None] = {}
    rude = frozenset(_RUDE.split())
    for rhyme in _RHYMES.split():
        for initial in _INITIALS.split():
            syllable = _spell(initial, rhyme)
            if syllable is not None and syllable not in rude:
                found.setdefault(syllable)
    return tuple(sorted(list(found)[:COUNT]))


def load() -> tuple[str, ...]:
    """Return the committed list."""
    return tuple((Path(__file__).parent / "syllables.txt").read_text(encoding="ascii").split())


def _spell(initial: str, rhyme: str) -> str | None:
    if initial == "qu" and rhyme[0] in "ou":
        return None
    front = rhyme[0] in "ei"
    return f"{_BEFORE_FRONT_VOWEL.get(initial, initial) if front else initial}{rhyme}"
