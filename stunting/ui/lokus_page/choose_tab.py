"""Pilih: weights and quotas on the left, the list and its certainty on the right."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.charts.inclusion_map import inclusion_map
from stunting.languages import _
from stunting.lokus.proposal import Certainty, Proposal, WeightMove
from stunting.lokus.scenario import ScenarioError
from stunting.lokus.usual import source_of
from stunting.map_scope import Scope
from stunting.routine.district import Mode
from stunting.ui import lokus_data, maps, only_internal, parts, routine_data, routine_filters
from stunting.ui.lokus_page import card, scenario_filters, swaps
from stunting.ui.lokus_page.proposal_list import head_cells, list_html, status_chip
from stunting.ui.lokus_page.scenario_filters import Asked
from stunting.ui.packed_html import packed_html
from stunting.ui.shell import View

# Pixels of the map at least, and of everything else on a taller screen.
MAP_HEIGHT, AROUND = 400, 350
DOWN, UP = "turun", "naik"


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
    try:
        found = lokus_data.proposal(view.release_id, period=period, scenario=asked.scenario)
    except ScenarioError as refused:
        _refused(asked, refused)
        return
    _list(view, asked, found)
    with st.container(key="lokus-bawah"):
        card.show(view, asked, found)
        _moves(found)
    _notes(asked, found)


def _list(view: View, asked: Asked, found: Proposal) -> None:
    """The first screen: weights, the list with its cut, the map. On a phone the list comes before the weights."""
    with st.container(key="lokus-pilih"):
        left, right = st.columns([1, 4.8], gap="medium")
    with left, st.container(key="lokus-bobot"):
        st.html(f'<h2 class="judul-gambar">{_("Bobot kriteria")}</h2>')
        scenario_filters.weights(asked)
        st.html(f'<p class="lokus-rumus">{html.escape(found.formula)}</p>')
        if asked.candidates.missing:
            labels = ", ".join(one.label for one in asked.candidates.missing)
            parts.notes((_("Belum ada data: {labels}. Masukkan lembarnya di tab Daftar.", labels=labels),))
    with right:
        _headline(asked, found)
        middle, last = st.columns([1.95, 1], gap="medium")
        with middle:
            packed_html(list_html(found), key="lokus-usulan")
            _left(found)
            swaps.show(asked, found)
        with last:
            _map(view, asked, found)


def _refused(asked: Asked, refused: ScenarioError) -> None:
    """A weight or a number moved so far that an exchange means nothing any more: what was turned stays in reach."""
    with st.container(border=True):
        st.html(f'<p class="jelas">{html.escape(str(refused))}</p>')
        swaps.made(asked, swaps.labels(asked.candidates.frame))
    left, _ignored1 = st.columns([1, 2])
    with left, st.container(key="lokus-bobot"):
        scenario_filters.weights(asked)


def _only_internal(place: str) -> None:
    with st.container(border=True):
        why = _(
            "Menyusun daftar lokus {place} memakai hitungan tiap desa, jadi hanya dalam mode internal.",
            place=html.escape(place),
        )
        more = _(
            "Mode internal untuk petugas, tidak untuk ditayangkan. Daftar yang sudah diputuskan ada di tab Daftar, "
            "juga dalam mode publik."
        )
        st.html(f'<p class="jelas">{why}</p><p>{more}</p>')
        only_internal.button()


def _headline(asked: Asked, found: Proposal) -> None:
    chosen = found.chosen
    count = chosen["certainty"].value_counts()
    sure, border = int(count.get(Certainty.SURE, 0)), int(count.get(Certainty.BORDER, 0))
    status = chosen["status"].value_counts()
    left = found.frame.loc[found.frame["status"] == "keluar"]
    stunted, total = int(chosen["stunted_n"].sum()), int(found.frame["stunted_n"].sum())
    share = formats.percent(100 * stunted / total) if total else "–"
    previous = asked.candidates.previous_year
    history = (
        _(
            "dibanding lokus {previous} <b>{kept_n}</b> lanjutan, <b>{new_n}</b> baru, <b>{left_n}</b> keluar",
            previous=previous,
            kept_n=status.get("lanjutan", 0),
            new_n=status.get("baru", 0),
            left_n=len(left),
        )
        if previous
        else _(
            "daftar lokus {lokus_year} belum ada di sini, jadi semuanya tertulis baru",
            lokus_year=found.scenario.lokus_year - 1,
        )
    )
    title = _(
        "Usulan lokus {lokus_year}, {kabkota}",
        lokus_year=found.scenario.lokus_year,
        kabkota=asked.kabkota.official_name,
    )
    size = _(
        "<b>{chosen_n}</b> dari {desa_n} desa/kelurahan di <b>{kecamatan_n}</b> kecamatan: <b>{sure_n}</b> pasti, "
        "<b>{border_n}</b> di perbatasan;",
        chosen_n=formats.number(len(chosen)),
        desa_n=formats.number(len(found.frame)),
        kecamatan_n=chosen["kecamatan_code"].nunique(),
        sure_n=sure,
        border_n=border,
    )
    reached = _(
        "menjangkau <b>{share}</b> balita stunting yang tercatat ({stunted_n} dari {total_n});",
        share=share,
        stunted_n=formats.number(stunted),
        total_n=formats.number(total),
    )
    st.html(
        f'<h2 class="judul-gambar">{title}{parts.sample_mark(asked.candidates.is_sample)}</h2>'
        f'<p class="lokus-kalimat"><span>{size}</span> <span>{reached}</span> <span>{history}.</span></p>'
    )


def _left(found: Proposal) -> None:
    """Which desa of the list before are not in this one."""
    left = found.frame.loc[found.frame["status"] == "keluar", "area_name"].tolist()
    if left:
        said = _(
            "{status} dari daftar sebelumnya: {names}.",
            status=status_chip("keluar"),
            names=html.escape(", ".join(left)),
        )
        st.html(f'<p class="anak-judul">{said}</p>')


def _map(view: View, asked: Asked, found: Proposal) -> None:
    inside = view.area.code if view.area.level == "desa" else None
    scope = Scope(area=asked.kabkota, level="desa", selected=inside)
    maps.draw(
        view,
        scope,
        inclusion_map(found, source=source_of(asked.candidates, asked.period), title=_("Peluang masuk daftar")),
        height=MAP_HEIGHT,
        around=AROUND,
        key="peta-lokus",
        is_sample=asked.candidates.is_sample,
    )


def _moves(found: Proposal) -> None:
    """Where the list changes first when one weight moves: a line per criterion."""
    if not found.moves:
        return
    names = dict(zip(found.frame["area_code"], found.frame["area_name"], strict=True))
    cells = {(move.key, UP if move.share_to > move.share_from else DOWN): _move(move, names) for move in found.moves}
    shares = {move.key: move.share_from for move in found.moves}
    none = f'<td class="redup">{_("daftar tidak berubah")}</td>'
    lines = "".join(
        f'<tr><th scope="row">{html.escape(one.label)}</th>'
        f"<td>{formats.percent(100 * shares[one.key])}</td>"
        f"{cells.get((one.key, DOWN), none)}{cells.get((one.key, UP), none)}</tr>"
        for one in found.criteria
        if one.key in shares
    )
    title = _("Bila satu bobot bergeser")
    heads = (_("Kriteria"), _("Bobot kini"), _("Bila turun"), _("Bila naik"))
    st.html(
        f'<h2 class="judul-gambar">{title}</h2>'
        f'<p class="anak-judul">{_("Pergeseran terkecil yang mengubah daftar; bobot lain menyesuaikan.")}</p>'
        f'<div class="lokus-lebar" tabindex="0" role="region" aria-label="{title}">'
        f'<table class="lokus-daftar lokus-geser"><thead><tr>{head_cells(heads)}</tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _move(move: WeightMove, names: dict[str, str]) -> str:
    def said(codes: tuple[str, ...]) -> str:
        return html.escape(", ".join(names[code] for code in codes))

    changed = _(
        "ke <b>{share}</b>: {leaves} keluar, {enters} masuk",
        share=formats.percent(100 * move.share_to),
        leaves=said(move.leaves),
        enters=said(move.enters),
    )
    return f"<td>{changed}</td>"


def _notes(asked: Asked, found: Proposal) -> None:
    """How the list was made and from which data, for whoever has to answer for it."""
    said = "".join(f"<li>{html.escape(note)}</li>" for note in (*found.notes, *asked.candidates.sources))
    st.html(f'<h2 class="judul-daftar">{_("Catatan dan sumber")}</h2><ul class="lokus-catatan">{said}</ul>')
