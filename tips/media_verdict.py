"""How the picture worker answers: by its exit status, which survives even when it dies of its limits."""

from __future__ import annotations

from enum import IntEnum


class Verdict(IntEnum):
    """The worker's exit status; any other number, and any signal, means that the picture broke it."""

    DONE = 0
    TOO_MANY_PIXELS = 10
    NOT_A_PICTURE = 11
