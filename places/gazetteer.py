"""The 78 units and every name the data knows for them, read from the packaged files."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from importlib.resources import files

from places.types import Alias, AliasKind, Unit


class UnknownUnitError(LookupError):
    """There is no unit with this code; show the list of units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """The units in the order of their codes, and their aliases in the order of the file."""

    units: tuple[Unit, ...]
    aliases: tuple[Alias, ...]
    by_code: dict[str, Unit]

    def unit(self, code: str) -> Unit:
        """Return the unit with the five-digit `code`. Raises `UnknownUnitError`."""
        try:
            return self.by_code[code]
        except KeyError:
            raise UnknownUnitError(code) from None

    def has(self, code: str) -> bool:
        """Tell whether `code` is one of the 78; PC04, OVERSIGHT and PROVINCE are not."""
        return code in self.by_code

    def by_district(self) -> dict[str, tuple[Unit, ...]]:
        """Map each former district (with its type word) to its units: 1 to 7, in code order."""
        districts: dict[str, list[Unit]] = {}
        for unit in self.units:
            districts.setdefault(unit.former_district, []).append(unit)
        return {district: tuple(units) for district, units in districts.items()}


def load() -> Gazetteer:
    """Read the packaged data (about 5 ms). Call once at start-up and pass the result on."""
    units = tuple(
        sorted(
            (_unit(row) for row in _rows("quang_tri_units.csv")),
            key=lambda unit: unit.code,
        )
    )
    aliases = tuple(
        Alias(text=row["alias"], kind=AliasKind(row["kind"]), code=row["unit_code"])
        for row in _rows("quang_tri_aliases.csv")
    )
    return Gazetteer(units=units, aliases=aliases, by_code={unit.code: unit for unit in units})


def _rows(file_name: str) -> list[dict[str, str]]:
    """Return the rows of one packaged CSV file."""
    text = files("places").joinpath("data", file_name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def _unit(row: dict[str, str]) -> Unit:
    """Return the unit in one row of the units file."""
    return Unit(
        code=row["code"],
        name=row["name"],
        # "Đặc khu Cồn Cỏ" less "đặc khu": the type column is the type word in lower case.
        bare_name=row["name"][len(row["type"]) :].strip(),
        kind=row["type"],
        former_district=row["former_district"],
        former_province=row["former_province"],
        is_border=row["is_border"] == "1",
        is_coastal=row["is_coastal"] == "1",
        latitude=float(row["lat"]),
        longitude=float(row["lon"]),
    )
