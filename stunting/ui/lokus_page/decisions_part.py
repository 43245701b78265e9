"""What was decided: written into the ledger with who, when and why, and read back from it."""

from __future__ import annotations

import datetime as dt
import html

import streamlit as st

from stunting import formats, languages
from stunting.errors import LedgerError
from stunting.exports import decided_decree
from stunting.geography import Area
from stunting.indicators import indicator
from stunting.languages import N_, _, in_indonesian
from stunting.ledger import Ledger
from stunting.lokus import decided_rows, list_files
from stunting.lokus.decisions import Decision, Status, decisions, record_decision
from stunting.lokus.list_facts import checked_facts
from stunting.lokus.proposal import Proposal
from stunting.paths import Layout
from stunting.routine.district import Mode, Question
from stunting.ui import letterhead_form, lokus_data, parts, routine_data
from stunting.ui.data_page import changes
from stunting.ui.lokus_page import decree_files, scenario_filters
from stunting.ui.lokus_page.scenario_filters import Asked
from stunting.ui.shell import View


def show(view: View, kabkota: Area, asked: Asked | None, found: Proposal | None) -> None:
    """The form for the open scenario in mode internal, then the decisions, newest first."""
    step = '<span class="langkah-lokus">3</span> ' if asked is not None else ""
    st.html(f'<h2 class="judul-gambar">{step}{_("Keputusan rembuk")}</h2>')
    try:
        ledger = Ledger.open(Layout.default())
        known = decisions(ledger, kabkota.code)
    except LedgerError as refused:
        st.error(parts.plain(str(refused)), icon=":material/error:")
        return
    if asked is not None and found is not None:
        _form(view, ledger, asked, found, known)
    if not known:
        st.caption(_("Belum ada keputusan yang dicatat untuk kabupaten/kota ini."))
    for one in known:
        _entry(view, kabkota, one, is_internal=asked is not None)


def _form(view: View, ledger: Ledger, asked: Asked, found: Proposal, known: tuple[Decision, ...]) -> None:
    with (
        st.expander(_("Catat daftar yang terbuka sebagai keputusan"), icon=":material/gavel:"),
        # A decision that was written empties the boxes.
        st.form(f"lokus-putus-{asked.kabkota.code}-{len(known)}", border=False),
    ):
        st.caption(
            _(
                "{chosen_n} desa/kelurahan, lokus {lokus_year}, rilis {release_id}. Buku hanya "
                "bertambah: keputusan yang keliru diperbaiki dengan catatan baru.",
                chosen_n=len(found.chosen),
                lokus_year=found.scenario.lokus_year,
                release_id=view.release_id,
            )
        )
        day = st.date_input(_("Tanggal rembuk"), value=dt.date.today(), format="DD/MM/YYYY")
        author = st.text_input(_("Dicatat oleh"), max_chars=120, placeholder=_("Nama petugas"))
        role = st.text_input(_("Jabatan"), max_chars=120, placeholder=_("mis. Kepala Bidang Bappeda"))
        reason = st.text_area(
            _("Alasan"), max_chars=2000, placeholder=_("Disepakati dalam rembuk … dengan pertimbangan …")
        )
        current = [one for one in known if one.counts and one.decided.scenario.lokus_year == found.scenario.lokus_year]
        options: dict[int | None, str] = {None: _("Keputusan baru")} | {
            one.seq: _("Memperbaiki keputusan nomor {seq}", seq=one.seq) for one in current
        }
        corrects = st.selectbox(_("Catatan ini"), list(options), format_func=options.__getitem__)
        wanted = st.form_submit_button(_("Catat keputusan"), icon=":material/gavel:", type="primary")
    if not wanted:
        return
    if not isinstance(day, dt.date):
        st.warning(_("Isi tanggal rembuk."))
        return
    try:
        record_decision(
            ledger,
            decided_rows.of_proposal(found, decided_on=day),
            author=author,
            role=role,
            reason=reason,
            release_id=view.release_id,
            corrects=corrects,
        )
    except LedgerError as refused:
        st.warning(parts.plain(str(refused)))
        return
    st.toast(_("Keputusan dicatat di buku."), icon=":material/check_circle:")
    parts.repaint()


