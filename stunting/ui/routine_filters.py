"""The filters of routine figures: indicator and period in sight, everything else behind one button.

All of them live in the address and are shared by the pages, see `filters.SHARED`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from stunting.frames import records
from stunting.geography import COUNTRY
from stunting.indicators import INDICATORS, Indicator, indicator
from stunting.languages import Words, _
from stunting.routine import choices, district
from stunting.routine.choices import SEXES, Choice
from stunting.routine.district import Mode, Question
from stunting.routine.periods import Period
from stunting.routine.selection import AGE_LABELS, SEX_LABELS, Selection
from stunting.ui import filters, locks, routine_data, views
from stunting.ui.shell import View

MODE_HELP = Words(
    {
        Mode.PUBLIC: "Untuk layar dan berkas yang dibagikan: angka 1–4 balita, dan yang dapat membukanya, "
        "disembunyikan.",
        Mode.INTERNAL: "Untuk petugas: semua hitungan terlihat. Jangan ditayangkan atau dibagikan.",
    }
)


def scope_code(view: View) -> str:
    """The area whose periods and facilities are offered: the kabupaten of a kecamatan or desa."""
    return choices.scope_code(view.area, view.register)


def has_routine(view: View) -> bool:
    """There are routine figures inside the chosen area."""
    return bool(routine_data.periods(view.release_id, scope_code(view), mode=Mode.INTERNAL))


def mode() -> Mode:
    """Publik unless the link says internal, and whoever looks may see counts somewhere; as `locks.mode`."""
    return locks.mode()


def chosen(
    view: View, *, page: str, extra: Sequence[str] = (), more: Callable[[Indicator], None] | None = None
) -> Choice:
    """Draw the filters in the open container and say what they ask for.

    extra: keys of further choices of the page that "Atur ulang" empties
    more:  draws further choices of the page behind the button

    Raises:
        NoDataError: there is no routine figure inside the area.
        InvalidLinkError: the link asks for something that does not exist here.
    """
    within = scope_code(view)
    offered = routine_data.periods(view.release_id, within, mode=mode())
    if not offered:
        raise choices.no_routine(view.register.get(within))
    asked = _indicator()
    period = period_of(offered)
    selection, looker, target_kind, posyandu = _more(view, within, lambda: more(asked) if more else None)
    views.button(page=page, reset=(*filters.ROUTINE, *extra))
    mode_badge(looker)
    return Choice(
        period=period,
        question=Question(indicator=asked, selection=selection, mode=looker, target_kind=target_kind),
        posyandu_id=posyandu[0],
        posyandu_name=posyandu[1],
    )


def mode_badge(looker: Mode) -> None:
    """Which mode the figures on this page are in, in sight beside the filters."""
    st.html(
        _(
            '<span class="mode mode-{looker}" title="{mode_help}"><span class="hanya-dibaca">Mode'
            " </span>{modes}</span>",
            looker=looker.value,
            mode_help=MODE_HELP[looker],
            modes=locks.MODES[looker.value],
        ),
        width="content",
    )


def page_mode() -> Mode:
    """The mode of a whole page with the other one behind it, beside its tabs: the same place on every page that has it.

    Raises:
        InvalidLinkError: the link names another mode.
    """
    looker = mode()
    with (
        st.container(key="mode-halaman"),
        st.popover(_("Mode {modes}", modes=locks.MODES[looker.value].lower()), key=f"mode-halaman-{looker.value}"),
    ):
        filters.one_of(_("Mode tampilan"), filters.MODE, locks.modes(), default=Mode.PUBLIC.value)
        st.caption(MODE_HELP[looker])
    return looker


def _indicator() -> Indicator:
    options = {one.key: one.label for one in INDICATORS}
    return indicator(
        filters.listed(
            _("Indikator"), filters.INDICATOR, options, default="stunting", width=200, clears=(filters.SCHEME,)
        )
    )


def period_of(offered: Sequence[Period], *, shows_label: bool = False) -> Period:
    """One list, newest first; Bulan Timbang before the months of the same date."""
    by_key = {choices.period_key(one): one for one in choices.newest_first(offered)}
    first = district.newest(offered)
    assert first is not None
    labels = {key: one.label[0].upper() + one.label[1:] for key, one in by_key.items()}
    key = filters.listed(
        _("Periode"), filters.PERIOD, labels, default=choices.period_key(first), width=235, shows_label=shows_label
    )
    return by_key[key]


def _more(view: View, within: str, of_page: Callable[[], None]) -> tuple[Selection, Mode, str, tuple[str, str]]:
    """The filters behind the button; what is set there is counted on it."""
    active = [key for key in filters.NARROWING if filters.asked(key)]
    label = _("Saring ({active_n})", active_n=len(active)) if active else _("Saring")
    with (
        st.popover(label, icon=":material/tune:", key="saring"),
        st.container(key="saring-isi"),
    ):
        of_page()
        selection = _selection(view, within)
        posyandu = _posyandu(view, within, selection)
        target_kind = filters.listed(
            _("Sasaran cakupan"), filters.TARGET, district.TARGET_LABELS, default="", width=280, shows_label=True
        )
        chosen_mode = filters.one_of(
            _("Mode tampilan"),
            filters.MODE,
            locks.modes(),
            default=Mode.PUBLIC.value,
            shows_label=True,
            clears=(filters.POSYANDU,),
        )
        st.caption(MODE_HELP[Mode(chosen_mode)])
    return selection, Mode(chosen_mode), target_kind, posyandu


def _posyandu(view: View, within: str, selection: Selection) -> tuple[str, str]:
    """Id and name of the posyandu, "" for all: in mode internal, inside a puskesmas or a desa that is chosen.

    Raises:
        InvalidLinkError: the link names one where none is offered, or one of another place.
    """
    leave = [filters.Suggestion(label=_("Tanpa posyandu"), params={filters.POSYANDU: ""})]
    asked = filters.asked(filters.POSYANDU)
    if mode() is Mode.PUBLIC:
        if asked:
            raise filters.InvalidLinkError(
                _("Angka per posyandu tidak ditampilkan di mode publik: balitanya terlalu sedikit."), leave
            )
        return "", ""
    is_desa = view.area.level == "desa"
    if not (selection.puskesmas_id or is_desa):
        if asked:
            raise filters.InvalidLinkError(_("Pilih puskesmas atau desa/kelurahan sebelum memilih posyandu."), leave)
        return "", ""
    known = routine_data.facilities(view.release_id, view.area.code if is_desa else within)
    rows = known[known["kind"] == "posyandu"]
    if selection.puskesmas_id:
        rows = rows[rows["puskesmas_id"] == selection.puskesmas_id]
    names = {
        one.id: one.name if is_desa else f"{one.name}, {view.register.get(one.desa_code).name}" for one in records(rows)
    }
    if asked and asked not in names:
        raise filters.InvalidLinkError(
            _(
                "Posyandu '{asked}' tidak ada di puskesmas atau desa/kelurahan yang dipilih.",
                asked=filters.shortened(asked),
            ),
            leave,
        )
    options = {"": _("Semua posyandu")} | names
    chosen_id = filters.listed(_("Posyandu"), filters.POSYANDU, options, default="", width=280, shows_label=True)
    return chosen_id, names.get(chosen_id, "")


def _selection(view: View, within: str) -> Selection:
    sex = filters.listed(
        _("Jenis kelamin"), filters.SEX, _keyed(SEX_LABELS, SEXES), default="", width=280, shows_label=True
    )
    age = filters.listed(_("Kelompok umur"), filters.AGE, AGE_LABELS, default="", width=280, shows_label=True)
    known = routine_data.facilities(view.release_id, within)
    names = choices.puskesmas_names(known if within != COUNTRY else known.iloc[:0])
    puskesmas = filters.listed(
        _("Puskesmas"), filters.PUSKESMAS, names, default="", width=280, shows_label=True, clears=(filters.POSYANDU,)
    )
    lists = choices.lokus_options(routine_data.lokus(view.release_id, within))
    lokus = filters.listed(_("Lokus"), filters.LOKUS, lists, default="", width=280, shows_label=True)
    return choices.selection_of(sex=sex, age=age, puskesmas=puskesmas, lokus=lokus, names=names)


def _keyed(labels: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, str]:
    """Labels by the key that stands in the link."""
    return {key: labels[value] for key, value in keys.items()}
