"""What stops a command, each with the one line its user reads.

StartRefused
├── SettingsWrong     a setting is unknown, wrong or half set
├── FolderWrong       a folder or key file is not as it must be
├── DoorBusy          another process holds tips.db
├── TooLittleDisk     under 500 MB free
└── DatabaseTooNew    made by a newer program
CommandRefused        the command was understood and refused; exit code 3
"""


class StartRefused(Exception):
    """The program does not start; every line says what is wrong and what to do."""

    def __init__(self, *lines: str) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class SettingsWrong(StartRefused):
    """A setting is unknown, wrong or half set."""


class FolderWrong(StartRefused):
    """A folder or a key file is not as it must be."""


class DoorBusy(StartRefused):
    """Another process holds this data folder."""


class TooLittleDisk(StartRefused):
    """There is not enough room to work safely."""


class DatabaseTooNew(StartRefused):
    """The database was made by a newer program."""


class CommandRefused(Exception):
    """The command was understood and refused; the text is the reason, for `error`."""
