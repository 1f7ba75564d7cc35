"""The web pages that a chat hands out: their addresses only where the person can open them.

Without PUBLIC_URL there is only this machine's own address. Somebody on our own page can open it, and so can an
officer at the machine; on a platform whose chat may hold no tip, a dead link would be all he gets, so there it is
left out and the numbers to call stand alone.
"""

from __future__ import annotations

from channels.contract import Capabilities, Link


def page_links(address: str, *, label: str, is_public: bool, capabilities: Capabilities) -> tuple[Link, ...]:
    """Return the link to a page of ours, none where it cannot be opened. `address` may be empty."""
    is_reachable = is_public or capabilities.own_page or capabilities.tip_chat
    return (Link(label=label, url=address),) if address and is_reachable else ()
