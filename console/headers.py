"""Security headers by access rule: strictest on tip pages, and a cookie never outside the console."""

from __future__ import annotations

from collections.abc import Mapping

from console.access import Access

_EVERYWHERE = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
    "Server": "phaodai",
}
_TIP = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_PAGES = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def headers_for(access: Access) -> Mapping[str, str]:
    """Return the headers of every answer under `access`."""
    policy = _TIP if access in (Access.TIP, Access.PUBLIC) else _PAGES
    return {**_EVERYWHERE, "Content-Security-Policy": policy}
