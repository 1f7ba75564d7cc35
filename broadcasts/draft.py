"""A campaign as somebody has just written or changed it: cleaned, with digest, revision and editors. Pure."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace

from broadcasts.content import cleaned
from broadcasts.digest import digested
from storage.campaigns.types import AudienceRule, Campaign, CampaignId, CampaignKind, CampaignState, Content
from storage.types import Instant, StaffId

_MAX_LATE = 6 * 3600
"""A start missed by more is not made up for: what was said for the morning is wrong at night."""
_ID_BYTES = 5


def drafted(
    author: StaffId,
    *,
    content: Content,
    audience: AudienceRule,
    starts: Instant | None,
    kind: CampaignKind,
    idempotency_key: str = "",
) -> Campaign:
    """Return a new draft; the same one under the same key always has the same id. Raises `CampaignUnfit`."""
    unnamed = digested(
        Campaign(
            campaign=CampaignId(""),
            kind=kind,
            state=CampaignState.DRAFT,
            author=author,
            content=cleaned(content),
            audience=audience,
            starts=starts,
            max_late=_MAX_LATE,
            digest="",
            revision=1,
            editors=frozenset({author}),
        )
    )
    return replace(unnamed, campaign=_new_id(unnamed, idempotency_key))


def redrafted(
    before: Campaign,
    by: StaffId,
    *,
    content: Content,
    audience: AudienceRule,
    starts: Instant | None,
    kind: CampaignKind,
    revision: int,
) -> Campaign:
    """Return what `by` makes of a campaign whose `revision` lay before him. Raises `CampaignUnfit`."""
    return digested(
        replace(
            before,
            kind=kind,
            state=CampaignState.DRAFT,
            author=by,
            content=cleaned(content),
            audience=audience,
            starts=starts,
            revision=revision + 1,
            editors=before.editors | {by},
        )
    )


def is_saved(edited: Campaign, now: Campaign) -> bool:
    """Tell whether what stands is this very change, saved a moment ago by the same person."""
    return (now.revision, now.author, now.digest) == (edited.revision, edited.author, edited.digest)


def _new_id(new: Campaign, idempotency_key: str) -> CampaignId:
    """Return a random id, or the one that this draft always has under its key."""
    if not idempotency_key:
        return CampaignId(f"c{secrets.token_hex(_ID_BYTES)}")
    draft = "\n".join((idempotency_key, new.author, new.digest))
    return CampaignId(f"c{hashlib.sha256(draft.encode()).hexdigest()[: 2 * _ID_BYTES]}")
