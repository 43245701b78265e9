"""Rates by posyandu and month, for mode internal alone: a posyandu has few children, and publik would hide them all."""

from __future__ import annotations

import pandas as pd

from stunting import routine_queries
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.errors import NoDataError
from stunting.frames import records
from stunting.geography import Area
from stunting.languages import N_, _
from stunting.routine import rates
from stunting.routine.district import District, Mode, Question
from stunting.routine.periods import Period, PeriodKind

NOT_ADDED = N_(
    "Jumlah semua posyandu dapat lebih kecil daripada desanya: balita tanpa posyandu pada "
    "berkas, dan posyandu dengan kurang dari lima balita, tidak ada di tabel ini."
)


def in_period(answers: District, *, area: Area, period: Period, question: Question) -> pd.DataFrame:
    """Every posyandu with rows inside an area in one month, of one puskesmas where one is chosen.

    As `District.areas_in_period` has the areas; area_code is the id of the posyandu, parent_code its desa.

    Raises:
        NoDataError: mode publik, a period that is no month, or children chosen by sex, age or lokus.
        AccessDeniedError: whoever looks may see counts nowhere in the area; of a part of it, the others are left out.
    """
    _refuse(question)
    if period.kind is not PeriodKind.MONTH:
        raise NoDataError(
            _(
                "Posyandu dihitung per bulan, bukan per {period}. Pilih satu bulan di daftar Periode.",
                period=period.label,
            )
        )
    own = [
        routine_queries.posyandu_counts(answers.db, within=one, when=period, puskesmas=question.selection.puskesmas_id)
        for one in gate.require_part(Thing.COUNTS, area.code)
    ]
    counts = pd.concat(own, ignore_index=True) if len(own) > 1 else own[0]
    names = {"posyandu_id": "area_code", "posyandu_name": "area_name", "desa_code": "parent_code"}
    return rates.with_rates(counts.rename(columns=names), indicator=question.indicator)


def over_time(answers: District, *, posyandu_id: str, within: str, question: Question) -> pd.DataFrame:
    """One posyandu of an area in every month it has rows of, as `District.over_time` has an area.

    Raises:
        NoDataError: as above, or the posyandu has no row.
    """
    _refuse(question)
    counts = routine_queries.posyandu_counts(answers.db, within=within, posyandu=posyandu_id)
    months = {
        (one.year, one.month): one
        for one in answers.periods(within, mode=question.mode)
        if one.kind is PeriodKind.MONTH
    }
    if counts.empty:
        raise NoDataError(_("Posyandu ini belum punya hitungan per bulan. Pilih posyandu lain."))
    found = [months[(row.year, row.month)] for row in records(counts)]
    frame = counts.rename(columns={"posyandu_id": "area_code"}).assign(period=pd.Series(found, dtype=object))
    return rates.with_rates(frame, indicator=question.indicator)


def _refuse(question: Question) -> None:
    if question.mode is not Mode.INTERNAL:
        raise NoDataError(_("Angka per posyandu hanya ada di mode internal. Kosongkan pilihan posyandu."))
    if question.selection.cuts_children or question.selection.lokus:
        raise NoDataError(
            _(
                "Posyandu dihitung untuk semua balitanya, tidak menurut jenis kelamin, umur, atau"
                " lokus. Kosongkan pilihan itu, atau kosongkan posyandu."
            )
        )
