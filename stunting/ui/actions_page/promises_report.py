"""A report in its place: the form, the file that shows it, and what was reported before."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
from typing import Any

import streamlit as st

from stunting import formats
from stunting.languages import N_, _
from stunting.ledger import Entry, Ledger
from stunting.minutes import typed_lines
from stunting.minutes.recording import Writer
from stunting.minutes.records import Written
from stunting.minutes.typed import CELL, NAME, MinutesError, printable
from stunting.promises.recording import record_report, withdraw_report
from stunting.promises.reports import STATUS_LABELS, Report, Status
from stunting.promises.states import Standing
from stunting.promises.words import report_lines
from stunting.ui import filters
from stunting.ui.rembuk_page import desk

OPENED, CORRECTED = "kabar", "perbaiki"
LARGEST_MB = 50
NO_NAMES = N_("Tulis jabatan dan lembaga. Jangan menulis nama atau NIK anak dan keluarga.")


def opened() -> int | None:
    """Number of the promise whose form the link opens."""
    return _number(filters.asked(OPENED))


def open_for(first: int) -> None:
    filters.apply({OPENED: str(first), CORRECTED: ""})


def close(_entry: Entry | None = None) -> None:
    filters.apply({OPENED: "", CORRECTED: ""})


def writer(ledger: Ledger, key: str) -> Writer:
    """Who writes; whoever wrote last is suggested."""
    newest = ledger.entries(limit=1)
    author = st.text_input(
        _("Pencatat"),
        newest[0].author if newest else "",
        max_chars=NAME,
        placeholder=_("Nama petugas"),
        key=f"{key}-pencatat",
    )
    role = st.text_input(_("Jabatan"), newest[0].role if newest else "", max_chars=NAME, key=f"{key}-jabatan")
    return Writer(author=author or "", role=role or "")


def show(ledger: Ledger, one: Standing) -> None:
    """The form under its row; corrected is the report that the link names."""
    promise = one.promise
    seq = _number(filters.asked(CORRECTED))
    known = next((report for report in promise.reports if report.seq == seq), None)
    key = f"kabar-{promise.first}-{known.seq if known else f'baru{len(promise.reports)}'}"
    with st.container(border=True, key="janji-kabar"):
        with st.form(key, border=False):
            title = _("Memperbaiki kabar nomor {seq}", seq=known.seq) if known else _("Kabar baru")
            st.html(f'<p class="jelas">{title}</p><p class="anak-judul">{_(NO_NAMES)}</p>')
            typed = _fields(known.record if known else None, key, reporter=promise.who or promise.person_in_charge)
            with st.container(horizontal=True, gap="small"):
                by = writer(ledger, key)
                reason = st.text_input(_("Alasan perbaikan"), max_chars=CELL, key=f"{key}-alasan") if known else ""
            with st.container(horizontal=True, gap="small"):
                saves = st.form_submit_button(_("Simpan kabar"), icon=":material/save:", type="primary")
                withdraws = known is not None and st.form_submit_button(_("Cabut kabar ini"), icon=":material/undo:")
        by = Writer(author=by.author, role=by.role, reason=reason or "")
        if saves:
            desk.write(
                lambda: record_report(
                    ledger, promise, _report(typed, known), by=by, corrects=known.seq if known else None
                ),
                after=close,
            )
        elif withdraws and known is not None:
            desk.write(lambda: withdraw_report(ledger, promise, seq=known.seq, by=by), after=close)
        _earlier(promise.reports)


def _fields(known: Report | None, key: str, *, reporter: str) -> dict[str, Any]:
    today = dt.date.today()
    typed: dict[str, Any] = {}
    statuses = list(Status)
    with st.container(horizontal=True, gap="small"):
        typed["status"] = st.selectbox(
            _("Status"), statuses, statuses.index(known.status) if known else None,
            format_func=STATUS_LABELS.__getitem__, placeholder=_("Pilih status"), key=f"{key}-status", width=200,
        )  # fmt: skip
        typed["day"] = st.text_input(
            _("Tanggal kabar"), typed_lines.day_text(known.day if known else today), max_chars=30, key=f"{key}-tanggal",
            width=150,
        )  # fmt: skip
        typed["reporter"] = st.text_input(
            _("Pelapor (jabatan atau lembaga)"),
            known.reporter if known else reporter,
            max_chars=NAME,
            key=f"{key}-pelapor",
        )
    with st.container(horizontal=True, gap="small"):
        typed["realised"] = st.text_input(
            _("Realisasi"), known.realised if known else "", max_chars=CELL, key=f"{key}-realisasi"
        )
        typed["realised_rp"] = st.text_input(
            _("Rupiah"), typed_lines.rupiah_text(known.realised_rp if known else None), max_chars=30,
            placeholder="15 juta", key=f"{key}-rupiah", width=170,
        )  # fmt: skip
    with st.container(horizontal=True, gap="small"):
        typed["evidence"] = st.text_input(
            _("Bukti"), known.evidence if known else "", max_chars=CELL, key=f"{key}-bukti"
        )
        typed["link"] = st.text_input(
            _("Tautan bukti"), known.link if known else "", max_chars=CELL, key=f"{key}-tautan"
        )
    typed["file"] = st.file_uploader(
        _(
            "Berkas bukti, paling besar {largest_mb} MB: dicatat nama dan sidiknya (sha256) saja;"
            " berkasnya tetap di tempatnya",
            largest_mb=LARGEST_MB,
        ),
        max_upload_size=LARGEST_MB,
        key=f"{key}-berkas",
    )
    return typed


def _report(typed: dict[str, Any], known: Written[Report] | None) -> Report:
    """The report as the boxes say it; without a new file the known one stays.

    Raises:
        MinutesError: no status, or a day or an amount that cannot be read.
    """
    file = typed["file"]
    earlier = known.record if known else None
    if typed["status"] is None:
        raise MinutesError(_("Pilih dulu statusnya: terpenuhi, sebagian/berjalan, belum, atau dibatalkan."))
    return Report(
        status=typed["status"],
        day=typed_lines.day_of(typed["day"] or "") or dt.date.today(),
        realised=typed["realised"] or "",
        realised_rp=typed_lines.rupiah_of(typed["realised_rp"] or ""),
        evidence=typed["evidence"] or "",
        evidence_file=printable(file.name)[:CELL] if file else earlier.evidence_file if earlier else "",
        evidence_sha256=_hash(file) if file else earlier.evidence_sha256 if earlier else "",
        link=typed["link"] or "",
        reporter=typed["reporter"] or "",
    )


def _hash(file: Any) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def _earlier(reports: tuple[Written[Report], ...]) -> None:
    """What was reported before, newest first, each with the way to correct it."""
    for one in reversed(reports):
        report = one.record
        said = f"{formats.date(report.day)}, {report.reporter}: {STATUS_LABELS[report.status].lower()}"
        with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"kabar-lama-{one.seq}"):
            st.html(
                f'<p class="kabar-lama"><b>{html.escape(said)}</b>. {html.escape(". ".join(report_lines(report)))} '
                f"{desk.stored(one, says_author=True)}</p>"
            )
            st.button(
                _("Perbaiki"), key=f"kabar-perbaiki-{one.seq}", type="tertiary", icon=":material/edit:",
                on_click=filters.apply, kwargs={"params": {CORRECTED: str(one.seq)}},
            )  # fmt: skip


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 10 else None
