"""The guard bites, in this process and in a child."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.guard.loopback import BeyondLoopback

_REACH_OUT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


def test_a_connection_beyond_loopback_fails() -> None:
    with pytest.raises(BeyondLoopback):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


def test_a_child_process_is_guarded_too() -> None:
    guard = Path(__file__).parents[2] / "guard"
    child = subprocess.run(
        [sys.executable, "-c", _REACH_OUT],
        env={**os.environ, "PYTHONPATH": str(guard)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "BeyondLoopback" in child.stderr
