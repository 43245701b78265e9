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
from stunting.languages import N_, _, in_indonesian
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
OPEN = N_("Yang terbuka")


def show(view: View, asked: Asked, found: Proposal) -> None:
    """The kept scenarios of the kabupaten."""
    additions = Layout.default().additions
    known = scenario_store.scenarios(additions, asked.kabkota.code)
    said = _(
        "Yang terbuka di tab Pilih: {desa_n} desa/kelurahan, lokus {lokus_year}, data {period}.",
        desa_n=len(found.chosen),
        lokus_year=found.scenario.lokus_year,
        period=html.escape(asked.period.label),
    )
    st.html(
        f'<h2 class="judul-gambar"><span class="langkah-lokus">1</span> {_("Skenario")}</h2>'
        f'<p class="anak-judul">{said}</p>'
    )
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="lokus-skenario"):
        form = filters.folded(_("Simpan skenario ini"), SAVE, icon=":material/bookmark_add:")
        for number, one in enumerate(known):
            with st.popover(one.name, key=f"skenario-{number}", icon=":material/bookmark:"):
                _kept(asked, one, number)
    if form.open:
        with form:
            _save(asked)
    if not known:
        st.caption(_("Belum ada skenario tersimpan. Simpan beberapa pilihan, lalu sandingkan di sini."))
        return
    picked = _picked(known)
    proposals: list[tuple[str, Proposal]] = [(_(OPEN), found)]
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
        name = st.text_input(_("Nama skenario"), placeholder=_("mis. Usulan rapat 12 Maret"), max_chars=60)
        author = st.text_input(_("Disusun oleh"), max_chars=60)
        note = st.text_input(_("Catatan"), max_chars=300)
        replaces = st.checkbox(_("Ganti bila namanya sudah ada"))
        wanted = st.form_submit_button(_("Simpan"), icon=":material/bookmark_add:")
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
    params = asked.change(one.scenario) | {filters.PERIOD: one.scenario.period, filters.TAB: N_("Pilih")}
    st.button(_("Buka di tab Pilih"), key=f"buka-skenario-{number}", on_click=filters.apply, args=(params,))
    st.button(
        _("Hapus"),
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
        _("Sandingkan dengan yang terbuka (paling banyak {most})", most=MOST_COMPARED - 1),
        COMPARED,
        {key: one.name for key, one in by_key.items()},
        current=chosen,
        most=MOST_COMPARED - 1,
        placeholder=_("Pilih skenario tersimpan"),
    )
    return [by_key[key] for key in chosen]


def _proposal(view: View, asked: Asked, scenario: Scenario) -> Proposal:
    period = scenario_filters.period_named(view, asked.kabkota, scenario.period)
    return lokus_data.proposal(view.release_id, period=period, scenario=scenario)


def _side_by_side(proposals: Sequence[tuple[str, Proposal]]) -> None:
    frame = compare([one for _ignored1, one in proposals])
    common = int(frame["is_common"].sum())
    heads = "".join(f'<th scope="col">{html.escape(name)}</th>' for name, _ignored2 in proposals)
    sizes = "".join(f"<td>{_size(len(one.chosen))}</td>" for _ignored3, one in proposals)
    lines = "".join(_line(row, len(proposals)) for row in records(frame))
    shared = _(
        "<b>{common_n}</b> desa/kelurahan ada di semua daftar; <b>{any_n}</b> ada di sedikitnya satu.",
        common_n=common,
        any_n=int((frame["lists_n"] > 0).sum()),
    )
    st.html(
        f'<p class="lokus-kalimat">{shared}</p>'
        f'<div class="lokus-bingkai" tabindex="0" role="region" aria-label="{_("Skenario berdampingan")}">'
        f'<table class="lokus-daftar riwayat"><thead><tr><th scope="col">{_("Desa/kelurahan")}</th>{heads}'
        f'<th scope="col">{_("Daftar sebelumnya")}</th></tr></thead><tbody>'
        f'<tr><th scope="row">{_("Jumlah")}</th>{sizes}<td>{_size(int(frame["was_lokus"].sum()))}</td></tr>'
        f"{lines}</tbody></table></div>"
    )


def _size(desa_n: int) -> str:
    return _("{desa_n} desa/kelurahan", desa_n=desa_n)


def _files(view: View, asked: Asked, proposals: Sequence[tuple[str, Proposal]]) -> None:
    """The same rows to take into the meeting."""
    stamp, on_paper = _on_paper(view, asked, proposals)
    government = letterhead_form.letterhead_of(asked.kabkota).government
    makers = {
        "Excel": ("xlsx", lambda: scenario_sheet.to_xlsx(from_proposals(on_paper), stamp), parts.XLSX_TYPE),  # no text
        "PDF A4": (
            "pdf",
            lambda: scenario_sheet.to_pdf(from_proposals(on_paper), stamp, government=government),
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


@in_indonesian
def _on_paper(
    view: View, asked: Asked, proposals: Sequence[tuple[str, Proposal]]
) -> tuple[Stamp, list[tuple[str, Proposal]]]:
    """What the files say: Indonesian for every reader."""
    desa = lokus_data.candidates(
        view.release_id,
        kabupaten_code=asked.kabkota.code,
        period=asked.period,
        lokus_year=asked.scenario.lokus_year,
    )
    stamp = Stamp(
        title=f"Skenario lokus {asked.kabkota.official_name} berdampingan",  # no text
        subtitle=f"{len(proposals)} skenario; usulan, dapat diubah.",  # no text
        source=source_of(desa, asked.period),
        release_id=view.release_id,
        is_sample=desa.is_sample,
        notes=desa.sources,
    )
    names = [OPEN, *(name for name, _proposal_of_page in proposals[1:])]
    said = [_proposal(view, asked, one.scenario) for _name, one in proposals]
    return stamp, list(zip(names, said, strict=True))


def _line(row: Any, count: int) -> str:
    cells = ""
    for number in range(1, count + 1):
        is_in, inclusion = getattr(row, f"is_in_{number}"), getattr(row, f"inclusion_{number}")
        chance = html.escape(short_chance(inclusion))
        cells += (
            f'<td class="{"pilih" if is_in else "s-keluar"}">{_("● masuk") if is_in else "–"} '
            f"<small>{chance}</small></td>"
        )
    name = f"{html.escape(row.area_name)}<small>{html.escape(row.kecamatan_name)}</small>"
    return f'<tr><th scope="row">{name}</th>{cells}<td>{"■" if row.was_lokus else ""}</td></tr>'
