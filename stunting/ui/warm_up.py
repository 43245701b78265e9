"""What the first visitor would have to wait for: the release, the register and the shapes of Indonesia."""

from __future__ import annotations

from stunting.geography import COUNTRY
from stunting.paths import Layout


def open_everything(layout: Layout) -> None:
    """Open and verify the live release and publish what the opening pages draw."""
    # Imported when the server warms up: declaring cached functions earlier makes Streamlit warn of each.
    # With the page Lokus come the ledger and the writers of documents, most of a second of imports.
    from stunting.ui import data, lokus_page

    del lokus_page
    del layout  # the pages use the default one as well
    release = data.open_release(None)
    data.register(release.id).search("kejayan")
    for level in ("kabupaten", "provinsi"):
        data.geometry(release.id, scope=COUNTRY, level=level)
    data.map_script_url()
