"""What can be read from the last row, and which greys a projector should tell apart.

How high a letter must be is a rule of thumb: a capital letter of a 200th of the distance reads well (17 minutes of arc;
ISO 9241-303 asks for 16 at least and recommends 20 to 22), of a 300th can still be read (11 minutes; an eye of 6/12
needs 10). Neither knows the light in the hall: the test picture on the page does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stunting.languages import N_
from stunting.slides.drawing.inks import DARK, LIGHT, SMALLEST_PX

# Of Source Sans: capital letters and figures, as a share of the size of the type.
CAPITAL_SHARE = 0.66
WELL, JUST = 200, 300
STAGE_HEIGHT = 1080
# The stage is as wide as this, 16:9, unless the screen is squarer than 3:2; see `hall/web/slaid.js`.
WIDE_STAGE, TALL_STAGE, SQUARER = 1920, 1440, 1.5
# Sizes of type on the stage, as in `hall/web/slaid.css`.
SMALLEST, SENTENCE, TITLE, FIGURE = "huruf terkecil", "kalimat", "judul", "angka utama"  # no text
SIZES_PX: Mapping[str, int] = {SMALLEST: SMALLEST_PX, SENTENCE: 38, TITLE: 60, FIGURE: 170}


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How far away a text can be read, in metres: well, and just."""

    what: str
    well_m: float
    just_m: float


@dataclass(frozen=True, kw_only=True)
class GreyPair:
    """Two fields of the test picture whose border must be visible, and what is lost where it is not."""

    one: str
    other: str
    what: str


# The lightest and the darkest differences that slides are drawn with, then even steps at both ends.
GREY_PAIRS = (
    GreyPair(one=LIGHT.paper, other=LIGHT.sea, what=N_("laut dan bidang muda pada tema terang")),
    GreyPair(one=LIGHT.paper, other=LIGHT.faint, what=N_("garis bantu pada tema terang")),
    GreyPair(one=LIGHT.muted, other=LIGHT.ink, what=N_("teks utama dan teks kecil")),
    GreyPair(one=DARK.paper, other=DARK.sea, what=N_("laut dan bidang gelap pada tema gelap")),
    GreyPair(one=DARK.paper, other=DARK.faint, what=N_("garis bantu pada tema gelap")),
    GreyPair(one="#ffffff", other="#f2f2f2", what=N_("bidang paling terang")),
    GreyPair(one="#000000", other="#1a1a1a", what=N_("bidang paling gelap")),
)


def reaches(*, screen_width_m: float, resolution: tuple[int, int]) -> tuple[Reach, ...]:
    """How far every size of type reaches, the smallest first.

    screen_width_m: of the picture on the wall
    resolution:     pixels of the projector, width and height
    """
    pixel_m = screen_width_m / resolution[0]
    found = []
    for what, size in SIZES_PX.items():
        capital_m = size * CAPITAL_SHARE * _scale(resolution) * pixel_m
        found.append(Reach(what=what, well_m=capital_m * WELL, just_m=capital_m * JUST))
    return tuple(found)


def width_needed_m(*, last_row_m: float, resolution: tuple[int, int]) -> float:
    """How wide the picture must be for the last row to just read the smallest text."""
    return last_row_m / reaches(screen_width_m=1.0, resolution=resolution)[0].just_m


def _scale(resolution: tuple[int, int]) -> float:
    """Pixels of the projector per pixel of the stage, which is fitted into it."""
    width, height = resolution
    stage_width = TALL_STAGE if width / height < SQUARER else WIDE_STAGE
    return min(width / stage_width, height / STAGE_HEIGHT)
