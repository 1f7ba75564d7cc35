"""The hash that an approval binds: over everything a person approves, nothing else."""

from __future__ import annotations

import hashlib

import orjson

from storage.campaigns.types import AudienceRule, CampaignKind, Content
from storage.types import Instant


def digest_of(
    *, content: Content, audience: AudienceRule, starts: Instant | None, max_late: int, kind: CampaignKind
) -> str:
    """Return the SHA-256, in hex, over content, audience, schedule and kind; the same for sets in any order."""
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
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS)).hexdigest()
