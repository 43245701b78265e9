"""Data: impor, mutu, wilayah, kiriman, Bulan Timbang, rilis, dan asal-usul."""

from stunting.ui import filters, shell
from stunting.ui.data_page import (
    batches_tab,
    import_tab,
    places_tab,
    quality_tab,
    releases_tab,
    reporting_tab,
    sample_notice,
    sources_tab,
    windows_tab,
)

SHOWS = {
    "Impor": import_tab.show,
    "Mutu": quality_tab.show,
    "Wilayah": places_tab.show,
    "Kiriman": batches_tab.show,
    "Bulan Timbang": windows_tab.show,
    "Kabupaten": reporting_tab.show,
    "Rilis": releases_tab.show,
    "Sumber": sources_tab.show,
}

with shell.page("data") as view:
    with shell.explained():
        sample_notice.show(view)
    for tab, show in zip(filters.tabs(list(SHOWS)), SHOWS.values(), strict=True):
        if tab.open:
            with tab, shell.explained():
                show(view)
