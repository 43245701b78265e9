"""How the content of a cell is shown where it may be about a child: its shape, not what it says."""

from __future__ import annotations

import re

LONGEST = 24


def masked(content: object) -> str:
    """Letters become x and digits 9; the first letter, separators and length stay: "31/02/2025" -> "99/99/9999"."""
    text = " ".join(str(content).split())
    shape = re.sub(r"\d", "9", re.sub(r"[^\W\d_]", "x", text[1:] if text[:1].isalpha() else text))
    shape = (text[0] if text[:1].isalpha() else "") + shape
    return shape if len(shape) <= LONGEST else f"{shape[: LONGEST - 1]}…"
