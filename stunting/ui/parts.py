"""Pieces that several pages show: a figure with its source and files, a key figure, a table."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig
from streamlit.errors import StreamlitAPIException

from stunting import formats, languages
from stunting.charts.picture import Picture
from stunting.charts.theme import WATERMARK
from stunting.exports import pictures, tables
from stunting.exports.stamp import Stamp
from stunting.languages import N_, Words, _
from stunting.measures import Change, Estimate, Verdict
from stunting.ui import exporting, filters

if TYPE_CHECKING:
    # The frame of every page takes parts from here.
    from stunting.ui.shell import View

# Everything that Markdown, and what Streamlit adds to it, may take for a mark.
MARKS = re.compile(r"[!-/:-@\[-`{-~]")

CHART_CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

ARROWS = Words(
    {
        Verdict.UP: "▲ naik",
        Verdict.DOWN: "▼ turun",
        Verdict.EQUAL: "● setara",
        Verdict.UNTESTABLE: "◇ tidak dapat diuji",
    }
)


def figure(view: View, picture: Picture, *, key: str, says_notes: bool = True, internal: bool | None = None) -> None:
    """Title, chart, source, and under it the same numbers as a table and as files.

    says_notes: False where the page says the notes of the picture elsewhere; the files carry them in any case
    """
    with st.container(key=f"gambar-{key}"):
        st.html(
            f'<h2 class="judul-gambar">{picture.title}{sample_mark(picture.is_sample)}</h2>'
            f'<p class="anak-judul">{picture.subtitle}</p>'
        )
        st.plotly_chart(picture.figure, theme=None, config=CHART_CONFIG, alt=picture.alt, key=f"plot-{key}")
        source_line(picture.source, picture.notes if says_notes else ())
        stamp = Stamp.of(picture, release_id=view.release_id)
        table_and_files(
            lambda: picture.table, stamp, key=key, png=lambda: pictures.to_png(picture.figure, stamp), internal=internal
        )


def repaint() -> None:
    """Run this part of the page again, for what was just written; does not return."""
    try:
        st.rerun(scope="fragment")
    except StreamlitAPIException:
        # A press that comes while the whole page runs is answered by the whole page.
        st.rerun()


def source_line(source: str, notes: tuple[str, ...] = ()) -> None:
    """The line under a figure."""
    st.html(f'<p class="sumber">{source}{"".join(f"<br>{note}" for note in notes)}</p>')


def sample_mark(is_sample: bool) -> str:
    """The words beside the title of a table whose rows are samples; "" for real data.

    They go with the last word of the title to the next line, never alone.
    """
    return f'&nbsp;<span class="contoh">{_(WATERMARK)}</span>' if is_sample else ""


def sample_line(place: str, is_sample: bool) -> None:
    """Above rows about single children of a kabupaten whose figures are samples; nothing for real data."""
    if is_sample:
        st.html(
            _(
                '<p class="contoh-kalimat">{sample_mark} Data {place} ditandai contoh, untuk '
                "latihan: kertas dan berkas dari sini ikut bertanda.</p>",
                sample_mark=sample_mark(True),
                place=html.escape(place),
            )
        )


def notes(sentences: tuple[str, ...]) -> None:
    """Cautions under a figure, one per line."""
    for sentence in sentences:
        st.html(f'<p class="catatan">{sentence}</p>')


def method_note(topic: str) -> None:
    """The way from a page to the definitions behind it."""
    st.page_link(
        "pages/metode.py",
        label=_("Definisi, sumber, dan batasan angka di halaman ini"),
        icon=":material/menu_book:",
        query_params={**filters.carried(), "bagian": topic},
    )


def table_and_files(
    table: Callable[[], pd.DataFrame],
    stamp: Stamp,
    *,
    key: str,
    png: Callable[[], bytes] | None = None,
    more: Mapping[str, tuple[str, Callable[[], bytes], str]] | None = None,
    internal: bool | None = None,
) -> None:
    """The table behind a figure, folded, and its files; each is made when it is asked for.

    more:     label -> (extension, maker, media type) of further files
    internal: as `exporting.may_take`
    """
    with st.container(key=f"berkas-{key}", horizontal=True, vertical_alignment="center", gap="small"):
        folded = st.popover(
            _("Lihat tabel"), icon=":material/table:", type="tertiary", on_change="rerun", key=f"tabel-{key}"
        )
        if folded.open:
            shown = table()
            if stamp.is_sample:
                folded.html(_("<p>{sample_mark} Bukan data sebenarnya.</p>", sample_mark=sample_mark(True)))
            exporting.grid(
                written(shown),
                where=folded,
                column_config=number_columns(shown),
                hide_index=True,
                height=min(420, 38 + 35 * max(len(shown), 1)),
                width=760,
                internal=internal,
            )
        makers: dict[str, tuple[str, Callable[[], bytes], str]] = {
            "CSV": ("csv", lambda: tables.to_csv(table(), stamp), "text/csv"),
            N_("Excel"): ("xlsx", lambda: tables.to_xlsx(table(), stamp), XLSX_TYPE),
            **({N_("Gambar PNG"): ("png", png, "image/png")} if png else {}),
            **(more or {}),
        }
        for label, (extension, make, media_type) in makers.items():
            exporting.download(
                _(label),
                data=languages.speaking(make),
                file_name=stamp.file_name(extension),
                mime=media_type,
                on_click="ignore",
                internal=internal,
                key=f"unduh-{key}-{extension}",
                icon=":material/download:",
                type="tertiary",
            )


def written(table: pd.DataFrame) -> pd.DataFrame:
    """A table as it is read on screen: decimal commas, and words where a value is missing."""
    shown = table.copy()
    for column in table.columns:
        missing = _missing_word(str(column))
        if str(column) == "Tahun":
            shown[column] = shown[column].astype(str)
        elif pd.api.types.is_bool_dtype(shown[column]):
            shown[column] = [_("ya") if value else _("tidak") for value in shown[column]]
        elif pd.api.types.is_integer_dtype(shown[column]):
            shown[column] = [missing if pd.isna(v) else formats.number(int(v)) for v in shown[column]]
        elif pd.api.types.is_numeric_dtype(shown[column]):
            shown[column] = [missing if pd.isna(v) else formats.number(float(v), decimals=1) for v in shown[column]]
        else:
            shown[column] = shown[column].astype(object).where(shown[column].notna(), missing)
    return shown.rename(columns=_said)


def number_columns(table: pd.DataFrame) -> dict[str, ColumnConfig]:
    """The columns of numbers stand to the right, so that their digits are below each other; for a `written` table."""
    numbers = [
        str(column)
        for column in table.columns
        if str(column) != "Tahun"
        and pd.api.types.is_numeric_dtype(table[column])
        and not pd.api.types.is_bool_dtype(table[column])
    ]
    return {_said(column): st.column_config.TextColumn(_said(column), alignment="right") for column in numbers}


def _said(column: str) -> str:
    return _(str(column))


def plain(text: str) -> str:
    """A text with file names or words of a file in it, for a place that takes Markdown: shown as it is written."""
    return MARKS.sub(r"\\\g<0>", str(text))


def _missing_word(column: str) -> str:
    """What an empty cell of a column means: surveys publish neither interval nor n, or there is no figure at all."""
    if column.startswith("Interval") or column == "n" or column.startswith("n "):
        return _("tidak dipublikasikan")
    return formats.missing() if "(%)" in column else ""


def key_figure(newest: Estimate, step: Change | None, *, label: str, class_name: str, colour: str, ink: str) -> None:
    """The one number a leader reads: large, with survey, interval, class and what may be said of its change."""
    size = f"n = {formats.number(newest.n)}" if newest.n else _("n tidak dipublikasikan")
    status = _("dua sumber sepakat") if newest.is_verified else _("satu sumber")
    arrow = ""
    if step is not None:
        arrow = _(
            '<div class="angka-ubah"><b>{points} poin persen</b> sejak {before} · {verdict}</div>',
            points=formats.signed(step.points),
            before=step.before.round_label,
            verdict=ARROWS.get(step.verdict, ""),
        )
    st.html(
        '<div class="angka-kunci">'
        f'<div class="angka-label">{label}</div>'
        f'<div class="angka-nilai">{formats.percent(newest.value_pct)}'
        f'<span class="angka-kelas" style="background:{colour};color:{ink}">{class_name}</span></div>'
        f'<div class="angka-survei">{newest.round_label} · {status}</div>'
        f'<div class="angka-rinci">{formats.interval(newest.ci_low_pct, newest.ci_high_pct).capitalize()}; {size}</div>'
        f"{arrow}</div>"
    )
