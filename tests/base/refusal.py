"""How tests say what must be refused: by code and path, never by wording."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cm_method.errors import Refused


@contextmanager
def refused(*expected: tuple[str, str]) -> Iterator[None]:
    """The block is refused for exactly these reasons, as (code, path), in this order."""
    with pytest.raises(Refused) as refusal:
        yield
    assert [(p.code, p.path) for p in refusal.value.problems] == list(expected)
    assert refusal.value.__cause__ is None
