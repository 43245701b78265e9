""" "Terbitkan ringkasan": sums of the foster programmes into the next release.

The sums are remembered in the casebook before the release is built, and stay there when they are taken back: whoever
saw them can subtract them from what is published later.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Unpack

import pandas as pd

from stunting import releases
from stunting.access import gate
from stunting.access.policy import Thing
from stunting.build import foster_summaries
from stunting.build.foster_summaries import OWN_COLUMNS
from stunting.errors import ImportRefusedError
from stunting.foster.book import Book
from stunting.foster.children import Children
from stunting.foster.effect import Effect
from stunting.foster.journal import Desk, record_publication
from stunting.foster.placed import effect
from stunting.foster.programmes import MARKUP, FosterError
from stunting.foster.summary import Draft, Sum, drafted
from stunting.geography import Register
from stunting.imports.commit import Options
from stunting.imports.state import read_state
from stunting.languages import Sentence, _
from stunting.minutes.recording import Writer
from stunting.own_tables import OwnChange, OwnTable, commit
from stunting.paths import Layout
from stunting.sample.options import NOTICE
from stunting.typed_texts import one_line

LONGEST_SOURCE = 200
TABLE = OwnTable(
    table=foster_summaries.OWN,
    card={
        "producer": "Kabupaten/kota pengguna dasbor ini, dari buku kasus",  # no text
        "title": "Ringkasan program orang tua asuh yang diterbitkan",  # no text
        "licence": "Mengikuti kabupaten/kota yang menerbitkan",  # no text
        "comparable_with": "Terbitan program dan kabupaten yang sama pada tanggal lain",  # no text
        "notes": "Jumlah per program; angka 1-4 dan yang dapat membukanya dibuang sebelum disimpan.",  # no text
    },
)


def effects(book: Book, children: Children, *, today: dt.date) -> dict[str, Effect]:
    """What became of the children of each programme that has any."""
    codes = dict.fromkeys(one.record.programme for one in book.placements)
    return {code: effect(book, children, today=today, programme=code) for code in codes}


def draft_of(book: Book, children: Children, register: Register, *, today: dt.date) -> Draft:
    """What would be published today, without storing anything."""
    # Sums of some of the placements would be published as those of all.
    gate.require(Thing.CHILDREN, book.kabupaten)
    kecamatan = [one.code for one in register.children(book.kabupaten)]
    return drafted(book, effects(book, children, today=today), kecamatan=kecamatan, today=today)


def publish(
    layout: Layout, desk: Desk, draft: Draft, *, by: Writer, source: str, **options: Unpack[Options]
) -> OwnChange:
    """Store the sums and build a release with them; those of the same day are replaced.

    Where an invented file counts in the kabupaten, the source says so.

    Raises:
        FosterError: there is nothing to publish, or the source cannot be shown.
        LedgerError: the casebook cannot be written; nothing was published.
        BusyReleaseError, BuildError, ReleaseError: the release could not be built; the sums stay what they were.
    """
    gate.require(Thing.CHILDREN, draft.kabupaten)
    gate.require(Thing.TABLES, draft.kabupaten)
    source = one_line(source)
    if not source or len(source) > LONGEST_SOURCE or MARKUP.search(source):
        raise FosterError(
            Sentence(
                "Tulis sumber yang disebut, paling panjang {longest_source} huruf, tanpa tanda < atau >.",
                longest_source=LONGEST_SOURCE,
            )
        )
    if not any(one.value_n is not None for one in draft.sums):
        raise FosterError(Sentence.of(Sentence("Belum ada angka yang boleh diterbitkan."), *draft.notes))
    with releases.lock(layout) as notice:
        if draft.kabupaten in read_state(layout).sample_kabupaten:
            source = f"{NOTICE}: {source}"
        rows = [_row(one) for one in draft.sums]
        record_publication(desk, rows, as_of=draft.as_of, by=by)
        known = foster_summaries.own_summaries(layout)
        is_same = known["area_code"].str.startswith(draft.kabupaten) & (known["as_of"] == draft.as_of.isoformat())
        added = pd.DataFrame([_written(one, draft.as_of, source) for one in draft.sums], columns=OWN_COLUMNS)
        built = commit(layout, TABLE, _ordered(pd.concat([known[~is_same], added])), **options)
    told = _(
        "Ringkasan per {isoformat} diterbitkan: {sums_n} angka.",
        isoformat=draft.as_of.isoformat(),
        sums_n=len(draft.sums),
    )
    return OwnChange(sentence=told, release=replace(built, notice=notice))


def withdraw(layout: Layout, *, kabupaten: str, as_of: dt.date, **options: Unpack[Options]) -> OwnChange:
    """Take the sums of a day out of the releases to come; earlier releases still hold them.

    Raises:
        ImportRefusedError: there are none.
        BusyReleaseError, BuildError, ReleaseError: as `publish`.
    """
    with releases.lock(layout) as notice:
        known = foster_summaries.own_summaries(layout)
        gone = known["area_code"].str.startswith(kabupaten) & (known["as_of"] == as_of.isoformat())
        if not gone.any():
            raise ImportRefusedError(
                Sentence(
                    "Tidak ada ringkasan {kabupaten} per {isoformat} yang diterbitkan.",
                    kabupaten=kabupaten,
                    isoformat=as_of.isoformat(),
                )
            )
        built = commit(layout, TABLE, _ordered(known[~gone]), **options)
    return OwnChange(
        sentence=_("Ringkasan per {isoformat} ditarik.", isoformat=as_of.isoformat()),
        release=replace(built, notice=notice),
    )


def _row(one: Sum) -> dict[str, object]:
    return {"area_code": one.area_code, "programme": one.programme, "key": one.key, "value_n": one.value_n}


def _written(one: Sum, as_of: dt.date, source: str) -> tuple[str, ...]:
    value = "" if one.value_n is None else str(one.value_n)
    return (one.area_code, one.programme, as_of.isoformat(), one.key, value, str(one.is_hidden).lower(), source)


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[OWN_COLUMNS].astype(str).sort_values(["as_of", "area_code", "programme", "key"], ignore_index=True)
