"""`phaodai`: every command and its help; how a command answers stands in `bot/answering.py`.

Heavy parts are imported only by the command that needs them, so `--help` and `doctor` answer at once.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.answering import REFUSED, Json, answer, operate, refuse
from bot.errors import CommandRefused, StartRefused
from bot.settings import Settings, load
from storage.staff.types import Role

application = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Pháo Đài: the chatbot of Quảng Trị.",
)
_database = typer.Typer(no_args_is_help=True, help="The databases.")
_unit = typer.Typer(no_args_is_help=True, help="The 78 units, PC04, OVERSIGHT and PROVINCE.")
_staff = typer.Typer(no_args_is_help=True, help="Officers, organizers, approvers, leaders, oversight.")
_keys = typer.Typer(no_args_is_help=True, help="Keys: PC04's fingerprint, drills, the key folder's backup.")
_campaign = typer.Typer(no_args_is_help=True, help="Campaigns.")
_content = typer.Typer(no_args_is_help=True, help="Lessons, quizzes, checklists and answers.")
_GROUPS = {
    "db": _database,
    "unit": _unit,
    "staff": _staff,
    "keys": _keys,
    "campaign": _campaign,
    "content": _content,
}
for _name, _group in _GROUPS.items():
    application.add_typer(_group, name=_name)


def main() -> None:
    """Run the command line; refusals are one line each, never a traceback."""
    try:
        application()
    except StartRefused as refusal:
        refuse(refusal.lines)
    except CommandRefused as refusal:
        refuse([str(refusal)])


@application.command()
def run(
    demo: Annotated[
        bool, typer.Option("--demo", help="Show everything with local phones; no outside platform.")
    ] = False,
) -> None:
    """Start the program: pages, channels, clocks and sending, in one process."""
    # Nearly all that a start makes stays; looking for garbage in it, again and again, took a sixth of the start.
    # `settle_memory` begins again.
    gc.disable()
    from bot.process import run_program

    raise SystemExit(run_program(_demo_settings() if demo else load(), demo=demo))


def _demo_settings() -> Settings:
    """The demo has its own folders and no outside platform, whatever the environment says."""
    given = load()
    folder = Path("demo-data")
    return given.model_copy(
        update={
            "data_dir": folder / "data", "key_dir": folder / "keys", "backup_dir": folder / "backups",
            "database_url": None, "telegram_token": None, "rehearsal": True, "public_url": "",
        }
    )  # fmt: skip


@_database.command("upgrade")
def database_upgrade(json: Json = False) -> None:
    """Bring both databases to this program's form."""
    operate("db.upgrade", {}, json, lambda result: [f"app: {result['app']}", f"tips: {result['tips']}"])


@_unit.command("list")
def unit_list(json: Json = False) -> None:
    """List the units with their codes."""
    operate("unit.list", {}, json, lambda units: [f"{unit['unit']:<10} {unit['name']}" for unit in units])


@_unit.command("status")
def unit_status(unit: Annotated[str, typer.Argument(help="A unit's code.")], json: Json = False) -> None:
    """Show a unit's officers, drill and whether tips can reach it, and what is missing."""
    operate("unit.status", {"unit": unit}, json, _status_lines)


def _status_lines(status: Mapping[str, Any]) -> list[str]:
    lines = [f"{name}: {status[name]}" for name in ("unit", "officers", "drilled", "active", "intake")]
    return lines + [f"missing: {sentence}" for sentence in status["missing"]]


@_staff.command("invite")
def staff_invite(
    role: Annotated[Role, typer.Option(help="What the person may do.")],
    unit: Annotated[str, typer.Option(help="A unit's code, PC04, OVERSIGHT or PROVINCE.")],
    name: Annotated[str, typer.Option(help="How colleagues will see the person.")],
    json: Json = False,
) -> None:
    """Invite somebody; hand over the link, and the code for the chat, to that person only."""
    operate(
        "staff.invite",
        {"role": role.value, "unit": unit, "name": name},
        json,
        lambda made: [f"staff: {made['staff']}", made["link"], f"/start {made['code']}"],
    )


@_staff.command("list")
def staff_list(json: Json = False) -> None:
    """List everybody."""
    operate(
        "staff.list", {}, json,
        lambda people: [f"{one['staff']:<12} {one['role']:<10} {one['unit']:<10} {one['state']}" for one in people]
        or ["nobody yet; `phaodai staff invite` makes an invitation"],
    )  # fmt: skip


