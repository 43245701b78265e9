"""Anak berisiko as the kabupaten announced it: facts with a source, beside and never mixed with our own alarms."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Mapping
from typing import Any

import streamlit as st

from stunting import action_queries, announced_counts, formats
from stunting.cases import children
from stunting.frames import records
from stunting.languages import _
from stunting.ui import data
from stunting.ui.cases_page import foster_links
from stunting.ui.cases_page.desk import Desk

NUMBER = ' class="angka"'  # no text
SHOWN = ("anak_berisiko", "keluarga_berisiko")


def show(at: Desk) -> None:
    """Nothing where nothing was announced."""
    found = action_queries.published_counts(data.database(at.view.release_id), within=at.kabkota.code)
    found = found[found["indicator"].isin(SHOWN)]
    if found.empty:
        return
    alarms = children.alarms_in(at.layout, at.kabkota.code, placed=foster_links.placed(at))
    own = Counter(alarms.drop_duplicates("key")["desa_code"].str.slice(0, 6).tolist())
    rows = "".join(_row(row, own, at) for row in records(found))
    title = _("Anak berisiko di {area}: angka yang diumumkan", area=html.escape(at.kabkota.official_name))
    about = _(
        "Diumumkan oleh kabupaten, disalin apa adanya. Kolom terakhir adalah hitungan peringatan sendiri dari data "
        "impor: cara hitung dan waktunya lain, jadi tidak dijumlahkan dan tidak dibandingkan."
    )
    columns = (
        (_("Wilayah"), False),
        (_("Yang diumumkan"), False),
        (_("Jumlah"), True),
        (_("Waktu"), False),
        (_("Sumber dan keadaan"), False),
        (_("Anak dengan peringatan (impor sendiri)"), True),
    )
    head = "".join(f'<th scope="col"{NUMBER if is_number else ""}>{name}</th>' for name, is_number in columns)
    st.html(
        f'<h2 class="judul-gambar">{title}</h2><p class="anak-judul">{about}</p>'
        f'<div class="kasus-bingkai" tabindex="0" role="region" aria-label="{_("Angka yang diumumkan")}">'
        f'<table class="kasus-tabel"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _row(row: Any, own: Mapping[str, int], at: Desk) -> str:
    code = str(row.area_code)
    n = sum(own.values()) if code == at.kabkota.code and own else own.get(code)
    note = getattr(row, "note", None)
    said = f"<br><small>{html.escape(note)}</small>" if isinstance(note, str) and note else ""
    return (
        f'<tr><th scope="row">{html.escape(row.area_name)}</th>'
        f"<td>{html.escape(announced_counts.LABELS.get(row.indicator, row.indicator))}</td>"
        f'<td class="angka">{formats.number(row.value_n)} {html.escape(announced_counts.unit(row))}</td>'
        f"<td>{announced_counts.moment(row)}</td>"
        f"<td>{html.escape(row.source)}; <b>{announced_counts.status(row)}</b>{said}</td>"
        f'<td class="angka">{formats.missing() if n is None else formats.number(n)}</td></tr>'
    )
