"""One line of what is looked at before a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Go, go with care, do not go."""

    OK = "ok"
    WARNING = "warning"
    STOP = "stop"


@dataclass(frozen=True, kw_only=True)
class Check:
    """One line of the page.

    sentence: what was found; action: what to do, "" where nothing is to be done
    """

    key: str
    label: str
    state: State
    sentence: str
    action: str = ""


def ok(key: str, label: str, sentence: str, action: str = "") -> Check:
    return Check(key=key, label=label, state=State.OK, sentence=sentence, action=action)


def care(key: str, label: str, sentence: str, action: str) -> Check:
    return Check(key=key, label=label, state=State.WARNING, sentence=sentence, action=action)


def stop(key: str, label: str, sentence: str, action: str) -> Check:
    return Check(key=key, label=label, state=State.STOP, sentence=sentence, action=action)
