"""The emulator steered over HTTP, for tests whose emulator is a process of its own: POST /_emu/<verb>, JSON.

person → {"id"} · types {id, text} · presses {id, label} · photo {id, base64, caption} ·
location {id, latitude, longitude} · sticker|voice|video|contact {id} · blocks {id} ·
hears {id, wanted, within} → message · shown {id} → [message] ·
misbehave {method, kind, times, retry_after, chat} · accepted → {chat: count} ·
calls → {method: count} · commands · errors → [text] · updates → number not yet confirmed.
"""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from tests.emulators.telegram.state import Json, Misbehaviour, Shown

if TYPE_CHECKING:
    from tests.emulators.telegram.person import Person
    from tests.emulators.telegram.server import TelegramEmulator


class Control:
    """The verbs of the control API. A failed expectation is 409 with its text."""

    def __init__(self, emulator: TelegramEmulator) -> None:
        self._emulator = emulator
        self._people: dict[int, Person] = {}

    async def serve(self, request: web.BaseRequest, verb: str) -> web.StreamResponse:
        """Do one verb."""
        asked: Json = orjson.loads(await request.read() or b"{}")
        try:
            result = await self._do(verb, asked)
        except (AssertionError, LookupError, ValueError) as error:
            return web.Response(status=409, text=str(error))
        content = orjson.dumps(result, option=orjson.OPT_NON_STR_KEYS)
        return web.Response(body=content, content_type="application/json")

    async def _do(self, verb: str, asked: Json) -> object:
        state = self._emulator.state
        match verb:
            case "person":
                return {"id": self._person(asked.get("id")).chat_id}
            case "misbehave":
                asked["kind"] = Misbehaviour(asked["kind"])
                self._emulator.misbehave(**asked)
                return {}
            case "accepted":
                return self._emulator.accepted
            case "calls":
                return dict(state.calls)
            case "commands":
                return state.commands
            case "errors":
                return state.errors
            case "updates":
                return len(state.updates)
            case _:
                return await self._do_as_person(verb, self._person(int(asked.pop("id"))), asked)

    async def _do_as_person(self, verb: str, person: Person, asked: Json) -> object:
        match verb:
            case "hears":
                return _json(await person.hears(asked.get("wanted", 1), within=asked.get("within", 20.0)))
            case "shown":
                return [_json(shown) for shown in person.shown()]
            case "blocks":
                person.blocks()
                return {}
            case "photo":
                content = base64.b64decode(asked["base64"])
                return {"update": await person.sends_photo(content, asked.get("caption", ""))}
            case _:
                return {"update": await _doing(person)[verb](**asked)}

    def _person(self, chat_id: int | None) -> Person:
        if chat_id is None or chat_id not in self._people:
            person = self._emulator.person(chat_id=chat_id)
            self._people[person.chat_id] = person
            return person
        return self._people[chat_id]


def _doing(person: Person) -> dict[str, Callable[..., Awaitable[int]]]:
    return {
        "types": person.types,
        "presses": person.presses,
        "location": person.sends_location,
        "sticker": person.sends_sticker,
        "voice": person.sends_voice,
        "video": person.sends_video,
        "contact": person.sends_contact,
    }


def _json(shown: Shown) -> Json:
    return {
        "id": shown.id,
        "from_bot": shown.from_bot,
        "text": shown.text,
        "bold": shown.bold,
        "buttons": [{"label": button.label, "data": button.data, "url": button.url} for button in shown.buttons],
        "photo": shown.photo is not None,
        "edited": shown.edited,
    }
