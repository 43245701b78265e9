"""Parts that every picture file shares: lines of text, and the mark of sample data."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.figure import Figure

from stunting.charts import theme

DPI = 150
SAMPLE_WORDS = f"{theme.WATERMARK}\nBUKAN DATA SEBENARNYA"  # no text


def burn_watermark(page: Figure, *, size: float, y: float = 0.5, rotation: float = 24) -> None:
    """Write across a page that its data are a sample; `size` in points, `y` a fraction of the page."""
    style: dict[str, Any] = {"color": theme.INK, "alpha": 0.16, "ha": "center", "va": "center", "zorder": 50}
    page.text(0.5, y, SAMPLE_WORDS, fontsize=size, rotation=rotation, **style)


def wrap(text: str, width: int) -> str:
    """Break a sentence into lines of at most `width` characters, at spaces."""
    lines, current = [], ""
    for word in text.split():
        if current and len(current) + 1 + len(word) > width:
            lines.append(current)
            current = word
        else:
            current = f"{current} {word}".strip()
    return "\n".join([*lines, current])


def png_bytes(page: Figure) -> bytes:
    """A page as PNG, the same bytes for the same page."""
    stream = io.BytesIO()
    page.savefig(stream, format="png", dpi=DPI, metadata={"Software": None})
    return stream.getvalue()
