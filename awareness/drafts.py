"""Which items may be shown: what nobody has approved is marked or hidden, by the customer's setting."""

from collections.abc import Iterable
from typing import TypeVar, assert_never

from awareness.types import Reviewable, Unreviewed

Item = TypeVar("Item", bound=Reviewable)


def is_draft(item: Reviewable) -> bool:
    """Tell whether `item` waits for approval: it has no reviewer or no date."""
    return not (item.reviewer and item.reviewed)


def visible(items: Iterable[Item], policy: Unreviewed) -> tuple[Item, ...]:
    """Return the items that may be shown under `policy`, in their order."""
    match policy:
        case Unreviewed.MARK:
            return tuple(items)
        case Unreviewed.HIDE:
            return tuple(item for item in items if not is_draft(item))
        case _:
            assert_never(policy)


def count_drafts(items: Iterable[Reviewable]) -> int:
    """Return how many of `items` wait for approval (for `phaodai doctor`)."""
    return sum(is_draft(item) for item in items)
