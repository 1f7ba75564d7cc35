"""A free question and the approved answer to it; nothing approved fits, then we say so and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from awareness.library import Library
from awareness.types import Answer
from channels.markup import literal
from handlers.conversation import Context, Conversation, Expect, NotAnAnswer, Pick, Screen
from handlers.hotlines import Hotlines, hotlines_text
from handlers.understanding import Intent, understand


@dataclass(slots=True)
class OpenQuestion:
    """The last text without an answer: the next one may be its second half."""

    text: str = ""


def conversation(library: Library, hotlines: Hotlines) -> Conversation:
    """Return the questions and answers of `library`."""

    async def invite(context: Context) -> None:
        context.session.forget(OpenQuestion)
        await context.show(Screen(text=context.t("ask"), expects=Expect.TEXT))

    async def answer(context: Context) -> None:
        before = context.recall(OpenQuestion)
        found = find_answer(library, context.text, before.text if context.follows else "")
        if found is not None:
            before.text = ""
            await context.show(answer_screen(context, library, found))
            return
        if understand(context.text).intent not in (Intent.QUESTION, Intent.OTHER):
            raise NotAnAnswer
        before.text = context.text
        text = f"{context.t('ask-none')}\n\n{hotlines_text(hotlines, context.t)}"
        await context.show(Screen(text=text, expects=Expect.TEXT))

    return Conversation(name="ask", commands=("hoi",), open=invite, text=answer)


def find_answer(library: Library, text: str, before: str = "") -> Answer | None:
    """Return the answer to `text`, or to it as the second half of `before`."""
    return library.best(text) or (library.best(f"{before} {text}") if before else None)


def answer_screen(context: Context, library: Library, found: Answer) -> Screen:
    """Return an answer with its mark, its source, and the way to its lesson. Further questions may follow."""
    parts = (library.mark(found), literal(found.text), context.t("source", source=literal(found.source)))
    picks: tuple[Pick, ...] = ()
    if found.lesson is not None and any(lesson.id == found.lesson for lesson in library.lessons):
        picks = (Pick(label=context.t("read-lesson"), action="learn.lesson", argument=f"{found.lesson}/0"),)
    return Screen(text="\n\n".join(filter(None, parts)), choices=picks, expects=Expect.TEXT)
