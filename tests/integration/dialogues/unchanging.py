"""What every house has alike and nobody changes, read once a process: it took most of a house's opening."""

from __future__ import annotations

from functools import cache

from awareness.library import Library
from awareness.library import load as load_library
from handlers import texts
from handlers.asking_place import Places
from places.gazetteer import load as load_gazetteer
from places.matcher import Matcher
from places.outlines import Outlines


@cache
def library() -> Library:
    """Return the library."""
    return load_library()


@cache
def all_places() -> Places:
    """Return the province."""
    gazetteer = load_gazetteer()
    return Places(gazetteer=gazetteer, matcher=Matcher(gazetteer), outlines=Outlines(gazetteer))


@cache
def catalogue() -> texts.Catalogue:
    """Return the texts."""
    return texts.load()
