"""python-telegram-bot as its manual sets up a webhook: `Application.run_webhook`, 256 updates at a time."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import uvloop
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters

from bench.bots.answers import ROWS
from bench.conversation import COMMANDS, PEER_TEXT
from bench.platform import SECRET, TOKEN
from bench.turns import HOOK


def _count(context: ContextTypes.DEFAULT_TYPE) -> None:
    if context.user_data is not None:
        context.user_data["turns"] = context.user_data.get("turns", 0) + 1


def _keyboard() -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in ROWS]
    )


async def on_message(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a command or a free text."""
    _count(context)
    if update.message is not None:
        await update.message.reply_text(PEER_TEXT, reply_markup=_keyboard())


async def on_press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer a button in place."""
    _count(context)
    if update.callback_query is not None:
        await update.callback_query.answer()
        await update.callback_query.edit_message_text(PEER_TEXT, reply_markup=_keyboard())


def add_handlers(application: Any, on_message: Any, on_press: Any) -> None:
    """Add one handler a command, one for presses, one for the rest."""
    for command in COMMANDS:
        application.add_handler(CommandHandler(command, on_message))
    application.add_handler(CallbackQueryHandler(on_press, pattern="^pick:"))
    application.add_handler(MessageHandler(filters.TEXT, on_message))


def main() -> None:
    """Serve until the process is ended."""
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    asyncio.set_event_loop(asyncio.new_event_loop())
    api = f"http://127.0.0.1:{os.environ['API_PORT']}/bot"
    application = Application.builder().token(TOKEN).base_url(api).concurrent_updates(True).build()
    add_handlers(application, on_message, on_press)
    application.run_webhook(
        listen="127.0.0.1",
        port=int(os.environ["PORT"]),
        url_path=HOOK,
        webhook_url="https://127.0.0.1/",
        secret_token=SECRET,
    )


if __name__ == "__main__":
    main()
