"""Passwords: how they are kept, which are refused, and the ones that hold for a day.

Kept as argon2id. Rules as NIST SP 800-63B-4, section 3.1.1.2, asks for: length, and a list of what others try first; no
rules about signs, no change without a reason.
"""

from __future__ import annotations

import functools
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from stunting.errors import AccountError
from stunting.languages import _

SHORTEST, LONGEST = 12, 200
# About 100 ms on one of two cores; above the least that OWASP names (19 MiB, 2 passes).
TIME_COST, MEMORY_KIB, LANES = 2, 32_768, 1
# Each takes MEMORY_KIB: a hall that logs in at once waits a moment instead of filling the memory.
MOST_AT_ONCE = 2
# Read aloud and typed by hand: no signs that look alike.
ONE_TIME_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
ONE_TIME_GROUPS, ONE_TIME_LENGTH = 4, 4

# What people in an office take first. Compared without digits and signs around it, usual digits read as letters.
COMMON = frozenset(Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8").split())
ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "09876543210987654321")
AS_LETTERS = str.maketrans("0134578@$!", "oieastbasi")
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


@dataclass(frozen=True, kw_only=True)
class Hasher:
    """How passwords are kept; the costs stand in each hash, so that a dearer one comes with the next login."""

    time_cost: int = TIME_COST
    memory_kib: int = MEMORY_KIB
    lanes: int = LANES
    _alone: threading.Semaphore = field(
        default_factory=lambda: threading.Semaphore(MOST_AT_ONCE), compare=False, repr=False
    )

    def hashed(self, password: str) -> str:
        """The password as it is kept."""
        with self._alone:
            return _hasher(self.time_cost, self.memory_kib, self.lanes).hash(normal(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the password; without one that is kept, it takes as long and is not."""
        with self._alone:
            try:
                return _hasher(self.time_cost, self.memory_kib, self.lanes).verify(
                    kept or _nobodys(self.time_cost, self.memory_kib, self.lanes), normal(password)
                ) and bool(kept)
            except (VerifyMismatchError, VerificationError, InvalidHashError):
                return False

    def is_outdated(self, kept: str) -> bool:
        """Whether it was kept with other costs."""
        return _hasher(self.time_cost, self.memory_kib, self.lanes).check_needs_rehash(kept)


def check(password: str, *, own: Iterable[str] = ()) -> None:
    """Refuse what is guessed first.

    own: name, full name, office and e-mail of the account

    Raises:
        AccountError: it is too short or too long, common, or made of the account's own words.
    """
    text = normal(password)
    if len(text) < SHORTEST:
        raise AccountError(
            _(
                "Kata sandi harus sepanjang {shortest} huruf atau lebih. Beberapa kata yang tidak"
                " berkaitan mudah diingat dan sulit ditebak.",
                shortest=SHORTEST,
            )
        )
    if len(text) > LONGEST:
        raise AccountError(_("Kata sandi paling panjang {longest} huruf. Tulis yang lebih pendek.", longest=LONGEST))
    folded = text.casefold()
    squeezed = _squeezed(folded)
    if _is_pattern(squeezed) or _is_common(folded):
        raise AccountError(_("Kata sandi itu termasuk yang paling dahulu ditebak. Pilih beberapa kata lain."))
    letters = _letters(squeezed)
    for word in _words(own):
        rest = letters.replace(word, "")
        if len(rest) < len(letters) and len(rest) < SHORTEST // 2:
            raise AccountError(_("Kata sandi itu terbuat dari nama, kantor, atau surel Anda. Pilih kata-kata lain."))


def one_time() -> str:
    """A password for a day, in groups that can be read aloud; some 79 bits."""
    groups = (
        "".join(secrets.choice(ONE_TIME_SIGNS) for _sign in range(ONE_TIME_LENGTH)) for _group in range(ONE_TIME_GROUPS)
    )
    return "-".join(groups)


def normal(password: str) -> str:
    """The same signs from every keyboard."""
    return unicodedata.normalize("NFKC", password)


def _is_common(folded: str) -> bool:
    """A common word, repeated or not, with digits and signs around it."""
    inside = EDGES.sub("", folded)
    for text in (_squeezed(inside), _squeezed(_letters(inside)), _squeezed(_letters(folded))):
        core = _once(text)
        if len(core) < 4 or core in COMMON:
            return True
        # Two of them one after the other, for example "adminpuskesmas".
        if any(core[:cut] in COMMON and core[cut:] in COMMON for cut in range(3, len(core) - 2)):
            return True
    return False


def _is_pattern(squeezed: str) -> bool:
    """Few different signs, or a run along the alphabet or the keyboard."""
    if len(set(squeezed)) < 5:
        return True
    runs = [row for one in ROWS for row in (one, one[::-1])]
    steps = sum(any(squeezed[at : at + 3] in row for row in runs) for at in range(len(squeezed) - 2))
    return steps >= max(1, len(squeezed) - 2) * 0.7


def _once(text: str) -> str:
    """A text that is another one repeated, once."""
    for size in range(1, len(text) // 2 + 1):
        if len(text) % size == 0 and text[:size] * (len(text) // size) == text:
            return text[:size]
    return text


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _letters(text: str) -> str:
    return text.translate(AS_LETTERS)


def _words(own: Iterable[str]) -> set[str]:
    found = set()
    for text in own:
        parts = re.split(r"[\W_]+", text.casefold())
        found |= {_letters(part) for part in (*parts, "".join(parts)) if len(part) >= 4}
    return found


@functools.cache
def _hasher(time_cost: int, memory_kib: int, lanes: int) -> PasswordHasher:
    return PasswordHasher(time_cost=time_cost, memory_cost=memory_kib, parallelism=lanes)


@functools.cache
def _nobodys(time_cost: int, memory_kib: int, lanes: int) -> str:
    """Kept for whoever has no password: nobody knows it."""
    return _hasher(time_cost, memory_kib, lanes).hash(secrets.token_urlsafe(32))
