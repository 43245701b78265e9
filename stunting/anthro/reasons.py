"""Why an index has no z-score."""

from __future__ import annotations

from enum import IntEnum


class Reason(IntEnum):
    """Stored as a number per child and index; `label` is the sentence a reader sees.

    Where several apply, the first of this list is given.
    """

    NONE = 0
    SEX_UNKNOWN = 1
    AGE_NEGATIVE = 2
    AGE_60_MONTHS = 3
    AGE_UNKNOWN = 4
    LENGTH_MISSING = 5
    LENGTH_NOT_POSITIVE = 6
    WEIGHT_MISSING = 7
    WEIGHT_NOT_POSITIVE = 8
    OEDEMA = 9
    LENGTH_OUTSIDE_TABLE = 10

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Reason.NONE: "ada skor-z",
    Reason.SEX_UNKNOWN: "jenis kelamin tidak diketahui",
    Reason.AGE_NEGATIVE: "tanggal ukur sebelum tanggal lahir",
    Reason.AGE_60_MONTHS: "umur 60 bulan atau lebih",
    Reason.AGE_UNKNOWN: "umur tidak diketahui",
    Reason.LENGTH_MISSING: "panjang/tinggi badan kosong",
    Reason.LENGTH_NOT_POSITIVE: "panjang/tinggi badan nol atau negatif",
    Reason.WEIGHT_MISSING: "berat badan kosong",
    Reason.WEIGHT_NOT_POSITIVE: "berat badan nol atau negatif",
    Reason.OEDEMA: "edema: berat badan tidak dinilai",
    Reason.LENGTH_OUTSIDE_TABLE: "panjang/tinggi di luar tabel WHO (45-110 cm telentang, 65-120 cm berdiri)",
}
