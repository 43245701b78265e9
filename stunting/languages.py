"""Which language a reader sees, and the texts in it. The source language is Indonesian: a text is its own key.

    _("Rilis {id} dari {date}", id=release.id, date=formats.date(day))

A text of a module is marked with `N_`, `Words`, `Worded` or `WordedRow` and translated where it is read, for a module
is loaded once and serves readers of every language; so is a `Sentence`, which may be read in another thread. Who asks
is found by a finder that the frame of the pages registers; elsewhere (command line, slides, official documents) the
answer is Indonesian. See docs/language.md.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import ParamSpec, SupportsIndex, TypeVar, overload

from stunting.catalogues import catalogue

INDONESIAN, ENGLISH = "id", "en"
# The code that stands in the link, and how the language calls itself.
OFFERED = {INDONESIAN: "Bahasa Indonesia", ENGLISH: "English"}  # no text

P = ParamSpec("P")
R = TypeVar("R")
K = TypeVar("K")

_chosen: ContextVar[str | None] = ContextVar("language", default=None)
_finders: list[Callable[[], str | None]] = []


def current() -> str:
    """The language of whoever asks now: chosen with `use`, else found by a finder, else Indonesian."""
    chosen = _chosen.get()
    if chosen is not None:
        return chosen
    for find in _finders:
        found = find()
        if found is not None:
            return found
    return INDONESIAN


def found_by(finder: Callable[[], str | None]) -> None:
    """Ask this function for the language; None from it means that it does not know. The last one is asked first."""
    if finder not in _finders:
        _finders.insert(0, finder)


@contextmanager
def use(language: str) -> Iterator[None]:
    """Speak a language inside a `with`, whoever asks."""
    assert language in OFFERED, language
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)


def in_indonesian(function: Callable[P, R]) -> Callable[P, R]:
    """A function whose answer is Indonesian for every reader: slides, official documents."""

    @functools.wraps(function)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> R:
        with use(INDONESIAN):
            return function(*args, **kwargs)

    return speaking


def _(text: str, /, **values: object) -> str:
    """A text in the reader's language, its {names} filled with the values."""
    language = current()
    said = text if language == INDONESIAN or not text else catalogue(language).gettext(text)
    return said.format(**values) if values else said


def _n(text: str, count: float, /, **values: object) -> str:
    """A text whose wording depends on a count in languages with a plural; the count itself is one of the values."""
    language = current()
    said = text if language == INDONESIAN else catalogue(language).ngettext(text, text, 1 if count == 1 else 2)
    return said.format(**values) if values else said


def N_(text: str) -> str:  # noqa: N802 - the name that tools for catalogues look for
    """Mark a text of a module; whoever shows it says `_(TEXT)`."""
    return text


def handed_over(texts: Iterable[str]) -> dict[str, str]:
    """What a script in the browser says instead of its own Indonesian texts; nothing for Indonesian readers."""
    return {} if current() == INDONESIAN else {text: _(text) for text in texts}


class Words(Mapping[K, str]):
    """Key -> text, translated when it is read. The texts of the dict it is made from are found like `_` texts."""

    def __init__(self, texts: Mapping[K, str]) -> None:
        self._texts = dict(texts)

    def __getitem__(self, key: K) -> str:
        return _(self._texts[key])

    def __iter__(self) -> Iterator[K]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def __repr__(self) -> str:
        return f"Words({self._texts!r})"  # no text


class Spoken(StrEnum):
    """Members whose values are words: sentences say them in the reader's language, `.value` is the word in data."""

    def __str__(self) -> str:
        return _(self.value)

    def __format__(self, spec: str) -> str:
        return format(_(self.value), spec)


class Sentence(str):
    """A text with its slots that is said anew to everyone who reads it: what a thread refuses, what a record tells.

    raise ReleaseError(Sentence("Rilis {id} tidak ada.", id=card.id))

    `str(sentence)`, f"{sentence}" and `html.escape(sentence)` are said in the language of whoever reads; what is
    stored, joined, compared or logged is the Indonesian text. A slot that differs by language is given as what makes
    it:
    `n=partial(formats.number, 1200)`.
    """

    _text: str
    _slots: dict[str, object]

    def __new__(cls, text: str, /, **slots: object) -> Sentence:
        with use(INDONESIAN):
            sentence = super().__new__(cls, _said(text, slots))
        sentence._text, sentence._slots = text, slots
        return sentence

    @classmethod
    def of(cls, *parts: str, between: str = " ") -> Sentence:
        """Several sentences as one."""
        slots = {f"part{number}": part for number, part in enumerate(parts)}
        return cls(between.join(f"{{{name}}}" for name in slots), **slots)

    def __str__(self) -> str:
        return _said(self._text, self._slots)

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> str:
        """A text of what is said: pages escape texts before they show them."""
        return str(self).replace(old, new, count)


def _said(text: str, slots: Mapping[str, object]) -> str:
    return _(text, **{name: made() if callable(made) else made for name, made in slots.items()})


class Worded:
    """A field of a record that is translated when it is read.

    @dataclass(frozen=True, kw_only=True)
    class Indicator:
        label: Worded = Worded()

    Indicator(label=N_("Prevalensi stunting"))

    Two records of different languages differ, and so do what is kept under them.
    """

    def __init__(self, default: str | None = None) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, record: None, owner: type) -> str: ...
    @overload
    def __get__(self, record: object, owner: type) -> str: ...
    def __get__(self, record: object | None, owner: type) -> str:
        if record is None:
            if self._default is None:
                raise AttributeError(self._name)
            return self._default
        return self._said(record.__dict__[self._name])

    def _said(self, text: str) -> str:
        return str(text) if isinstance(text, Sentence) else _(text)

    def __set__(self, record: object, value: str) -> None:
        record.__dict__[self._name] = value


class WordedRow:
    """A field with several texts, translated when they are read."""

    def __init__(self, default: tuple[str, ...] | None = None) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, record: None, owner: type) -> tuple[str, ...]: ...
    @overload
    def __get__(self, record: object, owner: type) -> tuple[str, ...]: ...
    def __get__(self, record: object | None, owner: type) -> tuple[str, ...]:
        if record is None:
            if self._default is None:
                raise AttributeError(self._name)
            return self._default
        return tuple(_(text) for text in record.__dict__[self._name])

    def __set__(self, record: object, value: tuple[str, ...]) -> None:
        record.__dict__[self._name] = tuple(value)


def kept(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """`lru_cache` for an answer with words in it: one answer per language."""

    def keeping(function: Callable[P, R]) -> Callable[P, R]:
        by_language: dict[str, Callable[..., R]] = {
            language: functools.lru_cache(maxsize=most)(function) for language in OFFERED
        }

        @functools.wraps(function)
        def asked(*args: P.args, **kwargs: P.kwargs) -> R:
            return by_language[current()](*args, **kwargs)

        return asked

    return keeping


def speaking(function: Callable[P, R]) -> Callable[P, R]:
    """The same function in the language of now, for a file that is made later and in another thread."""
    language = current()

    @functools.wraps(function)
    def later(*args: P.args, **kwargs: P.kwargs) -> R:
        with use(language):
            return function(*args, **kwargs)

    return later
