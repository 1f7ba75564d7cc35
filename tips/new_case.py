"""What a new case is made of: its row under random numbers, its sealed pieces, and the mailbox behind the receipt."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from storage.staff.secrets import ALPHABET
from storage.tips.key_types import UnitKey
from storage.tips.repository import CONTENT
from storage.tips.types import CaseNumber, CaseRow, Conflict, Mailbox, NextAction, PartKind, TipId, TipState, Urgency
from storage.types import Instant, StaffId
from tips import clocks_table
from tips.content import TipContent, pack_content
from tips.drafts import Draft
from tips.mailbox_seal import new_mailbox_keys
from tips.receipt import Stretch
from tips.routing import Route
from tips.seal import Sealed, seal_part

_CASE_SIGNS = 6
_TIP_BYTES = 16


def new_row(way: Route, owner: StaffId, urgency: Urgency, now: datetime, *, test: bool) -> CaseRow:
    """Return the row of a case that has just been routed; its times are rounded as its urgency allows."""
    received = clocks_table.rounded(now, urgency)
    due = clocks_table.due_times(urgency, received)
    return CaseRow(
        tip=TipId(secrets.token_bytes(_TIP_BYTES)),
        case=CaseNumber("T-" + "".join(secrets.choice(ALPHABET) for _ in range(_CASE_SIGNS))),
        state=TipState.ROUTED,
        urgency=urgency,
        lead_unit=way.lead,
        authority=way.authority,
        owner=owner,
        next_action=NextAction.ACCEPT,
        received=received,
        due_accept=due.accept,
        due_action=due.action,
        due_resolve=due.resolve,
        escalation=0,
        result=None,
        closed=None,
        is_test=test,
    )


def seal_pieces(draft: Draft, row: CaseRow, received: Instant, recipients: Sequence[UnitKey]) -> list[Sealed]:
    """Return the text and the photos, each sealed to all recipients. Takes a while: not for the event loop."""
    content = TipContent(
        text=draft.text,
        unit=draft.unit,
        happening=draft.happening,
        conflict=draft.conflict or Conflict.UNSURE,
        received=received,
        photos=len(draft.photos),
    )
    insides = [(PartKind.CONTENT, pack_content(content)), *((PartKind.PHOTO, photo) for photo in draft.photos)]
    return [
        seal_part(tip=row.tip, number=number, kind=kind, hour=row.received, plaintext=inside, recipients=recipients)
        for number, (kind, inside) in enumerate(insides, start=CONTENT)
    ]


def new_mailbox(tip: TipId, stretch: Stretch) -> Mailbox:
    """Return the sender's mailbox; only his receipt opens it."""
    keys = new_mailbox_keys(stretch.lookup, stretch.key)
    return Mailbox(
        lookup=stretch.lookup,
        tip=tip,
        public_key=keys.public_key,
        private_ciphertext=keys.private_ciphertext,
        expires=None,
    )
