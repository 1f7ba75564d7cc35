"""What became of rows in `sending`, and the one statement that writes it.

Only the claim's own token counts. A late `sent` lifts what was given up as unknown; no other end is ever changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Connection, and_, bindparam, case, or_, update

from storage.campaigns.claims import Claim, Outcome
from storage.campaigns.tables import delivery
from storage.campaigns.types import DUE, DeliveryState
from storage.residents.types import ResidentId

_UNWRITTEN = (DeliveryState.SENDING, DeliveryState.UNKNOWN, DeliveryState.RETRY_WAIT)


def by_fate(outcomes: Mapping[ResidentId, Outcome]) -> dict[Outcome, list[ResidentId]]:
    """Return who shares each fate: nearly always all share one, `sent`."""
    groups: dict[Outcome, list[ResidentId]] = {}
    for person in sorted(outcomes):
        groups.setdefault(outcomes[person], []).append(person)
    return groups


def write_fate(connection: Connection, claim: Claim, fate: Outcome, persons: Sequence[ResidentId]) -> None:
    """Write what became of these people's rows, in one statement."""
    # Whoever has the whole claim needs not be named.
    these = persons if len(persons) < claim.rows else ()
    connection.execute(_result(claim, these), _written(fate))


def _result(claim: Claim, persons: Sequence[ResidentId]) -> Any:
    """Return the update of these rows of a claim, of all its rows when none is named."""
    given_up = or_(
        delivery.c.state == DeliveryState.UNKNOWN,
        and_(delivery.c.state == DeliveryState.RETRY_WAIT, delivery.c.repeated),
    )
    return (
        update(delivery)
        .where(
            delivery.c.run == claim.run,
            *((delivery.c.resident.in_(persons),) if persons else ()),
            delivery.c.claim == claim.token,
            # Said once more for the index, which finds these among all that was sent.
            delivery.c.state.in_(_UNWRITTEN),
            or_(
                delivery.c.state == DeliveryState.SENDING,
                and_(given_up, bindparam("arrived", type_=Boolean)),
            ),
        )
        .values(
            state=bindparam("after"),
            reason=bindparam("why"),
            not_before=case(
                (bindparam("waits", type_=Boolean), bindparam("later", type_=delivery.c.not_before.type)),
                else_=delivery.c.not_before,
            ),
            repeated=or_(delivery.c.repeated, bindparam("again", type_=Boolean)),
            attempts=delivery.c.attempts + bindparam("tries", type_=delivery.c.attempts.type),
            lease_until=None,
        )
    )


def _written(one: Outcome) -> dict[str, Any]:
    return {
        "arrived": one.state is DeliveryState.SENT,
        "after": one.state.value,
        "why": one.reason or "",
        "waits": one.state in DUE,
        "later": int(one.not_before),
        "again": one.repeated,
        "tries": int(one.is_attempt),
    }
