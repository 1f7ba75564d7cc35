"""`python -m tests.mutants [NAME …]`: break a copy of the program, one way at a time, and expect red.

First the named tests must be green on the unbroken copy, else red would prove nothing. A mutant is caught
only when a named test fails; a test that cannot start (an import or fixture that breaks) is not a catch.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.mutants.patch import Patch, PatchDoesNotApply, load_all

_ROOT = Path(__file__).parents[2]
_LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv*", "__pycache__", "*.egg-info", "demo-data", "var", "keys-*", ".mypy_cache", ".ruff_cache",
    ".pytest_cache", ".hypothesis", ".import_linter_cache", ".grimp_cache", "node_modules",
)  # fmt: skip
_AT_ONCE = min(2, os.cpu_count() or 1)
_SECONDS_FOR_ONE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the named tests said about one copy."""

    failed: int
    errors: int
    passed: int
    said: str

    @property
    def is_green(self) -> bool:
        return self.passed > 0 and not self.failed and not self.errors


def main(names: Sequence[str]) -> int:
    """Run all patches, or those whose name or invariant is given; returns the exit code."""
    patches = [patch for patch in load_all() if not names or {patch.name, patch.invariant} & set(names)]
    if not patches:
        print("no such mutant")
        return 2
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        places = Path(folder)
        tests = sorted({test for patch in patches for test in patch.tests})
        shelf = places / "shelf"
        shelf.mkdir()
        unbroken = _run(_copy(places / "unbroken"), tests, shelf)
        if not unbroken.is_green:
            print(f"the unbroken program is not green ({unbroken.failed} failed, {unbroken.errors} errors):")
            print(unbroken.said)
            return 1
        print(f"unbroken: {unbroken.passed} tests green, {time.monotonic() - begun:.0f} s", flush=True)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            caught = list(pool.map(lambda patch: _is_caught(patch, places, shelf), patches))
    print(f"{sum(caught)} of {len(patches)} mutants caught in {time.monotonic() - begun:.0f} s")
    return 0 if all(caught) else 1


def _is_caught(patch: Patch, places: Path, shelf: Path) -> bool:
    begun = time.monotonic()
    copy = _copy(places / patch.name)
    try:
        patch.apply(copy)
        outcome = _run(copy, patch.tests, None if patch.prepares_anew else shelf)
    except PatchDoesNotApply as problem:
        print(f"MOVED {patch.invariant:<6} {problem}", flush=True)
        return False
    finally:
        shutil.rmtree(copy)
    caught = outcome.failed > 0
    word = "red  " if caught else "ERROR" if outcome.errors else "GREEN"
    print(f"{word} {patch.invariant:<6} {patch.name:<44} {time.monotonic() - begun:4.0f} s  {patch.breaks}", flush=True)
    if not caught:
        print(outcome.said, flush=True)
    return caught


def _copy(target: Path) -> Path:
    shutil.copytree(_ROOT, target, ignore=_LEFT_OUT, symlinks=True)
    return target


def _run(copy: Path, tests: Sequence[str], shelf: Path | None) -> Outcome:
    report = copy / "report.xml"
    # The copy comes first on the path, before the installed program, in children of the tests too.
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    if shelf is not None:
        # Enrolling a whole house takes ten seconds; most mutants can move into the unbroken program's.
        environment["HOUSE_SHELF"] = str(shelf)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--tb=line", f"--junitxml={report}", *tests]
    try:
        done = subprocess.run(
            command, cwd=copy, env=environment, capture_output=True, text=True, timeout=_SECONDS_FOR_ONE, check=False
        )
    except subprocess.TimeoutExpired:
        return Outcome(failed=1, errors=0, passed=0, said="took too long")
    if not report.exists():
        return Outcome(failed=0, errors=1, passed=0, said=done.stdout[-3000:] + done.stderr[-3000:])
    suite = next(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314  # written by our own pytest
    total, failed, errors = (int(suite.attrib[name]) for name in ("tests", "failures", "errors"))
    return Outcome(failed=failed, errors=errors, passed=total - failed - errors, said=done.stdout[-3000:])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
