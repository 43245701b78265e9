"""Streamlit's caches with the reader's language in the key, so that no answer speaks another reader's language.

`answers` and `shared` are `st.cache_data` and `st.cache_resource`. What holds no words at all (a database, the
register, a file for the browser) says so with `is_wordless` and is kept once for everybody; while it is made, the
language is Indonesian, so that a word in it would be seen at once.

A process keeps what some dozens of people look at now, not what anybody ever asked: a table costs 60 kB beside its
values, and a worker that serves for weeks has to reach a size at which it stays. So a cache keeps `MOST` answers at
most, and fewer of those that are large.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

import streamlit as st

from stunting import languages
from stunting.kept_frames import settled

P = ParamSpec("P")
R = TypeVar("R")
MOST = 150


class Kept(Generic[P, R]):
    """A cached function; `clear` forgets one answer in every language, or all of them."""

    def __init__(self, function: Callable[P, R], cache: Callable[[Any], Any], *, is_wordless: bool) -> None:
        functools.update_wrapper(self, function)
        self._by_language = cache(_with_language(function))
        self._is_wordless = is_wordless

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        language = languages.INDONESIAN if self._is_wordless else languages.current()
        answer: R = self._by_language(language, *args, **kwargs)
        return answer

    def clear(self, *args: P.args, **kwargs: P.kwargs) -> None:
        if not args and not kwargs:
            self._by_language.clear()
            return
        for language in languages.OFFERED:
            self._by_language.clear(language, *args, **kwargs)


def answers(
    *, max_entries: int, is_wordless: bool = False, show_spinner: bool | str = False, **options: Any
) -> Callable[[Callable[P, R]], Kept[P, R]]:
    """`st.cache_data`: everybody gets a copy of the answer."""
    cache = st.cache_data(max_entries=max_entries, show_spinner=show_spinner, **options)
    return lambda function: Kept(function, cache, is_wordless=is_wordless)


def shared(
    *, max_entries: int, is_wordless: bool = False, show_spinner: bool | str = False, **options: Any
) -> Callable[[Callable[P, R]], Kept[P, R]]:
    """`st.cache_resource`: everybody gets the same object, nobody writes into it; its tables note no views."""
    cache = st.cache_resource(max_entries=max_entries, show_spinner=show_spinner, **options)
    return lambda function: Kept(settled(function), cache, is_wordless=is_wordless)


def _with_language(function: Callable[P, R]) -> Callable[..., R]:
    @functools.wraps(function)
    def spoken(language: str, *args: P.args, **kwargs: P.kwargs) -> R:
        with languages.use(language):
            return function(*args, **kwargs)

    # Streamlit names the parts of a key after the parameters and leaves out those that begin with an underscore.
    signature = inspect.signature(function)
    first = inspect.Parameter("language", inspect.Parameter.POSITIONAL_OR_KEYWORD)
    spoken.__signature__ = signature.replace(parameters=[first, *signature.parameters.values()])  # type: ignore[attr-defined]
    return spoken
