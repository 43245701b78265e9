"""Kenapa desa kami masuk atau keluar? One desa on one card, on the page and on paper."""

from __future__ import annotations

import html
import math

import streamlit as st

from stunting import formats
from stunting.exports import lokus_card
from stunting.exports.lokus_card import CardContent
from stunting.languages import _, in_indonesian
from stunting.lokus.card_words import short_chance
from stunting.lokus.explain import Explanation, Reason, explain
from stunting.lokus.proposal import Proposal
from stunting.lokus.usual import source_of
from stunting.ui import exporting, filters, letterhead_form, lokus_data
from stunting.ui.lokus_page import swaps
from stunting.ui.lokus_page.proposal_list import CHIPS, head_cells, hues_of
from stunting.ui.lokus_page.scenario_filters import Asked
from stunting.ui.shell import View


def show(view: View, asked: Asked, found: Proposal) -> None:
    """The desa that is chosen in the area row, on the map or here."""
    names = swaps.labels(found.frame)
    current = view.area.code if view.area.code in names else ""
    with st.container(key="lokus-kartu", border=True):
        filters.picked(
            _("Kenapa desa kami masuk atau keluar?"),
            "lokus-desa",
            names,
            current=current,
            params=lambda code: {filters.AREA: code} if code else {},
            width=460,
            placeholder=_("Ketik nama desa/kelurahan, atau klik di peta"),
        )
        if current:
            _card(view, asked, found, explain(found, current))


def _card(view: View, asked: Asked, found: Proposal, told: Explanation) -> None:
    chance = (
        f'<span class="peluang {CHIPS[told.certainty]}">{html.escape(short_chance(told.inclusion))} '
        f"{told.certainty}</span>"
    )
    # "Masuk" alone is what one says at a door.
    verdict = _("Masuk {chance}", chance=chance) if told.is_in else _("Tidak masuk {chance}", chance=chance)
    rank = (
        _("peringkat {rank} dari {ranked_n}", rank=told.rank, ranked_n=told.ranked_n) if told.rank else _("tanpa skor")
    )
    hues = hues_of(found.criteria)
    rows = "".join(_row(one, hues.get(one.key, "#55626f")) for one in told.reasons)
    sentences = "".join(f"<p>{html.escape(one)}</p>" for one in told.sentences if one)
    where = f"{html.escape(told.name)}, {html.escape(told.kecamatan_name)}"
    status = f" · {html.escape(_(told.status))}" if told.status else ""
    heads = (_("Kriteria"), _("Nilai"), _("Peringkat 0–1"), _("Urutan"), _("Bagian skor"))
    st.html(
        '<div class="kartu-lokus"><div>'
        f'<p class="kartu-putus">{verdict}</p>'
        f'<p class="anak-judul">{where} · lokus {found.scenario.lokus_year} · {rank}{status}</p>'  # no text
        f'{sentences}</div><table class="lokus-daftar"><thead><tr>{head_cells(heads)}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )
    content = _on_paper(view, asked, told.code)
    exporting.download(
        _("Cetak kartu (PDF A4)"),
        data=lambda: lokus_card.to_pdf(content),
        file_name=content.stamp.file_name("pdf"),
        mime="application/pdf",
        on_click="ignore",
        icon=":material/print:",
        key="lokus-kartu-pdf",
    )


@in_indonesian
def _on_paper(view: View, asked: Asked, code: str) -> CardContent:
    """The card as it is printed: Indonesian for every reader."""
    found = lokus_data.proposal(view.release_id, period=asked.period, scenario=asked.scenario)
    desa = lokus_data.candidates(
        view.release_id,
        kabupaten_code=asked.kabkota.code,
        period=asked.period,
        lokus_year=asked.scenario.lokus_year,
    )
    return lokus_card.card_of(
        explain(found, code),
        area=asked.kabkota,
        lokus_year=found.scenario.lokus_year,
        government=letterhead_form.letterhead_of(asked.kabkota).government,
        source=source_of(desa, asked.period),
        release_id=view.release_id,
        is_sample=asked.candidates.is_sample,
    )


def _row(one: Reason, hue: str) -> str:
    is_counted = not math.isnan(one.level)
    level = formats.number(one.level, decimals=2) if is_counted else _("tidak dihitung")
    width = 100 * one.level if is_counted else 0
    place = _("{rank} dari {of_n}", rank=one.rank, of_n=one.of_n) if one.rank else "–"
    part = formats.number(one.part, decimals=3) if not math.isnan(one.part) else "–"
    bar = f'<span class="susun"><b style="--c:{hue};width:{width:.0f}%"></b></span>'
    return (
        f'<tr><th scope="row">{html.escape(one.label)}</th><td>{html.escape(one.text)}</td>'
        f'<td><span class="skor">{bar}{level}</span></td>'
        f"<td>{place}</td><td>{part}</td></tr>"
    )
