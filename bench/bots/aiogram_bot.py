"""aiogram as its manual sets up a webhook: dispatcher, memory storage, `SimpleRequestHandler`."""

from __future__ import annotations

import os
from typing import Any

import uvloop
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

from bench.bots.answers import ROWS
from bench.conversation import COMMANDS, PEER_TEXT
from bench.platform import SECRET, TOKEN
from bench.turns import HOOK


async def _count(state: Any) -> None:
    known = await state.get_data()
    await state.update_data(turns=known.get("turns", 0) + 1)


def _keyboard() -> Any:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in ROWS]
    )


async def on_message(message: Any, state: Any) -> None:
    """Answer a command or a free text."""
    await _count(state)
    await message.answer(PEER_TEXT, reply_markup=_keyboard())


async def on_press(query: Any, state: Any) -> None:
    """Answer a button in place."""
    await _count(state)
    await query.answer()
    await query.message.edit_text(PEER_TEXT, reply_markup=_keyboard())


def dispatcher(on_message: Any, on_press: Any) -> Any:
    """Return a dispatcher with one handler a command, one for presses, one for the rest."""
    made = Dispatcher()
    for command in COMMANDS:
        made.message.register(on_message, Command(command))
    made.callback_query.register(on_press, F.data.startswith("pick:"))
    made.message.register(on_message, F.text)
    return made


def main() -> None:
    """Serve until the process is ended."""
    server = TelegramAPIServer.from_base(f"http://127.0.0.1:{os.environ['API_PORT']}")
    bot = Bot(TOKEN, session=AiohttpSession(api=server))
    made = dispatcher(on_message, on_press)

    async def announce() -> None:
        await bot.set_webhook("https://127.0.0.1/", secret_token=SECRET)

    made.startup.register(announce)
    application = web.Application()
    SimpleRequestHandler(made, bot, secret_token=SECRET).register(application, path=HOOK)
    setup_application(application, made, bot=bot)
    loop = uvloop.new_event_loop()
    web.run_app(application, host="127.0.0.1", port=int(os.environ["PORT"]), access_log=None, print=None, loop=loop)


if __name__ == "__main__":
    main()
