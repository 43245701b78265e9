"""Search box for areas: type a name, choose, be there.

    area_search(register, current_code="3514", key="cari", on_choose=filters.go_to)

The browser part is `cari.js`. While somebody types, only this fragment runs again (a few milliseconds and
about 1 kB); the page itself runs again once, when an area was chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from stunting import languages
from stunting.geography import COUNTRY, Area, Register, compact, split_kind
from stunting.languages import N_, _
from stunting.ui.static_files import loader

SCRIPT = Path(__file__).with_name("cari.js")
SHOWN = 8
LONGEST_QUESTION = 80
# What the browser says by itself (cari.js).
SPOKEN = (
    N_("Cari wilayah"),
    N_("Wilayah yang ditemukan"),
    N_("Naik ke wilayah di atasnya"),
    N_("Ketik sedikitnya dua huruf nama desa, kecamatan, kabupaten, kota, atau provinsi."),
    N_("Tidak ada wilayah bernama {text}."),
    N_("Tidak ada wilayah bernama “{text}”. Periksa ejaannya, atau ketik nama kecamatan atau kabupatennya."),
    N_("Tidak ada yang persis “{text}”. Mungkin maksud Anda:"),
    N_("Delapan teratas. Tambahkan nama tempatnya untuk mempersempit, misalnya “sukamaju bogor”."),
    N_("{count} wilayah ditemukan."),
    N_("Mencari…"),
    N_("Belum ada jawaban. Periksa sambungan ke komputer dasbor, lalu ketik lagi."),
    N_("{name} dipilih."),
)
PLACEHOLDER = N_("Ketik nama wilayah")


def area_search(
    register: Register,
    *,
    current_code: str,
    key: str,
    on_choose: Callable[[str], object],
    placeholder: str = PLACEHOLDER,
) -> None:
    """A combobox that shows the current area and finds every other one by name, place or code.

    `on_choose` receives the code of the chosen area. It is called as a widget callback, before the page runs again, so
    it may set the state of other widgets.

    Raises:
        UnknownAreaError: `current_code` is not in the register.
    """
    _box(register, current_code, key, on_choose, placeholder)


@st.fragment
def _box(register: Register, current_code: str, key: str, on_choose: Callable[[str], object], placeholder: str) -> None:
    def chosen() -> None:
        code = st.session_state[key].choose
        if isinstance(code, str) and code in register and code != current_code:
            on_choose(code)
            st.rerun()

    question = st.session_state[key].query if key in st.session_state else None
    _component()(
        key=key,
        data=box_data(register, current_code=current_code, question=question) | _spoken(_(placeholder)),
        height="content",
        on_choose_change=chosen,
        on_query_change=lambda: None,
    )


def box_data(register: Register, *, current_code: str, question: object) -> dict[str, Any]:
    """What the browser shows: the current area, the areas above it, and the answer to a question.

    `question` is {"text": str, "n": int} as it came from the browser, anything else is no question.
    The answer repeats its number, so that the browser can tell a late answer from the one it waits for.
    """
    above = register.path(current_code)[:-1]
    data: dict[str, Any] = {
        "current": register.get(current_code).official_name,
        "above": [_line(area, register) for area in reversed(above)],
        "answer": None,
    }
    if isinstance(question, dict) and isinstance(question.get("text"), str):
        text = question["text"][:LONGEST_QUESTION]
        hits = register.search(text, most=SHOWN, near=current_code)
        data["answer"] = {
            "n": question.get("n"),
            "hits": [_line(hit.area, register) for hit in hits],
            "is_close": bool(hits) and not _answers(text, hits[0].area),
            "is_full": len(hits) == SHOWN,
        }
    return data


def _spoken(placeholder: str) -> dict[str, Any]:
    texts = languages.handed_over(SPOKEN)
    return {"placeholder": placeholder, **({"texts": texts} if texts else {})}


def _line(area: Area, register: Register) -> dict[str, str]:
    place = "" if area.code == COUNTRY else register.place(area.code)
    return {"code": area.code, "name": area.official_name, "place": place, "kind": area.kind}


def _answers(text: str, area: Area) -> bool:
    """Whether the area has the name that was asked for, not only one that resembles it."""
    _ignored1, wanted = split_kind(text)
    name = compact(area.name)
    words = compact(wanted), compact(wanted.replace(",", " ").split()[0] if wanted.split() else "")
    return text.strip().replace(".", "").isdigit() or any(word and word in name for word in words)


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("stunting_area_search", js=loader(SCRIPT))
