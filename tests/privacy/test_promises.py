"""No text of ours promises more than we keep: forbidden words are absent from everything people read."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_ROOMS = ("bot", "console", "handlers", "tips", "broadcasts", "awareness", "channels")
_TEXTS = {".ftl", ".md", ".toml", ".html"}
_LISTS_OF_FORBIDDEN_WORDS = {"awareness/content/style.toml"}
"""The content check's own list; it is data about words, shown to nobody."""

_FORBIDDEN = {
    "absolute": r"tuyệt đối (an toàn|bí mật|ẩn danh|kín|bảo mật|không)|(an toàn|bí mật|ẩn danh|kín|bảo mật) tuyệt đối",
    "hundred percent": r"100\s?%",
    "untraceable": r"không (thể|ai|cách nào) (có thể )?truy (ra|tìm|vết)|untraceable|cannot be traced",
    "encrypted, so safe": r"(đã )?m(?:ã hóa|ã hoá) nên an toàn",
    "fully anonymous": r"(hoàn toàn|100) ?ẩn danh|ẩn danh hoàn toàn|completely anonymous|fully anonymous",
    "nobody can know": r"không ai (có thể )?biết (bạn|được bạn)|nobody can (ever )?(know|find)",
}


def _texts() -> Iterator[tuple[str, str]]:
    for room in _ROOMS:
        for path in sorted((_ROOT / room).rglob("*")):
            name = str(path.relative_to(_ROOT))
            if name in _LISTS_OF_FORBIDDEN_WORDS:
                continue
            if path.suffix in _TEXTS:
                yield name, path.read_text(encoding="utf-8")
            elif path.suffix == ".py":
                yield name, "\n".join(_strings(ast.parse(path.read_text(encoding="utf-8"))))
    for name in ("README.md", "README.vi.md"):
        yield name, (_ROOT / name).read_text(encoding="utf-8")


def _strings(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).lower().replace("*", "").split())


@pytest.mark.parametrize("promise", _FORBIDDEN)
def test_i49_a_forbidden_promise_is_in_no_text(promise: str) -> None:
    pattern = re.compile(_FORBIDDEN[promise])
    assert [name for name, text in _texts() if pattern.search(_folded(text))] == []


def test_i49_the_texts_were_found() -> None:
    names = [name for name, _ in _texts()]
    assert any(name.endswith(".ftl") for name in names)
    assert any(name.startswith("console/templates/public/") for name in names)
    assert any(name.startswith("awareness/content/") for name in names)
