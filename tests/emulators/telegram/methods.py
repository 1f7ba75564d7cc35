"""The methods of the Bot API that the program may use; everything else is an error that fails the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.emulators.telegram.checks import formatted, keyboard, structured
from tests.emulators.telegram.state import BOT_ID, EPOCH, ApiFault, Chat, Json, Shown, State

_TEXT, _CAPTION = 4096, 1024
_FILE_LIMIT = 20_000_000
BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Pháo Đài", "username": "phaodai_test_bot"}

Method = Callable[[State, Json], object]


def get_me(_state: State, _parameters: Json) -> object:
    return BOT | {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


def send_message(state: State, parameters: Json) -> object:
    chat = writable_chat(state, parameters)
    text, bold = formatted(parameters, "text", _TEXT, may_be_empty=False)
    shown = Shown(
        id=state.next_message(),
        from_bot=True,
        text=text,
        bold=bold,
        rows=keyboard(parameters),
        protected=_is_true(parameters.get("protect_content")),
    )
    return _accept(state, chat, shown)


def send_photo(state: State, parameters: Json) -> object:
    chat = writable_chat(state, parameters)
    caption, bold = formatted(parameters, "caption", _CAPTION, may_be_empty=True)
    file_id, content = _uploaded(state, parameters, "photo")
    shown = Shown(
        id=state.next_message(),
        from_bot=True,
        text=caption,
        bold=bold,
        rows=keyboard(parameters),
        photo=content,
        photo_id=file_id,
        protected=_is_true(parameters.get("protect_content")),
    )
    return _accept(state, chat, shown)


def send_document(state: State, parameters: Json) -> object:
    chat = writable_chat(state, parameters)
    caption, bold = formatted(parameters, "caption", _CAPTION, may_be_empty=True)
    name = str(parameters.get("document_filename", "file"))
    _, content = _uploaded(state, parameters, "document")
    shown = Shown(
        id=state.next_message(),
        from_bot=True,
        text=caption,
        bold=bold,
        rows=keyboard(parameters),
        document=content,
        document_name=name,
        protected=_is_true(parameters.get("protect_content")),
    )
    return _accept(state, chat, shown)


def edit_message_text(state: State, parameters: Json) -> object:
    chat, before = _editable(state, parameters)
    if before.photo is not None or before.document is not None:
        raise ApiFault(400, "Bad Request: there is no text in the message to edit")
    text, bold = formatted(parameters, "text", _TEXT, may_be_empty=False)
    return _changed(chat, before, replace(before, text=text, bold=bold, rows=keyboard(parameters)))


def edit_message_caption(state: State, parameters: Json) -> object:
    chat, before = _editable(state, parameters)
    caption, bold = formatted(parameters, "caption", _CAPTION, may_be_empty=True)
    return _changed(chat, before, replace(before, text=caption, bold=bold, rows=keyboard(parameters)))


def edit_message_reply_markup(state: State, parameters: Json) -> object:
    chat, before = _editable(state, parameters)
    return _changed(chat, before, replace(before, rows=keyboard(parameters)))


def delete_message(state: State, parameters: Json) -> object:
    chat = _chat(state, parameters)
    shown = chat.messages.get(int(parameters["message_id"]))
    if shown is None or shown.deleted:
        raise ApiFault(400, "Bad Request: message to delete not found")
    _delete(chat, [shown])
    return True


def delete_messages(state: State, parameters: Json) -> object:
    chat = _chat(state, parameters)
    ids = [int(message_id) for message_id in structured(parameters["message_ids"])]
    if not 1 <= len(ids) <= 100:
        raise ApiFault(400, "Bad Request: message identifiers are not specified, or too many")
    found = [chat.messages[message_id] for message_id in ids if message_id in chat.messages]
    _delete(chat, [shown for shown in found if not shown.deleted])
    return True


def answer_callback_query(state: State, parameters: Json) -> object:
    press = str(parameters["callback_query_id"])
    if state.unanswered_presses.pop(press, None) is None:
        raise ApiFault(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    state.answered_presses.add(press)
    return True


def send_chat_action(state: State, parameters: Json) -> object:
    chat = writable_chat(state, parameters)
    chat.actions.append(str(parameters["action"]))
    return True


def set_my_commands(state: State, parameters: Json) -> object:
    commands: list[Json] = structured(parameters["commands"])
    if any(not 1 <= len(line["command"]) <= 32 or not 1 <= len(line["description"]) <= 256 for line in commands):
        raise ApiFault(400, "Bad Request: BOT_COMMAND_INVALID")
    state.commands = commands
    return True


def set_webhook(state: State, parameters: Json) -> object:
    state.webhook = parameters if parameters.get("url") else {}
    return True


def delete_webhook(state: State, _parameters: Json) -> object:
    state.webhook = {}
    return True


def get_webhook_info(state: State, _parameters: Json) -> object:
    url = state.webhook.get("url", "")
    return {"url": url, "has_custom_certificate": False, "pending_update_count": len(state.updates)}


def get_file(state: State, parameters: Json) -> object:
    file_id = str(parameters["file_id"])
    if file_id not in state.files:
        raise ApiFault(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
    size = len(state.files[file_id])
    if size > _FILE_LIMIT:
        raise ApiFault(400, "Bad Request: file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file_id,
        "file_size": size,
        "file_path": f"photos/{file_id}.jpg",
    }


METHODS: dict[str, Method] = {
    "getme": get_me,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "answercallbackquery": answer_callback_query,
    "sendchataction": send_chat_action,
    "setmycommands": set_my_commands,
    "setwebhook": set_webhook,
    "deletewebhook": delete_webhook,
    "getwebhookinfo": get_webhook_info,
    "getfile": get_file,
}
"""By lower-case name, as the Bot API does not mind case."""


def writable_chat(state: State, parameters: Json) -> Chat:
    chat = _chat(state, parameters)
    if chat.blocked:
        raise ApiFault(403, "Forbidden: bot was blocked by the user")
    return chat


def _chat(state: State, parameters: Json) -> Chat:
    try:
        return state.chats[int(parameters["chat_id"])]
    except (KeyError, ValueError):
        raise ApiFault(400, "Bad Request: chat not found") from None


def _editable(state: State, parameters: Json) -> tuple[Chat, Shown]:
    chat = writable_chat(state, parameters)
    shown = chat.messages.get(int(parameters["message_id"]))
    if shown is None or shown.deleted:
        raise ApiFault(400, "Bad Request: message to edit not found")
    if not shown.from_bot:
        raise ApiFault(400, "Bad Request: message can't be edited")
    return chat, shown


def _changed(chat: Chat, before: Shown, after: Shown) -> object:
    if (before.text, before.bold, before.rows) == (after.text, after.bold, after.rows):
        raise ApiFault(
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are "
            "exactly the same as a current content and reply markup of the message",
        )
    chat.note(replace(after, edited=True))
    return _json(chat, after)


def _delete(chat: Chat, messages: list[Shown]) -> None:
    if any(shown.old for shown in messages):
        raise ApiFault(400, "Bad Request: message can't be deleted for everyone")
    for shown in messages:
        chat.messages[shown.id] = replace(shown, deleted=True)


def _accept(state: State, chat: Chat, shown: Shown) -> object:
    state.accepted[chat.id] += 1
    chat.note(shown)
    return _json(chat, shown)


def _json(chat: Chat, shown: Shown) -> Json:
    message: Json = {
        "message_id": shown.id,
        "date": EPOCH,
        "from": BOT,
        "chat": {"id": chat.id, "type": "private", "first_name": chat.name},
    }
    if shown.photo is not None:
        size = {"width": 800, "height": 600, "file_unique_id": shown.photo_id, "file_size": len(shown.photo)}
        message["photo"] = [size | {"file_id": shown.photo_id}]
    message["text" if shown.photo is None and shown.document is None else "caption"] = shown.text
    return message


def _uploaded(state: State, parameters: Json, name: str) -> tuple[str, bytes]:
    """Return the file of a parameter: uploaded bytes, `attach://` another field, or a known file id."""
    value = parameters.get(name)
    if isinstance(value, str) and value.startswith("attach://"):
        value = parameters.get(value.removeprefix("attach://"))
    if isinstance(value, bytes) and value:
        return state.keep_file(value), value
    if isinstance(value, str) and value in state.files:
        return value, state.files[value]
    raise ApiFault(400, "Bad Request: wrong file identifier/HTTP URL specified")


def _is_true(value: object) -> bool:
    return value is True or value in ("true", "True", "1")
