"""What the reader has chosen: area, survey round, classes. Every choice lives in the URL, so a view is a link.

Only this module touches `query_params` and `session_state`. A value in the URL that does not exist is answered
with a sentence and the nearest valid choices, never with other data.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.elements.lib.mutable_popover_container import PopoverContainer
from streamlit.elements.lib.mutable_tab_container import TabContainer

from stunting import languages
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.errors import AmbiguousAreaError, StuntingError, UnknownAreaError
from stunting.geography import COUNTRY, Area, Register
from stunting.languages import _
from stunting.ui import language

AREA, YEAR, SURVEY, SCHEME, RELEASE = "wilayah", "tahun", "survei", "skema", "rilis"
LANGUAGE = "bahasa"
SEE_AS = "sebagai"
TAB = "tab"
COMPARE, UNIT, CHOSEN, LAYER = "dengan", "satuan", "kab", "lapis"
INDICATOR, PERIOD, MODE, TARGET = "indikator", "periode", "mode", "sasaran"
SEX, AGE, PUSKESMAS, POSYANDU, LOKUS = "jk", "umur", "pkm", "posyandu", "lokus"
CARRIED = (AREA, RELEASE, LANGUAGE, SEE_AS)
# Chosen on a page that uses them, and taken along to the next such page of this window.
ROUND = (YEAR, SURVEY, SCHEME)
NARROWING = (SEX, AGE, PUSKESMAS, POSYANDU, LOKUS, TARGET)
ROUTINE = (INDICATOR, PERIOD, *NARROWING, MODE)
MEMORY, PAGE, SHARED = "_pilihan", "_halaman", "_bersama"
DONE = "-selesai"
NOTE = "_catat-"
MOST_OFFERED = 12
LONGEST_QUOTE = 60


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A valid choice near an invalid one: what the button says, and the query parameters it sets."""

    label: str
    params: Mapping[str, str]


class InvalidLinkError(StuntingError):
    """A query parameter that means nothing here; `suggestions` are the nearest valid choices."""

    def __init__(self, message: str, suggestions: Sequence[Suggestion]) -> None:
        super().__init__(message)
        self.suggestions = tuple(suggestions)


def carried() -> dict[str, str]:
    """The choices that stand in the links from page to page."""
    return {key: st.query_params[key] for key in CARRIED if key in st.query_params}


def spoken(params: Mapping[str, str]) -> dict[str, str]:
    """The choices of another view, read in the language of this one."""
    chosen = st.query_params.get(LANGUAGE)
    return {**params, LANGUAGE: chosen} if chosen else dict(params)


def arrive(page: str, *, shared: Sequence[str]) -> None:
    """Take the choices that this page shares with others along when the reader comes from another page of this window.

    The menu's links cannot carry them: a change of a filter repaints its part alone, not the menu. A link that names
    one of them itself is left as it is; what a page does not use is kept for the next one that does.
    """
    is_new = st.session_state.get(PAGE) not in (None, page)
    _arrive_speaking(is_new)
    if is_new:
        # Otherwise a widget of the page that is left lends its value to the comparison in `_hold`, and the new widget
        # of the same key shows its first entry beside figures of another.
        for key in (*ROUND, *ROUTINE, UNIT):
            st.session_state.pop(key, None)
    st.session_state[PAGE], st.session_state[SHARED] = page, tuple(shared)
    kept = {key: value for key, value in st.session_state.get(MEMORY, {}).items() if key in shared}
    if is_new and kept and not any(key in st.query_params for key in shared):
        apply(kept)
    _remember()


def _arrive_speaking(is_new: bool) -> None:
    """A link inside this window that names no language leads to the same one; a link from elsewhere to Indonesian."""
    asked = st.query_params.get(LANGUAGE, "")
    known = str(st.session_state.get(f"_{LANGUAGE}", ""))
    if is_new and not asked and known:
        apply({LANGUAGE: known})
        asked = known
    chosen = asked if asked in languages.OFFERED else languages.INDONESIAN
    st.session_state[f"_{LANGUAGE}"] = "" if chosen == languages.INDONESIAN else chosen
    language.hold(chosen)


