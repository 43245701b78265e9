"""The short number under which people speak of a child: made from its key, without a way back."""

from __future__ import annotations

import hashlib

# Without letters and digits that are mistaken for each other when read aloud or written by hand.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 7


def case_number(key: str) -> str:
    """ "K-7QX4M2B" for the key of a child.

    With 200.000 children in a store it is likely that a pair shares one: whoever looks a number up gets all of them.
    """
    left = int.from_bytes(hashlib.sha256(f"nomor kasus {key}".encode()).digest(), "big")  # no text
    signs = []
    for _ in range(LENGTH):
        left, at = divmod(left, len(LETTERS))
        signs.append(LETTERS[at])
    return f"K-{''.join(signs)}"
