"""Answers that depend on who looks, kept: one per set of rights, and one for everybody in mode publik.

    @kept(max_entries=150, hash_funcs={Question: repr})
    def areas(release_id: str, *, within: str, question: Question) -> pd.DataFrame: ...

An answer of mode publik is made with the rights of nobody, so it holds nothing that would need one, and is shared by
all sessions. Every other answer stands under the areas in which whoever looks may see counts. What is free for
everybody is kept with `caches` as it is; `tests/unit/access/test_caches.py` knows which answers those are.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from stunting.access import gate, viewer
from stunting.access.policy import Thing
from stunting.routine.district import Mode, Question
from stunting.ui import caches

P = ParamSpec("P")
R = TypeVar("R")
PUBLIC = "publik"


def kept(
    *, max_entries: int, is_wordless: bool = False, show_spinner: bool | str = False, **options: Any
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """As `caches.shared`, behind the door."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        def answer(rights: str, *args: P.args, **kwargs: P.kwargs) -> R:
            del rights  # only a part of the key
            return function(*args, **kwargs)

        # Streamlit tells caches apart by module, name and source; the source is the same for all of these.
        answer.__module__, answer.__qualname__ = function.__module__, f"{function.__qualname__}.kept"
        cached = caches.shared(max_entries=max_entries, is_wordless=is_wordless, show_spinner=show_spinner, **options)(
            answer
        )

        @wraps(function)
        def door(*args: P.args, **kwargs: P.kwargs) -> R:
            if any(_is_public(one) for one in (*args, *kwargs.values())):
                with viewer.looking_as(viewer.NOBODY):
                    return cached(PUBLIC, *args, **kwargs)
            return cached(gate.fingerprint(Thing.COUNTS), *args, **kwargs)

        return door

    return decorate


def _is_public(asked: object) -> bool:
    mode = asked.mode if isinstance(asked, Question) else asked
    return mode is Mode.PUBLIC
