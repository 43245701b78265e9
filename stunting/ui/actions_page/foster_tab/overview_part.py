"""Ringkasan for officers: the sums, children without a foster parent, what became of the children, files."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting import published_foster as released
from stunting.charts.foster_effect import effect_marks
from stunting.charts.foster_reach import Row, reach_bars
from stunting.exports import foster_sheet
from stunting.foster import words
from stunting.foster.effect import Effect, Fate
from stunting.foster.placed import effect
from stunting.foster.programmes import Fact
from stunting.languages import _
from stunting.ui import exporting, filters, parts
from stunting.ui.actions_page.foster_tab.bench import Bench
from stunting.ui.shell import View

PROGRAMME, ALL = "program", "semua"


def show(view: View, bench: Bench) -> None:
    """Sums on top, then reach beside change."""
    _sums(bench)
    if not bench.book.placements:
        st.html(
            _(
                '<p class="jelas">Belum ada anak asuh yang dicatat. Isi satu per satu di bagian '
                "Catat, atau masukkan lembar kabupaten di bagian Impor lembar.</p>"
            )
        )
    left, right = st.columns([1, 1.1], gap="large")
    with left:
        _reach(view, bench)
    with right:
        _became(view, bench)
    _programmes(bench)


def _sums(bench: Bench) -> None:
    found = list(words.sums(bench.book, bench.watch).items())
    cells = "".join(
        f"<div><span>{html.escape(_(label))}</span><b{_class(value)}>{words.number_words(value)}</b></div>"
        for label, value in found
    )
    st.html(f'<div class="asuh-jumlah">{cells}</div>')


def _class(value: int | None) -> str:
    return " class=tak-ada" if value is None else ""  # no text


def _reach(view: View, bench: Bench) -> None:
    frame = bench.watch.by_kecamatan
    if frame.empty:
        st.html(f'<p class="catatan">{_(words.NO_CHILDREN)}</p>')
        return
    rows = [
        Row(
            name=bench.kecamatan(code),
            value=int(without),
            note=_("dari {stunted}", stunted=formats.number(int(stunted))),
        )
        for code, stunted, without in zip(frame["kecamatan_code"], frame["stunted_n"], frame["without_n"], strict=True)
    ]
    picture = reach_bars(
        rows,
        title=_("Balita stunting tanpa orang tua asuh, {place}", place=bench.place),
        subtitle=_("Jumlah per kecamatan, dari balita stunting menurut pengukuran sah terakhir. Khusus petugas."),
        source=_source(bench),
        column=_("Tanpa orang tua asuh"),
    )
    parts.figure(view, picture, key="asuh-tanpa")


def _became(view: View, bench: Bench) -> None:
    names = {one.code: one.name for one in bench.book.programmes}
    used = {
        code: names.get(code, code) for code in dict.fromkeys(one.record.programme for one in bench.book.placements)
    }
    chosen = filters.one_of(_("Program"), PROGRAMME, {ALL: _("Semua program"), **used}, default=ALL) if used else ALL
    found = effect(bench.book, bench.children, today=bench.today, programme="" if chosen == ALL else chosen)
    if found.foster is not None and found.others is not None:
        picture = effect_marks(
            n=found.foster_n,
            others_n=found.others_n,
            change=found.foster.change,
            others_change=found.others.change,
            difference=found.difference,
            low=found.low,
            high=found.high,
            place=bench.place,
            sentence=words.sentence(found),
            source=_source(bench),
            notes=(words.sentence(found), _(released.ALIKE), _(released.BY_ITSELF)),
        )
        parts.figure(view, picture, key="asuh-ubah")
        st.html(
            _(
                '<p class="catatan">z-skor naik pada {rose_pct} anak asuh dan {others_pct} anak serupa.</p>',
                rose_pct=formats.percent(found.foster.rose_pct),
                others_pct=formats.percent(found.others.rose_pct),
            )
        )
    elif found.child_n:
        st.html(
            _(
                '<h2 class="judul-gambar">Perubahan TB/U anak asuh</h2><p '
                'class="jelas">{not_enough}</p><p class="catatan">Dapat dibandingkan: {foster_n} '
                "anak asuh, {others_n} anak serupa.</p>",
                not_enough=_(released.NOT_ENOUGH),
                foster_n=formats.number(found.foster_n),
                others_n=formats.number(found.others_n),
            )
        )
    if found.child_n:
        _fates(found)
    if bench.book.placements:
        _files(bench, found)


def _fates(found: Effect) -> None:
    """Everybody who was ever placed, also who is not in the change above."""
    rows = "".join(
        f'<tr><th scope="row">{html.escape(_(fate.value))}</th><td>{formats.number(found.fates[fate])}</td></tr>'
        for fate in Fate
        if found.fates[fate]
    )
    st.html(
        _(
            '<h3 class="judul-daftar">Semua {child_n} anak yang pernah ditempatkan</h3><table '
            'class="asuh-nasib"><tbody>{rows}</tbody></table>',
            child_n=formats.number(found.child_n),
            rows=rows,
        )
    )


def _files(bench: Bench, found: Effect) -> None:
    content = foster_sheet.summary_content(
        bench.book,
        bench.watch,
        found,
        place=bench.place,
        names=bench.kecamatan,
        release_id=bench.view.release_id,
        is_sample=bench.is_sample,
    )
    with st.container(horizontal=True, gap="small", key="asuh-berkas"):
        exporting.download(
            _("Ringkasan (PDF)"),
            data=lambda: foster_sheet.summary_pdf(content),
            file_name=bench.file_name("ringkasan-orang-tua-asuh", "pdf"),
            mime="application/pdf",
            on_click="ignore",
            icon=":material/print:",
            key="asuh-pdf",
        )
        exporting.download(
            _("Ringkasan (Excel)"),
            data=lambda: foster_sheet.summary_xlsx(content),
            file_name=bench.file_name("ringkasan-orang-tua-asuh", "xlsx"),
            mime=parts.XLSX_TYPE,
            on_click="ignore",
            icon=":material/download:",
            key="asuh-xlsx",
        )


def _programmes(bench: Bench) -> None:
    with st.expander(_("Program dan sumbernya"), icon=":material/info:"):
        for one in bench.book.programmes:
            facts = "".join(
                f"<li>{html.escape(_(fact.text))} <small>({html.escape(fact.source)}; {_standing(fact)})</small></li>"
                for fact in one.facts
            )
            st.html(f"<b>{html.escape(one.name)}</b><ul>{facts}</ul>")


def _standing(fact: Fact) -> str:
    return _("dua sumber atau aturannya sendiri") if fact.is_verified else _("belum terverifikasi")


def _source(bench: Bench) -> str:
    as_of = bench.children.as_of
    until = _("data per {date}", date=formats.date(as_of)) if as_of else _("belum ada data")
    return _("Sumber: buku kasus dan e-PPGBM ({until}); dihitung {date}.", until=until, date=formats.date(bench.today))
