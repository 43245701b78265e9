"""Tab Impor: choose files, check or import them, watch, and read what became of every row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st

from stunting import formats
from stunting.errors import StuntingError
from stunting.imports.importing import import_files
from stunting.imports.report import ImportReport
from stunting.languages import N_, _, _n
from stunting.paths import Layout
from stunting.ui import browser, data, parts
from stunting.ui.data_page import import_job, import_report, month_grid
from stunting.ui.data_page.import_job import Job, Outcome, Progress
from stunting.ui.shell import View

TYPES = ["xlsx", "xls", "xlsm", "xlsb", "ods", "csv", "tsv", "txt", "html", "htm"]
FROM_FILE = ""
# Lists of the last three years can be imported without a date in the file.
MONTHS_BACK = 36
POLL_SECONDS = 0.5
STEPS = (
    (
        N_("Pilih berkas"),
        N_("Unduhan SIGIZI/e-PPGBM apa adanya, semua puskesmas dan bulan sekaligus. Judul kolom dikenali sendiri."),
    ),
    (
        N_("Periksa dulu"),
        N_("Semua baris dibaca dan dilaporkan: berapa dipakai, berapa ditolak dan mengapa. Belum ada yang disimpan."),
    ),
    (
        N_("Impor"),
        N_("Jumlah per desa dan bulan menjadi rilis baru. Setiap kiriman dapat dicabut lagi di tab Kiriman."),
    ),
)
ACCEPTED = (
    (N_("Data individu"), N_("satu baris per anak dan pengukuran, per puskesmas dan bulan")),
    (N_("Daftar tidak ditimbang"), N_("melengkapi sasaran, sehingga cakupan dapat dihitung")),
    (N_("Rekap lebar"), N_("satu baris per anak, satu kelompok kolom per bulan")),
    (N_("Laporan desa bulanan"), N_("jumlah per desa, tanpa nama anak")),
    (N_("Sasaran"), N_("jumlah balita riil atau proyeksi per desa")),
)
PRIVACY = N_(
    "Nama, NIK, nama orang tua, alamat, dan nomor telepon hanya dibaca di memori komputer "
    "ini, lalu dibuang; berkas yang dipilih tidak disimpan di disk."
)


def show(view: View) -> None:
    """The running import, or the report of the last one and the form for the next."""
    job = import_job.last()
    reader = browser.key()
    if job is not None and job.is_running:
        _watch(job, is_own=job.is_of(reader))
        return
    if job is not None and not job.is_of(reader):
        job = None
    if job is not None and (job.problem or job.report is not None or job.outcome is Outcome.CANCELLED):
        _outcome(view, job)
    _form(view, job)
    if view.kabkota:
        month_grid.show(view)


def _form(view: View, job: Job | None) -> None:
    has_report = job is not None and job.report is not None
    st.subheader(_("Impor berkas lain") if has_report else _("Impor berkas e-PPGBM"))
    if not has_report:
        st.html(_steps())
    number = job.number if job else 0
    # Another key after each job empties the box, and the bytes are let go.
    files = st.file_uploader(
        _("Berkas (boleh banyak sekaligus)"), type=TYPES, accept_multiple_files=True, key=f"unggah-{number}"
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="impor-pilihan"):
        labels = {FROM_FILE: _("Menurut kolom di berkas"), **data.kabkota_labels(view.release_id)}
        codes = list(labels)
        kabupaten = st.selectbox(
            "Kabupaten/kota",
            codes,
            index=codes.index(view.kabkota.code) if view.kabkota else 0,
            format_func=labels.__getitem__,
            key=f"kabupaten-impor-{view.kabkota.code if view.kabkota else ''}",
            width=340,
        )
        months = {0: _("Menurut berkas"), **_months(dt.date.today())}
        period = st.selectbox(
            _("Bulan untuk daftar tanpa tanggal"), list(months), format_func=months.__getitem__, width=260
        )
        is_empty = not files
        check = st.button(_("Periksa dulu"), icon=":material/fact_check:", disabled=is_empty)
        run = st.button(_("Impor"), type="primary", icon=":material/upload_file:", disabled=is_empty)
    st.caption(_(PRIVACY))
    with st.expander(_("Berkas apa saja yang diterima?"), icon=":material/help:"):
        st.markdown(
            "\n".join(f"- **{_(name)}**: {_(meaning)}." for name, meaning in ACCEPTED)
            + _(
                "\n\nExcel (XLSX, XLS, XLSB, ODS), CSV, dan tabel HTML; tidak perlu diubah atau dirapikan dahulu. "
                "Berkas yang sama dua kali tidak dihitung dua kali; berkas yang sudah dibetulkan menggantikan yang "
                "lama. "
                "Daftar tanpa tanggal, misalnya daftar tidak ditimbang, memerlukan bulan: dari judul, nama berkas, "
                "atau pilihan di atas."
            )
        )
    if files and (check or run):
        chosen = [(one.name, one.getvalue()) for one in files]
        work = _work(chosen, kabupaten=kabupaten or None, period=period, dry_run=not run)
        title = _n(
            "{n} berkas, {place}",
            len(chosen),
            n=len(chosen),
            place=labels[kabupaten] if kabupaten else _("kabupaten/kota menurut berkas"),
        )
        try:
            import_job.start(work, title=title, owner=browser.key())
        except StuntingError as refused:
            st.warning(str(refused), icon=":material/hourglass:")
            return
        st.rerun()


def _steps() -> str:
    """What will happen, in three steps."""
    items = "".join(f"<li><b>{_(title)}</b><span>{_(text)}</span></li>" for title, text in STEPS)
    return f'<ol class="langkah">{items}</ol>'


def _work(files: list[tuple[str, bytes]], *, kabupaten: str | None, period: int, dry_run: bool) -> import_job.Work:
    layout = Layout.default()

    def work(progress: Progress, cancelled: Callable[[], bool]) -> ImportReport:
        return import_files(
            files,
            layout=layout,
            kabupaten_code=kabupaten,
            period=period,
            dry_run=dry_run,
            progress=progress,
            cancelled=cancelled,
        )

    return work


def _months(today: dt.date) -> dict[int, str]:
    """year * 100 + month -> "Agustus 2025", newest first."""
    latest = today.year * 12 + today.month - 1
    moments = [divmod(latest - back, 12) for back in range(MONTHS_BACK)]
    return {year * 100 + month + 1: formats.month(year, month + 1) for year, month in moments}


@st.fragment(run_every=POLL_SECONDS)
def _watch(job: Job, *, is_own: bool) -> None:
    """The progress of a running import, without file names for others; the whole page runs again when it ended."""
    if not job.is_running:
        st.rerun()
    st.subheader(_("Impor sedang berjalan") if job.can_cancel else _("Rilis baru sedang dibangun"))
    st.markdown(
        _(
            "{title}, mulai {time}. Halaman lain tetap dapat dipakai.",
            title=job.title,
            time=formats.timestamp(job.started),
        )
    )
    step = parts.plain(job.step) if is_own else _("Dimulai dari komputer atau peramban lain")
    st.progress(job.fraction, text=_("Membatalkan …") if job.is_cancelling else f"{step} …")
    if job.can_cancel and is_own:
        st.button(_("Batalkan"), icon=":material/cancel:", on_click=job.cancel, disabled=job.is_cancelling)


def _outcome(view: View, job: Job) -> None:
    st.subheader(_("Laporan: {title}", title=job.title))
    if job.outcome is Outcome.CANCELLED:
        st.info(_("Impor dibatalkan. Tidak ada yang disimpan dan rilis tidak berubah."), icon=":material/cancel:")
    elif job.outcome is Outcome.REFUSED:
        st.error(parts.plain(job.problem), icon=":material/error:")
        for problem in job.problems:
            st.text(problem)
    if job.report is not None:
        if job.is_asked_to_cancel:
            st.warning(
                _("Pembatalan datang terlambat: impor ini sudah selesai. Bila tidak diinginkan, cabut di tab Kiriman."),
                icon=":material/cancel:",
            )
        import_report.show(view, job.report)
    else:
        st.button(_("Tutup laporan ini"), on_click=import_job.dismiss, icon=":material/close:", type="tertiary")
    st.divider()
