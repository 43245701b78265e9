"""What the columns of a recap of families say about each other; they are told, and kept as written."""

from __future__ import annotations

from collections.abc import Mapping

from stunting import formats
from stunting.build.family_recap import COUPLE, HOUSE, RECAP, WELFARE, of_part
from stunting.languages import Words, _

BASES = Words({"family_n": "keluarga sasaran", "pus_n": "PUS"})


def recap_doubts(values: Mapping[str, float]) -> list[str]:
    """Sentences about figures of one desa that do not go together; a column that is not there says nothing."""
    told = []
    ranks = [values.get(one.key) for one in of_part(WELFARE)]
    krs_n = values.get("krs_n")
    together = sum(one for one in ranks if one is not None)
    if krs_n is not None and None not in ranks and together != krs_n:
        told.append(
            _(
                "kelima kolom kesejahteraan bersama {together}, tetapi total KRS {krs_n}. Periksa rekapnya.",
                together=formats.number(together),
                krs_n=formats.number(krs_n),
            )
        )
    for one in RECAP:
        part, whole = values.get(one.key), values.get(one.base)
        if one.part in (COUPLE, HOUSE) and part is not None and whole is not None and part > whole:
            told.append(
                _(
                    "{label} {part} lebih banyak daripada {base} {whole}. Disimpan apa adanya; periksa rekapnya.",
                    label=_(one.label),
                    part=formats.number(part),
                    base=BASES[one.base],
                    whole=formats.number(whole),
                )
            )
    return told
