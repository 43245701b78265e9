"""The files of one list of priority villages without a page: from a scenario, kept or typed, or from a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stunting import letterhead_store, lokus_queries, queries
from stunting.errors import NoDataError, StuntingError, UnknownChoiceError, nearest
from stunting.exports import decided_decree, decree, decree_docx, decree_pdf, decree_xlsx, lokus_card
from stunting.exports.decree import Decree
from stunting.geography import Area, Register
from stunting.ledger import Ledger
from stunting.letterhead import Letterhead
from stunting.lokus import link, scenario_store
from stunting.lokus.candidates import Candidates, candidates
from stunting.lokus.choosing import propose
from stunting.lokus.decisions import decisions
from stunting.lokus.explain import explain
from stunting.lokus.scenario import Scenario
from stunting.lokus.usual import key_of, source_of, usual_scenario, usual_year
from stunting.paths import Layout
from stunting.releases import OpenRelease
from stunting.routine.district import District, Mode, newest
from stunting.routine.periods import Period

PERIOD, YEAR, SIZE, WEIGHTS = "--period", "--year", "--size", "--weights"
MAKERS = {"docx": decree_docx.to_docx, "xlsx": decree_xlsx.to_xlsx, "pdf": decree_pdf.to_pdf}


@dataclass(frozen=True, kw_only=True)
class Place:
    """One kabupaten in one release; all counts are those of mode internal."""

    layout: Layout
    release: OpenRelease
    district: District
    kabkota: Area

    @property
    def periods(self) -> dict[str, Period]:
        """By the name that scenarios use."""
        found = self.district.periods(self.kabkota.code, mode=Mode.INTERNAL)
        if not found:
            raise NoDataError(
                f"Belum ada data rutin (e-PPGBM) untuk {self.kabkota.official_name}. Impor berkasnya lebih dulu."
            )
        return {key_of(one): one for one in found}

    @property
    def letterhead(self) -> Letterhead:
        return letterhead_store.read_or_default(self.layout.additions, self.kabkota)

    def candidates(self, period: Period, lokus_year: int) -> Candidates:
        return candidates(self.district, kabupaten_code=self.kabkota.code, period=period, lokus_year=lokus_year)


def appendix_of_scenario(place: Place, typed: Mapping[str, str], *, scenario: str, kind: str) -> tuple[str, bytes]:
    """Name and content of the appendix of a kept scenario, or of the options where `scenario` is ""."""
    wanted, period, found = _kept(place, scenario) if scenario else _typed(place, typed)
    made = decree.from_proposal(
        propose(found, wanted),
        area=place.kabkota,
        letterhead=place.letterhead,
        period_label=period.label,
        release_id=place.release.manifest.id,
        frozen=place.release.manifest.created,
        sources=found.sources,
        is_sample=found.is_sample,
    )
    return made.stamp.file_name(kind), MAKERS[kind](made)


def card_of_scenario(
    place: Place, areas: Register, typed: Mapping[str, str], *, scenario: str, desa: str
) -> tuple[str, bytes]:
    """Name and content of the card of one desa, a PDF."""
    code = areas.find(desa, level="desa", within=place.kabkota.code).code
    wanted, period, found = _kept(place, scenario) if scenario else _typed(place, typed)
    content = lokus_card.card_of(
        explain(propose(found, wanted), code),
        area=place.kabkota,
        lokus_year=wanted.lokus_year,
        government=place.letterhead.government,
        source=source_of(found, period),
        release_id=place.release.manifest.id,
        is_sample=found.is_sample,
    )
    return content.stamp.file_name("pdf"), lokus_card.to_pdf(content)


def appendix_of_decision(place: Place, seq: int, *, kind: str) -> tuple[str, bytes]:
    """Name and content of the appendix of a decision in the ledger, with the figures of its day."""
    made = _of_decision(place, seq)
    return made.stamp.file_name(kind), MAKERS[kind](made)


def _kept(place: Place, name: str) -> tuple[Scenario, Period, Candidates]:
    one = scenario_store.read(place.layout.additions, place.kabkota.code, name)
    period = _period(place, one.scenario.period)
    return one.scenario, period, place.candidates(period, one.scenario.lokus_year)


def _typed(place: Place, typed: Mapping[str, str]) -> tuple[Scenario, Period, Candidates]:
    """The scenario of the options; what they do not say is as on the page."""
    code, database = place.kabkota.code, place.release.database
    first = newest(list(place.periods.values()))
    period = _period(place, typed[PERIOD]) if typed[PERIOD] or first is None else first
    lists = lokus_queries.lokus_of_area(database, within=code)
    year = typed[YEAR]
    found = place.candidates(period, int(year) if year.isdecimal() else usual_year(lists, period))
    usual = usual_scenario(
        found,
        kabupaten_code=code,
        period=period,
        lists=lists,
        announced=lokus_queries.announced_lokus(database, within=code),
    )
    params = {link.YEAR: year, link.SIZE: typed[SIZE], link.WEIGHTS: _weights(typed[WEIGHTS], found)}
    return (
        link.scenario_of(params, default=usual, criteria=found.criteria, codes=found.frame["area_code"].tolist()),
        period,
        found,
    )


def _weights(written: str, found: Candidates) -> str:
    """ "prevalensi=30,kasus=30" as a link says it; a link passes over a criterion that it does not know."""
    known = [one.key for one in found.criteria]
    for entry in filter(None, written.split(",")):
        key = entry.partition("=")[0].strip()
        if key not in known:
            raise UnknownChoiceError(key[:40], nearest(key, known) or tuple(known))
    return link.ENTRY.join(
        link.PART.join(part.strip() for part in entry.split("=")) for entry in written.split(",") if entry.strip()
    )


def _period(place: Place, written: str) -> Period:
    known = place.periods
    if written not in known:
        hint = f"Rilis {place.release.manifest.id} tidak memuatnya."
        raise UnknownChoiceError(written[:40], nearest(written, known) or (next(reversed(known)),), hint=hint)
    return known[written]


def _of_decision(place: Place, seq: int) -> Decree:
    """The list as it was decided, with the figures of that day."""
    known = decisions(Ledger.open(place.layout), place.kabkota.code)
    one = next((each for each in known if each.seq == seq), None)
    if one is None:
        numbers = [str(each.seq) for each in reversed(known)]
        offered = f"Yang ada: {', '.join(numbers)}." if numbers else "Belum ada keputusan yang dicatat."
        raise StuntingError(f"Keputusan nomor {seq} untuk {place.kabkota.official_name} tidak ada. {offered}")
    scenario = one.decided.scenario
    period = place.periods.get(scenario.period)
    found = None if period is None else place.candidates(period, scenario.lokus_year)
    return decided_decree.internal(
        one,
        area=place.kabkota,
        letterhead=place.letterhead,
        period=period,
        found=found,
        # Where nobody can tell any more, the kabupaten decides.
        is_sample=_is_sample(place),
    )


def _is_sample(place: Place) -> bool:
    meta = queries.release_meta(place.release.database)
    return place.kabkota.code in meta.get("sample_kabupaten", "").split(";")
