"""Sizes and colours a drawing is made for."""

from __future__ import annotations

from dataclasses import dataclass, fields

# The smallest letters of a slide, in pixels of a stage 1080 pixels high.
SMALLEST_PX = 24


@dataclass(frozen=True, kw_only=True)
class Size:
    """Width and height in pixels of the stage."""

    width: int
    height: int

    @property
    def is_scrolled(self) -> bool:
        """Whether this is the picture of a telephone, whose page scrolls, so that its height is free."""
        return self.width < 700


# The room for the drawing on a stage of 1920 x 1080, of 1440 x 1080 (4:3), and on a telephone at first; see `suited`.
WIDE, TALL, NARROW = Size(width=1240, height=680), Size(width=900, height=680), Size(width=560, height=700)


@dataclass(frozen=True, kw_only=True)
class Inks:
    """Colours of one theme; those of map classes are the same in all of them."""

    paper: str
    ink: str
    muted: str
    faint: str
    sea: str
    accent: str
    target: str

    @classmethod
    def of_page(cls) -> Inks:
        """CSS variables of the page around it, so that one drawing serves every theme."""
        return cls(**{one.name: f"var(--{one.name})" for one in fields(cls)})


LIGHT = Inks(
    paper="#ffffff",
    ink="#10181f",
    muted="#3b4651",
    faint="#b9c2cb",
    sea="#eef3f7",
    accent="#9a3412",
    target="#3f6212",
)
DARK = Inks(
    paper="#0b1117",
    ink="#f5f8fa",
    muted="#c3cdd6",
    faint="#4a5763",
    sea="#131c25",
    accent="#fdba74",
    target="#bef264",
)
