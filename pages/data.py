"""Data: impor, mutu, wilayah, kiriman, Bulan Timbang, rilis, dan asal-usul."""

from collections.abc import Mapping, Sequence

from stunting.access.policy import Thing
from stunting.languages import N_
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
    N_("Impor"): import_tab.show,
    N_("Mutu"): quality_tab.show,
    N_("Wilayah"): places_tab.show,
    N_("Kiriman"): batches_tab.show,
    N_("Bulan Timbang"): windows_tab.show,
    N_("Kabupaten"): reporting_tab.show,
    N_("Rilis"): releases_tab.show,
    N_("Sumber"): sources_tab.show,
}

NEEDS: Mapping[str, Sequence[Thing]] = {
    N_("Impor"): (Thing.IMPORTS,),
    N_("Mutu"): (Thing.COUNTS,),
    N_("Wilayah"): (Thing.IMPORTS,),
    N_("Kiriman"): (Thing.IMPORTS,),
    N_("Bulan Timbang"): (Thing.IMPORTS,),
    N_("Kabupaten"): (Thing.COUNTS,),
    N_("Rilis"): (Thing.RELEASES,),
}

with shell.page("data") as view:
    with shell.explained():
        sample_notice.show(view)
    offered = locks.open_tabs(SHOWS, NEEDS)
    for tab, show in zip(filters.tabs(list(offered)), offered.values(), strict=True):
        if tab.open:
            with tab, shell.explained():
                show(view)
