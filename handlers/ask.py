"""A free question and the approved answer to it; nothing approved fits, then we say so and whom to ask.

People who do not know how to ask pick a subject and a question from lists. Where several answers come near,
they are offered: a wrong answer said surely is worse than one more step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from awareness.errors import NotInLibrary
from awareness.library import Library
from awareness.search import Finding
from awareness.types import Answer, AnswerId, Lesson
from channels.markup import literal
from handlers.conversation import Context, Conversation, Expect, NotAnAnswer, Pick, Screen
from handlers.hotlines import Hotlines, hotlines_text
from handlers.relative import is_call_for_help
from handlers.understanding import Intent

_OPEN: Final = "ask.open"
_PAGE: Final = 6
"""Questions on one page of a list: what fits a small phone without scrolling."""
_RELATED: Final = 2


@dataclass(slots=True)
class OpenQuestion:
    """The last text without an answer: the next one may be its second half."""

    text: str = ""


def conversation(library: Library, hotlines: Hotlines) -> Conversation:
    """Return the questions and answers of `library`."""
    pages = _Pages(library, hotlines)
    return Conversation(
        name="ask",
        commands=("hoi",),
        open=pages.invite,
        text=pages.read,
        choices={"subject": pages.subject, "answer": pages.answer},
    )


def _find(context: Context, library: Library, before: str) -> Finding:
    """Return what is found for the text, or for it as the second half of `before`."""
    found = context.found_in(library)
    if found.sure is None and before:
        both = library.find(f"{before} {context.text}")
        return both if both.sure is not None or not found.near else found
    return found


async def show_finding(context: Context, library: Library, found: Finding) -> bool:
    """Show the answer, or those to choose from; tell whether there was any."""
    if found.sure is not None:
        await context.show(answer_screen(context, library, found.sure, found.near))
    elif found.near:
        # What was no question after all is a tip most often.
        tip = Pick(label=context.t("menu-tip"), action="tip.open")
        picks = (*_listed(found.near), tip, Pick(label=context.t("ask-others"), action=_OPEN))
        await context.show(Screen(text=context.t("ask-several"), choices=picks, expects=Expect.TEXT, back_to=_OPEN))
    return bool(found.sure or found.near)


def answer_screen(context: Context, library: Library, found: Answer, near: Sequence[Answer] = ()) -> Screen:
    """Return an answer with its mark, its source, its lesson and related answers. More questions may follow."""
    parts = (library.mark(found), literal(found.text), context.t("source", source=literal(found.source)))
    lesson = next((lesson for lesson in library.lessons if lesson.id == found.lesson), None)
    read = () if lesson is None else (_to_lesson(context, lesson),)
    related = tuple(_to_answer(answer, answer.title) for answer in _related(library, found, near))
    picks = (*read, *related, Pick(label=context.t("ask-others"), action=_OPEN))
    return Screen(text="\n\n".join(filter(None, parts)), choices=picks, expects=Expect.TEXT)


@dataclass(frozen=True, slots=True)
class _Pages:
    library: Library
    hotlines: Hotlines

    async def invite(self, context: Context) -> None:
        """Ask for a question, and show the subjects."""
        context.session.forget(OpenQuestion)
        subjects = self.library.subjects
        picks = tuple(
            Pick(label=f"{number}. {subject.title}", action="subject", argument=f"{subject.topic}/0")
            for number, subject in enumerate(subjects, start=1)
        )
        text = "\n".join((context.t("ask"), context.t("ask-subjects"))) if picks else context.t("ask")
        await context.show(Screen(text=text, choices=picks, expects=Expect.TEXT))

    async def subject(self, context: Context) -> None:
        """Show one page of the questions on a subject."""
        topic, _, page = context.argument.rpartition("/")
        answers = self.library.answers_on(topic)
        title = next((subject.title for subject in self.library.subjects if subject.topic == topic), "")
        if not answers or not title:
            await self._gone(context)
            return
        start = int(page) * _PAGE
        shown = answers[start : start + _PAGE]
        more = (
            (Pick(label=context.t("ask-more"), action="subject", argument=f"{topic}/{int(page) + 1}"),)
            if start + _PAGE < len(answers)
            else ()
        )
        text = context.t("ask-subject", subject=title)
        picks = (*_listed(shown), *more)
        await context.show(Screen(text=text, choices=picks, expects=Expect.TEXT, back_to=_OPEN))

    async def answer(self, context: Context) -> None:
        """Show the answer that was picked."""
        try:
            found = self.library.answer(AnswerId(context.argument))
        except NotInLibrary:
            await self._gone(context)
            return
        await context.show(answer_screen(context, self.library, found))

    async def read(self, context: Context) -> None:
        """Answer a question that was typed."""
        before = context.recall(OpenQuestion)
        intent = context.understood.intent
        if context.typed.named_place() is not None or is_call_for_help(self.library, context):
            # A number that is on no list here asks nothing.
            raise NotAnAnswer
        found = _find(context, self.library, before.text if context.follows else "")
        if found.sure is None and intent is Intent.TIP:
            # Only near to an answer, and like a tip: the tip flow keeps the words.
            raise NotAnAnswer
        if await show_finding(context, self.library, found):
            before.text = ""
            return
        if intent not in (Intent.QUESTION, Intent.OTHER):
            raise NotAnAnswer
        before.text = context.text
        text = f"{context.t('ask-none')}\n\n{hotlines_text(self.hotlines, context.t)}"
        await context.show(Screen(text=text, expects=Expect.TEXT))

    async def _gone(self, context: Context) -> None:
        context.notice(context.t("ask-gone"))
        await self.invite(context)


def _related(library: Library, found: Answer, near: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return other answers worth a look: those that came near, then its neighbours on the subject."""
    on_subject = library.answers_on(found.topics[0]) if found.topics else ()
    place = next((place for place, answer in enumerate(on_subject) if answer.id == found.id), 0)
    related: dict[AnswerId, Answer] = {}
    for answer in chain(near, on_subject[place + 1 :], on_subject[:place]):
        if len(related) == _RELATED:
            break
        if answer.id != found.id:
            related.setdefault(answer.id, answer)
    return tuple(related.values())


def _listed(answers: Sequence[Answer]) -> tuple[Pick, ...]:
    return tuple(_to_answer(answer, f"{number}. {answer.title}") for number, answer in enumerate(answers, start=1))


def _to_answer(answer: Answer, label: str) -> Pick:
    return Pick(label=label, action="ask.answer", argument=answer.id)


def _to_lesson(context: Context, lesson: Lesson) -> Pick:
    return Pick(label=context.t("read-lesson"), action="learn.lesson", argument=f"{lesson.id}/0")
