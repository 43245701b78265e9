"""Every change of the restricted store that the page offers: once confirmed, it is committed and a release follows.

A change takes some seconds, for the release is built anew; a bar says how far it is. Errors end in the page's frame.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stunting.build.release import Progress
from stunting.errors import StuntingError
from stunting.paths import Layout
from stunting.ui import filters
from stunting.ui.data_page import import_job
from stunting.ui.data_page.import_job import Outcome

LOOK_SECONDS = 0.25


def carry_out(change: Callable[[Layout, Progress], object], *, doing: str, done: str) -> None:
    """Carry out a change and run the page again, on the release that is live then.

    doing: "Mencabut kiriman", marked with `N_`; done: the sentence of the small notice afterwards

    Raises:
        StuntingError: it is refused; nothing changed.
    """
    layout = Layout.default()
    job = import_job.start(lambda progress, _cancelled: change(layout, progress), title=doing, can_cancel=False)
    bar = st.progress(0.0, text=f"{job.title} …")
    # The job goes on when the reader leaves the page; this loop ends then.
    while not job.wait(LOOK_SECONDS):
        bar.progress(job.fraction, text=f"{job.title}: {job.step} …")
    bar.empty()
    import_job.dismiss()
    if job.outcome is not Outcome.DONE:
        raise StuntingError(job.problem)
    st.toast(done, icon=":material/check_circle:")
    filters.apply({filters.RELEASE: ""})
    st.rerun()
