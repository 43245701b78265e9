"""Targets of the user: checked, kept beside the shipped ones, and built into a release.

A target and its release change together: when the release cannot be built, the targets are what they were.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import Unpack

import pandas as pd

from stunting import formats, releases
from stunting.build import targets
from stunting.build.release import BuiltRelease
from stunting.build.targets import FIRST_YEAR, LAST_YEAR, plan_key
from stunting.errors import ImportRefusedError, StuntingError, nearest
from stunting.frames import records
from stunting.geography import Register
from stunting.imports.commit import Options
from stunting.languages import N_, Sentence, _
from stunting.own_tables import OwnChange, OwnTable, commit
from stunting.paths import Layout

TABLE = OwnTable(
    table=targets.TABLE,
    card={
        "producer": "Pengguna dasbor ini, menurut dasar hukum di tiap baris",  # no text
        "title": "Target stunting yang ditetapkan sendiri",  # no text
        "licence": "Mengikuti penerbit yang disebut di kolom source",  # no text
        "comparable_with": "Angka survei wilayah yang sama",  # no text
        "notes": "Ditetapkan pengguna di komputer ini; bukan bagian data bawaan.",  # no text
    },
)
LONGEST_TEXT = 300
DECIMAL = re.compile(r"\d{1,3}(?:[.,]\d+)?")


@dataclass(frozen=True, kw_only=True)
class OwnTarget:
    """One target of the user: value_pct is prevalence of stunting in percent, basis the plan that sets it.

    is_verified: the user compared it with the text of the plan
    """

    area_code: str
    year: int
    value_pct: float
    basis: str
    source: str
    is_verified: bool = False
    note: str = ""

    @property
    def plan(self) -> tuple[str, int, str]:
        """What a target is told apart by."""
        return self.area_code, self.year, plan_key(self.basis)


def checked_target(
    register: Register,
    *,
    area: str,
    year: str,
    value: str,
    basis: str,
    source: str,
    is_verified: bool = False,
    note: str = "",
) -> OwnTarget:
    """A target as somebody wrote it: `area` is a code or a name, `value` "12,5", "12.5" or "12,5%".

    Raises:
        ImportRefusedError: something is missing or wrong; `problems` has one sentence for each.
    """
    problems: list[str] = []
    code, year_number, value_pct = "", 0, 0.0
    try:
        code = register.find(area).code
    except StuntingError as refused:
        problems.append(str(refused))
    written = year.strip()
    if not re.fullmatch(r"[0-9]{4}", written) or not FIRST_YEAR <= int(written) <= LAST_YEAR:
        problems.append(
            _(
                "Tahun '{written}' tidak dapat dipakai. Tulis tahun {first_year} sampai {last_year}.",
                written=written[:20],
                first_year=FIRST_YEAR,
                last_year=LAST_YEAR,
            )
        )
    else:
        year_number = int(written)
    try:
        value_pct = _percent(value)
    except StuntingError as refused:
        problems.append(str(refused))
    texts = {N_("Dasar hukum"): _line(basis), N_("Sumber"): _line(source), N_("Catatan"): _line(note)}
    if not plan_key(texts["Dasar hukum"]):
        problems.append(_("Dasar hukum kosong. Tulis misalnya 'Perda No. 3 Tahun 2025 tentang RPJMD 2025-2029'."))
    if not texts["Sumber"]:
        problems.append(_("Sumber kosong. Tulis dokumen dan halamannya, atau tautannya."))
    for name, text in texts.items():
        if len(text) > LONGEST_TEXT:
            problems.append(
                _(
                    "{name} terlalu panjang. Tulis paling banyak {longest_text} huruf.",
                    name=name,
                    longest_text=LONGEST_TEXT,
                )
            )
        if "<" in text or ">" in text:
            problems.append(_("{name} memuat tanda < atau >. Tulis tanpa tanda itu.", name=name))
    if problems:
        raise ImportRefusedError(Sentence("Target belum disimpan."), problems)
    return OwnTarget(
        area_code=code,
        year=year_number,
        value_pct=value_pct,
        basis=texts["Dasar hukum"],
        source=texts["Sumber"],
        is_verified=is_verified,
        note=texts["Catatan"],
    )


def own_targets(layout: Layout, *, area_code: str | None = None) -> list[OwnTarget]:
    """The user's targets, of one area or all, by area, year and basis.

    Raises:
        BuildError: their table is not the one its card describes.
    """
    found = [OwnTarget(**row._asdict()) for row in records(targets.own_targets(layout))]
    return sorted((one for one in found if area_code in (None, one.area_code)), key=lambda one: one.plan)


def set_target(layout: Layout, target: OwnTarget, **options: Unpack[Options]) -> OwnChange:
    """Add a target, or change the one of the same area, year and plan, and build a release with it.

    Raises:
        BusyReleaseError: another process or window is writing.
        BuildError, ReleaseError: the release could not be built; the targets stay what they were.
    """
    with releases.lock(layout) as notice:
        known = own_targets(layout)
        before = next((one for one in known if one.plan == target.plan), None)
        rest = [one for one in known if one.plan != target.plan]
        built = _commit(layout, [*rest, target] if before != target else None, **options)
    said = _("Target {layout} {target}", layout=label(layout, target), target=_value(target))
    if before is None:
        sentence = _("{said} ditambahkan.", said=said)
    elif before.value_pct != target.value_pct:
        sentence = _("{said} disimpan, sebelumnya {before}.", said=said, before=_value(before))
    else:
        sentence = _("{said} disimpan.", said=said)
    return OwnChange(sentence=sentence, release=replace(built, notice=notice))


def remove_target(
    layout: Layout, *, area_code: str, year: int, basis: str | None = None, **options: Unpack[Options]
) -> OwnChange:
    """Remove a target the user set; the shipped one it replaced counts again.

    basis: needed where the area has targets of several plans for that year

    Raises:
        ImportRefusedError: the user set no such target, or it is not clear which is meant.
        BusyReleaseError, BuildError, ReleaseError: as above.
    """
    with releases.lock(layout) as notice:
        known = own_targets(layout)
        here = [one for one in known if (one.area_code, one.year) == (area_code, year)]
        meant = [one for one in here if basis is None or plan_key(one.basis) == plan_key(basis)]
        if len(meant) != 1:
            raise ImportRefusedError(_which(layout, area_code, year, here, basis))
        (gone,) = meant
        built = _commit(layout, [one for one in known if one.plan != gone.plan], **options)
    frame = targets.targets(layout)
    back = frame[(frame["area_code"] == area_code) & (frame["year"] == year)]
    back = back[back["basis"].map(plan_key) == gone.plan[2]]
    again = "".join(
        _(" Berlaku lagi {value_pct} dari data bawaan.", value_pct=formats.percent(row.value_pct))
        for row in records(back)
    )
    return OwnChange(
        sentence=_(
            "Target {layout} {gone} dihapus.{again}", layout=label(layout, gone), gone=_value(gone), again=again
        ),
        release=replace(built, notice=notice),
    )


def label(layout: Layout, target: OwnTarget) -> str:
    """ "Kab. Pasuruan 2029"."""
    register = Register.shipped(layout.raw)
    name = register.known_name(target.area_code)
    return f"{name} {target.year}"


def written_percent(value: float) -> str:
    """With two decimals where one would round: 12.74 -> "12,74%", 14.2 -> "14,2%"."""
    return formats.percent(value, decimals=1 if round(value, 1) == value else 2)


def _which(layout: Layout, area_code: str, year: int, here: list[OwnTarget], basis: str | None) -> str:
    """Why no one target is meant."""
    place = label(layout, OwnTarget(area_code=area_code, year=year, value_pct=0, basis="", source=""))
    if not here:
        frame = targets.targets(layout)
        is_shipped = ((frame["area_code"] == area_code) & (frame["year"] == year)).any()
        hint = (
            Sentence(
                "Yang ada dari data bawaan; gantikan dengan `python -m stunting target set` dan dasar hukum yang sama."
            )
            if is_shipped
            else Sentence("Lihat `python -m stunting target list`.")
        )
        return Sentence("Tidak ada target sendiri untuk {place}. {hint}", place=place, hint=hint)
    bases = [one.basis for one in here]
    if basis is None:
        return Sentence(
            "{place} punya {here_n} target sendiri: {bases}. Sebut satu dengan --basis.",
            place=place,
            here_n=len(here),
            bases="; ".join(bases),
        )
    offered = nearest(basis, bases) or tuple(bases[:3])
    return Sentence(
        "Tidak ada target sendiri untuk {place} dengan dasar '{basis}'. Maksud Anda '{offered}'?",
        place=place,
        basis=basis[:80],
        offered=offered[0],
    )


def _commit(layout: Layout, wanted: list[OwnTarget] | None, **options: Unpack[Options]) -> BuiltRelease:
    """Store the targets and build; None builds what is stored. The caller holds the lock."""
    if wanted is None:
        return commit(layout, TABLE, None, **options)
    rows = [asdict(one) for one in sorted(wanted, key=lambda one: one.plan)]
    return commit(layout, TABLE, pd.DataFrame(rows, columns=targets.OWN_COLUMNS), **options)


def _value(target: OwnTarget) -> str:
    return written_percent(target.value_pct)


def _line(text: str) -> str:
    return " ".join(text.split())


def _percent(text: str) -> float:
    plain = text.replace("%", "").replace(" ", "")
    if not plain:
        raise ImportRefusedError(Sentence("Target kosong. Tulis persentasenya, misalnya 12,5."))
    if not DECIMAL.fullmatch(plain):
        raise ImportRefusedError(Sentence("Target '{text}' bukan persentase. Tulis misalnya 12,5.", text=text[:20]))
    value = float(plain.replace(",", "."))
    if value > 100:
        raise ImportRefusedError(
            Sentence("Target '{text}' lebih dari 100. Tulis persentase balita stunting.", text=text[:20])
        )
    if 0 < value < 1:
        raise ImportRefusedError(
            Sentence("Target '{text}' di bawah 1 persen; mungkin pecahan. Tulis 12,5 untuk 12,5%.", text=text[:20])
        )
    return value
