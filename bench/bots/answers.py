"""What every peer answers with: one text and eight buttons, as plain data."""

from __future__ import annotations

from typing import Final

from bench.conversation import PEER_LABELS

ROWS: Final = tuple(
    tuple((label, f"pick:{place + column}") for column, label in enumerate(PEER_LABELS[place : place + 2]))
    for place in range(0, len(PEER_LABELS), 2)
)
KEYBOARD: Final = {"inline_keyboard": [[{"text": label, "callback_data": data} for label, data in row] for row in ROWS]}
