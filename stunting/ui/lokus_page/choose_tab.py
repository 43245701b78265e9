"""Pilih: weights and quotas on the left, the list and its certainty on the right."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.charts.inclusion_map import inclusion_map
from stunting.lokus.proposal import Certainty, Proposal, WeightMove
from stunting.routine.district import Mode
from stunting.ui import filters, lokus_data, maps, parts, routine_data, routine_filters
from stunting.ui.lokus_page import card, scenario_filters, swaps
from stunting.ui.lokus_page.proposal_list import list_html
from stunting.ui.lokus_page.scenario_filters import Asked
from stunting.ui.maps import Scope
from stunting.ui.packed_html import packed_html
from stunting.ui.shell import View

MAP_HEIGHT = 430


def show(view: View) -> None:
    """Everything about choosing; in mode publik the way to it."""
    kabkota = scenario_filters.kabkota_of(view)
    if routine_filters.mode() is Mode.PUBLIC:
        _only_internal(kabkota.official_name)
        return
    with st.container(key="saringan", horizontal=True, vertical_alignment="bottom", gap="small"):
        offered = routine_data.periods(view.release_id, kabkota.code, mode=Mode.INTERNAL)
        period = routine_filters.period_of(offered, shows_label=True)
        asked = scenario_filters.asked_of(view, period=period)
        scenario_filters.row(asked)
        scenario_filters.further(asked)
        routine_filters.mode_badge(Mode.INTERNAL)
    found = lokus_data.proposal(view.release_id, period=period, scenario=asked.scenario)
    _headline(asked, found)
    left, middle, right = st.columns([1, 2.5, 1.8], gap="medium")
    with left, st.container(key="lokus-bobot"):
        st.html('<h2 class="judul-gambar">Bobot kriteria</h2>')
        scenario_filters.weights(asked)
        st.html(f'<p class="lokus-rumus">{html.escape(found.formula)}</p>')
        if asked.candidates.missing:
            labels = ", ".join(one.label for one in asked.candidates.missing)
            parts.notes((f"Belum ada data: {labels}. Impor lembarnya di tab Daftar.",))
    with middle:
        packed_html(list_html(found), key="lokus-usulan")
        _edge(found)
        _moves(found)
    with right:
        _map(view, asked, found)
    swaps.show(asked, found)
    card.show(view, asked, found, source=_source(asked))
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in found.notes)
    st.html(f'<ul class="lokus-catatan">{notes}</ul>')


def _only_internal(place: str) -> None:
    with st.container(border=True):
        st.html(
            f'<p class="jelas">Menyusun daftar lokus {html.escape(place)} memakai hitungan tiap desa, jadi hanya '
            "dalam mode internal.</p>"
            "<p>Mode internal untuk petugas, tidak untuk ditayangkan. Daftar yang sudah diputuskan ada di tab Daftar, "
            "juga dalam mode publik.</p>"
        )
        st.button(
            "Pakai mode internal (khusus petugas)",
            icon=":material/lock_open:",
            key="lokus-internal",
            on_click=filters.apply,
            kwargs={"params": {filters.MODE: Mode.INTERNAL.value}},
        )


def _headline(asked: Asked, found: Proposal) -> None:
    chosen = found.chosen
    count = chosen["certainty"].value_counts()
    sure, border = int(count.get(Certainty.SURE, 0)), int(count.get(Certainty.BORDER, 0))
    status = chosen["status"].value_counts()
    left = found.frame.loc[found.frame["status"] == "keluar"]
    stunted, total = int(chosen["stunted_n"].sum()), int(found.frame["stunted_n"].sum())
    share = formats.percent(100 * stunted / total) if total else "–"
    history = (
        f" Dibanding lokus {asked.candidates.previous_year}: <b>{status.get('lanjutan', 0)}</b> lanjutan, "
        f"<b>{status.get('baru', 0)}</b> baru, <b>{len(left)}</b> keluar."
        if asked.candidates.previous_year
        else f" Daftar lokus {found.scenario.lokus_year - 1} belum ada di sini, jadi semuanya tertulis baru."
    )
    st.html(
        f'<h2 class="judul-gambar">Usulan lokus {found.scenario.lokus_year}, {asked.kabkota.official_name}'
        f"{parts.sample_mark(asked.candidates.is_sample)}</h2>"
        f'<p class="lokus-kalimat"><b>{formats.number(len(chosen))}</b> dari '
        f"{formats.number(len(found.frame))} desa/kelurahan di <b>{chosen['kecamatan_code'].nunique()}</b> kecamatan: "
        f"<b>{sure}</b> pasti, <b>{border}</b> di perbatasan. Daftar ini menjangkau <b>{formats.number(stunted)}</b> "
        f"dari {formats.number(total)} balita stunting yang tercatat ({share}).{history}</p>"
        '<p class="anak-judul">Usulan, dapat diubah. Pasti: terpilih dalam sedikitnya 95% dari '
        f"{formats.number(found.scenario.draws)} pengulangan; perbatasan: di antaranya.</p>"
    )


def _edge(found: Proposal) -> None:
    """Who would leave first, and who would come."""
    names = dict(zip(found.frame["area_code"], found.frame["area_name"], strict=True))
    said = []
    if found.first_out:
        said.append(f"Pertama keluar: <b>{html.escape(names[found.first_out])}</b>.")
    if found.first_in:
        said.append(f"Pertama masuk: <b>{html.escape(names[found.first_in])}</b>.")
    for group in found.ties:
        said.append(f"Skor sama di batas: {html.escape(', '.join(names[code] for code in group))}.")
    st.html(f'<p class="anak-judul">{" ".join(said)}</p>')
    left = found.frame.loc[found.frame["status"] == "keluar", "area_name"].tolist()
    if left:
        st.html(f'<p class="anak-judul">Keluar dari daftar sebelumnya: {html.escape(", ".join(left))}.</p>')


def _map(view: View, asked: Asked, found: Proposal) -> None:
    inside = view.area.code if view.area.level == "desa" else None
    scope = Scope(area=asked.kabkota, level="desa", selected=inside)
    st.html('<h2 class="judul-gambar">Peluang masuk daftar</h2>')
    maps.draw(
        view,
        scope,
        inclusion_map(found, source=_source(asked)),
        height=MAP_HEIGHT,
        key="peta-lokus",
        is_sample=asked.candidates.is_sample,
    )


def _moves(found: Proposal) -> None:
    """Where the list changes first when one weight moves."""
    if not found.moves:
        return
    names = dict(zip(found.frame["area_code"], found.frame["area_name"], strict=True))
    labels = {one.key: one.label for one in found.criteria}
    lines = "".join(f"<li>{_move(move, labels, names)}</li>" for move in found.moves)
    st.html(f'<h2 class="judul-gambar">Bila satu bobot bergeser</h2><ul class="lokus-geser">{lines}</ul>')


def _move(move: WeightMove, labels: dict[str, str], names: dict[str, str]) -> str:
    direction = "naik" if move.share_to > move.share_from else "turun"

    def said(codes: tuple[str, ...]) -> str:
        return html.escape(", ".join(names[code] for code in codes))

    return (
        f"<b>{html.escape(labels[move.key])}</b> {direction} dari {formats.percent(100 * move.share_from)} ke "
        f"{formats.percent(100 * move.share_to)}: keluar {said(move.leaves)}; masuk {said(move.enters)}."
    )


def _source(asked: Asked) -> str:
    frame = asked.candidates.frame
    measured = int(frame["measured_n"].sum())
    listed = pd.to_numeric(frame["target_n"]).sum()
    coverage = f"; cakupan {formats.percent(100 * measured / listed)}" if listed else ""
    others = " ".join(asked.candidates.sources)
    return (
        f"Sumber: pencatatan rutin (e-PPGBM), {asked.period.label}; n = {formats.number(measured)} balita diukur"
        f"{coverage}. {html.escape(others)}"
    )
