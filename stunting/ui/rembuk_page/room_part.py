"""The hall itself: is the screen large enough for the last row, and does the projector show pale colours?"""

from __future__ import annotations

import streamlit as st

from stunting import formats
from stunting.charts.theme import PREVALENCE, text_on
from stunting.slides.drawing.inks import DARK, LIGHT
from stunting.ui import filters

DISTANCE, WIDTH = "jarak", "lebar"
USUAL_DISTANCE_M, USUAL_WIDTH_CM = 10, 240
# Paper less 3, 6, 10, 15, 25 and 40 per cent of its light; a projector in a lit hall loses the first ones.
LIGHT_GREYS = ("#f7f7f7", "#f0f0f0", "#e6e6e6", "#d9d9d9", "#bfbfbf", "#999999")
DARK_GREYS = ("#131a21", "#1a222a", "#242d36", "#313b45", "#4a5763", "#77838e")
FEWEST_SEEN = 4


def chosen() -> tuple[int, int]:
    """Metres from the screen to the last row, and the width of the picture in centimetres, both in the link."""
    return _number(DISTANCE, USUAL_DISTANCE_M, 1, 60), _number(WIDTH, USUAL_WIDTH_CM, 30, 2_000)


def show() -> None:
    """The two numbers."""
    distance_m, width_cm = chosen()
    with st.container(horizontal=True, gap="small", key="aula-ukuran"):
        filters.whole_number(
            "Jarak baris terakhir (m)",
            DISTANCE,
            current=distance_m,
            low=1,
            high=60,
            params=lambda value: {DISTANCE: str(value) if value != USUAL_DISTANCE_M else ""},
            width=190,
        )
        filters.whole_number(
            "Lebar gambar di layar (cm)",
            WIDTH,
            current=width_cm,
            low=30,
            high=2_000,
            params=lambda value: {WIDTH: str(value) if value != USUAL_WIDTH_CM else ""},
            width=190,
        )


def strip() -> None:
    """Pale greys on paper, pale greys on the dark theme, and the classes of a map: what shows in the last row?"""
    light = "".join(_patch(shade, number) for number, shade in enumerate(LIGHT_GREYS, 1))
    dark = "".join(_patch(shade, number) for number, shade in enumerate(DARK_GREYS, 1))
    blue = "".join(_patch(shade, number) for number, shade in enumerate(PREVALENCE, 1))
    st.html(
        '<div class="uji-kontras">'
        f'<div class="uji-baris"><span>Terang</span><div style="background:{LIGHT.paper}">{light}</div></div>'
        f'<div class="uji-baris"><span>Gelap</span><div style="background:{DARK.paper}">{dark}</div></div>'
        f'<div class="uji-baris"><span>Peta</span><div style="background:{LIGHT.paper}">{blue}</div></div>'
        f'<p class="uji-huruf">Huruf terkecil di layar: 14,2% dari 8.520 balita diukur; Kec. Kejayan.</p></div>'
        '<p class="sumber">Buka halaman ini di proyektor (F11), lampu menyala, lalu berdiri di baris terakhir. Tampak '
        f"{FEWEST_SEEN} kotak atau lebih di tiap baris, kelima biru berbeda, dan kalimatnya terbaca: siap. Bila tidak: "
        "tutup tirai, padamkan lampu depan, besarkan gambar, atau pilih tema yang lebih jelas (tombol T di layar).</p>"
    )


def _patch(shade: str, number: int) -> str:
    return f'<i style="background:{shade};color:{text_on(shade)}">{number}</i>'


def _number(param: str, usual: int, low: int, high: int) -> int:
    asked = filters.asked(param)
    if not asked:
        return usual
    if not asked.isdecimal() or len(asked) > 5 or not low <= int(asked) <= high:
        raise filters.InvalidLinkError(
            f"'{filters.shortened(asked)}' bukan ukuran yang dapat dipakai. Tulis {low} sampai {formats.number(high)}.",
            [filters.Suggestion(label="Pakai ukuran biasa", params={param: ""})],
        )
    return int(asked)