def check_language() -> None:
    """The language of the link is one that the program speaks.

    Raises:
        InvalidLinkError: it is another one; the page is Indonesian then.
    """
    checked(LANGUAGE, languages.OFFERED, default=languages.INDONESIAN)


def speak(chosen: str) -> None:
    """Read on in another language; everything else stays as it is chosen."""
    apply({LANGUAGE: _unless_default(chosen, languages.INDONESIAN)})


def _remember() -> None:
    shared = st.session_state.get(SHARED, ())
    others = {key: value for key, value in st.session_state.get(MEMORY, {}).items() if key not in shared}
    chosen = {key: st.query_params[key] for key in shared if key in st.query_params}
    st.session_state[MEMORY] = others | chosen


def apply(params: Mapping[str, str]) -> None:
    """Set some choices and keep the others; an empty value removes a choice.

    All at once: the browser keeps every state of the address, and one by one the back button would lead to a year
    without its survey.
    """
    merged = {**st.query_params.to_dict(), **params}
    st.query_params.from_dict({key: value for key, value in merged.items() if value})
    _remember()


def go_to_area(code: str) -> None:
    """Choose an area; the unit of the map starts again from what suits the new area, and a posyandu is left."""
    apply({AREA: "" if code == COUNTRY else code, UNIT: "", POSYANDU: ""})


def release_id() -> str | None:
    """The release the link pins, None for the live one."""
    return st.query_params.get(RELEASE) or None


def area_code_or_country(register: Register) -> str:
    """The chosen area's code, "00" while the link names none or a wrong one."""
    try:
        return area(register).code
    except StuntingError:
        return COUNTRY


def area(register: Register) -> Area:
    """The area of the link: a code, or a name that only one area has.

    Raises:
        InvalidLinkError: unknown or ambiguous; the nearest areas are offered.
    """
    asked = st.query_params.get(AREA, "").strip()
    if not asked:
        return register.get(COUNTRY)
    try:
        return register.find(asked)
    except AmbiguousAreaError:
        message = _(
            "Nama '{asked}' dipakai oleh lebih dari satu wilayah. Pilih yang Anda maksud.", asked=shortened(asked)
        )
    except UnknownAreaError:
        message = _(
            "Wilayah '{asked}' tidak dikenal. Pilih yang terdekat, atau cari namanya di kotak pencarian.",
            asked=shortened(asked),
        )
    raise InvalidLinkError(message, _areas_near(asked, register))


def _areas_near(asked: str, register: Register) -> list[Suggestion]:
    digits = asked.replace(".", "")
    if digits.isdigit():
        # The nearest area a wrong code can mean is the one that would contain it.
        parents = [digits[:length] for length in (6, 4, 2) if length < len(digits)]
        found = [register.get(code) for code in parents if code in register][:1]
        siblings = register.children(found[0].code)[:3] if found else []
        areas = [*found, *siblings] or [register.get(COUNTRY)]
    else:
        areas = [hit.area for hit in register.search(asked, most=6)] or [register.get(COUNTRY)]
    return [Suggestion(label=register.full_name(one.code), params={AREA: one.code}) for one in areas]


def one_of(
    label: str,
    param: str,
    options: Mapping[str, str],
    *,
    default: str,
    shows_label: bool = False,
    clears: Sequence[str] = (),
) -> str:
    """A choice among a few named options as buttons; its key is the value in the link.

    clears: choices inside the one that is left

    Raises:
        InvalidLinkError: the link carries another value.
    """
    current = checked(param, options, default=default)
    _hold(param, current)
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        required=True,
        key=param,
        label_visibility="visible" if shows_label else "collapsed",
        on_change=lambda: apply(
            {**dict.fromkeys(clears, ""), param: _unless_default(st.session_state[param], default)}
        ),
    )
    return current


def buttons(
    label: str,
    key: str,
    options: Mapping[str, str],
    *,
    current: str,
    params: Callable[[str], Mapping[str, str]],
) -> None:
    """One of a few named options as buttons that shows `current`; `params` says what another changes in the link."""
    _hold(key, current)
    st.segmented_control(
        label,
        list(options),
        format_func=options.__getitem__,
        required=True,
        key=key,
        label_visibility="collapsed",
        on_change=lambda: apply(params(st.session_state[key])),
    )


