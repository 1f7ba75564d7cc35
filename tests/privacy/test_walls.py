"""The walls between the rooms, read from the imports themselves and not from the contracts that guard them."""

from __future__ import annotations

from functools import cache

import grimp
import pytest

_ROOMS = ("bot", "console", "handlers", "tips", "broadcasts", "awareness", "channels", "places", "storage")


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph(*_ROOMS, include_external_packages=True, cache_dir=None)


@pytest.mark.parametrize(
    ("importer", "never"),
    [
        ("tips.intake", "tips.vault"),
        ("tips.intake", "tips.casework"),
        ("tips.intake", "tips.enrolment"),
        ("tips.intake", "tips.unlocking"),
        ("tips.intake", "tips.unlocked"),
        ("tips.intake", "tips.handover"),
        ("tips", "broadcasts"),
        ("tips", "storage.residents"),
        ("tips", "storage.campaigns"),
        ("tips", "channels.telegram"),
        ("broadcasts", "tips"),
        ("broadcasts", "storage.tips"),
        ("channels", "storage"),
        ("channels", "tips"),
        ("places", "storage"),
        ("storage.tips", "storage.residents"),
        ("storage.residents", "storage.tips"),
        ("storage.campaigns", "storage.tips"),
    ],
)
def test_i48_no_chain_of_imports_leads(importer: str, never: str) -> None:
    graph = _graph()
    assert importer in graph.modules
    if never not in graph.modules:
        return  # A module that does not exist cannot be reached.
    chains = graph.find_shortest_chains(importer=importer, imported=never, as_packages=True)
    assert {" -> ".join(chain) for chain in chains} == set()


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("sqlalchemy", {"storage"}),
        ("telegram", {"channels.telegram"}),
        ("nacl", {"tips", "storage.keys", "storage.residents", "storage.tips", "storage.staff"}),
        ("argon2", {"tips", "storage.keys"}),
    ],
)
def test_i48_a_library_stays_in_its_room(library: str, rooms: set[str]) -> None:
    graph = _graph()
    importers = graph.find_modules_that_directly_import(library)
    assert importers, f"nobody imports {library}: this list is out of date"
    outside = {name for name in importers if not any(name == room or name.startswith(f"{room}.") for room in rooms)}
    assert outside == set()


def test_i48_no_signature_of_intake_takes_a_person() -> None:
    """The tip service cannot be handed a reply handle or an address: it does not import their module's names."""
    source = _graph().find_modules_directly_imported_by("tips.intake")
    assert not {name for name in source if name == "channels.contract" or name.startswith("channels.contract.")}
