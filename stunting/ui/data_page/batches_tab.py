"""Tab Kiriman: every import so far, and revoking one."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.access import gate, viewer
from stunting.access.policy import Thing
from stunting.charts.theme import WATERMARK
from stunting.imports import commit, rows
from stunting.imports.rules import rule
from stunting.imports.state import ACTIVE, REVOKED, Batch, read_state
from stunting.languages import N_, Words, _
from stunting.paths import Layout
from stunting.ui import parts
from stunting.ui.data_page import changes, month_grid
from stunting.ui.shell import View

STATES = Words({ACTIVE: "aktif", REVOKED: "dicabut"})
KINDS = Words(
    {
        rows.INDIVIDUAL: "individu",
        rows.WIDE: "lebar",
        rows.VILLAGE_REPORT: "laporan_desa",
        rows.TARGETS: "sasaran",
    }
)


def show(view: View) -> None:
    """All imports, newest first, with their files and what was rejected."""
    st.subheader(_("Kiriman"))
    st.markdown(
        _(
            "Satu kiriman adalah satu kali impor. Kiriman yang dicabut tidak dihitung lagi; rilis"
            " baru dibuat tanpa isinya, dan berkasnya boleh diimpor lagi."
        )
    )
    own = gate.require_part(Thing.IMPORTS)
    known = (one for one in read_state(Layout.default()).batches if viewer.within(one.kabupaten_code, own))
    batches = sorted(known, key=lambda one: one.seq, reverse=True)
    if not batches:
        st.info(_("Belum ada kiriman. Mulai dari tab **Impor**."), icon=":material/info:")
        month_grid.show(view)
        return
    st.dataframe(parts.written(_table(view, batches)), hide_index=True, height=min(460, 38 + 35 * len(batches)))
    options = {one.id: f"{one.id} · {view.register.known_name(one.kabupaten_code)} · {_period(one)}" for one in batches}
    chosen = st.selectbox(_("Rincian kiriman"), list(options), format_func=options.__getitem__, width=560)
    _one(view, next(one for one in batches if one.id == chosen))
    month_grid.show(view)


def _table(view: View, batches: list[Batch]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            N_("Kiriman"): [one.id for one in batches],
            N_("Waktu"): [formats.timestamp(dt.datetime.fromisoformat(one.created_at)) for one in batches],
            "Kabupaten/kota": [view.register.known_name(one.kabupaten_code) for one in batches],
            N_("Bulan"): [_period(one) for one in batches],
            N_("Berkas"): [len(one.files) for one in batches],
            N_("Dipakai"): [one.used_n for one in batches],
            N_("Ditolak"): [one.rejected_n for one in batches],
            N_("Keadaan"): [STATES.get(one.state, one.state) for one in batches],
            N_("Isi"): [_(WATERMARK) if one.is_sample else _("data kiriman") for one in batches],
        }
    )


def _one(view: View, batch: Batch) -> None:
    """Files and reasons of one import, and the way to revoke it."""
    st.dataframe(
        parts.written(
            pd.DataFrame(
                {
                    N_("Berkas"): [one.name for one in batch.files],
                    N_("Lembar"): [one.sheet for one in batch.files],
                    N_("Jenis"): [KINDS.get(one.kind, one.kind) for one in batch.files],
                    N_("Isi"): [_(WATERMARK) if one.is_sample else _("data kiriman") for one in batch.files],
                    N_("Dibaca"): [one.rows_read for one in batch.files],
                    N_("Dipakai"): [one.rows_used for one in batch.files],
                    N_("Ditolak"): [one.rows_rejected for one in batch.files],
                }
            )
        ),
        hide_index=True,
    )
    if batch.rejected:
        reasons = "; ".join(f"{rule(code).label}: {formats.number(n)}" for code, n in batch.rejected.items())
        st.caption(_("Ditolak karena: {reasons}.", reasons=reasons))
    if batch.is_sample and batch.state == ACTIVE:
        st.caption(
            _(
                "Kiriman ini memuat berkas contoh: angka {place} ditandai {watermark} sampai kiriman ini dicabut.",
                place=parts.plain(view.register.known_name(batch.kabupaten_code)),
                watermark=_(WATERMARK),
            )
        )
    if batch.state != ACTIVE:
        st.caption(_("Kiriman ini sudah dicabut."))
        return
    with st.popover(_("Cabut kiriman ini"), icon=":material/block:"):
        st.markdown(
            _(
                "Kiriman **{id}** ({place}, {period}, {used_n} baris) tidak akan dihitung lagi. "
                "Angka di semua halaman berubah; rilis yang lama tetap tersimpan.",
                id=batch.id,
                place=view.register.known_name(batch.kabupaten_code),
                period=_period(batch),
                used_n=formats.number(batch.used_n),
            )
        )
        if st.button(_("Ya, cabut"), type="primary", key=f"cabut-{batch.id}"):
            changes.carry_out(
                lambda layout, progress: commit.revoke(layout, batch.id, progress=progress),
                doing=N_("Mencabut kiriman"),
                done=_("Kiriman {id} dicabut.", id=batch.id),
            )


def _period(batch: Batch) -> str:
    ends = [formats.month(*divmod(period, 100)) for period in (batch.first_period, batch.last_period) if period]
    return "–".join(dict.fromkeys(ends))