def listed(
    label: str,
    param: str,
    options: Mapping[str, str],
    *,
    default: str,
    width: int,
    clears: Sequence[str] = (),
    shows_label: bool = False,
) -> str:
    """A choice among several named options as a list; its key is the value in the link.

    clears: choices inside the one that is left, for example the posyandu when the puskesmas changes

    Raises:
        InvalidLinkError: the link carries another value.
    """
    current = checked(param, options, default=default)
    _hold(param, current)
    st.selectbox(
        label,
        list(options),
        format_func=options.__getitem__,
        key=param,
        width=width,
        label_visibility="visible" if shows_label else "collapsed",
        help=None,
        on_change=lambda: _apply_offered(
            param, options, lambda key: {**dict.fromkeys(clears, ""), param: _unless_default(key, default)}
        ),
    )
    return current


def slider(
    label: str,
    key: str,
    *,
    current: float,
    highest: float,
    params: Callable[[float], Mapping[str, str]],
    step: float = 1.0,
    help_text: str = "",
) -> None:
    """A number from 0 to `highest` that shows `current`; `params` says what a new value changes in the link."""
    _hold(key, float(current))
    st.slider(
        label,
        min_value=0.0,
        max_value=float(highest),
        step=step,
        key=key,
        format="%d",
        help=help_text or None,
        on_change=lambda: apply(params(float(st.session_state[key]))),
    )


def whole_number(
    label: str,
    key: str,
    *,
    current: int,
    low: int,
    high: int,
    params: Callable[[int], Mapping[str, str]],
    width: int,
    help_text: str = "",
) -> None:
    """A whole number between two limits; `params` says what a new value changes in the link."""
    _hold(key, int(current))
    st.number_input(
        label,
        min_value=low,
        max_value=high,
        step=1,
        key=key,
        width=width,
        help=help_text or None,
        on_change=lambda: apply(params(int(st.session_state[key]))),
    )


def picked(
    label: str,
    key: str,
    options: Mapping[str, str],
    *,
    current: str,
    params: Callable[[str], Mapping[str, str]],
    width: int | None = None,
    placeholder: str = "",
) -> None:
    """One of several named options, or none yet ("" as `current`); `params` says what it changes in the link."""
    _hold(key, current or None)
    st.selectbox(
        label,
        list(options),
        index=0 if current else None,
        format_func=options.__getitem__,
        key=key,
        placeholder=placeholder or _("Pilih"),
        width=width if width is not None else "stretch",
        on_change=lambda: _apply_offered(key, ("", *options), params),
    )


def folded(label: str, key: str, *, icon: str) -> PopoverContainer:
    """A button that opens a form; it is filled when it is open: `if form.open:`."""
    if st.session_state.pop(f"{key}{DONE}", False):
        st.session_state[key] = False
    return st.popover(label, icon=icon, key=key, on_change="rerun")


def fold(key: str) -> None:
    """Close such a form with the next run, for what it asked is done and it covers the page."""
    st.session_state[f"{key}{DONE}"] = True


def address() -> dict[str, str]:
    """Every choice of this view, as it stands in the link; language and eyes are the reader's and not the view's."""
    return {key: value for key, value in st.query_params.to_dict().items() if key not in (LANGUAGE, SEE_AS)}


def reset(params: Sequence[str]) -> None:
    """Empty some choices."""
    apply(dict.fromkeys(params, ""))


def typed(label: str, param: str, *, placeholder: str, help_text: str = "", longest: int = 160) -> str:
    """A text in the reader's own words; it stands in the link as well."""
    current = st.query_params.get(param, "")[:longest]
    _hold(param, current)
    st.text_input(
        label,
        key=param,
        placeholder=placeholder,
        help=help_text or None,
        max_chars=longest,
        on_change=lambda: apply({param: st.session_state[param].strip()}),
    )
    return current.strip()


def asked(param: str) -> str:
    """What the link says for one choice, "" where it says nothing."""
    return st.query_params.get(param, "")


