"""The emulator's HTTP side: token check, methods, bad days, pictures, the control API."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

import orjson
from aiohttp import web

from tests.emulators.zalo_bot.control import Control
from tests.emulators.zalo_bot.delivery import Delivery
from tests.emulators.zalo_bot.methods import METHODS
from tests.emulators.zalo_bot.person import Person
from tests.emulators.zalo_bot.state import ApiFault, Chat, Json, Misbehaviour, Plan, State, new_id

TOKEN = "1234567890:test-token-of-the-zalo-emulator"
_FAULTS = {
    Misbehaviour.QUOTA: (429, "Quota exceeded"),
    Misbehaviour.UNAUTHORIZED: (401, "Unauthorized"),
    Misbehaviour.BAD_REQUEST: (400, "Bad Request"),
    Misbehaviour.INTERNAL: (403, "Internal server error"),
    Misbehaviour.TIMED_OUT: (408, "Request timeout"),
    Misbehaviour.SERVER_ERROR: (502, "Bad Gateway"),
}


class ZaloBotEmulator:
    """One bot's platform on loopback: `async with ZaloBotEmulator() as emulator`, then `emulator.url`.

    `check()` fails on every unknown call and on prepared bad days that never came.
    """

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.state = State()
        self.delivery = Delivery(self.state)
        self.url = ""
        self.token_answers_in_json = True
        self._runner: web.ServerRunner | None = None
        self._stopping = asyncio.Event()
        self._answered = asyncio.Event()
        self._control = Control(self)

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
        site = web.TCPSite(self._runner, "127.0.0.1", port)
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

    def person(self, name: str = "Người dân", chat_id: str | None = None, *, kind: str = "PRIVATE") -> Person:
        """Return somebody who has opened the bot's chat (or a group that the bot is in, by kind GROUP)."""
        chat_id = chat_id or new_id()
        chat = self.state.chats.setdefault(chat_id, Chat(chat_id, name, kind))
        return Person(chat, self.state, self.delivery, lambda: self.url)

    def misbehave(self, method: str, kind: Misbehaviour, times: int = 1, *, chat: str | None = None) -> None:
        """Let the next `times` calls of `method` (`pictures` for downloads) go wrong."""
        self.state.plans.append(Plan(method=method, kind=kind, times=times, chat=chat))

    def resolves(self, host: str, base: str) -> None:
        """Let a public host name lead to where a test really listens, as DNS and a reverse proxy do."""
        self.state.resolves[host] = base

    async def has_answered(self, method: str, times: int = 1) -> None:
        """Return when `method` was answered `times` times in all."""
        while self.state.answered[method] < times:
            await self._answered.wait()

    @property
    def accepted(self) -> dict[str, int]:
        """How many messages each chat really got."""
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
        if len(parts) < 3 or not parts[1].startswith(("bot", "pictures")):
            return web.Response(status=404)
        method = parts[2] if parts[1] != "pictures" else "pictures"
        try:
            if method == "pictures":
                return await self._serve_picture(request, parts[2])
            if parts[1] != f"bot{self.token}":
                return self._refuse_token()
            return await self._call(request, method)
        except ApiFault as fault:
            return self._refusal(fault)
        finally:
            self.state.answered[method] += 1
            self._answered.set()
            self._answered = asyncio.Event()

    async def _call(self, request: web.BaseRequest, method: str) -> web.StreamResponse:
        self.state.calls[method] += 1
        parameters = await _parameters(request)
        plan = self._planned(method, str(parameters.get("chat_id", "")))
        if plan is not None and (early := await self._go_wrong_early(request, plan)) is not None:
            return early
        result = await self._do(method, parameters)
        if plan is not None:
            return _cut(request) if plan.kind is Misbehaviour.CUT_AFTER else _page()
        return _answer(200, {"ok": True} if result is None else {"ok": True, "result": result})

    async def _do(self, method: str, parameters: Json) -> object:
        if method == "getUpdates":
            return await self.delivery.get_updates(parameters)
        if method == "setWebhook":
            return await self.delivery.set_webhook(parameters)
        action = METHODS.get(method)
        if action is None:
            self.state.errors.append(f"unknown method {method}")
            raise ApiFault(404, "Not Found")
        return await action(self.state, parameters)

    async def _go_wrong_early(self, request: web.BaseRequest, plan: Plan) -> web.StreamResponse | None:
        """Do not do what was asked; return None for what goes wrong only afterwards."""
        match plan.kind:
            case Misbehaviour.CUT_BEFORE:
                return _cut(request)
            case Misbehaviour.HANG:
                await self._stopping.wait()
                return _cut(request)
            case Misbehaviour.CUT_AFTER | Misbehaviour.NOT_JSON:
                return None
            case _:
                raise ApiFault(*_FAULTS[plan.kind])

    async def _serve_picture(self, request: web.BaseRequest, name: str) -> web.StreamResponse:
        plan = self._planned("pictures", "")
        if plan is not None and (early := await self._go_wrong_early(request, plan)) is not None:
            return early
        content = self.state.pictures.get(name)
        return web.Response(status=404) if content is None else web.Response(body=content, content_type="image/jpeg")

    def _refuse_token(self) -> web.StreamResponse:
        if not self.token_answers_in_json:
            return _page()
        return self._refusal(ApiFault(401, "Unauthorized"))

    def _refusal(self, fault: ApiFault) -> web.StreamResponse:
        habits = self.state.habits
        is_200 = habits.errors_are_200 or (fault.code == 408 and habits.empty_poll_is_body)
        answer: Json = {"ok": False, "error_code": fault.code, "description": fault.description}
        return _answer(200 if is_200 else fault.code, answer)

    def _planned(self, method: str, chat: str) -> Plan | None:
        for plan in self.state.plans:
            if plan.method != method or plan.chat not in (None, chat):
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
    return dict(await request.post()) | dict(request.query)


def _page() -> web.StreamResponse:
    return web.Response(status=200, text="<html>It works</html>", content_type="text/html")


def _cut(request: web.BaseRequest) -> web.StreamResponse:
    """Close the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


def _answer(status: int, content: Json) -> web.StreamResponse:
    return web.Response(status=status, body=orjson.dumps(content), content_type="application/json")
