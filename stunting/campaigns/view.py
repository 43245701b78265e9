"""What a tab, a slide and a sheet show of the campaign of one area: the same events, units and sentences."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pandas as pd

from stunting import formats
from stunting.campaigns import summary
from stunting.campaigns.kinds import KINDS
from stunting.charts.campaign_timeline import timeline
from stunting.charts.picture import Picture
from stunting.geography import Area, Register
from stunting.languages import N_, _

# What the link calls the choices of the tab. The tab beside it has a "jenis" of its own.
KIND, YEAR, QUANTITY = "jenis-kegiatan", "tahun-kegiatan", "ukuran"
UNIT_WORDS = {"provinsi": "provinsi", "kabupaten": "kabupaten/kota", "kecamatan": "kecamatan", "desa": "desa/kelurahan"}
INCOMPLETE = N_("Daftar ini memuat yang dicatat; wilayah tanpa tanda belum tentu tanpa kegiatan.")


@dataclass(frozen=True, kw_only=True)
class CampaignView:
    """Events of an area by the units one level down.

    events: rows of `action_queries.campaign_events` as chosen, with `unit_code` ("" for the area as a whole)
    units:  `summary.by_unit`
    """

    area: Area
    unit_level: str
    events: pd.DataFrame = field(repr=False)
    units: pd.DataFrame = field(repr=False)
    today: dt.date
    kind: str = ""
    year: str = ""

    @property
    def chosen(self) -> str:
        """ ", kampanye 2025": behind the name of the area, "" for all events."""
        said = [KINDS[self.kind].lower()] if self.kind else []
        said += [self.year] if self.year else []
        return f", {' '.join(said)}" if said else ""

    @property
    def unit_words(self) -> str:
        return UNIT_WORDS[self.unit_level]

    @property
    def is_sample(self) -> bool:
        return bool(self.events["is_sample"].any())

    @property
    def headline(self) -> str:
        return summary.headline(self.events, self.units, area=self.area, unit_words=self.unit_words)

    @property
    def never(self) -> list[str]:
        """Names of units without any event."""
        return self.units.loc[self.units["event_n"] == 0, "area_name"].tolist()

    @property
    def source(self) -> str:
        number = formats.number(len(self.events))
        return _(
            "Sumber: pengumuman dan laporan kegiatan ({number} kegiatan); dihitung sampai {date}.",
            number=number,
            date=formats.date(self.today),
        )

    @property
    def notes(self) -> tuple[str, ...]:
        above = int((self.events["unit_code"] == "").sum())
        said = [_(INCOMPLETE)]
        if above:
            said.append(
                _(
                    "{above} kegiatan tingkat {area} ada di daftar, tidak di baris {unit_words}.",
                    above=formats.number(above),
                    area=self.area.official_name,
                    unit_words=self.unit_words,
                )
            )
        if self.is_sample:
            said.append(_("Kegiatan yang bertanda contoh dikarang; yang lain diumumkan."))
        return tuple(said)

    def timeline(self) -> Picture:
        """The events on a line of time."""
        return timeline(
            self.events,
            self.units,
            kinds=KINDS,
            place=f"{self.area.official_name}{self.chosen}",
            unit_words=self.unit_words,
            source=self.source,
            notes=self.notes,
        )


def scope_of(area: Area, register: Register) -> Area:
    """Whose campaign is shown: the kabupaten of a kecamatan or desa, else the area itself."""
    return register.ancestor(area.code, "kabupaten") or area


def campaign_of(
    events: pd.DataFrame, area: Area, register: Register, *, today: dt.date, kind: str = "", year: str = ""
) -> CampaignView:
    """The campaign of an area of `scope_of`; kind and year "" for all."""
    wanted = summary.chosen(events, kind=kind, year=year)
    children = register.children(area.code)
    level = children[0].level if children else "desa"
    length = len(children[0].code) if children else 10
    codes = {one.code for one in children}
    cut = wanted["area_code"].str[:length]
    wanted = wanted.assign(unit_code=cut.where(cut.isin(codes), ""))
    return CampaignView(
        area=area,
        unit_level=level,
        events=wanted,
        units=summary.by_unit(wanted, units=children, today=today),
        today=today,
        kind=kind,
        year=year,
    )
