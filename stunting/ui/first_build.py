"""The page before the first release: one button that builds it, with its progress."""

from __future__ import annotations

import contextlib
import time

import streamlit as st

from stunting import languages, releases
from stunting.build.release import build_release
from stunting.errors import BusyReleaseError, DamagedReleaseError, StuntingError
from stunting.languages import _
from stunting.paths import Layout

# Seconds; a build takes 10 on a slow laptop.
LONGEST_BUILD, PAUSE = 90.0, 0.5


def offer_first_build() -> None:
    """Explain that there is no release yet and build one on request."""
    st.header(_("Belum ada rilis data"))
    st.markdown(
        _(
            "Dasbor membaca *rilis*: satu berkas yang dibangun dari data sumber di folder "
            "`data/raw`. Membangunnya perlu kurang dari setengah menit dan tidak memerlukan "
            "internet."
        )
    )
    if not st.button(_("Bangun rilis pertama"), type="primary", icon=":material/build:"):
        st.caption(_("Dari terminal, perintah yang sama adalah `python -m stunting build`."))
        return
    bar = st.progress(0.0, text=_("Menyiapkan …"))

    def show(step: str, done: int, total: int) -> None:
        bar.progress(min(done / max(total, 1), 1.0), text=f"{_(step)} …")

    try:
        # What is built is Indonesian for everybody; how far it is, the reader's.
        build_release(Layout.default(), progress=languages.speaking(show))
    except BusyReleaseError as refused:
        bar.progress(0.5, text=_("Rilis sedang dibangun di jendela lain; halaman ini menyusul sendiri …"))
        if not appears(LONGEST_BUILD, layout=Layout.default()):
            bar.empty()
            st.error(str(refused))
            return
    except StuntingError as refused:
        bar.empty()
        st.error(str(refused))
        return
    bar.progress(1.0, text=_("Selesai."))
    st.rerun()


def appears(seconds: float, *, layout: Layout) -> bool:
    """Wait until somebody else's release is there."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(DamagedReleaseError):
            if releases.current(layout) is not None:
                return True
        time.sleep(PAUSE)
    return False
