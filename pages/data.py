"""Data: impor, mutu, wilayah, kiriman, Bulan Timbang, rilis, dan asal-usul."""

from stunting.languages import N_
from stunting.ui import filters, shell
from stunting.ui.data_page import (
    batches_tab,
    import_tab,
    places_tab,
    quality_tab,
    releases_tab,
    sample_notice,
    sources_tab,
    windows_tab,
)

SHOWS = {
    N_("Impor"): import_tab.show,
    N_("Mutu"): quality_tab.show,
    N_("Wilayah"): places_tab.show,
    N_("Kiriman"): batches_tab.show,
    N_("Bulan Timbang"): windows_tab.show,
    N_("Rilis"): releases_tab.show,
    N_("Sumber"): sources_tab.show,
}

with shell.page("data") as view:
    with shell.explained():
        sample_notice.show(view)
    for tab, show in zip(filters.tabs(list(SHOWS)), SHOWS.values(), strict=True):
        if tab.open:
            with tab, shell.explained():
                show(view)
