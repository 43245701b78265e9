"""Did the desa of a list improve more than their own past lets expect? The estimate, its interval, and its limits."""

from __future__ import annotations

from stunting import formats
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.lokus.effect_data import ALL_OF_THEM, ListEffect, effect_of_list
from stunting.lokus.effect_words import NO_CAUSE, estimate_of, naive_of, span
from stunting.rembuk.agenda import Step
from stunting.routine.district import Mode
from stunting.slides import lokus_parts as parts
from stunting.slides import words
from stunting.slides.drawings import Bar, BarsDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

LIST, CHOSEN_FROM, AFTER = "daftar", "dipilih", "sesudah"


def effect(sources: Sources, step: Step, area: Area) -> Slide:
    """The estimate of one list, by default the oldest: the newest has had the least time.

    Raises:
        NoDataError: no list names its desa, or there are too few measurements before or after it.
    """
    kabupaten = parts.kabupaten_of(sources, area)
    known = parts.lists_of(sources, kabupaten)
    if not known:
        raise NoDataError(
            _(
                "Belum ada daftar desa/kelurahan lokus {kabupaten}. Masukkan daftarnya di halaman Lokus, tab Daftar.",
                kabupaten=kabupaten.official_name,
            )
        )
    year = int(step.params.get(LIST) or known[0].lokus_year)
    found = effect_of_list(
        sources.district,
        kabupaten_code=kabupaten.code,
        lokus_year=year,
        mode=Mode.PUBLIC,
        after_key=step.params.get(AFTER, ""),
        chosen_from=step.params.get(CHOSEN_FROM, ""),
    )
    one = found.effect
    bars = _bars(found)
    after = sources.areas(within=kabupaten.code, level="desa", period=found.after, question=parts.QUESTION)
    return parts.slide_of(
        step,
        figure=KeyFigure(
            text=formats.points(one.points),
            label=f"Desa lokus {year} terhadap yang diharapkan, {kabupaten.official_name}: {one.verdict.value}",
            detail=f"interval 95% {span(one.low, one.high)}; {formats.number(one.n_lokus)} desa lokus dan "
            f"{formats.number(one.n_others)} desa lain",
            value=one.points,
        ),
        sentence=f"{estimate_of(one)} {NO_CAUSE}.",
        source=_source(found),
        chips=(
            kabupaten.official_name,
            f"Lokus {year}",
            one.after_label,
            words.per_unit("desa"),
            *([words.IS_PUBLIC] if words.has_hidden(after) else []),
        ),
        data_date=one.after_label,
        drawing=BarsDrawing(
            bars=bars,
            unit=" poin persen",
            alt="Selisih desa lokus dan desa lain dalam poin persen, negatif berarti lokus lebih rendah: "
            + "; ".join(f"{bar.name} {bar.text}, interval 95% {bar.note}" for bar in bars)
            + ".",
        ),
        footnotes=(
            "Negatif: desa lokus lebih rendah.",
            naive_of(one),
            found.conclusion,
            # The hall has no mode internal to look into.
            *(caution.removesuffix(ALL_OF_THEM).strip() for caution in one.cautions),
        ),
        is_sample=found.is_sample,
        params={LIST: str(year)},
    )


def _bars(found: ListEffect) -> tuple[Bar, ...]:
    """With correction, beside similar desa, and without: the last is what a plain comparison would say."""
    one = found.effect
    rows = (
        ("Dengan koreksi", one.points, one.low, one.high, True),
        ("Terhadap desa serupa", one.matched_points, one.matched_low, one.matched_high, False),
        ("Tanpa koreksi (bukan dampak)", one.naive_points, one.naive_low, one.naive_high, False),
    )
    return tuple(
        Bar(
            name=name,
            value=points,
            low=low,
            high=high,
            text=formats.signed(points),
            note=span(low, high),
            is_marked=is_marked,
        )
        for name, points, low, high, is_marked in rows
    )


def _source(found: ListEffect) -> str:
    one = found.effect
    return (
        f"Sumber: pencatatan rutin (e-PPGBM), {one.before_labels[0]} sampai {one.after_label}; "
        f"{formats.number(one.n_lokus)} desa lokus dan {formats.number(one.n_others)} desa lain dengan sedikitnya 20 "
        "balita diukur (mode publik)."
    )
