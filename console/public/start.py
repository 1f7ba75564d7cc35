"""The start page, the promise, the quick way out, and what machines ask: health and readiness."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from aiohttp import web

from console.access import Access, Route
from console.rendering import Pages


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPages:
    """Pages around the tip line. `readiness` returns the state by part, `metrics` the text for Prometheus."""

    pages: Pages
    readiness: Callable[[], Mapping[str, Any]]
    metrics: Callable[[], bytes]

    def routes(self) -> tuple[Route, ...]:
        """Return the routes."""
        return (
            Route(method="GET", path="/", handler=self.home, access=Access.PUBLIC),
            Route(method="GET", path="/cam-ket", handler=self.promise, access=Access.PUBLIC),
            Route(method="GET", path="/thoat", handler=self.leave, access=Access.TIP),
            Route(method="GET", path="/healthz", handler=self.health, access=Access.PUBLIC),
            Route(method="GET", path="/readyz", handler=self.ready, access=Access.PUBLIC),
            Route(method="GET", path="/metrics", handler=self.show_metrics, access=Access.LOOPBACK),
        )

    async def home(self, _request: web.Request) -> web.Response:
        """Show the start page."""
        return self.pages.render("public/home.html")

    async def promise(self, _request: web.Request) -> web.Response:
        """Show what we promise and what not."""
        return self.pages.render("public/promise.html")

    async def leave(self, _request: web.Request) -> web.Response:
        """Tell the browser to forget this site and show a page that says nothing."""
        response = self.pages.render("public/left.html")
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    async def health(self, _request: web.Request) -> web.Response:
        """Answer that the process lives."""
        return web.Response(text="ok\n")

    async def ready(self, _request: web.Request) -> web.Response:
        """Answer 200 once everything listens; channels that are down are reported, not waited for."""
        return web.Response(body=orjson.dumps(self.readiness()), content_type="application/json")

    async def show_metrics(self, _request: web.Request) -> web.Response:
        """Show counters for Prometheus."""
        return web.Response(body=self.metrics(), content_type="text/plain", charset="utf-8")