def _entry(view: View, kabkota: Area, one: Decision, *, is_internal: bool) -> None:
    scenario = one.decided.scenario
    count = {status: sum(line.status is status for line in one.decided.desa) for status in Status}
    state = "" if one.counts else _(" · diperbaiki oleh nomor {corrected_by}", corrected_by=one.corrected_by)
    with st.container(border=True):
        listed = _(
            "Nomor {seq}: lokus {lokus_year}, {desa_n} desa/kelurahan",
            seq=one.seq,
            lokus_year=scenario.lokus_year,
            desa_n=len(one.decided.chosen_codes),
        )
        told = _(
            "Rembuk {date}; {new_n} baru, {kept_n} lanjutan, {left_n} keluar. Dicatat {timestamp} oleh {author}; "
            "rilis {release_id}.",
            date=formats.date(one.decided.decided_on),
            new_n=count[Status.NEW],
            kept_n=count[Status.KEPT],
            left_n=count[Status.LEFT],
            timestamp=formats.timestamp(one.written_at),
            author=html.escape(", ".join(part for part in (one.author, one.role) if part)),
            release_id=html.escape(one.release_id),
        )
        st.html(f'<p class="jelas">{listed}{state}</p><p class="anak-judul">{told}</p><p>{html.escape(one.reason)}</p>')
        with st.expander(_("Daftar desa/kelurahan")):
            lines = "".join(
                f"<li>{html.escape(line.name)}, {html.escape(line.kecamatan_name)} ({line.status})</li>"
                for line in one.decided.desa
            )
            st.html(f'<ol class="lokus-putusan">{lines}</ol>')
        _files(view, kabkota, one, is_internal=is_internal)
        if is_internal and one.counts:
            _register(view, kabkota, one)


def _files(view: View, kabkota: Area, one: Decision, *, is_internal: bool) -> None:
    """The appendix of the decision: with the figures of its day, in mode publik with those that are shown."""
    scenario = one.decided.scenario
    period = scenario_filters.periods_by_key(view, kabkota.code).get(scenario.period)
    if period is None:
        parts.notes(
            (
                _(
                    "Rilis ini tidak memuat {period}; cetak lampirannya dengan `export lokus --decision`.",
                    period=scenario.period,
                ),
            )
        )
        return
    with languages.use(languages.INDONESIAN):
        # Its sentences are printed.
        found = lokus_data.candidates(
            view.release_id, kabupaten_code=kabkota.code, period=period, lokus_year=scenario.lokus_year
        )
    head = letterhead_form.letterhead_of(kabkota)
    if is_internal:
        made = decided_decree.internal(
            one, area=kabkota, letterhead=head, period=period, found=found, is_sample=found.is_sample
        )
    else:
        question = Question(indicator=indicator("stunting"), mode=Mode.PUBLIC)
        units = routine_data.areas(view.release_id, within=kabkota.code, level="desa", period=period, question=question)
        made = decided_decree.public(
            one,
            units=units,
            area=kabkota,
            letterhead=head,
            period=period,
            found=found,
            release_id=view.release_id,
        )
    with st.container(horizontal=True, gap="small", key=f"lampiran-putusan-{one.seq}"):
        decree_files.buttons(made, key=f"putusan-{one.seq}")


@in_indonesian
def _source(one: Decision) -> str:
    """Stored with the list, so in one language."""
    return f"Keputusan rembuk {formats.date(one.decided.decided_on)}, buku nomor {one.seq}"  # no text


def _register(view: View, kabkota: Area, one: Decision) -> None:
    """The decided list becomes the list of its year on every page."""
    lists = routine_data.lokus(view.release_id, kabkota.code)
    year = one.decided.scenario.lokus_year
    held = set(lists.loc[lists["lokus_year"] == year, "desa_code"])
    if held == set(one.decided.chosen_codes):
        st.caption(_("Daftar ini sudah menjadi lokus {year} di rilis.", year=year))
        return
    if st.button(
        _("Jadikan daftar lokus {year} di semua halaman", year=year),
        key=f"daftarkan-{one.seq}",
        icon=":material/playlist_add:",
    ):
        head = letterhead_form.letterhead_of(kabkota)
        facts = checked_facts(
            lokus_year=year,
            decided_year=one.decided.decided_on.year,
            decree=head.decree_number,
            source=_source(one),
        )
        changes.carry_out(
            lambda layout, progress: list_files.set_list(
                layout, one.decided.chosen_codes, facts, kabupaten_code=kabkota.code, progress=progress
            ),
            doing=N_("Mendaftarkan lokus"),
            done=_("Lokus {year} terdaftar.", year=year),
        )
