"""Saved scenarios: keep the one that is open, open a kept one, and read several side by side."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence
from typing import Any

import streamlit as st

from stunting import formats
from stunting.errors import StuntingError
from stunting.exports import scenario_sheet
from stunting.exports.scenario_sheet import from_proposals
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.lokus import scenario_store
from stunting.lokus.card_words import short_chance
from stunting.lokus.differences import compare
from stunting.lokus.proposal import Proposal
from stunting.lokus.scenario import Scenario, ScenarioError
from stunting.lokus.scenario_store import SavedScenario
from stunting.lokus.usual import source_of
from stunting.paths import Layout
from stunting.ui import exporting, filters, letterhead_form, lokus_data, parts
from stunting.ui.lokus_page import decree_files, scenario_filters
from stunting.ui.lokus_page.scenario_filters import Asked
from stunting.ui.shell import View

COMPARED, SAVE = "skenario", "lokus-simpan"
MOST_COMPARED = 4


def show(view: View, asked: Asked, found: Proposal) -> None:
    """The kept scenarios of the kabupaten."""
    additions = Layout.default().additions
    known = scenario_store.scenarios(additions, asked.kabkota.code)
    st.html(
        '<h2 class="judul-gambar"><span class="langkah-lokus">1</span> Skenario</h2>'
        f'<p class="anak-judul">Yang terbuka di tab Pilih: {len(found.chosen)} desa/kelurahan, lokus '
        f"{found.scenario.lokus_year}, data {html.escape(asked.period.label)}.</p>"
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="lokus-skenario"):
        form = filters.folded("Simpan skenario ini", SAVE, icon=":material/bookmark_add:")
        for number, one in enumerate(known):
            with st.popover(one.name, key=f"skenario-{number}", icon=":material/bookmark:"):
                _kept(asked, one, number)
    if form.open:
        with form:
            _save(asked)
    if not known:
        st.caption("Belum ada skenario tersimpan. Simpan beberapa pilihan, lalu sandingkan di sini.")
        return
    picked = _picked(known)
    proposals: list[tuple[str, Proposal]] = [("Yang terbuka", found)]
    for one in picked:
        try:
            proposals.append((one.name, _proposal(view, asked, one.scenario)))
        except StuntingError as refused:
            st.caption(parts.plain(f"{one.name}: {refused}"))
    if len(proposals) > 1:
        _side_by_side(proposals)
        _files(view, asked, proposals)


def _save(asked: Asked) -> None:
    with st.form("lokus-simpan-skenario", border=False):
        name = st.text_input("Nama skenario", placeholder="mis. Usulan rapat 12 Maret", max_chars=60)
        author = st.text_input("Disusun oleh", max_chars=60)
        note = st.text_input("Catatan", max_chars=300)
        replaces = st.checkbox("Ganti bila namanya sudah ada")
        wanted = st.form_submit_button("Simpan", icon=":material/bookmark_add:")
    if not wanted:
        return
    try:
        scenario_store.save(
            Layout.default().additions, asked.scenario, name=name, author=author, note=note, replace=replaces
        )
    except ScenarioError as refused:
        st.warning(parts.plain(str(refused)))
        return
    filters.fold(SAVE)
    parts.repaint()


def _kept(asked: Asked, one: SavedScenario, number: int) -> None:
    said = ", ".join(part for part in (formats.timestamp(dt.datetime.fromisoformat(one.saved_at)), one.author) if part)
    st.caption(parts.plain(f"{said}. {one.note}".strip()))
    params = asked.change(one.scenario) | {filters.PERIOD: one.scenario.period, filters.TAB: "Pilih"}
    st.button("Buka di tab Pilih", key=f"buka-skenario-{number}", on_click=filters.apply, args=(params,))
    st.button(
        "Hapus",
        key=f"hapus-skenario-{number}",
        type="tertiary",
        on_click=scenario_store.remove,
        args=(Layout.default().additions, asked.kabkota.code, one.name),
    )


def _picked(known: Sequence[SavedScenario]) -> list[SavedScenario]:
    by_key = {one.key: one for one in known}
    # A scenario of an old link may be gone.
    chosen = [key for key in filters.asked(COMPARED).split(",") if key in by_key][: MOST_COMPARED - 1]
    filters.several(
        f"Sandingkan dengan yang terbuka (paling banyak {MOST_COMPARED - 1})",
        COMPARED,
        {key: one.name for key, one in by_key.items()},
        current=chosen,
        most=MOST_COMPARED - 1,
        placeholder="Pilih skenario tersimpan",
    )
    return [by_key[key] for key in chosen]


def _proposal(view: View, asked: Asked, scenario: Scenario) -> Proposal:
    period = scenario_filters.period_named(view, asked.kabkota, scenario.period)
    return lokus_data.proposal(view.release_id, period=period, scenario=scenario)


def _side_by_side(proposals: Sequence[tuple[str, Proposal]]) -> None:
    frame = compare([one for _, one in proposals])
    common = int(frame["is_common"].sum())
    heads = "".join(f'<th scope="col">{html.escape(name)}</th>' for name, _ in proposals)
    sizes = "".join(f"<td>{len(one.chosen)} desa/kelurahan</td>" for _, one in proposals)
    lines = "".join(_line(row, len(proposals)) for row in records(frame))
    st.html(
        f'<p class="lokus-kalimat"><b>{common}</b> desa/kelurahan ada di semua daftar; '
        f"<b>{int((frame['lists_n'] > 0).sum())}</b> ada di sedikitnya satu.</p>"
        '<div class="lokus-bingkai" tabindex="0" role="region" aria-label="Skenario berdampingan">'
        f'<table class="lokus-daftar riwayat"><thead><tr><th scope="col">Desa/kelurahan</th>{heads}'
        '<th scope="col">Daftar sebelumnya</th></tr></thead>'
        f'<tbody><tr><th scope="row">Jumlah</th>{sizes}<td>{int(frame["was_lokus"].sum())} desa/kelurahan</td></tr>'
        f"{lines}</tbody></table></div>"
    )


def _files(view: View, asked: Asked, proposals: Sequence[tuple[str, Proposal]]) -> None:
    """The same rows to take into the meeting."""
    stamp = Stamp(
        title=f"Skenario lokus {asked.kabkota.official_name} berdampingan",
        subtitle=f"{len(proposals)} skenario; usulan, dapat diubah.",
        source=source_of(asked.candidates, asked.period),
        release_id=view.release_id,
        is_sample=asked.candidates.is_sample,
        notes=asked.candidates.sources,
    )
    government = letterhead_form.letterhead_of(asked.kabkota).government
    makers = {
        "Excel": ("xlsx", lambda: scenario_sheet.to_xlsx(from_proposals(proposals), stamp), parts.XLSX_TYPE),
        "PDF A4": (
            "pdf",
            lambda: scenario_sheet.to_pdf(from_proposals(proposals), stamp, government=government),
            decree_files.PDF_TYPE,
        ),
    }
    with st.container(key="berkas-skenario", horizontal=True, gap="small"):
        for label, (extension, make, media_type) in makers.items():
            exporting.download(
                label,
                data=make,
                file_name=stamp.file_name(extension),
                mime=media_type,
                on_click="ignore",
                key=f"unduh-skenario-{extension}",
                icon=":material/download:",
                type="tertiary",
            )


def _line(row: Any, count: int) -> str:
    cells = ""
    for number in range(1, count + 1):
        is_in, inclusion = getattr(row, f"is_in_{number}"), getattr(row, f"inclusion_{number}")
        chance = html.escape(short_chance(inclusion))
        cells += (
            f'<td class="{"pilih" if is_in else "s-keluar"}">{"● masuk" if is_in else "–"} <small>{chance}</small></td>'
        )
    name = f"{html.escape(row.area_name)}<small>{html.escape(row.kecamatan_name)}</small>"
    return f'<tr><th scope="row">{name}</th>{cells}<td>{"■" if row.was_lokus else ""}</td></tr>'
