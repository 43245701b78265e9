"""The page before the first release: one button that builds it, with its progress."""

from __future__ import annotations

import streamlit as st

from stunting.build.release import build_release
from stunting.errors import StuntingError
from stunting.paths import Layout


def offer_first_build() -> None:
    """Explain that there is no release yet and build one on request."""
    st.header("Belum ada rilis data")
    st.markdown(
        "Dasbor membaca *rilis*: satu berkas yang dibangun dari data sumber di folder `data/raw`. "
        "Membangunnya perlu kurang dari setengah menit dan tidak memerlukan internet."
    )
    if not st.button("Bangun rilis pertama", type="primary", icon=":material/build:"):
        st.caption("Dari terminal, perintah yang sama adalah `python -m stunting build`.")
        return
    bar = st.progress(0.0, text="Menyiapkan …")
    try:
        build_release(
            Layout.default(),
            progress=lambda step, done, total: bar.progress(min(done / max(total, 1), 1.0), text=f"{step} …"),
        )
    except StuntingError as refused:
        bar.empty()
        st.error(str(refused))
        return
    bar.progress(1.0, text="Selesai.")
    st.rerun()
