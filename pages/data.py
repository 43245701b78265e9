"""Data: impor, mutu, wilayah, kiriman, Bulan Timbang, rilis, dan asal-usul."""

from collections.abc import Mapping, Sequence

from stunting.access.policy import Thing
from stunting.ui import filters, locks, shell
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

NEEDS: Mapping[str, Sequence[Thing]] = {
    "Impor": (Thing.IMPORTS,),
    "Mutu": (Thing.COUNTS,),
    "Wilayah": (Thing.IMPORTS,),
    "Kiriman": (Thing.IMPORTS,),
    "Bulan Timbang": (Thing.IMPORTS,),
    "Kabupaten": (Thing.COUNTS,),
    "Rilis": (Thing.RELEASES,),
}

with shell.page("data") as view:
    with shell.explained():
        sample_notice.show(view)
    offered = locks.open_tabs(SHOWS, NEEDS)
    for tab, show in zip(filters.tabs(list(offered)), offered.values(), strict=True):
        if tab.open:
            with tab, shell.explained():
                show(view)
