"""The pure side of sending: what the platform can do, and parts as its JSON.

Texts leave plain, without `parse_mode`: in Zalo's Markdown and HTML whatever a person typed could become markup,
and no way to escape it is documented. Bold is lost; the words are not.
"""

from __future__ import annotations

from channels.contract import Capabilities, Outgoing, Refused
from channels.render import Part, render
from channels.zalo_bot.media import PHOTO_BYTES

TEXT_LIMIT = 2000
"""Characters after NFC, of a text and of a caption."""

_ABSENT = {
    "buttons": "choices are a numbered menu in the text",
    "edit": "a changed screen is sent as a new message",
    "delete": "the platform deletes nothing",
    "bold": "texts leave plain, so that nothing a person typed is read as markup",
    "protected": "the platform has no mark against forwarding",
    "location": "there is no location event; a place is typed",
    "unknown_kinds": "videos, contacts and the like come without content, as withheld",
    "throttled": "429 names no pause: it is the month's quota, see allowance_used_up",
    "blocked": "what is answered about somebody who blocked the bot is not documented, so nobody is struck off",
}


def zalo_bot_capabilities(*, pictures: bool) -> Capabilities:
    """Return what a Zalo bot can do. `pictures` go out only where the platform can fetch them from a public address."""
    absent = _ABSENT if pictures else {**_ABSENT, "pictures": "without PUBLIC_URL the platform cannot fetch a picture"}
    return Capabilities(
        buttons=False,
        edit=False,
        delete=False,
        photos=pictures,
        location=False,
        push=True,
        tip_chat=False,
        text_limit=TEXT_LIMIT,
        caption_limit=TEXT_LIMIT,
        photo_bytes=PHOTO_BYTES,
        absent=absent,
    )


def parts_of(message: Outgoing, capabilities: Capabilities) -> tuple[Part, ...]:
    """Return the parts of `message`. Raises `Refused` for a document: the platform carries none."""
    if message.document is not None:
        raise Refused
    return render(message, capabilities)


def text_body(chat: str, part: Part) -> dict[str, object]:
    """Return the JSON of sendMessage."""
    return {"chat_id": chat, "text": part.text}


def picture_body(chat: str, part: Part, address: str) -> dict[str, object]:
    """Return the JSON of sendPhoto, with the public address that the platform fetches the picture from."""
    body: dict[str, object] = {"chat_id": chat, "photo": address}
    return {**body, "caption": part.text} if part.text else body
