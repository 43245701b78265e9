"""Kenapa desa kami masuk atau keluar? One desa on one card, on the page and on paper."""

from __future__ import annotations

import html
import math

import streamlit as st

from stunting import formats
from stunting.exports import lokus_card
from stunting.lokus.card_words import short_chance
from stunting.lokus.explain import Explanation, Reason, explain
from stunting.lokus.proposal import Proposal
from stunting.ui import exporting, filters, letterhead_form
from stunting.ui.lokus_page import swaps
from stunting.ui.lokus_page.proposal_list import CHIPS, hues_of
from stunting.ui.lokus_page.scenario_filters import Asked
from stunting.ui.shell import View


def show(view: View, asked: Asked, found: Proposal, *, source: str) -> None:
    """The desa that is chosen in the area row, on the map or here."""
    names = swaps.labels(found.frame)
    current = view.area.code if view.area.code in names else ""
    with st.container(key="lokus-kartu", border=True):
        filters.picked(
            "Kenapa desa kami masuk atau keluar?",
            "lokus-desa",
            names,
            current=current,
            params=lambda code: {filters.AREA: code} if code else {},
            width=460,
            placeholder="Ketik nama desa/kelurahan, atau klik di peta",
        )
        if current:
            _card(view, asked, found, explain(found, current), source=source)


def _card(view: View, asked: Asked, found: Proposal, told: Explanation, *, source: str) -> None:
    verdict = "Masuk" if told.is_in else "Tidak masuk"
    chip = CHIPS[told.certainty]
    rank = f"peringkat {told.rank} dari {told.ranked_n}" if told.rank else "tanpa skor"
    hues = hues_of(found.criteria)
    rows = "".join(_row(one, hues.get(one.key, "#55626f")) for one in told.reasons)
    sentences = "".join(f"<p>{html.escape(one)}</p>" for one in told.sentences if one)
    st.html(
        '<div class="kartu-lokus"><div>'
        f'<p class="kartu-putus">{verdict} <span class="peluang {chip}">'
        f"{html.escape(short_chance(told.inclusion))} {told.certainty}</span></p>"
        f'<p class="anak-judul">{html.escape(told.name)}, {html.escape(told.kecamatan_name)} · lokus '
        f"{found.scenario.lokus_year} · {rank}{' · ' + html.escape(told.status) if told.status else ''}</p>"
        f'{sentences}</div><table class="lokus-daftar"><thead><tr><th scope="col">Kriteria</th>'
        '<th scope="col">Nilai</th><th scope="col">Peringkat 0–1</th><th scope="col">Urutan</th>'
        f'<th scope="col">Bagian skor</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )
    content = lokus_card.card_of(
        told,
        area=asked.kabkota,
        lokus_year=found.scenario.lokus_year,
        government=letterhead_form.letterhead_of(asked.kabkota).government,
        source=source,
        release_id=view.release_id,
        is_sample=asked.candidates.is_sample,
    )
    exporting.download(
        "Cetak kartu (PDF A4)",
        data=lambda: lokus_card.to_pdf(content),
        file_name=content.stamp.file_name("pdf"),
        mime="application/pdf",
        on_click="ignore",
        icon=":material/print:",
        key="lokus-kartu-pdf",
    )


def _row(one: Reason, hue: str) -> str:
    is_counted = not math.isnan(one.level)
    level = formats.number(one.level, decimals=2) if is_counted else "tidak dihitung"
    width = 100 * one.level if is_counted else 0
    place = f"{one.rank} dari {one.of_n}" if one.rank else "–"
    part = formats.number(one.part, decimals=3) if not math.isnan(one.part) else "–"
    bar = f'<span class="susun"><b style="--c:{hue};width:{width:.0f}%"></b></span>'
    return (
        f'<tr><th scope="row">{html.escape(one.label)}</th><td>{html.escape(one.text)}</td>'
        f'<td><span class="skor">{bar}{level}</span></td>'
        f"<td>{place}</td><td>{part}</td></tr>"
    )
