"""Peringatan: how many children alarm by rule and area, what each rule means, and the list cases are opened from."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.cases import children
from stunting.cases.rules import RULES, SEVERITY_WORDS
from stunting.frames import records
from stunting.geography import LEVEL_DIGITS
from stunting.imports.state import Batch, read_state
from stunting.languages import Words, _
from stunting.ui.cases_page import alarm_list, announced, desk, foster_links, words
from stunting.ui.cases_page.desk import Desk
from stunting.ui.shell import View

ANY = ""
NOUNS = Words({"kecamatan": "Kecamatan", "desa": "Desa/kelurahan"})


def show(view: View) -> None:
    """The counts, the meaning of the rules, the list, and what was announced."""
    at = desk.at(view)
    if at is None:
        return
    if desk.has_import(at):
        _origin(at)
        level = view.area.child_level or "desa"
        placed = foster_links.placed(at)
        alarms = children.alarms_in(at.layout, at.within, register=view.register, placed=placed)
        counts = counted(alarms, level)
        if counts.empty:
            st.success(
                _("Tidak ada peringatan di {within} menurut data yang diimpor.", within=at.area_name(at.within)),
                icon=":material/check_circle:",
            )
        else:
            _counts(at, counts, level)
        _rules()
        if not counts.empty:
            alarm_list.show(at, alarms)
    announced.show(at)


def counted(alarms: pd.DataFrame, level: str) -> pd.DataFrame:
    """Children per area of a level and rule, as `children.alarm_counts`, with the live rules of `alarms` as well."""
    each = alarms.assign(area_code=alarms["desa_code"].str.slice(0, LEVEL_DIGITS[level]))
    once = each.drop_duplicates("key").assign(rule=ANY)
    both = pd.concat([each, once])
    return both.groupby(["area_code", "rule"], as_index=False).agg(child_n=("key", "nunique"))


def _origin(at: Desk) -> None:
    """From which imports, and what the day is that "now" means."""
    batches = [one for one in read_state(at.layout).active if one.kabupaten_code == at.kabkota.code]
    newest = max(batches, key=lambda one: one.seq)
    st.html(
        _(
            '<p class="sumber"><span class="hanya-petugas">Hanya petugas</span> Dihitung dari {n} kiriman, terbaru '
            "{newest}; data {months}. Umur dan lama dihitung sampai hari data terbaru tiap puskesmas, bukan sampai "
            "hari ini.</p>",
            n=formats.number(len(batches)),
            newest=html.escape(newest.id),
            months=_span(batches),
        )
    )


def _span(batches: list[Batch]) -> str:
    periods = sorted({one.last_period for one in batches if one.last_period})
    first = min((one.first_period for one in batches if one.first_period), default=None)
    said = [formats.month(*divmod(period, 100)) for period in (first, periods[-1] if periods else None) if period]
    return _(" sampai ").join(dict.fromkeys(said)) or _("tanpa bulan")


def _counts(at: Desk, counts: pd.DataFrame, level: str) -> None:
    rules = [one for one in RULES if one.key in set(counts["rule"])]
    known = {(row.area_code, row.rule): int(row.child_n) for row in records(counts)}
    areas = sorted(set(counts["area_code"]), key=lambda code: (-known.get((code, ANY), 0), at.area_name(code)))
    head = "".join(
        f'<th scope="col" class="angka">{words.SEVERITY_SIGNS[one.severity]} {html.escape(one.label)}</th>'
        for one in rules
    )
    noun = NOUNS.get(level, _("Wilayah"))
    body = "".join(
        f'<tr><th scope="row">{html.escape(at.area_name(code))}</th>'
        f'<td class="angka"><b>{formats.number(known.get((code, ANY), 0))}</b></td>'
        + "".join(f'<td class="angka">{formats.number(known.get((code, one.key), 0))}</td>' for one in rules)
        + "</tr>"
        for code in areas
    )
    sums = counts.groupby("rule")["child_n"].sum()
    every, *totals = (formats.number(int(sums.get(key, 0))) for key in (ANY, *(one.key for one in rules)))
    total = "".join(f'<td class="angka">{said}</td>' for said in totals)
    title = _(
        "Anak dengan peringatan menurut {noun}, {area}",
        noun=noun.lower(),
        area=html.escape(at.area_name(at.within)),
    )
    said_once = _("Satu anak dapat punya beberapa peringatan; kolom Anak menghitung tiap anak sekali.")
    st.html(
        f'<h2 class="judul-gambar">{title}</h2><p class="anak-judul">{said_once}</p>'
        f'<div class="kasus-bingkai" tabindex="0" role="region" aria-label="{title}"><table class="kasus-tabel"><thead>'
        f'<tr><th scope="col">{noun}</th><th scope="col" class="angka">{_("Anak")}</th>{head}</tr></thead><tbody>{body}'
        + _('<tr class="jumlah"><th scope="row">Jumlah</th>')
        + f'<td class="angka">{every}</td>{total}</tr>'
        "</tbody></table></div>"
    )


def _rules() -> None:
    with st.expander(_("Arti tiap peringatan dan batasnya"), icon=":material/help:", key="arti-peringatan"):
        rows = "".join(
            f'<tr><th scope="row">{words.alarm_chip(one.key)}</th><td>{html.escape(one.explanation)}</td>'
            f"<td>{html.escape(SEVERITY_WORDS[one.severity])}</td><td>{html.escape(one.basis)}</td></tr>"
            for one in RULES
        )
        st.html(
            f'<div class="kasus-bingkai" tabindex="0" role="region" aria-label="{_("Arti peringatan")}">'
            f'<table class="kasus-tabel"><thead><tr><th scope="col">{_("Peringatan")}</th>'
            f'<th scope="col">{_("Arti dan tindakan")}</th><th scope="col">{_("Kapan")}</th>'
            f'<th scope="col">{_("Dasar batas")}</th></tr></thead><tbody>{rows}</tbody></table></div>'
        )
        st.caption(
            _(
                "Peringatan adalah petunjuk dari catatan, bukan diagnosis. Salah ukur dan salah "
                "ketik ikut terbaca: ukur ulang dulu."
            )
        )
