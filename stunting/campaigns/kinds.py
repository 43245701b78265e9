"""Kinds of events, as sheets, forms, legends and lists name them."""

from __future__ import annotations

from stunting.geography import compact
from stunting.languages import Words, in_indonesian

KINDS = Words(
    {
        "kampanye": "Kampanye",
        "rembuk": "Rembuk",
        "peluncuran": "Peluncuran",
        "penyuluhan": "Penyuluhan",
        "pengukuran": "Pengukuran bersama",
        "lain": "Lainnya",
    }
)
# Words that officers write for a kind.
OTHER_WORDS = {
    "kampanyepercepatanpenurunanstunting": "kampanye",
    "sosialisasi": "kampanye",
    "rembuk": "rembuk",
    "rembukstunting": "rembuk",
    "peluncuran": "peluncuran",
    "launching": "peluncuran",
    "kie": "penyuluhan",
    "edukasi": "penyuluhan",
    "kelasibu": "penyuluhan",
    "penimbangan": "pengukuran",
    "penimbangandanpengukuranbersama": "pengukuran",
    "operasitimbang": "pengukuran",
    "bulantimbang": "pengukuran",
    "lainnya": "lain",
    "": "lain",
}


@in_indonesian
def kind_of(written: str) -> str:
    """The key of a written kind, "" where nobody can tell."""
    plain = compact(written)
    known = {compact(label): key for key, label in KINDS.items()} | {key: key for key in KINDS} | OTHER_WORDS
    return known.get(plain, "")
