"""Who published a figure that was found in one place only, by the name a hall knows.

The citation in the data says where exactly, with date, list and copy; it stands on the pages and in the files. A hall
has room for a name.
"""

from __future__ import annotations

# Words of a citation, and the name that is said. Names of papers are said as they are.
KNOWN = {
    "FSVA": "Badan Pangan Nasional (FSVA)",
    "BRIN SPPG": "BRIN (kajian SPPG)",
    "Univ. Syiah Kuala": "Universitas Syiah Kuala",
    "tanpa nama penerbit": "berkas publik tanpa nama penerbit",
    **{
        name: name
        for name in (
            "123dok",
            "Bakabar",
            "Berita Kalteng",
            "Databoks",
            "Daulat News",
            "Dinamik.id",
            "Harian Momentum",
            "Kompas",
            "Radar Lampung",
            "Suara Nusantara",
        )
    },
}
# What an office typed as the source of a table of its own is said in full up to here, in characters.
LONGEST = 80


def short_name(citation: str) -> str:
    """The publisher that a citation names first; a short citation of another one as it is, "" for a long one."""
    places = {words: citation.find(words) for words in KNOWN if words in citation}
    if places:
        return KNOWN[min(places, key=lambda words: places[words])]
    typed = citation.strip().rstrip(".")
    return typed if len(typed) <= LONGEST else ""
