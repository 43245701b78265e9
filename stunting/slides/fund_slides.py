"""The tab Rupiah as a slide: share of the need beside share of the money, in mode publik, most needy first."""

from __future__ import annotations

import pandas as pd

from stunting import action_queries, formats, lokus_queries
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.funds.shares import NEEDS, STUNTED, WORDS
from stunting.funds.view import NEED, UNIT, UNIT_WORDS, UNITS, YEAR, FundView, figures_until, fund_view, scope_of
from stunting.geography import Area
from stunting.languages import _
from stunting.rembuk.agenda import Step
from stunting.routine.district import Mode
from stunting.slides import words
from stunting.slides.drawings import Pair, PairsDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

MOST_ROWS = 12


def fund_slide(sources: Sources, step: Step, area: Area) -> Slide:
    """Money beside need of the newest year, or of the year of the step.

    Raises:
        NoDataError: the area is larger than a kabupaten, there is no money, or the need may not be shown.
    """
    whole = scope_of(area, sources.register)
    code = whole.code[:4]
    funds = sources.kept(("funds", code), lambda: action_queries.village_funds(sources.db, within=code))
    if funds.empty:
        raise NoDataError(_("Belum ada dana untuk stunting {whole} di rilis ini.", whole=whole.official_name))
    asked = step.params.get(YEAR, "")
    year = int(asked) if asked.isdecimal() else int(funds["year"].max())
    need = step.params.get(NEED, STUNTED)
    unit = step.params.get(UNIT) or ("kecamatan" if whole.level == "kabupaten" else "desa")
    if need not in NEEDS or unit not in UNITS or (unit == "kecamatan" and whole.level != "kabupaten"):
        raise NoDataError(_("Pilihan di langkah ini tidak dikenal. Buka tab Rupiah, lalu tambahkan lagi ke agenda."))
    view = fund_view(
        sources.district,
        funds,
        lokus_queries.desa_figures_to_hide(sources.db, within=code, last_year=figures_until(year, mode=Mode.PUBLIC)),
        whole,
        unit_level=unit,
        year=year,
        need=need,
        mode=Mode.PUBLIC,
        lokus=lokus_queries.lokus_of_area(sources.db, within=code),
    )
    shown = view.found.frame[view.found.frame["need_share_pct"].notna()]
    if shown.empty:
        raise NoDataError(
            _(
                "Bagian kebutuhan tidak dapat ditampilkan dalam mode publik. Tayangkan per "
                "kecamatan, atau pakai keluarga berisiko."
            )
        )
    hides = bool(view.found.frame["is_hidden"].any())
    return Slide(
        key=step.key,
        title=step.title,
        figure=_figure(view),
        sentence=words.read_out(*view.sentences[1:]),
        source=view.source,
        chips=(
            whole.official_name,
            f"TA {year}",
            NEEDS[need],
            words.per_unit(unit),
            *([words.IS_PUBLIC] if hides else []),
        ),
        data_date="; ".join(filter(None, [f"TA {year}", view.period_label])),
        drawing=_drawing(view, shown),
        footnotes=view.notes,
        is_sample=view.is_sample or sources.is_sample,
        params={YEAR: str(year)},
    )


def _figure(view: FundView) -> KeyFigure:
    detail = ""
    if view.found.above_rp:
        detail = f"{formats.rupiah(view.found.above_rp)} tidak dirinci per {UNIT_WORDS[view.unit_level]}"
    return KeyFigure(
        text=formats.rupiah(view.found.total_rp, is_short=True),
        label=f"Tercatat untuk stunting, {view.area.official_name}, {view.year}",
        detail=detail,
        value=float(view.found.total_rp),
    )


def _drawing(view: FundView, shown: pd.DataFrame) -> PairsDrawing:
    rows = list(records(shown.head(MOST_ROWS)))
    left = len(shown) - len(rows)
    word = WORDS[view.found.need]
    return PairsDrawing(
        pairs=tuple(
            Pair(
                name=one.area_name,
                before=float(one.need_share_pct),
                after=None if pd.isna(one.budget_share_pct) else float(one.budget_share_pct),
                before_text=formats.percent(one.need_share_pct),
                after_text="" if pd.isna(one.budget_share_pct) else formats.percent(one.budget_share_pct),
                text="tanpa dana" if pd.isna(one.budget_rp) else formats.rupiah(one.budget_rp, is_short=True),
            )
            for one in rows
        ),
        before_label=f"bagian {word}",
        after_label="bagian anggaran",
        rest=f"… dan {formats.number(left)} {UNIT_WORDS[view.unit_level]} lain" if left else "",
        alt=f"Bagian {word} dan bagian anggaran: "
        + "; ".join(f"{one.area_name} {formats.percent(one.need_share_pct)}" for one in rows)
        + ".",
    )
