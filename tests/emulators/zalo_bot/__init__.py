"""A Zalo Bot platform for tests: real HTTP on a free port, with the rules and bad days that are known of it.

`python -m tests.emulators.zalo_bot --port N` runs it as a process of its own, steered over `/_emu/`.
Source: facts on the Zalo Bot platform, section "Bot emulator must"; what they leave open is marked "our guess".
"""

from tests.emulators.zalo_bot.person import Person
from tests.emulators.zalo_bot.server import ZaloBotEmulator
from tests.emulators.zalo_bot.state import Misbehaviour, Shown

__all__ = ["Misbehaviour", "Person", "Shown", "ZaloBotEmulator"]
