"""Errors of the awareness room.

AwarenessError
├── ContentBroken   a content file cannot be used; `phaodai content check` says what to repair
└── NotInLibrary    an id that no visible item has; show the list again
"""


class AwarenessError(Exception):
    """Something about the content is not as it should be."""


class ContentBroken(AwarenessError):
    """A content file is broken. Run `phaodai content check` and repair what it names."""

    def __init__(self, file: str, message: str) -> None:
        """Name the file, relative to the content folder, and what is wrong with it."""
        super().__init__(f"{file}: {message}")
        self.file = file
        self.message = message


class NotInLibrary(AwarenessError):
    """There is no such item any more. Show the list again."""
