"""Papan: the open cases of an area, a column per step, and the file of the one that is opened."""

from __future__ import annotations

import html
from collections.abc import Callable

import streamlit as st

from stunting import formats
from stunting.cases import board
from stunting.cases.board import Board, Card, Column
from stunting.cases.records import Group
from stunting.languages import N_, _, _n
from stunting.ui import filters, parts
from stunting.ui.cases_page import case_file_view, desk, new_case, open_forms, words
from stunting.ui.cases_page.desk import Desk
from stunting.ui.shell import View

GROUP, PUSKESMAS, DESA, LATE, MANY = "kelompok", "pkm-kasus", "desa-kasus", "terlambat", "banyak"
ALL = "semua"
STEP = 15
HINTS = (N_("Baru ditemukan"), N_("Mencari faktor"), N_("Tindak lanjut berjalan"), N_("Dinilai hasilnya"))


def show(view: View) -> None:
    """The board, or the file that the link opens."""
    at = desk.at(view)
    if at is None:
        return
    case_no = desk.asked_case()
    file = case_file_view.newest(at, case_no) if case_no else None
    if file is not None:
        case_file_view.show(at, file)
        return
    open_forms.left(desk.TAB_BOARD)
    if case_no:
        # The number of a child without a case, from the tab Anak, must not stand in the way of the board.
        st.caption(
            _(
                "Belum ada kasus bernomor {case_no} di {kabkota}; ini papannya.",
                case_no=parts.plain(case_no),
                kabkota=at.kabkota.official_name,
            )
        )
    found, chosen = _filtered(at)
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="kasus-umum"
    ):
        _facts(found)
        new_case.show(at)
    shown = [(one, [card for card in one.cards if chosen(card)]) for one in found.columns]
    if not found.open_n:
        _empty(at)
    for place, (column, cards), hint in zip(st.columns(4, gap="small"), shown, HINTS, strict=False):
        with place:
            _column(at, column, cards, hint)
    _closed(at, found)


def _filtered(at: Desk) -> tuple[Board, Callable[[Card], bool]]:
    groups = {ALL: _("Semua kelompok")} | {one.value: words.group(one) for one in Group}
    with st.container(key="saringan", horizontal=True, vertical_alignment="center", gap="small"):
        group = filters.listed(_("Kelompok"), GROUP, groups, default=ALL, width=230)
        found = board.board_of(at.layout, at.within, None if group == ALL else Group(group))
        cards = [card for one in found.columns for card in one.cards]
        names = sorted({at.puskesmas(card.puskesmas) for card in cards if card.puskesmas} | _asked(PUSKESMAS))
        codes = {card.desa_code for card in cards} | {code for code in _asked(DESA) if code in at.view.register}
        places = {code: at.area_name(code) for code in sorted(codes, key=at.area_name)}
        puskesmas = filters.listed(
            _("Puskesmas"),
            PUSKESMAS,
            {ALL: _("Semua puskesmas")} | {name: name for name in names},
            default=ALL,
            width=230,
        )
        desa = filters.listed("Desa/kelurahan", DESA, {ALL: _("Semua desa")} | places, default=ALL, width=230)
        late = filters.one_of(_("Tenggat"), LATE, {ALL: _("Semua"), "ya": _("▲ Lewat tenggat saja")}, default=ALL)

    def chosen(card: Card) -> bool:
        is_there = (puskesmas == ALL or at.puskesmas(card.puskesmas) == puskesmas) and desa in (ALL, card.desa_code)
        return is_there and (late == ALL or card.overdue_days > 0)

    return found, chosen


def _asked(param: str) -> set[str]:
    """What a filter stands on stays offered when the last of its cases is gone."""
    asked = filters.asked(param)
    return {asked} - {"", ALL}


def _facts(found: Board) -> None:
    known = found.response
    median = known.median_days_to_plan
    speed = _("belum ada") if median is None else _n("{n} hari", median, n=formats.number(median))
    overdue = f'<b class="lewat">▲ {formats.number(known.overdue_n)}</b>' if known.overdue_n else "<b>0</b>"
    done = _("{n} dari {of}", n=formats.number(known.done_n), of=formats.number(known.plan_n))
    st.html(
        '<div class="kasus-angka">'
        f"<div><b>{formats.number(found.open_n)}</b><small>{_('kasus terbuka')}</small></div>"
        f"<div>{overdue}<small>{_('tindak lanjut lewat tenggat')}</small></div>"
        f"<div><b>{done}</b><small>{_('tindak lanjut selesai')}</small></div>"
        f"<div><b>{speed}</b><small>{_('dari dibuka sampai RTL (median)')}</small></div></div>",
        width="content",
    )


