"""How many people a rule means, told so that a small number points at nobody."""

from __future__ import annotations

from dataclasses import dataclass

SMALLEST_COUNT = 10
"""Below this a count would point at people; it reads "dưới 10 người" (facts on small cells, k = 10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceCount:
    """`exact` is None below ten people, except in a rehearsal."""

    exact: int | None


def told(people: int, *, rehearsal: bool) -> AudienceCount:
    """Return what may be said of a count."""
    return AudienceCount(exact=people if rehearsal or people >= SMALLEST_COUNT else None)
