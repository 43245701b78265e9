"""Slides about foster programmes: only what a kabupaten published, from the release table `foster_summary`."""

from __future__ import annotations

from stunting import action_queries, formats
from stunting import published_foster as released
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.published_foster import Published
from stunting.rembuk.agenda import Step
from stunting.slides.drawings import Bar, BarsDrawing
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

MOST_BARS = 14


def slide_of_foster(sources: Sources, step: Step, area: Area) -> Slide:
    """The newest publication of the programme with most children in the kabupaten of an area.

    Raises:
        NoDataError: nothing was published, or the area lies above the kabupaten.
    """
    kabupaten = sources.kabupaten_of(area)
    if kabupaten is None:
        raise NoDataError(
            _("Ringkasan orang tua asuh diterbitkan per kabupaten/kota. Pilih kabupaten/kota pada langkah ini.")
        )
    known = released.newest(released.published(action_queries.foster_summary(sources.db, within=kabupaten.code)))
    if not known:
        raise NoDataError(
            _(
                "Belum ada ringkasan orang tua asuh {kabupaten} yang diterbitkan. Terbitkan di "
                "halaman Komitmen, tab Orang tua asuh.",
                kabupaten=kabupaten.official_name,
            )
        )
    one = max(known, key=lambda each: (each.as_of, each.child_n or 0))
    others = [each for each in known if each is not one]
    return Slide(
        key=step.key,
        title=step.title,
        figure=KeyFigure(
            text=formats.number(one.child_n) if one.child_n is not None else "tidak ditampilkan",
            label=f"Anak asuh program {one.programme}, {kabupaten.official_name}",
            detail=_detail(one),
            value=None if one.child_n is None else float(one.child_n),
        ),
        sentence=f"{released.reach_sentence(one, place=kabupaten.official_name)} {released.effect_sentence(one)}",
        source=f"Sumber: {one.source.rstrip('.')}.",
        chips=(kabupaten.official_name, one.programme, formats.date(one.as_of), "Mode publik"),
        data_date=formats.date(one.as_of),
        drawing=_drawing(sources, one),
        footnotes=_footnotes(one, others, place=kabupaten.official_name),
        is_sample=one.is_sample,
    )


def _detail(one: Published) -> str:
    parents = "" if one.parent_n is None else f"{formats.number(one.parent_n)} orang tua asuh; "
    return f"{parents}per {formats.date(one.as_of)}"


def _drawing(sources: Sources, one: Published) -> BarsDrawing | None:
    shown = sorted(((value, code) for code, value in one.kecamatan.items() if value), key=lambda row: (-row[0], row[1]))
    if not shown:
        return None
    names = {code: sources.register.get(code).name for _count, code in shown}
    rest = f"… dan {formats.number(len(shown) - MOST_BARS)} kecamatan lain" if len(shown) > MOST_BARS else ""
    return BarsDrawing(
        bars=tuple(
            Bar(name=names[code], value=float(value), text=formats.number(value)) for value, code in shown[:MOST_BARS]
        ),
        unit="anak",
        rest=rest,
        alt="Anak asuh menurut kecamatan: "
        + "; ".join(f"{names[code]} {formats.number(value)}" for value, code in shown[:MOST_BARS])
        + ".",
    )


def _footnotes(one: Published, others: list[Published], *, place: str) -> tuple[str, ...]:
    said = [released.reach_sentence(each, place=place) for each in others if each.child_n is not None]
    if one.has_effect:
        said += [released.ALIKE, released.BY_ITSELF]
    return (*said, *((released.HIDDEN_NOTE,) if one.is_any_hidden else ()))
