"""The tip in four screens: who sees what, the story, where and whom it concerns, preview and code.

Everything lives in memory until it is sealed. This conversation never asks for an address: it holds a reply
handle and changes no stored byte outside tips.db.
"""

from __future__ import annotations

from handlers.conversation import Conversation
from handlers.tip.questions import Questions
from handlers.tip.sending import Sending
from handlers.tip.services import TipServices
from handlers.tip.writing import Writing

__all__ = ["TipServices", "conversation"]


def conversation(services: TipServices) -> Conversation:
    """Return the tip conversation."""
    writing, questions, sending = Writing(services), Questions(services), Sending(services)
    return Conversation(
        name="tip",
        commands=("baotin",),
        open=writing.open,
        choices={
            "write": writing.write,
            "rewrite": writing.rewrite,
            "done": writing.done,
            "cancel": writing.cancel,
            "where": questions.where,
            "place": questions.place,
            "other": questions.other,
            "unknown": questions.unknown,
            "when": questions.when,
            "happening": questions.happening,
            "whom": questions.whom,
            "conflict": questions.conflict,
            "preview": sending.preview,
            "send": sending.send,
            "noted": sending.noted,
        },
        standing={"noted": sending.noted},
        text=writing.read,
        photo=writing.photo,
        location=questions.pin,
    )
