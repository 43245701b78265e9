"""The list of a year: how many desa, who came and left, and where they lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stunting import formats
from stunting.errors import NoDataError
from stunting.geography import Area
from stunting.languages import _
from stunting.lokus import register
from stunting.lokus.comparison import ListAsked
from stunting.lokus.register import LokusList
from stunting.rembuk.agenda import Step
from stunting.slides import lokus_parts as parts
from stunting.slides import words
from stunting.slides.drawings import Cell, MapDrawing, TableDrawing
from stunting.slides.lokus_announced import announced_list, announced_of, announced_within
from stunting.slides.lokus_lists import asked_lists
from stunting.slides.slide import KeyFigure, Slide
from stunting.slides.sources import Sources

YEAR = "daftar"
# What the last row of a hall can still read.
MOST_ROWS = 14


def newest_list(sources: Sources, step: Step, area: Area) -> Slide:
    """The list of the chosen year, else the newest, on a map; the announced number where no desa is named.

    Raises:
        NoDataError: there is neither a list nor an announced number, or not for this year.
    """
    if len(area.code) == 2:
        return announced_within(sources, step, area)
    kabupaten = parts.kabupaten_of(sources, area)
    known = parts.lists_of(sources, kabupaten)
    asked = step.params.get(YEAR, "")
    one = next((each for each in reversed(known) if asked in ("", str(each.lokus_year))), None)
    if one is None:
        return announced_list(sources, step, kabupaten, year=int(asked or 0))
    drawing, found = _drawn(sources, kabupaten, one)
    measured = [] if found is None else [found.period.label]
    hides = found is not None and words.has_hidden(found.units)
    return parts.slide_of(
        step,
        figure=figure_of(sources, kabupaten, one),
        sentence=sentence_of(kabupaten, one, known),
        source=_source(one, found),
        chips=(
            kabupaten.official_name,
            f"Lokus {one.lokus_year}",
            *measured,
            words.per_unit("desa"),
            *([words.IS_PUBLIC] if hides else []),
        ),
        data_date="; ".join([f"Lokus {one.lokus_year}", *measured]),
        drawing=drawing,
        footnotes=words.cautions(
            [compared_with_announced(sources, kabupaten, one)],
            words.low_coverage_units(found.units, level="desa") if found else (),
        ),
        is_sample=one.is_sample or (found is not None and bool(found.whole.is_sample)),
        params={YEAR: str(one.lokus_year)},
    )


def _drawn(
    sources: Sources, kabupaten: Area, one: LokusList
) -> tuple[MapDrawing | TableDrawing, parts.Measured | None]:
    """The map with the figures it shows; the names as a table where there are no figures, or no borders to draw."""
    found = parts.measured(sources, kabupaten)
    if found is None:
        return by_kecamatan(sources, one), None
    try:
        return parts.list_map(sources, kabupaten, found, year=one.lokus_year, codes=one.desa_codes), found
    except NoDataError:
        return by_kecamatan(sources, one), None


def list_on_map(sources: Sources, step: Step, area: Area) -> Slide:
    """The map of the first kabupaten of a comparison; borders of another one need a slide of their own.

    Raises:
        NoDataError: no kabupaten of the comparison has a list that names its desa, or not in this year.
    """
    asked = asked_lists(sources, step, area)
    names = [sources.register.get(one.kabupaten_code) for one in asked.lists]
    named = [(kabupaten, one) for kabupaten, one in zip(names, asked.lists, strict=True) if _has_names(sources, one)]
    if not named:
        raise NoDataError(
            _("Nama desa lokus kabupaten/kota ini belum ada di rilis, jadi tidak dapat digambar di peta.")
        )
    kabupaten, one = named[0]
    made = newest_list(sources, replace(step, params={YEAR: str(one.lokus_year)}), kabupaten)
    others = [other.official_name for other, _names in named[1:]]
    return replace(
        made,
        params=asked.params,
        footnotes=(
            *made.footnotes,
            *([f"Peta lain di halaman Lokus: {', '.join(others)}."] if others else []),
            *asked.left_out,
        ),
    )


def _has_names(sources: Sources, one: ListAsked) -> bool:
    lists = parts.lists_of(sources, sources.register.get(one.kabupaten_code))
    return any(each.lokus_year == one.lokus_year for each in lists)


def decided(sources: Sources, step: Step, area: Area) -> Slide:
    """The newest list of the release as a table per kecamatan: decisions themselves are in no release.

    Where there is no list the slide is one of words.

    Raises:
        NoDataError: the area lies above the kabupaten.
    """
    kabupaten = parts.kabupaten_of(sources, area)
    known = parts.lists_of(sources, kabupaten)
    if not known:
        try:
            return announced_list(sources, step, kabupaten, year=0)
        except NoDataError:
            return Slide(
                key=step.key,
                title=step.title,
                sentence=f"Belum ada daftar lokus {kabupaten.official_name} di rilis ini. Keputusan rembuk dicatat di "
                "halaman Lokus setelah disepakati, lalu dapat dijadikan daftar lokus.",
                chips=(kabupaten.official_name,),
            )
    one = known[-1]
    return parts.slide_of(
        step,
        figure=figure_of(sources, kabupaten, one),
        sentence=sentence_of(kabupaten, one, known),
        source=_source(one, None),
        chips=(kabupaten.official_name, f"Lokus {one.lokus_year}", "per kecamatan"),
        data_date=f"Lokus {one.lokus_year}",
        drawing=by_kecamatan(sources, one),
        footnotes=words.cautions([compared_with_announced(sources, kabupaten, one)]),
        is_sample=one.is_sample,
    )


def figure_of(sources: Sources, kabupaten: Area, one: LokusList) -> KeyFigure:
    """The length of a list, out of all desa and kecamatan."""
    desa_n = len(sources.district.areas(level="desa", within=kabupaten.code))
    kecamatan_n = len(sources.district.areas(level="kecamatan", within=kabupaten.code))
    size = len(one.desa_codes)
    share = f" ({formats.percent(100 * size / desa_n)})" if desa_n else ""
    return KeyFigure(
        text=formats.number(size),
        label=f"Desa/kelurahan lokus {one.lokus_year}, {kabupaten.official_name}",
        detail=f"dari {formats.number(desa_n)} desa/kelurahan{share}; di {formats.number(one.kecamatan_n)} dari "
        f"{formats.number(kecamatan_n)} kecamatan",
        value=float(size),
    )


def sentence_of(kabupaten: Area, one: LokusList, known: Sequence[LokusList]) -> str:
    """The list, its decision, and who is new, stays or left."""
    told = (
        f"Lokus {one.lokus_year} {kabupaten.official_name} memuat {formats.number(len(one.desa_codes))} desa/kelurahan "
        f"di {formats.number(one.kecamatan_n)} kecamatan; {parts.decided_words(one)}."
    )
    earlier = register.before(known, one)
    if earlier is None:
        return told
    changed = register.changes(earlier, one)
    return (
        f"{told} Dibanding {earlier.lokus_year}: {formats.number(len(changed.new))} baru, "
        f"{formats.number(len(changed.continued))} lanjutan, {formats.number(len(changed.left))} keluar."
    )


def compared_with_announced(sources: Sources, kabupaten: Area, one: LokusList) -> str:
    """Whether the list is as long as was announced, "" where nothing was."""
    return register.compare_with_announced(one, announced_of(sources, kabupaten))


def by_kecamatan(sources: Sources, one: LokusList) -> TableDrawing:
    """The desa of a list by kecamatan, those with most of them first; a new desa has a sign of its own."""
    frame = sources.lokus(one.kabupaten_code)
    own = frame[frame["lokus_year"] == one.lokus_year]
    is_new = dict(zip(own["desa_code"], own["status"] == register.NEW, strict=True))
    has_earlier = any(not new for new in is_new.values())
    by_code: dict[str, list[str]] = {}
    for code in one.desa_codes:
        name = sources.register.get(code).name
        by_code.setdefault(code[:6], []).append(f"{name} (baru)" if has_earlier and is_new[code] else name)
    groups = sorted(by_code.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    rows = tuple(
        (Cell(text=sources.register.get(code).name), _count(len(names)), Cell(text=", ".join(names)))
        for code, names in groups[:MOST_ROWS]
    )
    others = groups[MOST_ROWS:]
    return TableDrawing(
        headers=("Kecamatan", "Lokus", "Desa/kelurahan"),
        is_number=(False, True, False),
        rows=rows,
        total=(Cell(text=f"{formats.number(len(groups))} kecamatan"), _count(len(one.desa_codes)), Cell(text="")),
        rest=f"… dan {sum(len(names) for _area, names in others)} desa di {len(others)} kecamatan lain"
        if others
        else "",
        alt=f"Desa/kelurahan lokus {one.lokus_year} per kecamatan: "
        + "; ".join(f"{row[0].text} {row[1].text}" for row in rows)
        + ".",
    )


def _count(number: int) -> Cell:
    return Cell(text=formats.number(number), value=number)


def _source(one: LokusList, found: parts.Measured | None) -> str:
    if found is None:
        return f"Sumber: {one.source.rstrip('.')}."
    return (
        f"Sumber: pencatatan rutin (e-PPGBM), {found.period.label}; {found.base}. Daftar lokus: "
        f"{one.source.rstrip('.')}."
    )
