"""Telex left-overs decoded: what a Telex keyboard would have shown for the keys a person pressed.

When the Vietnamese keyboard is off, "hướng hóa" arrives as "huowngs hoas". A word is decoded only
if the keys give a real Vietnamese syllable and the word could not be meant as it stands. Words that
are also English or chat slang ("car", "toj") are decoded only beside a word that is surely Telex.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_TONE_MARKS: Final = {
    "f": "\u0300",
    "s": "\u0301",
    "r": "\u0309",
    "x": "\u0303",
    "j": "\u0323",
}
_CIRCUMFLEX: Final = {"a": "â", "e": "ê", "o": "ô"}
_HORN: Final = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS: Final = frozenset("aăâeêioôơuưy")

_INITIAL_LIST: Final = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIME_LIST: Final = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu "
    "iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oach oai oan oang oanh oat oay "
    "oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ "
    "uy uya uych uynh uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu "
    "y yêm yên yêt yêu"
)
# "" because a syllable may start with its vowel.
_INITIALS: Final = frozenset((*_INITIAL_LIST.split(), ""))
_RIMES: Final = frozenset(_RIME_LIST.split())
_FRONT_VOWELS: Final = frozenset("eêiy")

# Never Telex, whatever stands beside them: loanwords, brands, phone words, "xoong" and its like.
_FOREIGN_LIST: Final = (
    "taxi oxi oxy axit axits google book look good food room zoom free tree feed soon moon wow how now "
    "low view web weed see too zoo boo boss less miss mess coffee teen keep deep need seen been week "
    "cool pool tool door blood own maps ads apps os ios sos is ps usb aa oo ee ios bonus meo noon "
    "xoong boong loong soong toong coong cooc sooc mooc rooc"
)
# Also English or chat slang: decoded only beside a word that is surely Telex.
_DOUBTFUL_LIST: Final = (
    "car bar bus gas has his her as us max tax box sex air our pus les yes cos nos mas mos hos bas "
    "hix hux mar par tar sir six lux gif mix nix tor dos bos boos loos "
    "toj roj thoj noj choj moj goj doj hoj voj coj soj khoj ngoj oj uj aj ej vuj thuj luj cuj muj duj "
    "tuj haj maj laj caj daj taj saj ngaj vaj"
)
_FOREIGN: Final = frozenset(_FOREIGN_LIST.split())
_DOUBTFUL: Final = frozenset(_DOUBTFUL_LIST.split())

# Only words with a sign of Telex are looked at: w, a doubled letter, a tone key behind a vowel.
_WORD: Final = re.compile(
    r"(?<![^\W_])(?=[a-z]{0,6}?(?:w|aa|ee|oo|dd|[aeiouy][a-z]{0,4}?[sfrxj]))[a-z]{2,8}(?![^\W_])",
    re.IGNORECASE,
)
# What every such word has, in small letters: w, a key at most four letters behind its vowel, or a doubled letter.
# The rare class comes first, so the search leaps from key to key.
_KEY: Final = re.compile(
    "[wsfrxj](?:(?<=w)|(?<=[aeiouy].)|(?<=[aeiouy][a-z].)|(?<=[aeiouy][a-z]{2}.)"
    "|(?<=[aeiouy][a-z]{3}.)|(?<=[aeiouy][a-z]{4}.))"
)
_DOUBLED: Final = re.compile("aa|ee|oo|dd")
_ODD_CASE: Final = re.compile("[\u0130\u0131\u017f\u212a]")
"""Turkish i's, the long s and the Kelvin sign, which a pattern that ignores case takes for i, s and k."""
_CHUNK: Final = re.compile(r"\S+")
_WEB_ADDRESS: Final = re.compile(r"://|www\.|@|\.(?:com|vn|net|org|info|io|me|gov|edu)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoded:
    """A word that is a real syllable when read as Telex keys; `is_sure` if it is nothing else."""

    text: str
    is_sure: bool


def untelex(text: str) -> str:
    """Return `text` with Telex left-overs as Vietnamese letters: "ma tuys" gives "ma túy".

    Words that are no Telex, web and mail addresses, English and chat words stay as they are.
    """
    if not may_have_telex(text):
        return text
    web_letters = _web_letters(text) if "." in text or "@" in text else frozenset()
    candidates: list[tuple[re.Match[str], _Decoded]] = []
    for match in _WORD.finditer(text):
        if match.start() in web_letters:
            continue
        decoded = _decode(match.group().lower())
        if decoded is not None:
            candidates.append((match, decoded))
    is_telex = any(decoded.is_sure for _, decoded in candidates)
    return _replace(text, candidates) if is_telex else text


def may_have_telex(text: str) -> bool:
    """Tell whether any word of `text` may be one that is looked at; most texts have none."""
    lower = text.lower()
    return bool(_KEY.search(lower) or _DOUBLED.search(lower) or _ODD_CASE.search(text))


def _web_letters(text: str) -> frozenset[int]:
    """Return the offsets of all characters that belong to a web or mail address."""
    return frozenset(
        offset
        for chunk in _CHUNK.finditer(text)
        if _WEB_ADDRESS.search(chunk.group())
        for offset in range(*chunk.span())
    )


def _replace(text: str, candidates: list[tuple[re.Match[str], _Decoded]]) -> str:
    """Return `text` with each matched word replaced, in the case in which it was typed."""
    parts: list[str] = []
    position = 0
    for match, decoded in candidates:
        parts += (
            text[position : match.start()],
            _in_case_of(match.group(), decoded.text),
        )
        position = match.end()
    return "".join((*parts, text[position:]))


def _in_case_of(typed: str, decoded: str) -> str:
    """Return `decoded` in capitals, with a capital or small, as `typed` was."""
    if typed.isupper():
        return decoded.upper()
    return decoded.capitalize() if typed[0].isupper() else decoded


def _decode(word: str) -> _Decoded | None:
    """Return what the keys of `word` (lower case ASCII) give, or None if that is no new syllable."""
    if word in _FOREIGN:
        return None
    letters, tone, is_tone_last = _press(word)
    syllable = "".join(letters)
    if (syllable == word and not tone) or not _is_syllable(syllable, tone):
        return None
    is_doubled_only = not tone and word[-2:] in ("ee", "oo")
    is_sure = word not in _DOUBTFUL and not is_doubled_only and (not tone or is_tone_last)
    return _Decoded(text=_place_tone(letters, tone), is_sure=is_sure)


def _press(word: str) -> tuple[list[str], str, bool]:
    """Type `word` in Telex; return the letters, the tone key ("" for none), whether it came last."""
    letters: list[str] = []
    tone = ""
    is_tone_last = False
    for position, key in enumerate(word):
        has_vowel = any(letter in _VOWELS for letter in letters)
        if key in _TONE_MARKS and has_vowel and not tone:
            tone, is_tone_last = key, position == len(word) - 1
        elif key == "w" and letters:
            _press_w(letters)
        elif key in _CIRCUMFLEX and _put(letters, key, _CIRCUMFLEX[key]):
            pass
        elif key == "d" and letters and letters[0] == "d":
            letters[0] = "đ"
        else:
            letters.append(key)
    return letters, tone, is_tone_last


def _put(letters: list[str], plain: str, marked: str) -> bool:
    """Turn the last `plain` of `letters` into `marked`; tell whether there was one."""
    for position in range(len(letters) - 1, -1, -1):
        if letters[position] == plain:
            letters[position] = marked
            return True
    return False


def _press_w(letters: list[str]) -> None:
    """Press w: horn on u and o together (uo gives ươ), else on the last vowel that takes one, else ư."""
    joined = "".join(letters)
    start = max(joined.rfind("uo"), joined.rfind("ưo"), joined.rfind("uơ"))
    if start >= 0:
        letters[start : start + 2] = "ư", "ơ"
        return
    for position in range(len(letters) - 1, -1, -1):
        if letters[position] in _HORN:
            letters[position] = _HORN[letters[position]]
            return
    letters.append("ư")


def _split(syllable: str) -> tuple[str, str]:
    """Split a syllable into its initial consonants and its rime; qu and gi are initials."""
    if syllable.startswith("qu"):
        return "qu", syllable[2:]
    if syllable.startswith("gi") and len(syllable) > 2 and syllable[2] in _VOWELS:
        return "gi", syllable[2:]
    start = next(
        (place for place, letter in enumerate(syllable) if letter in _VOWELS),
        len(syllable),
    )
    return syllable[:start], syllable[start:]


def _is_syllable(syllable: str, tone: str) -> bool:
    """Tell whether `syllable` with the tone key `tone` can be a Vietnamese word."""
    initial, rime = _split(syllable)
    if initial not in _INITIALS or rime not in _RIMES:
        return False
    if initial in ("c", "g", "ng") and rime[0] in _FRONT_VOWELS and syllable != "gi":
        return False
    if initial in ("k", "gh", "ngh") and rime[0] not in _FRONT_VOWELS:
        return False
    # Syllables that end in a stop take only sắc and nặng.
    return tone in ("s", "j") if rime.endswith(("c", "ch", "p", "t")) else True


def _place_tone(letters: list[str], tone: str) -> str:
    """Return the word with its tone on the vowel that carries it (hóa, hoàn, hướng, thủy, quý)."""
    if not tone:
        return "".join(letters)
    initial, rime = _split("".join(letters))
    vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS]
    marked = [place for place in vowels if rime[place] in "ăâêôơư"]
    if marked:
        carrier = marked[-1]
    elif len(vowels) == 1 or (len(vowels) == 2 and vowels[-1] == len(rime) - 1):
        carrier = vowels[0]
    else:
        carrier = vowels[1]
    toned = unicodedata.normalize("NFC", rime[carrier] + _TONE_MARKS[tone])
    return initial + rime[:carrier] + toned + rime[carrier + 1 :]
