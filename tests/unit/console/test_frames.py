"""Nothing of ours may be framed; on the demo its own page may show the console, and nobody else may."""

from __future__ import annotations

import pytest

from console.access import Access
from console.headers import headers_for

_CONSOLE = {Access.SIGN_IN, Access.STAFF, Access.OFFICER, Access.ORGANIZER}


@pytest.mark.parametrize("access", Access)
def test_in_earnest_nothing_is_framed(access: Access) -> None:
    headers = headers_for(access)
    assert headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "frame-src" not in headers["Content-Security-Policy"]


@pytest.mark.parametrize("access", sorted(set(Access) - _CONSOLE - {Access.DEMO}))
def test_pages_for_residents_are_not_framed_on_the_demo_either(access: Access) -> None:
    assert headers_for(access, demo=True) == headers_for(access)


@pytest.mark.parametrize("access", sorted(_CONSOLE | {Access.DEMO}))
def test_on_the_demo_the_console_is_framed_by_our_own_page_alone(access: Access) -> None:
    earnest, demo = headers_for(access), headers_for(access, demo=True)
    policy = earnest["Content-Security-Policy"].replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    if access is Access.DEMO:
        policy += "; frame-src 'self'"
    assert demo == {**earnest, "X-Frame-Options": "SAMEORIGIN", "Content-Security-Policy": policy}
