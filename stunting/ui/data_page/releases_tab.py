"""Tab Rilis: which releases there are; use, verify and pin one; remove old ones."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import formats, releases
from stunting.languages import N_, _, _n
from stunting.paths import Layout
from stunting.releases import Manifest
from stunting.server import config
from stunting.ui import filters, parts
from stunting.ui.shell import View

SHOWN = 12


def show(view: View) -> None:
    """The releases, newest first, and what can be done with each."""
    layout = Layout.default()
    found = releases.list_releases(layout)
    live = releases.current(layout)
    st.subheader(_("Rilis data"))
    st.markdown(
        _(
            "Rilis adalah satu berkas yang tidak pernah berubah. Impor membuat rilis baru; rilis "
            "lama tetap ada dan dapat dipakai kembali kapan saja. Tautan yang menyematkan rilis "
            "selalu menampilkan angka yang sama."
        )
    )
    if view.release_id != live:
        st.info(
            _(
                "Halaman ini disematkan pada rilis **{release_id}**; rilis yang berlaku adalah **{live}**.",
                release_id=view.release_id,
                live=live,
            ),
            icon=":material/push_pin:",
        )
        st.button(_("Lepas sematan"), on_click=filters.apply, kwargs={"params": {filters.RELEASE: ""}})
    st.dataframe(parts.written(_table(found, live)), hide_index=True, height=min(460, 38 + 35 * max(len(found), 1)))
    options = {card.id: f"{card.id} · {formats.timestamp(card.created)}" for card in found[:SHOWN]}
    if options:
        _one(layout, options, live)
    _old(layout, found)


def _table(found: list[Manifest], live: str | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            N_("Rilis"): [card.id for card in found],
            N_("Dibuat"): [formats.timestamp(card.created) for card in found],
            N_("Keadaan"): [_("berlaku") if card.id == live else _("tersimpan") for card in found],
            N_("Angka survei"): [card.tables.get("survey_estimate", 0) for card in found],
            N_("Kiriman"): [card.tables.get("import_batch", 0) for card in found],
            N_("Baris rutin"): [card.tables.get("growth", 0) for card in found],
            N_("Ukuran (MB)"): [card.size / 1e6 for card in found],
        }
    )


def _one(layout: Layout, options: dict[str, str], live: str | None) -> None:
    """Use, verify or pin one release."""
    with st.container(key="rilis-satu", horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            _("Rilis"), list(options), format_func=options.__getitem__, key="rilis-dipilih", width=440
        )
        using = st.button(_("Pakai rilis ini"), disabled=chosen == live, icon=":material/history:")
        checking = st.button(_("Periksa keutuhan"), icon=":material/verified:")
        st.button(
            _("Sematkan di tautan"),
            icon=":material/push_pin:",
            on_click=filters.apply,
            kwargs={"params": {"rilis": chosen}},
        )
    if using:
        card = releases.use(layout, chosen)
        st.success(
            _(
                "Rilis {id} dari {timestamp} kini berlaku untuk semua pembaca.",
                id=card.id,
                timestamp=formats.timestamp(card.created),
            )
        )
        st.button(_("Tampilkan"), on_click=filters.apply, kwargs={"params": {filters.RELEASE: ""}})
    if checking:
        problems = releases.verify(layout, chosen)
        if problems:
            st.error(" ".join(problems))
        else:
            st.success(_("Rilis {chosen} utuh: berkas, tabel, dan isinya sesuai dengan keterangannya.", chosen=chosen))


def _old(layout: Layout, found: list[Manifest]) -> None:
    """Remove everything but the newest, after one more question."""
    settings = config.active()
    keep = releases.KEEP if settings is None else settings.keep_releases
    old = max(len(found) - keep, 0)
    if not old:
        st.caption(_("Tidak ada rilis lama untuk dihapus; {keep} yang terbaru selalu disimpan.", keep=keep))
        return
    with st.popover(_("Hapus rilis lama ({old})", old=old), icon=":material/delete:"):
        st.markdown(
            _(
                "{keep} rilis terbaru dan rilis yang berlaku disimpan. Tautan yang disematkan "
                "pada rilis yang dihapus tidak akan terbuka lagi.",
                keep=keep,
            )
        )
        if st.button(_("Ya, hapus"), type="primary"):
            result = releases.prune(layout, keep=keep)
            st.success(
                _n(
                    "{removed_n} rilis dihapus, {kept_n} tersisa.",
                    len(result.removed),
                    removed_n=len(result.removed),
                    kept_n=len(result.kept),
                )
            )
            if result.busy:
                st.warning(_("Sedang dipakai program lain: {busy}. Tutup lalu ulangi.", busy=", ".join(result.busy)))
