"""What an open mailbox shows in a chat: status, questions, the result, and how to go on."""

from __future__ import annotations

from channels.markup import literal
from handlers.conversation import Context, Expect, Pick, Screen
from tips.mailbox import OpenMailbox


def mailbox_screen(context: Context, opened: OpenMailbox) -> Screen:
    """Return the mailbox with the steps that are left in it."""
    questions = [
        context.t("mailbox-question-answered" if question.answered else "mailbox-question")
        + f" {literal(question.text)}"
        for question in opened.questions
    ]
    closed = opened.closed_on
    finished = context.t("mailbox-closed-on", date=f"{closed.day}/{closed.month}/{closed.year}") if closed else ""
    status = opened.status.value.replace("_", "-")
    parts = (
        context.t("mailbox-status", status=context.t(f"status-{status}")),
        *questions,
        literal(opened.result_text),
        finished,
        context.t("mailbox-photos", count=opened.photos_received) if opened.photos_received else "",
        context.t(f"mailbox-next-{status}"),
    )
    picks = (
        *((Pick(label=context.t("mailbox-answer"), action="answer"),) if opened.can_answer else ()),
        *((Pick(label=context.t("mailbox-reopen"), action="reopen"),) if opened.can_reopen else ()),
    )
    return Screen(text="\n\n".join(filter(None, parts)), choices=picks, back_to="mailbox.done")


def writing_screen(context: Context, *, is_sent: bool) -> Screen:
    """Ask for a message to the officer, or for one more where one `is_sent`."""
    picks = (Pick(label=context.t("mailbox-done"), action="done"),)
    text = context.t("mailbox-sent" if is_sent else "mailbox-write")
    return Screen(text=text, choices=picks, expects=Expect.STORY, back_to="mailbox.done")
