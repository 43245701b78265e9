"""The address of an open page, copied from the browser, as a view for a step."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from stunting.languages import _
from stunting.rembuk.shown_pages import Shown, shown_of

FIRST_PAGE = "ringkasan"
LONGEST_ADDRESS = 2_000
# More choices than any page has.
MOST_FIELDS = 60


def shown_of_address(address: str) -> Shown:
    """What of "http://localhost:8501/peta?wilayah=3514&mode=internal" may be shown in the hall, and what is left out.

    Host and folders above the page make no difference, for the next computer has others. An address that cannot be
    read, and a page that may not be shown, give page "" with the reason in `notes`.
    """
    text = address.strip()
    try:
        if len(text) > LONGEST_ADDRESS:
            raise ValueError("too long")
        parts = urlsplit(text)
        params = dict(parse_qsl(parts.query, keep_blank_values=False, max_num_fields=MOST_FIELDS))
    except ValueError:
        return Shown(
            page="",
            params={},
            notes=(_("Alamat ini tidak dapat dibaca. Salin lagi dari baris alamat peramban."),),
        )
    return shown_of(parts.path.rstrip("/").rpartition("/")[2] or FIRST_PAGE, params)
