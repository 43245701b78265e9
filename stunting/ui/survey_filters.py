"""The filters of survey figures: round, second round, province, classes, and the kabupaten that are compared."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from stunting.classes import SCHEMES, WHO_2018, ClassScheme
from stunting.geography import COUNTRY, Area, Register
from stunting.languages import N_, _
from stunting.measures import Round
from stunting.survey_choices import FIRST_COMPARED, MOST_COMPARED, first_pair
from stunting.ui import filters
from stunting.ui.filters import CHOSEN, COMPARE, SCHEME, SURVEY, YEAR, InvalidLinkError, Suggestion

YEAR_FORM = re.compile(r"[0-9]{4}")


def round_params(one: Round) -> dict[str, str]:
    """The query parameters that choose a survey round."""
    return {YEAR: str(one.year), SURVEY: one.survey}


def survey_round(rounds: Sequence[Round], *, default: Round, label: str = N_("Survei")) -> Round:
    """The survey round to show; `default` until the reader chooses.

    Raises:
        InvalidLinkError: the link asks for a year or survey that has no figure here.
    """
    by_key = {one.key: one for one in rounds}
    current = _round_of_link(rounds, default)
    filters.buttons(
        _(label),
        "putaran",
        {key: one.label for key, one in by_key.items()},
        current=current.key,
        params=lambda key: round_params(by_key[key]),
    )
    return current


def _round_of_link(rounds: Sequence[Round], default: Round) -> Round:
    year, survey = filters.asked(YEAR), filters.asked(SURVEY)
    offers = [Suggestion(label=one.label, params=round_params(one)) for one in rounds]
    if not year and not survey:
        return default
    if survey and survey not in {one.survey for one in rounds}:
        raise InvalidLinkError(
            _(
                "Survei '{survey}' tidak memuat angka untuk tampilan ini. Pilih salah satu:",
                survey=filters.shortened(survey),
            ),
            offers,
        )
    is_year = bool(year) and YEAR_FORM.fullmatch(str(year)) is not None
    if year and not (is_year and int(year) in {one.year for one in rounds}):
        if is_year:
            offers = sorted(offers, key=lambda o: abs(int(o.params[YEAR]) - int(year)))[:3]
        raise InvalidLinkError(
            _("Tidak ada survei untuk tahun '{year}' pada tampilan ini. Yang terdekat:", year=filters.shortened(year)),
            offers,
        )
    matching = [one for one in rounds if (not year or one.year == int(year)) and (not survey or one.survey == survey)]
    if not matching:
        raise InvalidLinkError(
            _("Survei '{survey}' tidak dilakukan pada {year}. Pilih salah satu:", survey=survey, year=year), offers
        )
    return matching[-1]


def compared_round(rounds: Sequence[Round], chosen: Round) -> Round | None:
    """A second round for a map beside the first, None for one map.

    Raises:
        InvalidLinkError: the link asks for a round that has no figure here.
    """
    others = {"": _("Satu peta")} | {one.key: _("dengan {one}", one=one.label) for one in rounds if one != chosen}
    if filters.asked(COMPARE) == chosen.key:
        filters.apply({COMPARE: ""})
    key = filters.listed(_("Sandingkan dengan"), COMPARE, others, default="", width=165)
    return next((one for one in rounds if one.key == key), None)


def two_rounds(rounds: Sequence[Round]) -> tuple[Round, Round]:
    """Two survey rounds, the earlier one first; the outermost of the newest comparable survey until chosen.

    Raises:
        InvalidLinkError: the link asks for a round that has no figure here.
    """
    options = {one.key: one.label for one in rounds}
    opening = first_pair(rounds)
    first = filters.listed(_("Survei pertama"), "dari", options, default=opening[0].key, width=150)
    last = filters.listed(_("Survei kedua"), "ke", options, default=opening[1].key, width=150)
    chosen = sorted((one for one in rounds if one.key in (first, last)), key=lambda one: (one.year, one.survey))
    return chosen[0], chosen[-1]


def province_of(register: Register, current: Area, chosen: Sequence[str]) -> Area:
    """The province to rank: the chosen area's own, or else one of the compared kabupaten's."""
    codes = dict.fromkeys([*([current.code[:2]] if current.code != COUNTRY else []), *(code[:2] for code in chosen)])
    others = {area.code: area.name for area in register.children(COUNTRY) if area.code not in codes}
    options = {code: register.get(code).name for code in codes} | others
    return register.get(filters.listed("Provinsi", "prov", options, default=next(iter(options)), width=220))


def scheme() -> ClassScheme:
    """The class scheme of map, legend and table."""
    options = {key: one.label for key, one in SCHEMES.items()}
    return SCHEMES[filters.listed(_("Kelas"), SCHEME, options, default=WHO_2018.key, width=225)]


def compared_areas(labels: Mapping[str, str]) -> tuple[str, ...]:
    """Codes of the kabupaten/kota to compare, at most twelve; five to begin with until the reader chooses.

    labels: code -> name of every kabupaten/kota, in the order of the list

    Raises:
        InvalidLinkError: a code in the link is not a kabupaten or kota.
    """
    written = [code.strip().replace(".", "") for code in filters.asked(CHOSEN).split(",")]
    asked = list(dict.fromkeys(code for code in written if code)) or list(FIRST_COMPARED)
    wrong = [code for code in asked if code not in labels]
    if wrong:
        raise InvalidLinkError(
            _(
                "Bukan kode kabupaten/kota: {wrong}. Mulai dari pilihan awal?",
                wrong=filters.shortened(", ".join(wrong)),
            ),
            [Suggestion(label=_("Pilihan awal"), params={CHOSEN: ""})],
        )
    asked = asked[:MOST_COMPARED]
    filters.several(
        _("Kabupaten/kota yang dibandingkan (paling banyak 12)"),
        CHOSEN,
        labels,
        current=asked,
        most=MOST_COMPARED,
        placeholder=_("Ketik nama kabupaten atau kota"),
    )
    return tuple(asked)
