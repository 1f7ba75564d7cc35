"""Settings: commune, topics, language, stop, erase. Without a subscription only the language is kept, in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handlers.conversation import Context, Conversation, Pick, Screen
from handlers.reminders import OPEN as REMINDERS
from handlers.subscribers import Subscribers, subscribe, subscription_of
from places.gazetteer import Gazetteer
from storage.residents.types import Language, Subscription, Topic
from storage.types import UnitCode

_OPEN = "settings.open"


def conversation(subscribers: Subscribers, gazetteer: Gazetteer) -> Conversation:
    """Return the settings."""
    steps = _Steps(subscribers, gazetteer)
    return Conversation(
        name="settings",
        commands=("caidat",),
        open=steps.open,
        choices={
            "topics": steps.topics,
            "topic": steps.toggle,
            "language": steps.languages,
            "speak": steps.speak,
        },
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    subscribers: Subscribers
    gazetteer: Gazetteer

    async def open(self, context: Context) -> None:
        """Show what is set and what can be changed."""
        language = Pick(label=context.t("settings-language"), action="language")
        if not context.capabilities.push:
            await context.show(Screen(text=context.t("settings-no-push"), choices=(language,)))
            return
        found = await self._subscription(context)
        if found is None:
            text = context.t("settings-not-subscribed")
        else:
            topics = ", ".join(context.t(f"topic-{topic.value}") for topic in Topic if topic in found.topics)
            text = context.t("settings", unit=self._name(context, found.unit), topics=topics or context.t("none"))
        picks = (
            Pick(label=context.t("settings-commune"), action="commune.open"),
            Pick(label=context.t("settings-topics"), action="topics"),
            *((Pick(label=context.t("settings-reminders"), action=REMINDERS),) if found is not None else ()),
            language,
            Pick(label=context.t("settings-stop"), action="stop.ask"),
            Pick(label=context.t("settings-erase"), action="erase.open"),
        )
        await context.show(Screen(text=text, choices=picks))

    async def topics(self, context: Context) -> None:
        """Show the topics, each with its present state."""
        found = await self._subscription(context)
        if found is None:
            choose = Pick(label=context.t("settings-commune"), action="commune.open")
            await context.show(Screen(text=context.t("topics-first"), choices=(choose,), back_to=_OPEN))
            return
        picks = tuple(
            Pick(
                label=context.t("topic-on" if topic in found.topics else "topic-off", topic=_topic(context, topic)),
                action="topic",
                argument=topic.value,
            )
            for topic in Topic
        )
        await context.show(Screen(text=context.t("topics"), choices=picks, back_to=_OPEN))

    async def toggle(self, context: Context) -> None:
        """Turn one topic on or off."""
        found = await self._subscription(context)
        if found is not None:
            await self._keep(context, replace(found, topics=found.topics ^ {Topic(context.argument)}))
        await self.topics(context)

    async def languages(self, context: Context) -> None:
        """Offer the languages, each by its own name."""
        picks = tuple(
            Pick(label=context.t(f"language-{language.value}"), action="speak", argument=language.value)
            for language in Language
        )
        await context.show(Screen(text=context.t("languages"), choices=picks, back_to=_OPEN))

    async def speak(self, context: Context) -> None:
        """Change the language here and, for a subscriber, of what he is sent."""
        context.session.language = Language(context.argument)
        found = await self._subscription(context) if context.capabilities.push else None
        if found is not None:
            await self._keep(context, replace(found, language=context.language))
        context.notice(context.t("language-changed"))
        await self.open(context)

    async def _subscription(self, context: Context) -> Subscription | None:
        return await subscription_of(self.subscribers, context.address())

    async def _keep(self, context: Context, wanted: Subscription) -> None:
        await subscribe(
            self.subscribers,
            context.address(),
            unit=wanted.unit,
            topics=wanted.topics,
            language=wanted.language,
        )

    def _name(self, context: Context, unit: UnitCode | None) -> str:
        return context.t("whole-province") if unit is None else self.gazetteer.unit(unit).name


def _topic(context: Context, topic: Topic) -> str:
    return context.t(f"topic-{topic.value}")
