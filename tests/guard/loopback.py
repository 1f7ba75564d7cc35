"""No test reaches beyond this machine: every connection to another address fails at once."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any


class BeyondLoopback(BaseException):
    """Derived from BaseException so that no `except Exception` can hide it."""


def close_the_network() -> None:
    """From now on, connecting or sending anywhere but loopback or a unix socket raises `BeyondLoopback`."""
    connect, connect_ex, send_to = socket.socket.connect, socket.socket.connect_ex, socket.socket.sendto
    resolve = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _check(self, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _check(self, address)
        return connect_ex(self, address)

    def guarded_send_to(self: socket.socket, data: Any, *rest: Any) -> int:
        _check(self, rest[-1])
        return send_to(self, data, *rest)

    def guarded_resolve(host: Any, *rest: Any, **more: Any) -> Any:
        if host is not None and not _is_loopback(host.decode() if isinstance(host, bytes) else host):
            raise BeyondLoopback("a test tried to look up a host beyond this machine")
        return resolve(host, *rest, **more)

    socket.socket.connect = guarded_connect  # type: ignore[assignment, method-assign]  # the guard is the point
    socket.socket.connect_ex = guarded_connect_ex  # type: ignore[assignment, method-assign]  # as above
    socket.socket.sendto = guarded_send_to  # type: ignore[assignment, method-assign]  # as above
    socket.getaddrinfo = guarded_resolve


def _check(connection: socket.socket, address: Any) -> None:
    if connection.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
        raise BeyondLoopback("a test tried to reach beyond this machine")


def _is_loopback(host: str) -> bool:
    if host in {"localhost", ""}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False
