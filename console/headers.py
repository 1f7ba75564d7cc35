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
_CHAT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src blob:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""The only page for residents with a script: a live chat cannot be without. Pictures come through the script."""
_PAGES = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_FRAMED_IN_DEMO = frozenset({Access.DEMO, Access.SIGN_IN, Access.STAFF, Access.OFFICER, Access.ORGANIZER})
"""What the demo's page shows inside itself: the console. Never a page where somebody reports."""


def headers_for(access: Access, *, demo: bool = False) -> Mapping[str, str]:
    """Return the headers of every answer under `access`.

    With `demo` the console may be framed by our own pages, and by nobody else; in earnest nothing may be framed.
    """
    policy = _TIP if access in (Access.TIP, Access.PUBLIC) else _CHAT if access is Access.CHAT else _PAGES
    if not (demo and access in _FRAMED_IN_DEMO):
        return {**_EVERYWHERE, "Content-Security-Policy": policy}
    framed = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    if access is Access.DEMO:
        framed += "; frame-src 'self'"
    return {**_EVERYWHERE, "X-Frame-Options": "SAMEORIGIN", "Content-Security-Policy": framed}
