"""Impor lembar: the kabupaten's own sheet, by name and address, of which nothing stays but keys."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.errors import ImportRefusedError, StuntingError
from stunting.foster import importing, sheet
from stunting.foster.records import Placement
from stunting.languages import _
from stunting.ui import exporting, parts
from stunting.ui.actions_page.foster_tab import bench as at
from stunting.ui.actions_page.foster_tab.bench import Bench
from stunting.ui.shell import View

MOST_SHOWN = 15


def show(view: View, bench: Bench) -> None:  # noqa: ARG001
    """The sheet is read as soon as it is there, and stored when the reader agrees."""
    st.markdown(
        _(
            "Satu baris per anak asuh, atau per bantuan. NIK diubah menjadi kunci di memori; "
            "nama, orang tua, dan alamat anak tidak dibaca. Orang tua asuh yang anonim: namanya "
            "tidak disimpan. Semua baris masuk, atau tidak ada."
        )
    )
    book = bench.book
    exporting.download(
        _("Unduh lembar kosong"),
        data=lambda: sheet.template(book.programmes, place=bench.place),
        file_name=f"anak-asuh-{bench.kabkota.code}.xlsx",
        mime=parts.XLSX_TYPE,
        on_click="ignore",
        icon=":material/download:",
        type="tertiary",
        key="asuh-lembar-kosong",
    )
    by = at.writer()
    file = st.file_uploader(
        _("Lembar anak asuh (XLSX, XLS, CSV)"), type=["xlsx", "xls", "csv"], key=at.fresh("asuh-lembar")
    )
    if file is None:
        return
    try:
        draft = importing.read_placements(
            file.getvalue(), name=file.name, layout=bench.layout, book=book, children=bench.children, today=bench.today
        )
    except StuntingError as refused:
        _refused(refused)
        return
    parts.notes(tuple(html.escape(one) for one in draft.sentences()))
    if st.button(_("Simpan semua"), icon=":material/save:", type="primary", key="asuh-simpan-lembar"):
        number = formats.number(draft.count(Placement))
        at.write(
            lambda: importing.store(bench.desk, draft, by=by), done=_("{number} penempatan tersimpan.", number=number)
        )


def _refused(refused: StuntingError) -> None:
    problems = refused.problems if isinstance(refused, ImportRefusedError) else ()
    shown = [str(refused), *problems[:MOST_SHOWN]]
    if len(problems) > MOST_SHOWN:
        shown.append(_("… dan {problems_n} baris lagi.", problems_n=formats.number(len(problems) - MOST_SHOWN)))
    st.warning("\n\n".join(parts.plain(one) for one in shown), icon=":material/edit:")
