"""Templates to pages: autoescaped, with the words of the page in the template."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from aiohttp import web

from channels.markup import inert
from storage.types import moment

_HERE = Path(__file__).parent
_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Pages:
    """Renders the templates of this room. `base` values are known to every page (hotlines, rehearsal mark…)."""

    def __init__(self, *, base: dict[str, Any]) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(local_time=local_time, local_day=local_day, inert=inert)
        self._environment.globals.update(base)

    def render(self, template: str, *, status: int = 200, **values: Any) -> web.Response:
        """Return the page."""
        body = self._environment.get_template(template).render(values)
        return web.Response(text=body, status=status, content_type="text/html", charset="utf-8")


def local_time(at: int | None) -> str:
    """Return an instant as the province reads it: 14:05 ngày 25/11/2026."""
    return _local(at).strftime("%H:%M ngày %d/%m/%Y") if at is not None else ""


def local_day(at: int | None) -> str:
    """Return the day of an instant: 25/11/2026."""
    return _local(at).strftime("%d/%m/%Y") if at is not None else ""


def _local(at: int) -> datetime:
    return moment(at).astimezone(_ZONE)
