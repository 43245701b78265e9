"""The sheet that calls promises in, as paper and as a workbook."""

from __future__ import annotations

import streamlit as st

from stunting.exports import promise_sheet
from stunting.languages import _, in_indonesian
from stunting.promises.board import Board
from stunting.promises.book import PromiseBook
from stunting.promises.words import scope_words
from stunting.ui import exporting, letterhead_form, parts
from stunting.ui.shell import View


def show(view: View, book: PromiseBook, board: Board) -> None:
    """Each file is made when it is asked for; paper needs the letterhead of a kabupaten."""
    scope = ", ".join(in_indonesian(scope_words)(book, board.asked, view.register))
    stamp = promise_sheet.stamp_of(
        board, where=view.area.official_name, scope=scope, release_id=view.release_id, is_sample=view.is_sample
    )
    kabkota = view.kabkota
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="berkas-janji"):
        if kabkota is not None:
            head = letterhead_form.letterhead_of(kabkota)
            exporting.download(
                _("Lembar tagih janji (PDF)"),
                data=lambda: promise_sheet.to_pdf(board, stamp, letterhead=head, area=kabkota),
                file_name=stamp.file_name("pdf"),
                mime="application/pdf",
                on_click="ignore",
                icon=":material/download:",
                key="janji-pdf",
            )
        exporting.download(
            _("Excel"),
            data=lambda: promise_sheet.to_xlsx(board, stamp),
            file_name=stamp.file_name("xlsx"),
            mime=parts.XLSX_TYPE,
            on_click="ignore",
            icon=":material/download:",
            key="janji-xlsx",
        )
        if kabkota is not None:
            letterhead_form.show_for_meetings(kabkota)
