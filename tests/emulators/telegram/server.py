"""The HTTP server of the emulator, and what a test may do with the platform as a whole."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

import orjson
from aiohttp import BodyPartReader, web

from tests.emulators.telegram.control import Control
from tests.emulators.telegram.delivery import Delivery
from tests.emulators.telegram.methods import METHODS
from tests.emulators.telegram.person import Person
from tests.emulators.telegram.state import ApiFault, Chat, Json, Misbehaviour, Plan, State

_FORBIDDEN = frozenset({"forwardmessage", "forwardmessages", "copymessage", "copymessages"})
_UPLOAD_LIMIT = 50_000_000
_FAULTS = {
    Misbehaviour.FORBIDDEN: (403, "Forbidden: bot was blocked by the user"),
    Misbehaviour.BAD_REQUEST: (400, "Bad Request: PEER_FLOOD"),
    Misbehaviour.CHAT_NOT_FOUND: (400, "Bad Request: chat not found"),
    Misbehaviour.CANNOT_EDIT: (400, "Bad Request: message can't be edited"),
    Misbehaviour.CONFLICT: (409, "Conflict: terminated by other getUpdates request"),
    Misbehaviour.SERVER_ERROR: (502, "Bad Gateway"),
}


class TelegramEmulator:
    """One bot's Bot API on loopback: `async with TelegramEmulator() as emulator`, then `emulator.url`.

    `check()` fails on every unknown, forbidden or malformed call and on prepared bad days that never came.
    """

    def __init__(self, token: str = "123456:test-token-of-the-emulator") -> None:
        self.token = token
        self.state = State()
        self.delivery = Delivery(self.state)
        self.url = ""
        self._runner: web.ServerRunner | None = None
        self._stopping = asyncio.Event()
        self._answered = asyncio.Event()
        self._control = Control(self)
        self._next_person = 5_000_000_000

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self, port: int = 0) -> None:
        """Listen on `port` of loopback; 0 takes a free one."""
        self._runner = web.ServerRunner(web.Server(self._serve, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        """Stop listening; hanging calls are cut."""
        self._stopping.set()
        await self.delivery.stop()
        if self._runner is not None:
            await self._runner.cleanup()

    # The test's side

    def person(self, name: str = "Người dân", chat_id: int | None = None) -> Person:
        """Return somebody who has pressed Start: a private chat with the bot."""
        if chat_id is None:
            self._next_person += 1
            chat_id = self._next_person
        chat = self.state.chats.setdefault(chat_id, Chat(chat_id, name))
        return Person(chat, self.state, self.delivery)

    def misbehave(
        self,
        method: str,
        kind: Misbehaviour,
        times: int = 1,
        *,
        retry_after: float = 1.0,
        chat: int | None = None,
    ) -> None:
        """Let the next `times` calls of `method` (`file` for downloads) go wrong."""
        plan = Plan(method=method.lower(), kind=kind, times=times, retry_after=retry_after, chat=chat)
        self.state.plans.append(plan)

    async def answers(self, method: str, times: int = 1) -> None:
        """Return when `method` was answered `times` more times than at the call of this."""
        wanted = self.state.answered[method.lower()] + times
        await self.has_answered(method, wanted)

    async def has_answered(self, method: str, times: int = 1) -> None:
        """Return when `method` was answered `times` times in all."""
        while self.state.answered[method.lower()] < times:
            await self._answered.wait()

    @property
    def accepted(self) -> dict[int, int]:
        """How many messages each chat really got, deleted ones included: the oracle of the kill tests."""
        return dict(self.state.accepted)

    def check(self) -> None:
        """Fail on what must not have happened."""
        problems = [*self.state.errors]
        problems += [f"prepared but never used: {plan.method} {plan.kind}" for plan in self.state.plans]
        assert not problems, "; ".join(problems)

    # The HTTP side

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        parts = request.path.split("/", 3)
        if parts[1] == "_emu":
            return await self._control.serve(request, parts[2])
        if parts[1] == "file":
            return await self._serve_file(request, parts[2], parts[3])
        if not parts[1].startswith("bot") or len(parts) < 3:
            return _answer(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        method = parts[2].lower()
        try:
            self._admit(parts[1])
            return await self._call(request, method)
        except ApiFault as fault:
            return _refusal(fault)
        finally:
            self.state.answered[method] += 1
            self._answered.set()
            self._answered = asyncio.Event()

    async def _call(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        self.state.calls[method] += 1
        parameters = await _parameters(request)
        plan = self._planned(method, parameters)
        if plan is not None and (early := await self._go_wrong_early(request, plan)) is not None:
            return early
        result = await self._do(method, parameters)
        if plan is not None:
            return await self._go_wrong_late(request, plan)
        return _answer(200, {"ok": True, "result": result})

    async def _do(self, method: str, parameters: Json) -> object:
        if method == "getupdates":
            return await self.delivery.get_updates(parameters)
        action = METHODS.get(method)
        if action is None:
            kind = "forbidden" if method in _FORBIDDEN else "unknown"
            self.state.errors.append(f"{kind} method {method}")
            raise ApiFault(404, "Not Found")
        return action(self.state, parameters)

    async def _go_wrong_early(self, request: web.BaseRequest, plan: Plan) -> web.StreamResponse | None:
        """Do not do what was asked; return None for what goes wrong only afterwards."""
        match plan.kind:
            case Misbehaviour.THROTTLED:
                after = int(plan.retry_after)
                raise ApiFault(429, f"Too Many Requests: retry after {after}", plan.retry_after)
            case Misbehaviour.CUT_BEFORE:
                return _cut(request)
            case Misbehaviour.HANG:
                await self._stopping.wait()
                return _cut(request)
            case Misbehaviour.CUT_AFTER | Misbehaviour.HANG_AFTER | Misbehaviour.NOT_JSON:
                return None
            case _:
                raise ApiFault(*_FAULTS[plan.kind])

    async def _go_wrong_late(self, request: web.BaseRequest, plan: Plan) -> web.StreamResponse:
        if plan.kind is Misbehaviour.NOT_JSON:
            return web.Response(status=200, text="<html>It works</html>", content_type="text/html")
        if plan.kind is Misbehaviour.HANG_AFTER:
            await self._stopping.wait()
        return _cut(request)

    async def _serve_file(self, request: web.BaseRequest, bot: str, path: str) -> web.StreamResponse:
        self.state.calls["file"] += 1
        try:
            self._admit(bot)
            plan = self._planned("file", {})
            if plan is not None and (early := await self._go_wrong_early(request, plan)) is not None:
                return early
        except ApiFault as fault:
            return _refusal(fault)
        content = self.state.files.get(path.removeprefix("photos/").removesuffix(".jpg"))
        if content is None:
            return web.Response(status=404)
        if plan is None:
            return web.Response(body=content)
        half = web.StreamResponse(headers={"Content-Length": str(len(content))})
        await half.prepare(request)
        await half.write(content[: len(content) // 2])
        return await self._go_wrong_late(request, plan)

    def _admit(self, bot: str) -> None:
        if bot != f"bot{self.token}":
            raise ApiFault(401, "Unauthorized")

    def _planned(self, method: str, parameters: Json) -> Plan | None:
        for plan in self.state.plans:
            if plan.method != method:
                continue
            if plan.chat is not None and str(plan.chat) != str(parameters.get("chat_id")):
                continue
            plan.times -= 1
            if plan.times <= 0:
                self.state.plans.remove(plan)
            return plan
        return None


async def _parameters(request: web.BaseRequest) -> Json:
    if request.content_type == "application/json":
        parameters = orjson.loads(await request.read() or b"{}")
        return parameters if isinstance(parameters, dict) else {}
    if request.content_type == "multipart/form-data":
        return await _multipart(request)
    return dict(await request.post()) | dict(request.query)


async def _multipart(request: web.BaseRequest) -> Json:
    parameters: Json = {}
    reader = await request.multipart()
    async for part in reader:
        if not isinstance(part, BodyPartReader):
            raise ApiFault(400, "Bad Request: nested forms")
        content = await part.read()
        if len(content) > _UPLOAD_LIMIT:
            raise ApiFault(413, "Request Entity Too Large")
        if part.filename is None:
            parameters[str(part.name)] = bytes(content).decode()
        else:
            parameters[str(part.name)] = bytes(content)
            parameters["document_filename"] = part.filename
    return parameters


def _cut(request: web.BaseRequest) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _answer(status: int, content: Json) -> web.StreamResponse:
    return web.Response(status=status, body=orjson.dumps(content), content_type="application/json")


def _refusal(fault: ApiFault) -> web.StreamResponse:
    answer: Json = {"ok": False, "error_code": fault.status, "description": fault.description}
    if fault.retry_after is not None:
        answer["parameters"] = {"retry_after": fault.retry_after}
    return _answer(fault.status, answer)
