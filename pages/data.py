"""Data: impor, mutu, rilis, asal-usul."""

from stunting.ui import filters, shell
from stunting.ui.data_page import quality_tab, releases_tab, sources_tab

SHOWS = {
    "Mutu": quality_tab.show,
    "Rilis": releases_tab.show,
    "Sumber": sources_tab.show,
}

with shell.page("data") as view:
    for tab, show in zip(filters.tabs(list(SHOWS)), SHOWS.values(), strict=True):
        if tab.open:
            with tab, shell.explained():
                show(view)
