"""The card of one desa, "Kenapa desa kami masuk atau tidak masuk?", on one A4 page."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from stunting import formats
from stunting.charts.theme import WATERMARK
from stunting.exports import typesetting
from stunting.exports.decree_rows import printable
from stunting.exports.stamp import Stamp
from stunting.exports.tables import SAMPLE
from stunting.exports.typesetting import LONGEST_IN_CELL, breakable
from stunting.geography import Area
from stunting.languages import in_indonesian
from stunting.letterhead import default_for, full_name
from stunting.lokus.explain import Explanation, Reason
from stunting.lokus.wording import PERCENTILE

TEMPLATE = Path(__file__).with_name("lokus_card.typ")
IN, OUT = "Masuk", "Tidak masuk"
NOT_COUNTED = "tidak dihitung"
PROPOSED = "Skor adalah usulan, dapat diubah. Daftar lokus diputuskan dalam rembuk dan ditetapkan dengan SK."


@dataclass(frozen=True, kw_only=True)
class CardRow:
    """One criterion.

    value:    as it is written, with its unit: "12,4%"
    standing: its place among the desa, "urutan 3 dari 120", or the threshold, "batas > 7%"
    level:    0-1, part: of the score, share: of the weights (0-1); NaN where it does not count
    """

    label: str
    value: str
    standing: str
    level: float
    part: float
    share: float


@dataclass(frozen=True, kw_only=True)
class CardContent:
    """What stands on the card.

    place:     "Desa Klinter, Kec. Kejayan, Kabupaten Pasuruan"
    status:    "baru", "lanjutan", "keluar", or "" for neither list
    certainty: "pasti", "perbatasan", "di luar"
    score:     0-1; cut_score: that of the desa it would change places with, `cut_label` says which; NaN for none
    sentences: for the kepala desa, the first says why
    """

    name: str
    place: str
    government: str
    lokus_year: int
    is_in: bool
    status: str
    certainty: str
    rows: tuple[CardRow, ...]
    score: float
    cut_score: float
    cut_label: str
    sentences: tuple[str, ...]
    source: str
    notes: tuple[str, ...]
    release_id: str
    is_sample: bool

    @property
    def title(self) -> str:
        return f"Kenapa {self.name} {'masuk' if self.is_in else 'tidak masuk'} daftar lokus {self.lokus_year}?"

    @property
    def stamp(self) -> Stamp:
        """For the name of the file."""
        return Stamp(
            title=self.title,
            subtitle=self.place,
            source=self.source,
            release_id=self.release_id,
            is_sample=self.is_sample,
        )


@in_indonesian
def card_of(
    found: Explanation,
    *,
    area: Area,
    lokus_year: int,
    source: str,
    release_id: str,
    government: str = "",
    notes: tuple[str, ...] = (),
    is_sample: bool = False,
) -> CardContent:
    """The card of what the engine explains; criteria without weight are left out.

    area: the kabupaten or kota; government: "" for the default of the area
    """
    return CardContent(
        name=found.name,
        place=f"{found.name}, {found.kecamatan_name}, {full_name(area)}",
        government=government or default_for(area).government,
        lokus_year=lokus_year,
        is_in=found.is_in,
        status=found.status,
        certainty=found.certainty.value if found.certainty_sentence else "",
        rows=tuple(_row_of(one) for one in found.reasons if one.share > 0),
        score=found.score,
        cut_score=math.nan if found.distance is None else found.score - found.distance,
        cut_label=f"skor {found.rival_name}",
        sentences=found.sentences,
        source=source,
        notes=notes,
        release_id=release_id,
        is_sample=is_sample,
    )


def _row_of(one: Reason) -> CardRow:
    standing = f"urutan {one.rank} dari {one.of_n}" if one.rule == PERCENTILE else f"batas {one.rule}"
    return CardRow(label=one.label, value=one.text, standing=standing, level=one.level, part=one.part, share=one.share)


@in_indonesian
def to_pdf(card: CardContent) -> bytes:
    """One page A4, upright, tagged."""
    return typesetting.pdf(TEMPLATE, sheet(card))


@in_indonesian
def to_png_pages(card: CardContent, *, ppi: float = 96) -> list[bytes]:
    """The same page as a picture."""
    return typesetting.png_pages(TEMPLATE, sheet(card), ppi=ppi)


@in_indonesian
def sheet(card: CardContent) -> dict[str, object]:
    """What the template places; levels stay numbers, for it draws them."""
    return {
        "title": _line(card.title),
        "place": _line(card.place),
        "government": _line(card.government),
        "verdict": IN if card.is_in else OUT,
        "facts": _facts(card),
        "rows": [_row(one) for one in card.rows],
        "score": _level(card.score),
        "score_text": _score(card.score),
        "cut": _level(card.cut_score),
        "cut_text": _score(card.cut_score),
        "cut_label": _line(card.cut_label),
        "sentences": [_line(one) for one in card.sentences if one],
        "source": _line(card.source),
        "notes": [_line(one) for one in (PROPOSED, *card.notes)],
        "sample": SAMPLE if card.is_sample else "",
        "watermark": WATERMARK if card.is_sample else "",
        "foot": _line(f"Kartu lokus {card.lokus_year}. Rilis data {card.release_id}."),
    }


def _facts(card: CardContent) -> str:
    said = (card.status, f"kepastian: {card.certainty}" if card.certainty else "")
    return " · ".join(_line(one) for one in said if one)


def _row(one: CardRow) -> dict[str, object]:
    is_counted = not math.isnan(one.level)
    return {
        "label": breakable(printable(one.label), longest=LONGEST_IN_CELL),
        "value": breakable(printable(one.value), longest=LONGEST_IN_CELL),
        "standing": _line(one.standing) if is_counted else NOT_COUNTED,
        "level": _level(one.level),
        "level_text": formats.number(one.level, decimals=2) if is_counted else "–",
        "share": formats.percent(100 * one.share, decimals=0),
        "part": "–" if math.isnan(one.part) else formats.number(one.part, decimals=3),
    }


def _level(value: float) -> float | None:
    return None if math.isnan(value) else min(max(float(value), 0.0), 1.0)


def _score(value: float) -> str:
    return "–" if math.isnan(value) else formats.number(value, decimals=3)


def _line(text: str) -> str:
    return breakable(printable(text))
