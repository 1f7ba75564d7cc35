"""The emulator steered over HTTP, for tests whose emulator is a process of its own: POST /_emu/<verb>, JSON.

person → {"id"} · types {id, text} · photo {id, base64, caption} · sticker|voice|withheld {id} ·
hears {id, wanted, within} → message · shown {id} → [message] · again {message} ·
misbehave {method, kind, times, chat} · habits {name: value} · resolves {host, base} ·
accepted → {chat: count} · calls → {method: count} · errors → [text] · hook_answers → [status].
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import orjson
from aiohttp import web

from tests.emulators.zalo_bot.state import Json, Misbehaviour, Shown

if TYPE_CHECKING:
    from tests.emulators.zalo_bot.person import Person
    from tests.emulators.zalo_bot.server import ZaloBotEmulator


class Control:
    """The verbs of the control API. A failed expectation is 409 with its text."""

    def __init__(self, emulator: ZaloBotEmulator) -> None:
        self._emulator = emulator
        self._people: dict[str, Person] = {}

    async def serve(self, request: web.BaseRequest, verb: str) -> web.StreamResponse:
        """Do one verb."""
        asked: Json = orjson.loads(await request.read() or b"{}")
        try:
            result = await self._do(verb, asked)
        except (AssertionError, LookupError, ValueError, TypeError) as error:
            return web.Response(status=409, text=str(error))
        return web.Response(body=orjson.dumps(result), content_type="application/json")

    async def _do(self, verb: str, asked: Json) -> object:
        state = self._emulator.state
        match verb:
            case "person":
                return {"id": self._person(asked.get("id")).chat_id}
            case "misbehave":
                asked["kind"] = Misbehaviour(asked["kind"])
                self._emulator.misbehave(**asked)
                return {}
            case "habits":
                for name, value in asked.items():
                    setattr(state.habits, name, value)
                return {}
            case "resolves":
                self._emulator.resolves(**asked)
                return {}
            case "again":
                self._emulator.delivery.redeliver(asked["message"])
                return {}
            case "accepted":
                return self._emulator.accepted
            case "calls":
                return dict(state.calls)
            case "errors":
                return state.errors
            case "hook_answers":
                return state.hook_answers
            case _:
                return await self._do_as_person(verb, self._person(str(asked.pop("id"))), asked)

    async def _do_as_person(self, verb: str, person: Person, asked: Json) -> object:
        match verb:
            case "hears":
                return _json(await person.hears(asked.get("wanted"), within=asked.get("within", 20.0)))
            case "shown":
                return [_json(shown) for shown in person.shown()]
            case "types":
                return {"message": await person.types(asked["text"])}
            case "photo":
                content = base64.b64decode(asked["base64"])
                return {"message": await person.sends_photo(content, asked.get("caption", ""))}
            case _:
                doing = {
                    "sticker": person.sends_sticker,
                    "voice": person.sends_voice,
                    "withheld": person.sends_something_withheld,
                }
                return {"message": await doing[verb]()}

    def _person(self, chat_id: str | None) -> Person:
        if chat_id is None or chat_id not in self._people:
            person = self._emulator.person(chat_id=chat_id)
            self._people[person.chat_id] = person
            return person
        return self._people[chat_id]


def _json(shown: Shown) -> Json:
    return {
        "id": shown.id,
        "from_bot": shown.from_bot,
        "text": shown.text,
        "photo": None if shown.photo is None else base64.b64encode(shown.photo).decode(),
    }
