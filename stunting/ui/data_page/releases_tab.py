"""Tab Rilis: which releases there are; use, verify and pin one; remove old ones."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from stunting import formats, releases
from stunting.paths import Layout
from stunting.releases import Manifest
from stunting.ui import filters, parts
from stunting.ui.shell import View

KEEP = 5
SHOWN = 12


def show(view: View) -> None:
    """The releases, newest first, and what can be done with each."""
    layout = Layout.default()
    found = releases.list_releases(layout)
    live = releases.current(layout)
    st.subheader("Rilis data")
    st.markdown(
        "Rilis adalah satu berkas yang tidak pernah berubah. Impor membuat rilis baru; rilis lama tetap ada dan dapat "
        "dipakai kembali kapan saja. Tautan yang menyematkan rilis selalu menampilkan angka yang sama."
    )
    if view.release_id != live:
        st.info(
            f"Halaman ini disematkan pada rilis **{view.release_id}**; rilis yang berlaku adalah **{live}**.",
            icon=":material/push_pin:",
        )
        st.button("Lepas sematan", on_click=filters.apply, kwargs={"params": {filters.RELEASE: ""}})
    st.dataframe(parts.written(_table(found, live)), hide_index=True, height=min(460, 38 + 35 * max(len(found), 1)))
    options = {card.id: f"{card.id} · {formats.timestamp(card.created)}" for card in found[:SHOWN]}
    if options:
        _one(layout, options, live)
    _old(layout, found)


def _table(found: list[Manifest], live: str | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Rilis": [card.id for card in found],
            "Dibuat": [formats.timestamp(card.created) for card in found],
            "Keadaan": ["berlaku" if card.id == live else "tersimpan" for card in found],
            "Angka survei": [card.tables.get("survey_estimate", 0) for card in found],
            "Kiriman": [card.tables.get("import_batch", 0) for card in found],
            "Baris rutin": [card.tables.get("growth", 0) for card in found],
            "Ukuran (MB)": [card.size / 1e6 for card in found],
        }
    )


def _one(layout: Layout, options: dict[str, str], live: str | None) -> None:
    """Use, verify or pin one release."""
    with st.container(key="rilis-satu", horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox("Rilis", list(options), format_func=options.__getitem__, key="rilis-dipilih", width=440)
        using = st.button("Pakai rilis ini", disabled=chosen == live, icon=":material/history:")
        checking = st.button("Periksa keutuhan", icon=":material/verified:")
        st.button(
            "Sematkan di tautan",
            icon=":material/push_pin:",
            on_click=filters.apply,
            kwargs={"params": {"rilis": chosen}},
        )
    if using:
        card = releases.use(layout, chosen)
        st.success(f"Rilis {card.id} dari {formats.timestamp(card.created)} kini berlaku untuk semua pembaca.")
        st.button("Tampilkan", on_click=filters.apply, kwargs={"params": {filters.RELEASE: ""}})
    if checking:
        problems = releases.verify(layout, chosen)
        if problems:
            st.error(" ".join(problems))
        else:
            st.success(f"Rilis {chosen} utuh: berkas, tabel, dan isinya sesuai dengan keterangannya.")


def _old(layout: Layout, found: list[Manifest]) -> None:
    """Remove everything but the newest, after one more question."""
    old = max(len(found) - KEEP, 0)
    if not old:
        st.caption(f"Tidak ada rilis lama untuk dihapus; {KEEP} yang terbaru selalu disimpan.")
        return
    with st.popover(f"Hapus rilis lama ({old})", icon=":material/delete:"):
        st.markdown(
            f"{KEEP} rilis terbaru dan rilis yang berlaku disimpan. Tautan yang disematkan pada rilis yang dihapus "
            "tidak akan terbuka lagi."
        )
        if st.button("Ya, hapus", type="primary"):
            result = releases.prune(layout, keep=KEEP)
            st.success(f"{len(result.removed)} rilis dihapus, {len(result.kept)} tersisa.")
            if result.busy:
                st.warning(f"Sedang dipakai program lain: {', '.join(result.busy)}. Tutup lalu ulangi.")
