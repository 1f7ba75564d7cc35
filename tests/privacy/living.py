"""What of a class lives in this process: the only way to a secret that no name leads to."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TypeVar

_Kind = TypeVar("_Kind")


def living(kind: type[_Kind], *, besides: Sequence[_Kind] = ()) -> list[_Kind]:
    """Return every live object of a class but `besides`.

    What earlier tests left behind in circles is let go first; some of it may stay, so whoever looks for what his own
    test made looks once before, too.
    """
    gc.collect()
    known = {id(one) for one in besides}
    return [one for one in gc.get_objects() if isinstance(one, kind) and id(one) not in known]
