"""Sources of money and how sheets write them."""

from __future__ import annotations

from stunting.geography import compact
from stunting.languages import N_, Words, in_indonesian

FUNDS = Words(
    {
        "DD": "Dana desa (DD)",
        "ADD": "Alokasi dana desa (ADD)",
        "APBD": "APBD",
        "DAK": "DAK",
        "BOK": "BOK puskesmas",
        "BUMDES": "BUM Desa",
        "CSR": "CSR dan donatur",
        "LAIN": "Sumber lain",
    }
)
OTHER_WORDS = {
    "danadesa": "DD",
    "alokasidanadesa": "ADD",
    "apbdkabupaten": "APBD",
    "apbdkab": "APBD",
    "dakfisik": "DAK",
    "daknonfisik": "DAK",
    "bokpuskesmas": "BOK",
    "bumdesa": "BUMDES",
    "bumdes": "BUMDES",
    "tjsl": "CSR",
    "donatur": "CSR",
    "lainnya": "LAIN",
    "lainlain": "LAIN",
}
# What every page and file with money says: the rules name shares for other purposes, none for stunting.
NO_FIXED_SHARE = N_(
    "Aturan dana desa 2025 menetapkan 20% untuk ketahanan pangan dan 15% untuk kemiskinan "
    "ekstrem, tetapi tidak menetapkan persentase untuk stunting; karena itu tidak ada batas "
    "lulus di sini."
)


@in_indonesian
def fund_of(written: str) -> str:
    """The key of a written source of money, "" where nobody can tell."""
    plain = compact(written)
    known = {key.casefold(): key for key in FUNDS} | {compact(label): key for key, label in FUNDS.items()} | OTHER_WORDS
    return known.get(plain, "")