def tabs(labels: Sequence[str]) -> Sequence[TabContainer]:
    """Tabs whose open one stands in the link; a hidden tab is not run: `if tab.open:`.

    Raises:
        InvalidLinkError: the link names another tab.
    """
    first = labels[0]
    # The link names a tab in Indonesian, whatever is read on it.
    said = {label: _(label) for label in labels}
    named = {shown: label for label, shown in said.items()}
    current = checked(TAB, said, default=first)
    _hold(TAB, said[current])

    def chosen() -> None:
        apply({TAB: _unless_default(named[st.session_state[TAB]], first)})

    # Not bound to the address: a bound parameter forbids setting the others all at once.
    return st.tabs(list(said.values()), key=TAB, on_change=chosen)


def checked(param: str, options: Mapping[str, str], *, default: str) -> str:
    """What the link chooses among some options, without drawing anything.

    Raises:
        InvalidLinkError: the link carries another value.
    """
    asked = st.query_params.get(param) or default
    if asked not in options:
        raise InvalidLinkError(
            _(
                "Pilihan '{asked}' tidak dikenal untuk '{param}'. Pilih salah satu:",
                asked=shortened(asked),
                param=param,
            ),
            [Suggestion(label=name, params={param: key}) for key, name in list(options.items())[:MOST_OFFERED]],
        )
    return asked


def shortened(text: str) -> str:
    """What a link said, as far as a sentence can repeat it."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def ways_out() -> list[Suggestion]:
    """What lifts the filters that mode publik does not offer together or so far down."""
    found = []
    if asked(SEX) or asked(AGE):
        found.append(Suggestion(label=_("Hapus saringan jenis kelamin dan umur"), params={SEX: "", AGE: ""}))
        if asked(PUSKESMAS) or asked(LOKUS):
            found.append(Suggestion(label=_("Hapus saringan puskesmas dan lokus"), params={PUSKESMAS: "", LOKUS: ""}))
        code = asked(AREA).replace(".", "")
        if code.isdigit() and len(code) > 4 and st.session_state.get(PAGE) in ("ringkasan", "tren"):
            found.append(Suggestion(label=_("Naik ke kabupaten/kota"), params={AREA: code[:4], UNIT: ""}))
        if gate.areas(Thing.COUNTS) and asked(MODE) != "internal":
            found.append(Suggestion(label=_("Pakai mode internal (khusus petugas)"), params={MODE: "internal"}))
    return found


def this_page() -> str:
    """Key of the page that runs, "" before it said so."""
    return str(st.session_state.get(PAGE, ""))


def noted(key: str, first: object) -> object:
    """What this window noted under a key; at first that is `first`. Used to notice what another window changed."""
    return st.session_state.setdefault(f"{NOTE}{key}", first)


def note(key: str, value: object) -> None:
    """Note something for the next runs of this window."""
    st.session_state[f"{NOTE}{key}"] = value


def taken(key: str) -> object:
    """What was noted under a key for the next run alone; None where there is nothing."""
    return st.session_state.pop(f"{NOTE}{key}", None)


def forget(start: str) -> None:
    """Forget everything that was noted under keys with this beginning."""
    for key in [one for one in st.session_state if str(one).startswith(f"{NOTE}{start}")]:
        del st.session_state[key]


def _unless_default(value: str, default: str) -> str:
    return "" if value == default else value


def _apply_offered(key: str, options: Container[str], params: Callable[[str], Mapping[str, str]]) -> None:
    """Set what was picked from a list; nothing where the list had changed under the hand.

    Streamlit hands on the text of a choice that is not offered any more, as if it were its key.
    """
    picked = st.session_state[key] or ""
    if picked in options:
        apply(params(picked))


def _hold(key: str, value: object) -> None:
    """Make a widget show what the link says; the link is the only truth, the widget follows."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value


def several(
    label: str, param: str, options: Mapping[str, str], *, current: Sequence[str], most: int, placeholder: str
) -> None:
    """Some of several named options, shown as `current`; their keys stand in the link, separated by commas."""
    _hold(param, list(current))
    st.multiselect(
        label,
        list(options),
        format_func=options.__getitem__,
        max_selections=most,
        placeholder=placeholder,
        key=param,
        select_all=False,
        on_change=lambda: apply({param: ",".join(st.session_state[param])}),
    )
