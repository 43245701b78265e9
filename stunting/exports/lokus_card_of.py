"""The explanation of one desa as the content of its printed card."""

from __future__ import annotations

from collections.abc import Sequence

from stunting.exports.lokus_card import CardContent, CardRow
from stunting.geography import Area
from stunting.letterhead import full_name
from stunting.lokus.explain import Explanation


def card_of(
    found: Explanation,
    *,
    area: Area,
    lokus_year: int,
    government: str,
    source: str,
    release_id: str,
    is_sample: bool,
    notes: Sequence[str] = (),
) -> CardContent:
    """area: the kabupaten or kota of the desa."""
    has_rival = found.distance is not None
    return CardContent(
        name=found.name,
        place=f"{found.name}, {found.kecamatan_name}, {full_name(area)}",
        government=government,
        lokus_year=lokus_year,
        is_in=found.is_in,
        status=found.status,
        certainty=str(found.certainty),
        rows=tuple(
            CardRow(
                label=one.label,
                value=one.text,
                standing=f"urutan {one.rank} dari {one.of_n}" if one.rank else "",
                level=one.level,
                part=one.part,
                share=one.share,
            )
            for one in found.reasons
        ),
        score=found.score,
        cut_score=found.score - found.distance if found.distance is not None else float("nan"),
        cut_label=f"{found.rival_name}, yang bertukar tempat lebih dulu" if has_rival else "",
        sentences=found.sentences,
        source=source,
        notes=tuple(notes),
        release_id=release_id,
        is_sample=is_sample,
    )
