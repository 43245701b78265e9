"""Rupiah ke kebutuhan: share of the money beside share of the need, and who has none."""

from __future__ import annotations

import html
from dataclasses import replace

import pandas as pd
import streamlit as st

from stunting.errors import NoDataError
from stunting.exports import fund_sheet
from stunting.exports.stamp import Stamp
from stunting.funds import view as fund_views
from stunting.funds.kinds import NO_FIXED_SHARE
from stunting.funds.view import NEED, NEEDS, STUNTED, UNIT, UNITS, YEAR, FundView, fund_view
from stunting.languages import N_, _, in_indonesian
from stunting.routine.district import Mode, permitted
from stunting.ui import filters, parts, routine_data, routine_filters
from stunting.ui.actions_page import released
from stunting.ui.actions_page.funds_tab import fund_form
from stunting.ui.shell import View


def show(view: View) -> None:
    """Filters, the sentences, the picture, the table, and the form."""
    area = fund_views.scope_of(view.area, view.register)
    kabkota = view.kabkota
    assert kabkota is not None
    funds = released.funds(view.release_id, kabkota.code)
    if funds.empty:
        st.html(
            _(
                '<p class="jelas">Belum ada dana untuk stunting {kabkota} di rilis ini. Masukkan '
                "lembarnya di bawah: satu baris per desa dan kegiatan.</p>",
                kabkota=html.escape(kabkota.official_name),
            )
        )
    else:
        years = {str(year): _("TA {year}", year=year) for year in sorted(set(funds["year"]), reverse=True)}
        mode = permitted(routine_filters.mode(), area.code)
        # Mode publik hides by bundles of the whole kabupaten; mode internal needs no more than the area.
        told = kabkota.code if mode is Mode.PUBLIC else area.code
        with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
            year = int(filters.one_of(_("Tahun anggaran"), YEAR, years, default=next(iter(years))))
            need = filters.one_of(_("Kebutuhan"), NEED, NEEDS, default=STUNTED)
            units = UNITS if area.level == "kabupaten" else {"desa": UNITS["desa"]}
            unit = filters.one_of(_("Satuan"), UNIT, units, default=next(iter(units)))
        try:
            found = fund_view(
                routine_data.of_release(view.release_id),
                funds,
                released.desa_figures(view.release_id, told, fund_views.figures_until(year, mode=mode), mode=mode),
                area,
                unit_level=unit,
                year=year,
                need=need,
                mode=mode,
                lokus=routine_data.lokus(view.release_id, kabkota.code),
            )
        except NoDataError as refused:
            st.html(f'<p class="jelas">{html.escape(str(refused))}</p>')
        else:
            _shown(view, found)
    fund_form.show(view, kabkota)


def _shown(view: View, found: FundView) -> None:
    first, *others = found.sentences
    st.html(
        f'<p class="lokus-kalimat"><b>{html.escape(first)}</b>{parts.sample_mark(found.is_sample)}<br>'
        f"{html.escape(' '.join(others))}</p>"
        f'<p class="anak-judul">{html.escape(_(NO_FIXED_SHARE))}</p>'
    )
    picture = found.picture()
    left, right = st.columns([1, 1.15], gap="medium")
    with left:
        if found.found.frame["need_share_pct"].notna().any():
            parts.figure(view, picture, key="dana-banding", says_notes=False)
        else:
            st.html(
                _(
                    '<p class="jelas">Bagian kebutuhan tidak dapat ditampilkan dalam mode ini: '
                    "jumlahnya disembunyikan atau belum diketahui. Lihat per kecamatan, atau "
                    "pakai mode internal.</p>"
                )
            )
    with right:
        st.html(_('<h2 class="judul-gambar">Tabel dana dan kebutuhan</h2>'))
        table = _table(found)
        st.dataframe(
            parts.written(table.drop(columns=["Kode"])),
            column_config=parts.number_columns(table.drop(columns=["Kode"])),
            hide_index=True,
            height=min(640, 38 + 35 * len(table)),
            width="stretch",
        )
        stamp = Stamp.of(picture, release_id=view.release_id)
        parts.table_and_files(
            lambda: table,
            stamp,
            key="dana-tabel",
            more={
                N_("Lembar A4 (PDF)"): (
                    "pdf",
                    lambda: _paper(view, found),
                    "application/pdf",
                )
            },
        )


def _table(found: FundView) -> pd.DataFrame:
    return found.table if found.unit_level == "desa" else found.table.drop(columns=["Lokus"])


@in_indonesian
def _paper(view: View, found: FundView) -> bytes:
    stamp = Stamp.of(found.picture(), release_id=view.release_id)
    return fund_sheet.to_pdf(replace(stamp, subtitle=" ".join(found.sentences)), _table(found))
