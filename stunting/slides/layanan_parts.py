"""What the slides of the page Layanan share: the services a step asks for, and their coverage in mode publik."""

from __future__ import annotations

from dataclasses import dataclass

from stunting.errors import NoDataError
from stunting.geography import COUNTRY, Area
from stunting.languages import _
from stunting.rembuk.agenda import Step
from stunting.routine.district import Mode
from stunting.services import cell_words, registry
from stunting.services.coverage import Coverage, State
from stunting.services.reports import ReportPeriod
from stunting.services.service import ESSENTIAL, GROUPS, LISTS, SENSITIF, SPESIFIK, Service
from stunting.services.situation import Situation
from stunting.slides import asked, words
from stunting.slides.sources import Sources

LIST, GROUP, KIND, PERIOD = "layanan", "kelompok", "jenis", "lapor"


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """The coverage of one area; its own rows alone."""

    area: Area
    period: ReportPeriod
    listed: str
    services: tuple[Service, ...]
    whole: Coverage
    params: dict[str, str]

    @property
    def chips(self) -> tuple[str, ...]:
        """Place, report, what was chosen, and that something is hidden."""
        chosen = [GROUPS[self.params[GROUP]]] if self.params.get(GROUP) else []
        chosen += [self.params[KIND]] if self.params.get(KIND) else []
        hides = bool((self.whole.cells["state"] == State.HIDDEN).any())
        return (
            self.area.official_name,
            self.period.label,
            LISTS[self.listed],
            *chosen,
            *([words.IS_PUBLIC] if hides else []),
        )

    @property
    def source(self) -> str:
        sources = "; ".join(self.whole.sources) or "laporan layanan"
        return f"Sumber: {sources}, {self.period.label}; {cell_words.reported_span(self.whole.cells)}."

    @property
    def footnotes(self) -> tuple[str, ...]:
        """Reports that cannot be true, and where the targets come from."""
        return (
            *cell_words.over_sentences(self.whole.cells, self.whole.cells),
            cell_words.target_words(self.whole.targets, self.services),
        )


def situation(sources: Sources) -> Situation:
    """The answers of the release about services."""
    return sources.kept("situation", lambda: Situation(sources.district))


def asked_of(sources: Sources, step: Step, area: Area) -> Asked:
    """What a step asks; without a word the newest whole year and the 29.

    Raises:
        NoDataError: no report here, or the step asks for what is not there.
    """
    if area.code == COUNTRY:
        raise NoDataError(_("Cakupan layanan dibaca per provinsi, kabupaten/kota, atau kecamatan. Pilih wilayahnya."))
    answers = situation(sources)
    offered = answers.periods(area.code, mode=Mode.PUBLIC)
    if not offered:
        raise NoDataError(
            _(
                "Belum ada laporan layanan untuk {area}. Masukkan laporannya di halaman Layanan, tab Data layanan.",
                area=area.official_name,
            )
        )
    by_key = {one.key: one for one in offered}
    first = next((one for one in offered if one.period == "tahun"), offered[0])
    period = by_key[asked.chosen(step, PERIOD, by_key, default=first.key)]
    listed = asked.chosen(step, LIST, LISTS, default=ESSENTIAL)
    group, kind = asked.chosen(step, GROUP, GROUPS), asked.chosen(step, KIND, (SPESIFIK, SENSITIF))
    services = tuple(
        one for one in registry.of_list(listed) if (not group or one.group == group) and (not kind or one.kind == kind)
    )
    if not services:
        raise NoDataError(_("Tidak ada layanan dengan kelompok dan jenis itu. Pilih kelompok atau jenis lain."))
    return Asked(
        area=area,
        period=period,
        listed=listed,
        services=services,
        whole=answers.coverage(area, level=area.level, services=services, period=period, mode=Mode.PUBLIC),
        params={GROUP: group, KIND: kind},
    )
