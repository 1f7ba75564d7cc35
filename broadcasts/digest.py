"""What a person approves, in one canonical form, and the hash over it that the approval binds."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import orjson

from storage.campaigns.types import AudienceRule, Campaign, CampaignKind, Content
from storage.types import Instant


def told_of(campaign: Campaign) -> str:
    """Return everything that is approved of a campaign, as JSON; a picture by its hash."""
    return _told(
        content=campaign.content,
        audience=campaign.audience,
        starts=campaign.starts,
        max_late=campaign.max_late,
        kind=campaign.kind,
    ).decode()


def digest_of(
    *, content: Content, audience: AudienceRule, starts: Instant | None, max_late: int, kind: CampaignKind
) -> str:
    """Return the SHA-256, in hex, over content, audience, schedule and kind; the same for sets in any order."""
    told = _told(content=content, audience=audience, starts=starts, max_late=max_late, kind=kind)
    return hashlib.sha256(told).hexdigest()


def digested(campaign: Campaign) -> Campaign:
    """Return the campaign with the digest of what it says now."""
    digest = digest_of(
        content=campaign.content,
        audience=campaign.audience,
        starts=campaign.starts,
        max_late=campaign.max_late,
        kind=campaign.kind,
    )
    return replace(campaign, digest=digest)


def _told(
    *, content: Content, audience: AudienceRule, starts: Instant | None, max_late: int, kind: CampaignKind
) -> bytes:
    told = {
        "kind": kind,
        "title": content.title,
        "text": content.text,
        "question": content.question,
        "options": list(content.options),
        "picture": None if content.picture is None else hashlib.sha256(content.picture).hexdigest(),
        "units": sorted(audience.units),
        "topics": sorted(audience.topics),
        "language": audience.language,
        "starts": starts,
        "max_late": max_late,
    }
    return orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
