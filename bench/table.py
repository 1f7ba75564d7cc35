"""One table: medians with their spread, peers beside us, and how far we are from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from bench.contenders import Contender
from bench.conversation import Kind

_COLUMNS = (Contender.OURS, Contender.AIOGRAM, Contender.PTB, Contender.BARE)


@dataclass(slots=True)
class Row:
    """One thing that was measured, by contender; `more_is_better` says which way the ratio reads."""

    name: str
    more_is_better: bool = True
    digits: int = 0
    values: dict[Contender, list[float]] = field(default_factory=dict)

    def add(self, contender: Contender, value: float) -> None:
        """Note one run."""
        self.values.setdefault(contender, []).append(value)

    def median(self, contender: Contender) -> float | None:
        """Return the median of a contender's runs."""
        runs = self.values.get(contender)
        return median(runs) if runs else None

    def ratio(self, peer: Contender) -> float | None:
        """Return how many times better we are than a peer; below 1 is worse."""
        ours, theirs = self.median(Contender.OURS), self.median(peer)
        if ours is None or theirs is None or not ours or not theirs:
            return None
        return ours / theirs if self.more_is_better else theirs / ours


def rows_in_order() -> dict[str, Row]:
    """Return every row of the table, empty, in the order in which they are read."""
    rows: dict[str, Row] = {}
    for chats in (8, 64):
        rows[f"turns {chats}"] = Row(f"turns/s, {chats} chats at a time")
        for share in (50, 99):
            rows[f"p{share} {chats}"] = Row(f"  p{share} of a turn, ms", more_is_better=False, digits=1)
    rows["signs"] = Row("  characters of an answer, mean")
    rows["sends sqlite"] = Row("sends/s (ours: ledger on SQLite)")
    rows["sends postgresql"] = Row("sends/s (ours: ledger on PostgreSQL)")
    rows["core rate"] = Row("updates/s through the core (mix)")
    for key in ("mix", *Kind):
        rows[f"core {key}"] = Row(f"  {key}: µs an update", more_is_better=False)
    rows["ready"] = Row("start of `phaodai run` to /readyz, s", more_is_better=False, digits=2)
    rows["first answer"] = Row("start to the first answer, s", more_is_better=False, digits=2)
    rows["memory at start"] = Row("memory when started, MiB", more_is_better=False)
    rows["memory"] = Row("memory after the turns, MiB", more_is_better=False)
    return rows


def table(rows: Sequence[Row]) -> str:
    """Return the rows that were measured as a Markdown table that can be read as it is."""
    head = ["median (lowest to highest)", *[str(column) for column in _COLUMNS], "against aiogram"]
    lines = [_line(row) for row in rows if row.values]
    widths = [max(len(line[place]) for line in [head, *lines]) for place in range(len(head))]
    rule = ["-" * width for width in widths]
    return "\n".join(_joined(line, widths) for line in [head, rule, *lines])


def _line(row: Row) -> list[str]:
    return [row.name, *[_cell(row, column) for column in _COLUMNS], _times(row.ratio(Contender.AIOGRAM))]


def _joined(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"


def _cell(row: Row, contender: Contender) -> str:
    runs = row.values.get(contender)
    if not runs:
        return "–"
    shown = [f"{value:,.{row.digits}f}" for value in (median(runs), min(runs), max(runs))]
    return f"{shown[0]} ({shown[1]}–{shown[2]})" if len(runs) > 1 else shown[0]


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else f"× {ratio:.2f}"


def aims(rows: Mapping[str, Row]) -> str:
    """Return each aim of issue 5 and whether this run reached it."""
    lines = []
    for chats in (8, 64):
        ratio = rows[f"turns {chats}"].ratio(Contender.AIOGRAM)
        lines.append(_aim(f"turns a second at {chats} chats ≥ 1.5 × aiogram", ratio, lambda value: value >= 1.5, "× "))
    for store in ("sqlite", "postgresql"):
        ratio = rows[f"sends {store}"].ratio(Contender.AIOGRAM)
        lines.append(_aim(f"sends a second ({store}) > aiogram's bare client", ratio, lambda value: value > 1, "× "))
    lines += [
        _aim("core ≤ 100 µs an update (mix)", rows["core mix"].median(Contender.OURS), lambda value: value <= 100),
        _aim("ready ≤ 1.5 s", rows["ready"].median(Contender.OURS), lambda value: value <= 1.5),
        _aim("memory ≤ 150 MiB after the turns", rows["memory"].median(Contender.OURS), lambda value: value <= 150),
    ]
    return "\n".join(lines)


def _aim(name: str, value: float | None, is_reached: Callable[[float], bool], unit: str = "") -> str:
    if value is None:
        return f"not measured  {name}"
    return f"{'reached' if is_reached(value) else 'MISSED '}  {name}: {unit}{value:,.2f}"
