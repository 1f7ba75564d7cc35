"""A campaign in review as its approvers read it: the words, whom it reaches, when, and what changed since last time.

The two buttons are bound to the digest that is shown. A platform without buttons gets one line to type instead, with
a code of this very version: a bare digit under a pushed message would be read by whatever menu is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import zip_longest

from broadcasts.changes import EVERYBODY, Change, ChangedPart
from broadcasts.estimate import Shortfall
from broadcasts.review import Review
from channels.contract import Capabilities, ChannelName, Link, Outgoing
from channels.markup import literal
from handlers.approval_codes import ApprovalCodes
from handlers.envelopes import local_time
from handlers.screens import standing
from handlers.texts import Catalogue
from places.gazetteer import Gazetteer
from storage.campaigns.types import Approval, Campaign, CampaignKind, Decision
from storage.residents.types import Language
from storage.types import Clock, instant, moment

ORGANIZER = "organizer"
DIGEST_SIGNS = 12
"""So much of the digest travels in a button: enough to notice any edit."""
_MOST_LINES = 6
_LONGEST_LINE = 160
_SIGNS_BEFORE = 40
"""So much of what did not change leads to what did."""
_MOST_UNITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRenderer:
    """Turns a campaign in review into the message its approvers get. `console_address` may be empty.

    `codes` are those that were written under messages on platforms without buttons, `platform_names` what people
    call the platforms.
    """

    catalogue: Catalogue
    gazetteer: Gazetteer
    console_address: str
    clock: Clock
    platform_names: Mapping[ChannelName, str] = field(default_factory=dict)
    codes: ApprovalCodes = field(default_factory=ApprovalCodes, repr=False)

    def __call__(self, review: Review, language: Language, capabilities: Capabilities) -> Outgoing:
        """Return the message that calls an approver."""
        argument = decision_argument(review.campaign)
        text = self.text(review, language)
        if not capabilities.buttons:
            text = f"{text}\n\n{self._say(language, 'decide-by-line', code=self.codes.code_of(argument))}"
        return Outgoing(
            text=text,
            choices=tuple(
                standing(ORGANIZER, action, argument, self.catalogue.text(language, f"campaign-{action}"))
                for action in (("approve", "reject") if capabilities.buttons else ())
            ),
            picture=review.campaign.content.picture,
            links=self.links(review.campaign, language),
        )

    def decided(
        self, campaign: Campaign, decision: Approval, language: Language, *, is_known: bool = False
    ) -> Outgoing:
        """Return what the author is told: approved, or returned with the note; `is_known`: the note alone."""
        title = literal(campaign.content.title)
        if is_known:
            text = self._say(language, "yours-note", title=title)
        elif decision.decision is Decision.APPROVED:
            text = self.catalogue.text(
                language, "campaign-yours-approved", title=title, when=self._start(campaign, language)
            )
        else:
            text = self.catalogue.text(language, "campaign-yours-rejected", title=title)
        note = f"“{literal(decision.note)}”" if decision.note else ""
        return Outgoing(text="\n\n".join(filter(None, (text, note))), links=self.links(campaign, language))

    def expired(self, campaign: Campaign, language: Language) -> Outgoing:
        """Return what the author is told when the time was missed."""
        text = self._say(
            language, "yours-expired", title=literal(campaign.content.title), when=self._start(campaign, language)
        )
        return Outgoing(text=text, links=self.links(campaign, language))

    def text(self, review: Review, language: Language) -> str:
        """Return what is to be approved: as residents will read it, then the plan, then what changed."""
        content = review.campaign.content
        head = self.catalogue.text(language, "campaign-waiting", title=literal(content.title))
        options = "\n".join(f"• {literal(option)}" for option in content.options)
        question = "\n".join(filter(None, (f"**{literal(content.question)}**" if content.question else "", options)))
        parts = (head, literal(content.text), question, self.plan(review, language), self._changes(review, language))
        return "\n\n".join(filter(None, parts))

    def plan(self, review: Review, language: Language) -> str:
        """Return whom a campaign reaches, when it goes out and until when."""
        campaign, estimate = review.campaign, review.estimate
        exact = review.count.exact
        count = self._say(language, "under-ten") if exact is None else self._say(language, "people", count=exact)
        lines = [
            self._say(language, "count", count=count),
            self._say(
                language, "audience", units=self._units(campaign, language), topics=self._topics(campaign, language)
            ),
            self._say(language, "start", when=self._start(campaign, language)),
            self._say(
                language,
                "estimate-night" if estimate.crosses_night else "estimate",
                begins=local_time(moment(estimate.begins)),
                finishes=local_time(moment(estimate.finishes)),
            ),
        ]
        lines += [self._shortfall(one, language) for one in estimate.shortfalls]
        if campaign.kind is CampaignKind.ALERT:
            lines.append(self._say(language, "is-alert"))
        if campaign.starts is not None and campaign.starts < instant(self.clock.now()):
            lines.append(self._say(language, "start-passed"))
        return "\n".join(lines)

    def _shortfall(self, short: Shortfall, language: Language) -> str:
        """Return whom a platform's month leaves out, and what to do about it."""
        exact = short.people.exact
        people = self._say(language, "under-ten") if exact is None else self._say(language, "people", count=exact)
        first = f"{short.resets.day}/{short.resets.month}"
        sentences = (
            self._say(
                language,
                "short-goes-on" if short.goes_on else "short",
                platform=self.platform_names.get(ChannelName(short.account), short.account),
                people=people,
                first=first,
            ),
            self._say(language, "short-parts", parts=short.parts) if short.parts > 1 else "",
            self._say(language, "short-advice", first=first),
        )
        return " ".join(filter(None, sentences))

    def links(self, campaign: Campaign, language: Language) -> tuple[Link, ...]:
        """Return the button to the campaign's page."""
        if not self.console_address:
            return ()
        label = self.catalogue.text(language, "case-open")
        return (Link(label=label, url=f"{self.console_address}/campaigns/{campaign.campaign}"),)

    def _start(self, campaign: Campaign, language: Language) -> str:
        if campaign.starts is None:
            return self._say(language, "when-approved")
        return local_time(moment(campaign.starts))

    def _units(self, campaign: Campaign, language: Language) -> str:
        units = sorted(campaign.audience.units)
        names = [self._unit(language, unit) for unit in units[:_MOST_UNITS]] or [self._unit(language, EVERYBODY)]
        if len(units) > _MOST_UNITS:
            names.append(self._say(language, "more", count=len(units) - _MOST_UNITS))
        return ", ".join(names)

    def _topics(self, campaign: Campaign, language: Language) -> str:
        return ", ".join(self._topic(language, topic) for topic in sorted(campaign.audience.topics) or (EVERYBODY,))

    def _changes(self, review: Review, language: Language) -> str:
        if review.changes is None:
            return ""
        if not review.changes:
            return self._say(language, "unchanged")
        lines = [line for change in review.changes for line in self._change(change, language)]
        return "\n".join((self._say(language, "changed-since"), *lines))

    def _change(self, change: Change, language: Language) -> Iterable[str]:
        part = self._say(language, f"part-{change.part.value}")
        if change.part is ChangedPart.PICTURE:
            what = "replaced" if change.gone and change.new else "new" if change.new else "gone"
            yield f"• {part}: {self._say(language, f'picture-{what}')}"
            return
        yield f"• {part}:"
        gone = change.gone[: max(_MOST_LINES // 2, _MOST_LINES - len(change.new))]
        new = change.new[: _MOST_LINES - len(gone)]
        for sign, values, others in (("−", gone, change.new), ("+", new, change.gone)):
            for value, other in zip_longest(values, others[: len(values)], fillvalue=""):
                yield f"   {sign} {self._value(change.part, value, other, language)}"
        if hidden := len(change.gone) + len(change.new) - len(gone) - len(new):
            yield f"   {self._say(language, 'more', count=hidden)}"

    def _value(self, part: ChangedPart, value: str, other: str, language: Language) -> str:
        match part:
            case ChangedPart.UNITS:
                return self._unit(language, value)
            case ChangedPart.TOPICS:
                return self._topic(language, value)
            case ChangedPart.STARTS:
                return local_time(moment(int(value))) if value else self._say(language, "when-approved")
            case ChangedPart.KIND:
                return self._say(language, f"kind-{value}")
            case _:
                return literal(shortened(value, other))

    def _unit(self, language: Language, code: str) -> str:
        if code == EVERYBODY:
            return self.catalogue.text(language, "whole-province")
        return self.gazetteer.unit(code).name if self.gazetteer.has(code) else code

    def _topic(self, language: Language, topic: str) -> str:
        return (
            self._say(language, "all-topics") if topic == EVERYBODY else self.catalogue.text(language, f"topic-{topic}")
        )

    def _say(self, language: Language, key: str, **values: str | int) -> str:
        return self.catalogue.text(language, f"campaign-{key}", **values)


def shortened(value: str, other: str) -> str:
    """Return at most `_LONGEST_LINE` signs of `value`, those where it begins to differ from `other`, "…" for the rest.

    From their beginning two long sentences would look the same, and the approver would miss what changed.
    """
    if len(value) <= _LONGEST_LINE:
        return value
    pairs = zip(value, other, strict=False)
    same = next((place for place, (one, two) in enumerate(pairs) if one != two), min(len(value), len(other)))
    start = value.rfind(" ", 0, max(0, min(same, len(value) - _LONGEST_LINE // 2) - _SIGNS_BEFORE)) + 1
    end = start + _LONGEST_LINE
    return f"{'…' if start else ''}{value[start:end]}{'…' if end < len(value) else ''}"


def decision_argument(campaign: Campaign) -> str:
    """Return what an approver's buttons carry: the campaign and the beginning of the digest he read."""
    return f"{campaign.campaign}/{campaign.digest[:DIGEST_SIGNS]}"
