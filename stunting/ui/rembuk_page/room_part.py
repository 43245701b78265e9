"""The hall itself: is the picture large enough for the last row, and does the projector show pale colours?"""

from __future__ import annotations

import html
from dataclasses import dataclass

import streamlit as st

from stunting import formats
from stunting.charts.theme import PREVALENCE, text_on
from stunting.hall.legibility import GREY_PAIRS
from stunting.languages import _
from stunting.ui import filters

DISTANCE, WIDTH, PIXELS = "jarak", "lebar", "piksel"
USUAL_DISTANCE_M, USUAL_WIDTH_CM = 10, 240
RESOLUTIONS = ((1920, 1080), (1366, 768), (1280, 800), (1280, 720), (1024, 768), (3840, 2160))


@dataclass(frozen=True, kw_only=True)
class Room:
    """last_row_m: from the screen; screen_width_m: of the picture on the wall; resolution: pixels of the projector."""

    last_row_m: float
    screen_width_m: float
    resolution: tuple[int, int]


def chosen() -> Room:
    """The hall as the link says it.

    Raises:
        InvalidLinkError: one of its sizes cannot be.
    """
    named = {_name(one): one for one in RESOLUTIONS}
    pixels = filters.checked(PIXELS, {name: name for name in named}, default=_name(RESOLUTIONS[0]))
    return Room(
        last_row_m=_number(DISTANCE, USUAL_DISTANCE_M, 1, 60),
        screen_width_m=_number(WIDTH, USUAL_WIDTH_CM, 30, 2_000) / 100,
        resolution=named[pixels],
    )


def show(room: Room) -> None:
    """The sizes to fill in."""
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="aula-ukuran"):
        filters.whole_number(
            _("Jarak baris terakhir (m)"),
            DISTANCE,
            current=int(room.last_row_m),
            low=1,
            high=60,
            params=lambda value: {DISTANCE: str(value) if value != USUAL_DISTANCE_M else ""},
            width=180,
        )
        filters.whole_number(
            _("Lebar gambar (cm)"),
            WIDTH,
            current=round(room.screen_width_m * 100),
            low=30,
            high=2_000,
            params=lambda value: {WIDTH: str(value) if value != USUAL_WIDTH_CM else ""},
            width=160,
        )
        filters.listed(
            _("Piksel proyektor"),
            PIXELS,
            {_name(one): f"{one[0]} × {one[1]}" for one in RESOLUTIONS},
            default=_name(RESOLUTIONS[0]),
            width=150,
            shows_label=True,
        )


def strip() -> None:
    """The smallest differences of light that slides are drawn with, the classes of a map, and the smallest text."""
    pairs = "".join(
        f'<li><b><i style="background:{one.one}"></i><i style="background:{one.other}"></i></b>'
        f"<span>{html.escape(_(one.what))}</span></li>"
        for one in GREY_PAIRS
    )
    blues = "".join(
        f'<i style="background:{shade};color:{text_on(shade)}">{number}</i>'
        for number, shade in enumerate(PREVALENCE, 1)
    )
    st.html(
        _(
            '<ul class="uji-pasang">{pairs}</ul><div class="uji-biru">{blues}</div><p '
            'class="uji-huruf">Huruf terkecil di layar: 14,2% dari 8.520 balita diukur; Kec. '
            'Kejayan.</p><p class="sumber">Buka halaman ini di proyektor dengan F11 dan lampu '
            "menyala, lalu berdiri di baris terakhir. Batas di tengah tiap kotak harus tampak, "
            "kelima biru berbeda, dan kalimat di atas terbaca. Bila tidak: tutup tirai, padamkan "
            "lampu depan, besarkan gambar, atau ganti tema di layar (tombol T).</p>",
            pairs=pairs,
            blues=blues,
        )
    )


def _name(resolution: tuple[int, int]) -> str:
    return f"{resolution[0]}x{resolution[1]}"


def _number(param: str, usual: int, low: int, high: int) -> int:
    asked = filters.asked(param)
    if not asked:
        return usual
    if not asked.isdecimal() or len(asked) > 5 or not low <= int(asked) <= high:
        raise filters.InvalidLinkError(
            _(
                "'{asked}' bukan ukuran yang dapat dipakai. Tulis {low} sampai {high}.",
                asked=filters.shortened(asked),
                low=low,
                high=formats.number(high),
            ),
            [filters.Suggestion(label=_("Pakai ukuran biasa"), params={param: ""})],
        )
    return int(asked)