def _empty(at: Desk) -> None:
    with st.container(border=True, key="papan-kosong"):
        st.html(
            _(
                '<p class="jelas">Belum ada kasus terbuka di {area}.</p><p>Kasus balita dibuka dari daftar peringatan; '
                "kasus ibu hamil, catin, dan nifas dengan tombol Kasus baru.</p>",
                area=html.escape(at.area_name(at.within)),
            )
        )
        st.button(
            _("Lihat peringatan"),
            icon=":material/notifications:",
            on_click=filters.apply,
            kwargs={"params": {filters.TAB: desk.TAB_ALARMS}},
            key="papan-ke-peringatan",
        )


def _column(at: Desk, column: Column, cards: list[Card], hint: str) -> None:
    st.html(
        f'<div class="papan-kolom"><span>{html.escape(column.label)}<small>{_(hint)}</small></span>'
        f"<b>{formats.number(len(cards))}</b></div>"
    )
    many = _many()
    for card in cards[:many]:
        _card(at, card)
    if len(cards) > many:
        st.button(
            _(
                "Tampilkan {n} lagi dari {of}",
                n=min(STEP, len(cards) - many),
                of=formats.number(len(cards) - many),
            ),
            key=f"papan-lagi-{column.step.value}",
            type="tertiary",
            on_click=filters.apply,
            kwargs={"params": {MANY: str(many + STEP)}},
        )


def _many() -> int:
    asked = filters.asked(MANY)
    return min(int(asked), 1_000) if asked.isascii() and asked.isdigit() and len(asked) < 5 else STEP


def _card(at: Desk, card: Card) -> None:
    state = "lewat-" if card.overdue_days else ""
    with st.container(key=f"kartu-kasus-{state}{card.case_no}"):
        st.button(
            card.case_no,
            key=f"buka-{card.case_no}",
            type="tertiary",
            help=_("Buka berkas kasus ini"),
            on_click=desk.open_case_file,
            args=(card.case_no,),
        )
        age = words.age(card.age_months)
        place = at.area_name(card.desa_code)
        head = " · ".join(one for one in (words.short_group(card.group), age, place) if one)
        alarms = "".join(words.alarm_chip(one) for one in card.alarms[:3])
        more = _(" +{n} lagi", n=len(card.alarms) - 3) if len(card.alarms) > 3 else ""
        plan = _("RTL {n} dari {of} selesai", n=card.done_n, of=card.plan_n) if card.plan_n else _("belum ada RTL")
        late = (
            _n('<span class="lewat">▲ Lewat {n} hari</span>', card.overdue_days, n=card.overdue_days)
            if card.overdue_days
            else _('<span class="redup">Tenggat {day}</span>', day=formats.date(card.next_deadline))
            if card.next_deadline
            else _('<span class="redup">Tanpa tenggat</span>')
        )
        note = f'<br><span class="redup">{html.escape(card.note)}</span>' if card.note else ""
        st.html(
            f'<p class="kartu-kasus">{html.escape(head)}<br>{alarms}{more}{"<br>" if alarms else ""}'
            f'<span class="redup">{plan}</span> · {late}{note}</p>'
        )


def _closed(at: Desk, found: Board) -> None:
    if not found.closed:
        return
    with st.expander(_("Kasus selesai: {closed_n}", closed_n=formats.number(len(found.closed)))):
        for card in found.closed[: _many()]:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.button(
                    card.case_no,
                    key=f"tutup-buka-{card.case_no}-{card.seq}",
                    type="tertiary",
                    on_click=desk.open_case_file,
                    args=(card.case_no,),
                )
                st.html(
                    _(
                        '<p class="tempat">{group}, {area}, ditutup {day}</p>',
                        group=words.short_group(card.group),
                        area=html.escape(at.area_name(card.desa_code)),
                        day=formats.date(card.step_on),
                    )
                )
