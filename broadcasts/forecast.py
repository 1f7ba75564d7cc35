"""What an approver is told before he decides: how long sending takes, and whom a platform's month leaves out.

Each account sends at its own pace beside the others, so the slowest one counts. Where a platform counts by the month,
what waits of other runs comes first; drafts and approvals that have not begun are not foreseen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from broadcasts.allowance import Allowance
from broadcasts.audience import told
from broadcasts.budget import CAREFUL
from broadcasts.estimate import Estimate, Shortfall, estimate
from broadcasts.planner import RUN_SECONDS
from storage.campaigns.types import Campaign, CampaignKind
from storage.types import Instant, instant


def forecast(
    campaign: Campaign,
    *,
    meant: Mapping[str, int],
    waiting: Mapping[str, int],
    allowances: tuple[Allowance, ...],
    parts: Callable[[str], int],
    rate: float,
    now: datetime,
    rehearsal: bool,
) -> Estimate:
    """Return the estimate of a campaign that starts now or at its time. Pure.

    `meant` are people, `waiting` messages of open runs, each by channel; `parts` messages a person on a channel.
    """
    counted = {one.account: one for one in allowances}
    rates = {name: CAREFUL.bulk if name in counted else rate for name in meant.keys() | waiting.keys()}
    messages = {name: meant.get(name, 0) * parts(name) + waiting.get(name, 0) for name in rates}
    slowest = max(rates, key=lambda name: messages[name] / rates[name], default="")
    when = estimate(
        messages=messages.get(slowest, 0),
        rate=rates.get(slowest, rate),
        starts=Instant(max(campaign.starts or 0, instant(now))),
        always_open=rehearsal or campaign.kind is CampaignKind.ALERT,
    )
    short = [
        shortfall(
            counted[name],
            people=meant[name],
            parts=parts(name),
            waiting=waiting.get(name, 0),
            begins=when.begins,
            rehearsal=rehearsal,
        )
        for name in meant
        if name in counted
    ]
    return replace(when, shortfalls=tuple([one for one in short if one is not None]))


def shortfall(
    month: Allowance, *, people: int, parts: int, waiting: int, begins: Instant, rehearsal: bool
) -> Shortfall | None:
    """Return whom the month leaves out, of `people` with `parts` messages each; None when it suffices. Pure.

    `waiting` messages of other runs go first. A campaign that begins in the next month has that one's share.
    """
    is_next = begins >= instant(month.resets)
    left = month.share if is_next else max(0, month.left - waiting)
    missed = people - min(people, left // parts)
    if missed == 0:
        return None
    return Shortfall(
        account=month.account,
        people=told(missed, rehearsal=rehearsal),
        parts=parts,
        resets=month.resets,
        goes_on=not is_next and instant(month.resets) <= begins + RUN_SECONDS,
    )
