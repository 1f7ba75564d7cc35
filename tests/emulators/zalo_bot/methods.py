"""The methods of the platform, with its limits; everything else is 404."""

from __future__ import annotations

import ipaddress
import unicodedata
from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import urlsplit

import aiohttp

from tests.emulators.zalo_bot.state import EPOCH_MS, ApiFault, Chat, Json, Shown, State, new_id

_TEXT = 2000
_SECRET = range(8, 257)
BOT = {
    "id": "1459232241454765289",
    "account_name": "bot.VDKyGxQvc",
    "account_type": "BASIC",
    "can_join_groups": False,
    "display_name": "Bot Pháo Đài",
}

Method = Callable[[State, Json], Awaitable[object]]


async def get_me(_state: State, _parameters: Json) -> object:
    return BOT


async def send_message(state: State, parameters: Json) -> object:
    chat = _writable(state, parameters)
    text = _limited(parameters, "text")
    if str(parameters.get("parse_mode", "")).lower() == "markdown":
        text = text.replace("**", "").replace("*", "")
    return _accept(state, chat, Shown(id=new_id(), from_bot=True, text=text))


async def send_photo(state: State, parameters: Json) -> object:
    chat = _writable(state, parameters)
    caption = _limited(parameters, "caption") if "caption" in parameters else ""
    content = await _fetched(state, str(parameters.get("photo", "")))
    return _accept(state, chat, Shown(id=new_id(), from_bot=True, text=caption, photo=content))


async def send_sticker(state: State, parameters: Json) -> object:
    return _accept(state, _writable(state, parameters), Shown(id=new_id(), from_bot=True, text="[sticker]"))


async def send_voice(state: State, parameters: Json) -> object:
    chat = _writable(state, parameters)
    if not str(parameters.get("voice_url", "")).endswith(".aac"):
        raise ApiFault(400, "voice_url must end with .aac")
    return _accept(state, chat, Shown(id=new_id(), from_bot=True, text="[voice]"))


async def send_chat_action(state: State, parameters: Json) -> object:
    if parameters.get("action") != "typing":
        raise ApiFault(400, "unsupported action")
    _chat(state, parameters).actions.append("typing")
    return None


async def delete_webhook(state: State, _parameters: Json) -> object:
    state.webhook = {}
    return {"url": "", "updated_at": EPOCH_MS}


async def get_webhook_info(state: State, _parameters: Json) -> object:
    if not state.webhook and not state.habits.unset_webhook_is_empty:
        raise ApiFault(404, "Not Found")
    return {"url": state.webhook.get("url", ""), "updated_at": EPOCH_MS}


METHODS: Mapping[str, Method] = {
    "getMe": get_me,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendSticker": send_sticker,
    "sendVoice": send_voice,
    "sendChatAction": send_chat_action,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
"""By name; the platform minds the case. setWebhook and getUpdates stand in `delivery`."""


def checked_webhook(parameters: Json) -> Json:
    """Return a webhook that the platform takes, or refuse."""
    url, secret = str(parameters.get("url", "")), str(parameters.get("secret_token", ""))
    if not _is_public(url):
        raise ApiFault(400, "url must be https and public")
    if len(secret) not in _SECRET:
        raise ApiFault(400, "secret_token must have 8 to 256 characters")
    return {"url": url, "secret_token": secret}


def where(state: State, address: str) -> str:
    """Return where a public address really listens in this test."""
    parts = urlsplit(address)
    base = state.resolves.get(parts.hostname or "")
    return address if base is None else f"{base}{parts.path}"


def _is_public(address: str) -> bool:
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        number = ipaddress.ip_address(host)
    except ValueError:
        return parts.scheme == "https" and "." in host
    return parts.scheme == "https" and not number.is_private and not number.is_loopback


async def _fetched(state: State, address: str) -> bytes:
    if not _is_public(address):
        raise ApiFault(400, "photo must be a public address")
    async with aiohttp.ClientSession() as session, session.get(where(state, address)) as answer:
        if answer.status != 200 or not answer.content_type.startswith("image/"):
            raise ApiFault(400, "photo cannot be fetched")
        return await answer.read()


def _limited(parameters: Json, name: str) -> str:
    text = str(parameters.get(name, ""))
    if not text.strip() or len(unicodedata.normalize("NFC", text)) > _TEXT:
        raise ApiFault(400, f"{name} must have 1 to {_TEXT} characters")
    return text


def _chat(state: State, parameters: Json) -> Chat:
    # That an unknown chat is 404 is our guess.
    chat = state.chats.get(str(parameters.get("chat_id", "")))
    if chat is None:
        raise ApiFault(404, "Not Found")
    return chat


def _writable(state: State, parameters: Json) -> Chat:
    chat = _chat(state, parameters)
    is_beyond_cap = list(state.chats).index(chat.id) >= state.habits.user_cap
    if is_beyond_cap or state.accepted.total() >= state.habits.quota:
        raise ApiFault(429, "Quota exceeded")
    return chat


def _accept(state: State, chat: Chat, shown: Shown) -> object:
    state.accepted[chat.id] += 1
    chat.note(shown)
    return {"message_id": shown.id, "date": EPOCH_MS}
