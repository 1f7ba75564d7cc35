"""A Bot API server for tests: real HTTP on a free port, with Telegram's rules, limits and bad days.

`python -m tests.emulators.telegram --port N` runs it as a process of its own, steered over `/_emu/`.
"""

from tests.emulators.telegram.person import Person
from tests.emulators.telegram.server import TelegramEmulator
from tests.emulators.telegram.state import Button, Misbehaviour, Shown

__all__ = ["Button", "Misbehaviour", "Person", "Shown", "TelegramEmulator"]
