"""The packaged data is read whole and in a stable order."""

from __future__ import annotations

from collections import Counter

import pytest

from places.gazetteer import UnknownUnitError, load


def test_units() -> None:
    units = load().units
    assert Counter(unit.kind for unit in units) == {"xã": 69, "phường": 8, "đặc khu": 1}
    assert Counter(unit.former_province for unit in units) == {"Tỉnh Quảng Bình": 41, "Tỉnh Quảng Trị": 37}
    assert sum(unit.is_border for unit in units) == 15
    assert sum(unit.is_coastal for unit in units) == 21
    assert [unit.code for unit in units] == sorted(unit.code for unit in units)
    assert all(len(unit.code) == 5 and unit.code.isdigit() for unit in units)
    assert all(unit.name.lower() == f"{unit.kind} {unit.bare_name.lower()}" for unit in units)


def test_unit_by_code() -> None:
    gazetteer = load()
    assert gazetteer.unit("19432").name == "Xã Lao Bảo"
    assert gazetteer.has("19432")
    assert not gazetteer.has("PC04")
    with pytest.raises(UnknownUnitError):
        gazetteer.unit("PC04")


def test_districts_hold_every_unit_once() -> None:
    gazetteer = load()
    districts = gazetteer.by_district()
    held = [unit for units in districts.values() for unit in units]
    assert sorted(held, key=lambda unit: unit.code) == list(gazetteer.units)
    assert [unit.bare_name for unit in districts["Thành phố Đông Hà"]] == ["Đông Hà", "Nam Đông Hà"]
