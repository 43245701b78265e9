"""Tab Mutu: where measuring and recording need support, from kabupaten to posyandu, and what to do first."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from stunting import formats, quality
from stunting.exports import quality_report
from stunting.exports.stamp import Stamp
from stunting.frames import records
from stunting.languages import N_, _, _n
from stunting.quality import UnitQuality, graded
from stunting.quality_bands import INDICATORS, PROOF, SMALLEST_N, Grade, QualityIndicator
from stunting.ui import data, figures, filters, parts, shell
from stunting.ui.shell import View

ALL = ""
FIRST = 5
UNITS = ("bulan", "puskesmas", "posyandu")
IN_TABLE = tuple(one for one in INDICATORS if one.in_table)


@st.fragment
def show(view: View) -> None:
    """Choose kabupaten, month and unit; a change of a filter runs this tab alone."""
    with shell.explained():
        _chosen(view)


def _chosen(view: View) -> None:
    """The filters; then the table, the pictures, the report and the definitions of what they say."""
    known = list(data.quality_kabupaten(view.release_id)["kabupaten_code"])
    if not known:
        _nothing_yet()
        return
    with st.container(key="saringan", horizontal=True, vertical_alignment="center"):
        here = view.kabkota.code if view.kabkota else ""
        default = here if here in known else known[0]
        names = {code: view.register.get(code).official_name for code in known}
        code = filters.listed("Kabupaten/kota", "kabmutu", names, default=default, width=240, clears=UNITS)
        months = {
            f"{row.year}-{row.month:02d}": formats.month(row.year, row.month)
            for row in records(data.quality_months(view.release_id, kabupaten_code=code))
        }
        newest = list(months)[-1]
        chosen = filters.listed(_("Bulan"), "bulan", dict(reversed(months.items())), default=newest, width=180)
        year, month = (int(part) for part in chosen.split("-"))
        every = _units(view, code, "puskesmas", year, month)
        puskesmas = {ALL: _("Semua puskesmas"), **_options(view, code, "puskesmas", every)}
        unit_id = filters.listed(_("Puskesmas"), "puskesmas", puskesmas, default=ALL, width=240, clears=("posyandu",))
        posyandu = _units(view, code, "posyandu", year, month, puskesmas_id=unit_id) if unit_id else []
        posyandu_id = ALL
        if unit_id and (posyandu or filters.asked("posyandu")):
            options = {ALL: _("Semua posyandu"), **_options(view, code, "posyandu", posyandu)}
            posyandu_id = filters.listed(_("Posyandu"), "posyandu", options, default=ALL, width=280)
    if here and here not in known:
        parts.notes((_("{here} belum punya data rutin di rilis ini.", here=view.register.get(here).official_name),))

    if posyandu_id:
        _one_unit(view, code, "posyandu", posyandu_id, (year, month))
    elif unit_id:
        _one_unit(view, code, "puskesmas", unit_id, (year, month))
        if posyandu:
            _table(
                view,
                posyandu,
                heading=_("Posyandu"),
                place=_("Puskesmas {puskesmas}", puskesmas=puskesmas[unit_id]),
                key="posyandu",
            )
        else:
            st.caption(
                _(
                    "Tidak ada posyandu dengan {smallest_n} anak diukur atau lebih pada bulan ini.",
                    smallest_n=SMALLEST_N,
                )
            )
    else:
        _table(view, every, heading=_("Puskesmas"), place=names[code], key="puskesmas")
        whole = data.quality_of_unit(view.release_id, kabupaten_code=code, level="kabupaten", unit_id=code)
        for one in whole:
            if (one.year, one.month) == (year, month):
                _pictures(view, code, one, "kabupaten", key="kabupaten")
    _definitions()


def _units(
    view: View, code: str, level: str, year: int, month: int, *, puskesmas_id: str = ""
) -> Sequence[UnitQuality]:
    return data.quality_of_units(
        view.release_id, kabupaten_code=code, level=level, year=year, month=month, puskesmas_id=puskesmas_id
    )


def _options(view: View, code: str, level: str, found: Sequence[UnitQuality]) -> dict[str, str]:
    """Units by name; the one in the link stays to be chosen in a month in which it has too few children."""
    options = {one.unit_id: _with_desa(one) for one in sorted(found, key=lambda one: one.name)}
    asked = filters.asked(level)
    if asked and asked not in options:
        months = data.quality_of_unit(view.release_id, kabupaten_code=code, level=level, unit_id=asked)
        options |= {one.unit_id: _("{unit} (n kecil bulan ini)", unit=_with_desa(one)) for one in months}
    return options


def _with_desa(unit: UnitQuality) -> str:
    return f"{unit.name}, {unit.desa}" if unit.desa else unit.name


def _nothing_yet() -> None:
    st.subheader(_("Belum ada data rutin di rilis ini"))
    st.markdown(
        _(
            "Mutu pengukuran dihitung dari berkas e-PPGBM yang diimpor. Buka tab **Impor**, pilih"
            " berkasnya, lalu kembali ke sini."
        )
    )
    _definitions()


def _table(view: View, found: Sequence[UnitQuality], *, heading: str, place: str, key: str) -> None:
    """The table of one month, the units in most need first, with the first sentences above it."""
    if not found:
        st.info(
            _(
                "Tidak ada {heading} dengan {smallest_n} anak diukur atau lebih pada bulan ini.",
                heading=heading.lower(),
                smallest_n=SMALLEST_N,
            )
        )
        return
    weak = [one for one in found if one.weak]
    period = formats.month(found[0].year, found[0].month)
    with st.container(key=f"gambar-mutu-{key}"):
        st.html(
            _(
                '<h2 class="judul-gambar">Mutu pengukuran menurut {heading}, {place}, '
                '{period}{is_sample}</h2><p class="anak-judul">{weak_n} dari {found_n} {heading} '
                "perlu dukungan di sedikitnya satu hal; yang paling perlu di atas.</p>",
                heading=heading.lower(),
                place=html.escape(place),
                period=period,
                is_sample=parts.sample_mark(found[0].is_sample),
                weak_n=len(weak),
                found_n=len(found),
            )
        )
        st.html(_key_of_grades() + _html_table(found, heading))
        for one in (weak or [unit for unit in found if unit.fair])[:FIRST]:
            st.html(f'<p class="catatan"><b>{html.escape(_with_desa(one))}.</b> {html.escape(one.sentence)}</p>')
        if len(weak) > FIRST:
            st.caption(
                _n(
                    "Anjuran untuk {n} {heading} lain ada di laporan.",
                    len(weak) - FIRST,
                    n=len(weak) - FIRST,
                    heading=heading.lower(),
                )
            )
        parts.source_line(quality.source_line(found))
        _files(view, found, heading=heading, place=place, key=key)


def _files(view: View, found: Sequence[UnitQuality], *, heading: str, place: str, key: str) -> None:
    months = sorted({(one.year, one.month) for one in found})
    period = "–".join(dict.fromkeys(formats.month(*months[end]) for end in (0, -1))) if months else ""
    stamp = Stamp(
        title=_("Mutu pengukuran, {place}, {period}", place=place, period=period),
        subtitle=_("Tanda mutu pengukuran dan pencatatan, bukan penilaian orang; yang paling perlu dukungan di atas."),
        source=quality.source_line(found),
        release_id=view.release_id,
        is_sample=any(one.is_sample for one in found),
        notes=(_(PROOF),),
    )
    parts.table_and_files(
        lambda: quality.table(found, heading=heading),
        stamp,
        key=f"mutu-{key}",
        internal=True,
        more={
            N_("Laporan mutu (Excel)"): (
                "laporan.xlsx",
                lambda: quality_report.to_xlsx(
                    found, quality_report.stamp_of(found, place=place, release_id=view.release_id), heading=heading
                ),
                parts.XLSX_TYPE,
            )
        },
    )


def _one_unit(view: View, code: str, level: str, unit_id: str, moment: tuple[int, int]) -> None:
    """The months of one puskesmas or posyandu as a table, and the pictures of the chosen month."""
    months = data.quality_of_unit(view.release_id, kabupaten_code=code, level=level, unit_id=unit_id)
    newest_first = sorted(months, key=lambda one: (one.year, one.month), reverse=True)
    chosen = next((one for one in newest_first if (one.year, one.month) == moment), newest_first[0])
    name = f"{level.capitalize()} {_with_desa(chosen)}"
    if (chosen.year, chosen.month) != moment:
        parts.notes(
            (
                _(
                    "{month}: n kecil. Gambar memakai {month2}.",
                    month=formats.month(*moment),
                    month2=formats.month(chosen.year, chosen.month),
                ),
            )
        )
    with st.container(key=f"gambar-bulan-{level}"):
        st.html(
            _(
                '<h2 class="judul-gambar">{name}, bulan demi bulan{is_sample}</h2>',
                name=html.escape(name),
                is_sample=parts.sample_mark(chosen.is_sample),
            )
        )
        st.html(f'<p class="catatan">{html.escape(chosen.sentence)}</p>')
        st.html(_key_of_grades() + _html_table(newest_first, _("Bulan"), by_month=True))
        parts.source_line(quality.source_line(newest_first))
        _files(view, newest_first, heading=level.capitalize(), place=name, key=level)
    _pictures(view, code, chosen, level, key=level)


def _pictures(view: View, code: str, unit: UnitQuality, level: str, *, key: str) -> None:
    drawn = figures.quality(
        view.release_id, kabupaten_code=code, level=level, unit_id=unit.unit_id, year=unit.year, month=unit.month
    )
    left, right = st.columns(2, gap="large")
    with left:
        parts.figure(view, drawn.height_digits, key=f"angka-tinggi-{key}", internal=True)
        parts.figure(view, drawn.ages, key=f"umur-{key}", internal=True)
    with right:
        parts.figure(view, drawn.weight_digits, key=f"angka-berat-{key}", internal=True)
        parts.figure(view, drawn.spread, key=f"sd-{key}", internal=True)


# -- the table with colour and symbol ---------------------------------------------------------------------------------


def _key_of_grades() -> str:
    cells = "".join(f'<span class="mutu-kunci n{int(g)}">{g.symbol} {g.label}</span>' for g in Grade)
    return _('<p class="mutu-legenda">{cells}<span class="mutu-kunci">– n kecil</span></p>', cells=cells)


def _html_table(found: Sequence[UnitQuality], heading: str, *, by_month: bool = False) -> str:
    """A table that wraps its headings and scrolls inside itself on a phone; each cell has its grade as a symbol."""
    heads = "".join(
        f'<th scope="col" title="{html.escape(one.label)}">{html.escape(one.short)}</th>' for one in IN_TABLE
    )
    rows = "".join(_row(unit, by_month=by_month) for unit in found)
    return _(
        '<div class="mutu-bingkai" tabindex="0" role="region" aria-label="Tabel mutu"><table '
        'class="mutu"><thead><tr><th scope="col">{heading}</th><th scope="col">n '
        "tinggi</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>",
        heading=heading,
        heads=heads,
        rows=rows,
    )


def _row(unit: UnitQuality, *, by_month: bool) -> str:
    name = formats.month(unit.year, unit.month) if by_month else _with_desa(unit)
    cells = "".join(_cell(unit, one) for one in IN_TABLE)
    return f'<tr><th scope="row">{html.escape(name)}</th><td>{formats.number(unit.height_n)}</td>{cells}</tr>'


def _cell(unit: UnitQuality, one: QualityIndicator) -> str:
    grade = unit.grades[one.key]
    if grade is None:
        return f'<td title="{_("n kecil")}">–</td>'
    value = unit.written(one)
    return (
        f'<td class="n{int(grade)}" title="{html.escape(one.label)}: {html.escape(value)}, {graded(grade)}">'
        # The test behind a ratio is in the title and in the report; the cell has room for the ratio.
        f'<span aria-hidden="true">{grade.symbol}</span> {html.escape(value.split(" (")[0])}'
        f'<span class="hanya-dibaca"> {grade.label}</span></td>'
    )


def _definitions() -> None:
    """Every sign with formula, cut-offs and where they come from."""
    with st.expander(_("Definisi dan ambang"), icon=":material/menu_book:"):
        st.markdown(
            _(
                "Ambang bertanda **standar** dinyatakan untuk angka itu sendiri dalam metode yang diterbitkan; "
                "**kebiasaan** berarti lazim dipakai, diambil dari angka lain, atau ditetapkan program ini.  \n"
            )
            + _(PROOF)
        )
        for one in INDICATORS:
            st.markdown(
                _(
                    "**{one}** ({unit}). {formula}  \nAmbang ({basis}): {ranges}.  \nSumber: {source}.",
                    one=one.label,
                    unit=one.unit,
                    formula=one.formula,
                    basis=one.basis,
                    ranges=one.ranges(),
                    source=one.source,
                )
            )