@_staff.command("reset")
def staff_reset(
    staff: Annotated[str, typer.Argument(help="A staff id.")],
    recovery_words_at_hand: Annotated[
        bool,
        typer.Option(
            "--recovery-words-at-hand",
            help="PC04's last officer: PC04 has its sealed twelve words, and he types them in the browser.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Invite a person again who lost the passphrase; the old keys are thrown away."""
    operate(
        "staff.reset", {"staff": staff, "recovery_words_at_hand": recovery_words_at_hand}, json,
        lambda made: [f"staff: {made['staff']}", made["link"], f"/start {made['code']}"],
    )  # fmt: skip


@_staff.command("disable")
def staff_disable(staff: Annotated[str, typer.Argument(help="A staff id.")], json: Json = False) -> None:
    """End a person's access; refused while he has open cases."""
    operate("staff.disable", {"staff": staff}, json, lambda done: [f"disabled: {done['staff']}"])


@_keys.command("init")
def keys_init(json: Json = False) -> None:
    """Make folders, databases and keys; the first start does the same."""
    operate("keys.init", {}, json, lambda done: ["made" if done["made"] else "already there"])


@_keys.command("show")
def keys_show(json: Json = False) -> None:
    """Show PC04's fingerprint and whether it is pinned."""
    operate(
        "keys.show", {}, json,
        lambda keys: [f"pinned: {keys['pinned']}", keys["pc04_fingerprint"] or "PC04 has not enrolled yet"],
    )  # fmt: skip


@_keys.command("pin")
def keys_pin(
    fingerprint: Annotated[str, typer.Argument(help="As PC04's first officer read it out.")], json: Json = False
) -> None:
    """Pin PC04's fingerprint after hearing it from PC04's first officer."""
    operate("keys.pin", {"fingerprint": fingerprint}, json, lambda _done: ["pinned"])


@_keys.command("drill")
def keys_drill(unit: Annotated[str, typer.Option(help="A unit's code.")], json: Json = False) -> None:
    """Send a marked test tip to a unit by the real path."""
    operate("keys.drill", {"unit": unit}, json, lambda made: [made["case"]])


@_keys.command("backup")
def keys_backup(
    file: Annotated[Path, typer.Argument(help="A new file; keep it apart from the data's backups.")], json: Json = False
) -> None:
    """Copy the key folder into one file, for somebody else than who keeps the data's backups."""
    from bot.backup import write_key_backup

    answer({"file": str(write_key_backup(load().key_dir, file))}, json, lambda made: [made["file"]])


@_campaign.command("list")
def campaign_list(json: Json = False) -> None:
    """List campaigns, newest first."""
    operate(
        "campaign.list", {}, json,
        lambda campaigns: [f"{one['id']:<14} {one['state']:<10} {one['title']}" for one in campaigns]
        or ["no campaigns yet; organizers write them in the console"],
    )  # fmt: skip


@_campaign.command("show")
def campaign_show(campaign: Annotated[str, typer.Argument(help="A campaign's id.")], json: Json = False) -> None:
    """Show a campaign with the numbers of its run."""
    operate("campaign.show", {"campaign": campaign}, json, _campaign_lines)


def _campaign_lines(shown: Mapping[str, Any]) -> list[str]:
    lines = [f"{name}: {shown[name]}" for name in ("id", "state", "hash")]
    return lines + [f"{state}: {count}" for state, count in shown["run"].items()]


@_campaign.command("pause")
def campaign_pause(campaign: Annotated[str, typer.Argument(help="A campaign's id.")], json: Json = False) -> None:
    """Stop sending after the messages now in hand."""
    operate("campaign.pause", {"campaign": campaign}, json, _campaign_lines)


@_campaign.command("resume")
def campaign_resume(campaign: Annotated[str, typer.Argument(help="A campaign's id.")], json: Json = False) -> None:
    """Go on with a paused or halted campaign."""
    operate("campaign.resume", {"campaign": campaign}, json, _campaign_lines)


@_campaign.command("cancel")
def campaign_cancel(campaign: Annotated[str, typer.Argument(help="A campaign's id.")], json: Json = False) -> None:
    """End a campaign for good; what was not sent is not sent."""
    operate("campaign.cancel", {"campaign": campaign}, json, _campaign_lines)


@_content.command("check")
def content_check(
    folder: Annotated[Path | None, typer.Argument(help="A content folder; empty: the program's own.")] = None,
    json: Json = False,
) -> None:
    """Check lessons, quizzes, checklists and answers against the rules; 3 when something is wrong."""
    from bot.content import check_content, reading_lines

    result = check_content(folder)
    lines = [f"{one['file']}: {one['rule']}: {one['message']}" for one in result["problems"]]
    answer(result, json, lambda checked: [*lines, *reading_lines(checked), f"{len(checked['problems'])} problems"])
    if result["problems"]:
        raise SystemExit(REFUSED)


@application.command()
def backup(json: Json = False) -> None:
    """Write both databases into one archive in BACKUP_DIR; archives older than 14 days are dropped."""
    operate("backup", {}, json, lambda made: [made["file"]])


@application.command()
def restore(
    archive: Annotated[Path, typer.Argument(help="An archive made by `phaodai backup`.")],
    keys: Annotated[Path | None, typer.Option(help="A file made by `phaodai keys backup`.")] = None,
    json: Json = False,
) -> None:
    """Fill an empty data folder (and key folder) from backups."""
    from bot.restoring import restore_all

    result = asyncio.run(restore_all(load(), archive.resolve(), keys.resolve() if keys else None))
    answer(result, json, lambda done: [f"app rows: {done['app']}", f"tips rows: {done['tips']}"])


@application.command()
def doctor(json: Json = False) -> None:
    """Say what is well, what is not, and what to do about it."""
    operate("doctor", {}, json, lambda found: [f"{one['level']:<5} {one['message']}" for one in found["findings"]])


@application.command()
def stats(json: Json = False) -> None:
    """Show counts that point at nobody."""
    operate("stats", {}, json, lambda counts: [f"{name}: {value}" for name, value in counts.items()])


if __name__ == "__main__":
    main()
