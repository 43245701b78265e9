"""The children with alarms, one row per child and a page at a time; cases are opened for one or for many."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from stunting import formats
from stunting.cases import reading, recording
from stunting.cases.persons import CaseError
from stunting.cases.records import Case, Group, Step, semester_of
from stunting.cases.rules import ORDER, RULE
from stunting.errors import LedgerError
from stunting.frames import column_of, records
from stunting.languages import _, _n
from stunting.ledger import Ledger
from stunting.minutes.recording import Writer
from stunting.ui import filters, parts
from stunting.ui.cases_page import desk, words
from stunting.ui.cases_page.desk import Desk

RULE_PARAM, PUSKESMAS, PAGE, STATE = "aturan", "pkm-peringatan", "laman", "keadaan"
ALL, WITHOUT = "semua", "belum"
PAGE_SIZE = 25
UNDER2_MONTHS = 24
MOST_DETAIL = 2


def show(at: Desk, alarms: pd.DataFrame) -> None:
    """Filters, one page of the list, and the button that opens cases for what is chosen on it.

    alarms: all of the area, as `children.alarms_in`
    """
    st.html(_('<h2 class="judul-gambar">Daftar peringatan</h2>'))
    rules = {ALL: _("Semua peringatan")} | {one.key: one.label for one in RULE.values()}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="saringan-peringatan"):
        rule = filters.listed(_("Peringatan"), RULE_PARAM, rules, default=ALL, width=260, clears=(PAGE,))
        names = dict(sorted(at.puskesmas_names.items(), key=lambda pair: pair[1]))
        puskesmas = filters.listed(
            _("Puskesmas"), PUSKESMAS, {ALL: _("Semua puskesmas")} | names, default=ALL, width=230, clears=(PAGE,)
        )
        state = filters.one_of(
            _("Kasus"), STATE, {ALL: _("Semua anak"), WITHOUT: _("Belum ada kasus")}, default=ALL, clears=(PAGE,)
        )
    if rule != ALL:
        alarms = alarms[alarms["rule"] == rule]
    if puskesmas != ALL:
        alarms = alarms[alarms["puskesmas_id"] == puskesmas]
    cased = open_cases(at)
    found = by_child(alarms)
    if state == WITHOUT:
        found = found[~found["case_no"].isin(cased)].reset_index(drop=True)
    if found.empty:
        st.caption(_("Tidak ada anak dengan saringan ini."))
        return
    page = _page(len(found))
    rows = found.iloc[(page - 1) * PAGE_SIZE : page * PAGE_SIZE].reset_index(drop=True)
    key = f"peringatan-{at.within}-{rule}-{puskesmas}-{state}-{page}-{len(cased)}"
    picked = st.dataframe(
        _table(at, rows, cased),
        hide_index=True,
        height=38 + 35 * len(rows),
        on_select="rerun",
        selection_mode="multi-row",
        key=key,
    )
    _pages(page, len(found))
    chosen = rows.iloc[picked.selection.rows]
    _actions(at, chosen, cased)


def by_child(alarms: pd.DataFrame) -> pd.DataFrame:
    """One row per child with `rules` (keys, most urgent first) and `details` (their sentences as one text).

    alarms: as `children.alarms_in`, most urgent rule first; so is the child with the most urgent one.
    """
    rules: dict[str, list[str]] = {}
    details: dict[str, list[str]] = {}
    for row in records(alarms):
        rules.setdefault(row.key, []).append(row.rule)
        if row.detail:
            details.setdefault(row.key, []).append(row.detail)
    first = alarms.drop_duplicates("key").reset_index(drop=True)
    keys = first["key"].tolist()
    return first.assign(
        rules=column_of(first, [tuple(sorted(rules[key], key=ORDER.__getitem__)) for key in keys]),
        details=column_of(first, [" ".join(details.get(key, [])[:MOST_DETAIL]) for key in keys]),
    )


def open_cases(at: Desk) -> set[str]:
    """Numbers of the cases that are open in this kabupaten."""
    found = reading.cases(at.book, at.kabkota.code)
    return {one.case.case_no for one in found if one.step is not Step.CLOSED}


def open_for(
    book: Ledger, rows: pd.DataFrame, by: Writer, *, cased: set[str], puskesmas_names: Mapping[str, str]
) -> tuple[int, str]:
    """Open a case for each child of some rows that has none; how many were opened, and why it stopped ("" if not).

    A child without an open case has one entry of its own, so what was opened before a refusal stays opened.
    """
    opened = 0
    for row in records(rows):
        if row.case_no in cased:
            continue
        try:
            recording.open_case(book, case_of(row, puskesmas_names), by=by)
        except (LedgerError, CaseError) as refused:
            return opened, str(refused)
        opened += 1
    return opened, ""


def case_of(row: Any, puskesmas_names: Mapping[str, str]) -> Case:
    """The case of a child as it would be opened today."""
    today = dt.date.today()
    return Case(
        case_no=row.case_no,
        group=Group.UNDER2 if int(row.age_months) < UNDER2_MONTHS else Group.UNDER5,
        desa_code=row.desa_code,
        opened_on=today,
        semester=semester_of(today),
        year=today.year,
        child_key=row.key,
        puskesmas=puskesmas_names.get(row.puskesmas_id or "", row.puskesmas_id or ""),
        rules=tuple(row.rules),
    )


def _table(at: Desk, rows: pd.DataFrame, cased: set[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Nomor kasus"): rows["case_no"],
            _("Peringatan"): [
                "; ".join(f"{words.SEVERITY_SIGNS[RULE[key].severity]} {RULE[key].label}" for key in keys)
                for keys in rows["rules"]
            ],
            _("Kasus"): [_("terbuka") if number in cased else "" for number in rows["case_no"]],
            _("Umur"): [words.age(int(months)) for months in rows["age_months"]],
            _("JK"): [words.SEX_LETTERS.get(sex, "") for sex in rows["sex"]],
            _("Desa/kelurahan"): [at.area_name(code) for code in rows["desa_code"]],
            _("Keterangan"): rows["details"],
            _("Terakhir diukur"): [
                formats.date(pd.Timestamp(day).date()) if pd.notna(day) else _("belum pernah")
                for day in rows["last_measured_on"]
            ],
            _("Puskesmas"): [at.puskesmas(one or "") for one in rows["puskesmas_id"]],
        }
    )


def _actions(at: Desk, chosen: pd.DataFrame, cased: set[str]) -> None:
    fresh = int((~chosen["case_no"].isin(cased)).sum()) if len(chosen) else 0
    by = desk.writer()
    with st.container(horizontal=True, gap="small", key="peringatan-tindakan"):
        wanted = st.button(
            _n("Buka {n} kasus", fresh, n=formats.number(fresh)) if fresh else _("Buka kasus"),
            icon=":material/add:",
            type="primary",
            disabled=not fresh,
            key="peringatan-buka-kasus",
        )
        if len(chosen) == 1:
            number = str(chosen.iloc[0]["case_no"])
            st.button(
                _("Garis pertumbuhan"), icon=":material/show_chart:", key="peringatan-ke-anak",
                on_click=desk.open_growth, args=(number,),
            )  # fmt: skip
            if number in cased:
                st.button(
                    _("Berkas kasus"), icon=":material/folder_open:", key="peringatan-ke-kasus",
                    on_click=desk.open_case_file, args=(number,),
                )  # fmt: skip
    if not len(chosen):
        st.caption(_("Centang baris di sisi kiri tabel untuk membuka kasus, satu atau beberapa sekaligus."))
    if wanted:
        opened, why = open_for(at.book, chosen, by, cased=cased, puskesmas_names=at.puskesmas_names)
        if why:
            st.warning(
                _n("{n} kasus dibuka. {why}", opened, n=formats.number(opened), why=parts.plain(why)),
                icon=":material/error:",
            )
            return
        st.toast(_n("{n} kasus dibuka di buku kasus.", opened, n=formats.number(opened)), icon=":material/check:")
        parts.repaint()


def _page(n: int) -> int:
    last = max(1, math.ceil(n / PAGE_SIZE))
    asked = filters.asked(PAGE)
    return min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _pages(page: int, n: int) -> None:
    last = math.ceil(n / PAGE_SIZE)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="peringatan-laman"):
        ways = (
            ("sebelumnya", _("Sebelumnya"), page - 1, page <= 1),
            ("berikutnya", _("Berikutnya"), page + 1, page >= last),
        )
        for key, label, to, is_off in ways:
            st.button(
                label, key=f"laman-{key}", type="tertiary", disabled=is_off, on_click=filters.apply,
                kwargs={"params": {PAGE: str(to) if to > 1 else ""}},
            )  # fmt: skip
        st.html(
            _(
                '<p class="sumber">Baris {first}–{last} dari {n} anak</p>',
                first=formats.number((page - 1) * PAGE_SIZE + 1),
                last=formats.number(min(page * PAGE_SIZE, n)),
                n=formats.number(n),
            ),
            width=320,
        )
