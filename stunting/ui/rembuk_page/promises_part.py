"""Komitmen and rencana tindak lanjut: a short form that is filled again and again, and what was promised so far."""

from __future__ import annotations

import html

import streamlit as st

from stunting import formats
from stunting.languages import _
from stunting.minutes import typed_lines
from stunting.minutes.records import Commitment, FollowUp
from stunting.minutes.typed import CELL, NAME
from stunting.ui.rembuk_page import entry_list
from stunting.ui.rembuk_page.desk import Desk
from stunting.ui.rembuk_page.entry_list import Typed


def commitments(at: Desk) -> None:
    """What institutions promise. The institution stays for the next promise."""
    left, right = st.columns([1, 1.2], gap="large")
    written = at.minutes.commitments
    with left:
        if not entry_list.correction(at, Commitment, commitment_fields):
            newest = max(written, key=lambda one: one.seq, default=None)
            kept = Commitment(text="", institution=newest.record.institution if newest else "")
            key = entry_list.fresh(at, Commitment)
            with st.form(key, border=True):
                st.html(_('<p class="jelas">Komitmen baru</p>'))
                typed = commitment_fields(kept, f"{key}-isian")
                wanted = st.form_submit_button(_("Simpan komitmen"), icon=":material/handshake:", type="primary")
            if wanted:
                entry_list.add(at, Commitment, typed, written)
    with right:
        st.html(_('<h3 class="judul-gambar">Komitmen tersimpan: {n}</h3>', n=formats.number(len(written))))
        entry_list.rows(written, _commitment_text, kind="komitmen")
        if not written:
            st.caption(_("Belum ada komitmen yang tersimpan."))


def follow_ups(at: Desk) -> None:
    """What is done next, by whom and when."""
    left, right = st.columns([1, 1.2], gap="large")
    written = at.minutes.follow_ups
    with left:
        if not entry_list.correction(at, FollowUp, _follow_up):
            key = entry_list.fresh(at, FollowUp)
            with st.form(key, border=True):
                st.html(_('<p class="jelas">Tindak lanjut baru</p>'))
                typed = _follow_up(None, f"{key}-isian")
                wanted = st.form_submit_button(_("Simpan tindak lanjut"), icon=":material/checklist:", type="primary")
            if wanted:
                entry_list.add(at, FollowUp, typed, written)
    with right:
        st.html(
            _(
                '<h3 class="judul-gambar">Tindak lanjut tersimpan: {n}</h3>',
                n=formats.number(len(written)),
            )
        )
        entry_list.rows(written, _follow_up_text, kind="rtl")
        if not written:
            st.caption(_("Belum ada rencana tindak lanjut yang tersimpan."))


def commitment_fields(known: Commitment | None, key: str) -> Typed:
    """The boxes of a commitment, filled with one that is known."""
    one = known or Commitment(text="")
    text = st.text_input(_("Komitmen"), one.text, max_chars=CELL, key=f"{key}-isi")
    with st.container(horizontal=True, gap="small"):
        institution = st.text_input(_("Lembaga"), one.institution, max_chars=NAME, key=f"{key}-lembaga")
        person = st.text_input(_("Penanggung jawab"), one.person_in_charge, max_chars=NAME, key=f"{key}-pj")
    with st.container(horizontal=True, gap="small"):
        target = st.text_input(_("Target"), one.target, max_chars=CELL, key=f"{key}-target")
        # As text: in a box for days Enter does not save, and its months are English.
        deadline = st.text_input(
            _("Tenggat"),
            typed_lines.day_text(one.deadline),
            max_chars=30,
            placeholder="31/08/2026",
            key=f"{key}-tenggat",
            width=130,
        )
        budget = st.text_input(
            _("Sumber anggaran"), one.budget_source, max_chars=NAME, key=f"{key}-anggaran", width=150
        )
        amount = st.text_input(
            _("Rupiah"),
            typed_lines.rupiah_text(one.budget_rp),
            max_chars=30,
            placeholder="15 juta",
            key=f"{key}-rupiah",
            width=150,
        )
    with st.container(horizontal=True, gap="small"):
        signatory = st.text_input(
            _("Penanda tangan (jabatan)"),
            one.signatory,
            max_chars=NAME,
            placeholder=_("mis. Camat"),
            key=f"{key}-penanda",
        )
        name = st.text_input(_("Nama pejabatnya"), one.signatory_name, max_chars=NAME, key=f"{key}-penanda-nama")
    return lambda: Commitment(
        text=text or "",
        person_in_charge=person or "",
        institution=institution or "",
        target=target or "",
        deadline=typed_lines.day_of(deadline or ""),
        budget_source=budget or "",
        signatory=signatory or "",
        signatory_name=name or "",
        budget_rp=typed_lines.rupiah_of(amount or ""),
    )


def _follow_up(known: FollowUp | None, key: str) -> Typed:
    one = known or FollowUp(activity="")
    activity = st.text_input(_("Kegiatan"), one.activity, max_chars=CELL, key=f"{key}-kegiatan")
    with st.container(horizontal=True, gap="small"):
        implementer = st.text_input(_("Pelaksana"), one.implementer, max_chars=NAME, key=f"{key}-pelaksana")
        person = st.text_input(_("Penanggung jawab"), one.person_in_charge, max_chars=NAME, key=f"{key}-pj")
    with st.container(horizontal=True, gap="small"):
        when = st.text_input(
            _("Waktu"), one.when, max_chars=NAME, placeholder=_("mis. Maret 2026"), key=f"{key}-waktu", width=180
        )
        note = st.text_input(_("Keterangan"), one.note, max_chars=CELL, key=f"{key}-keterangan")
    return lambda: FollowUp(
        activity=activity or "",
        implementer=implementer or "",
        person_in_charge=person or "",
        when=when or "",
        note=note or "",
    )


def _commitment_text(one: Commitment) -> str:
    deadline = _("tenggat {date}", date=formats.date(one.deadline)) if one.deadline else None
    return _words(
        one.text,
        (one.person_in_charge, _("tanpa penanggung jawab")),
        (one.institution, ""),
        (_("target {target}", target=one.target) if one.target else "", ""),
        (deadline or "", _("tanpa tenggat")),
        (one.budget_source, ""),
        ("" if one.budget_rp is None else f"Rp{formats.number(one.budget_rp)}", ""),
        (_signed(one), ""),
    )


def _signed(one: Commitment) -> str:
    said = ", ".join(filter(None, (one.signatory, one.signatory_name)))
    return _("ditandatangani {said}", said=said) if said else ""


def _follow_up_text(one: FollowUp) -> str:
    return _words(
        one.activity,
        (one.implementer, ""),
        (_("PJ {person}", person=one.person_in_charge) if one.person_in_charge else "", ""),
        (one.when, _("tanpa waktu")),
        (one.note, ""),
    )


def _words(head: str, *facts: tuple[str, str]) -> str:
    """What is missing and makes a promise hard to call in is said."""
    said = [
        html.escape(fact) if fact else f'<span class="kurang">{missing}</span>'
        for fact, missing in facts
        if fact or missing
    ]
    return f"<b>{html.escape(head)}</b><br>{' · '.join(said)}"
